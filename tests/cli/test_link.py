"""`mestieri link` and `mestieri train occupations`: what scripts and people are promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.one_database


def mestieri(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person would, in an empty installation."""
    return subprocess.run(
        [sys.executable, "-m", "mestieri", *words],
        capture_output=True,
        text=True,
        env={**os.environ, "MESTIERI_DATA": str(home), "OMP_NUM_THREADS": "1"},
    )


def value(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_link_gives_a_list_a_title_in_their_order(tmp_path: Path) -> None:
    titles = tmp_path / "titles.txt"
    titles.write_text("cuoco\n\nmuratore\n", encoding="utf8")
    found = value(
        mestieri("link", "saldatore", "--file", str(titles), "--lang", "it", "--top", "2", "--json",
                 home=tmp_path)
    )  # fmt: skip
    assert [len(hits) for hits in found] == [2, 2, 0, 2]
    first = found[0][0]
    assert {"uri", "label", "isco", "matched_label", "how", "kind", "confidence"} <= first.keys()
    assert (first["isco"], first["label"]) == ("7212", "saldatore/saldatrice")


def test_link_speaks_to_people_on_stderr_alone(tmp_path: Path) -> None:
    done = mestieri("link", "saldatore", "--lang", "it", home=tmp_path)
    assert done.returncode == 0
    assert done.stdout == ""
    assert "saldatore" in done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Give a job title"),
        (("--file", "nowhere.txt"), "cannot be read"),
        (("cuoco", "--esco", "nowhere"), "nowhere"),
    ],
)
def test_link_refuses_with_a_sentence(
    tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    done = mestieri("link", *words, home=tmp_path)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def small_download(folder: Path) -> Path:
    """Two occupations of our own, in the form of ESCO's files."""
    home = folder / "v9.9"
    home.mkdir()
    uri = "http://data.europa.eu/esco/occupation/00000000-0000-4000-8000-00000000000"
    (home / "occupations_en.csv").write_text(
        "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,code\n"
        f"Occupation,{uri}1,0110,tester,trial person,0110.1\n"
        f"Occupation,{uri}2,0210,stamper,stamp person,0210.1\n",
        encoding="utf8",
    )
    return home


def test_train_writes_what_link_then_uses(tmp_path: Path) -> None:
    download = small_download(tmp_path)
    settings = ("--set", "steps=3", "--set", "dimensions=4")
    manifest = value(
        mestieri("train", "occupations", "--esco", str(download), *settings, "--json",
                 home=tmp_path)
    )  # fmt: skip
    assert manifest["command"].endswith("--esco v9.9 --set steps=3 --set dimensions=4")
    assert manifest["data"]["version"] == "ESCO 9.9"
    assert (tmp_path / "occupations" / "training.log").read_text().startswith("step 3 loss")
    (hits,) = value(mestieri("link", "stamper", "--json", home=tmp_path))
    assert hits[0]["isco"] == "0210"


def test_train_refuses_an_unknown_setting_and_what_is_not_esco(tmp_path: Path) -> None:
    unknown = mestieri(
        "train", "occupations", "--esco", str(tmp_path), "--set", "speed=9", home=tmp_path
    )
    assert unknown.returncode == 1
    assert "no setting «speed»" in unknown.stderr
    nothing = mestieri("train", "occupations", "--esco", str(tmp_path), home=tmp_path)
    assert nothing.returncode == 1
    assert "Traceback" not in nothing.stderr
