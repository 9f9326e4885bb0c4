"""The verbs of the copies: the paper, the copy, the check, what `doctor` says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.database import migrated_sqlite

Mestieri = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def mestieri(tmp_path: Path) -> Mestieri:
    """Run the command on an installation with tables and nothing in them."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copyfile(migrated_sqlite(), folder / "mestieri.sqlite3")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MESTIERI_")}
    for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        kept.pop(name, None)
    environment = {**kept, "MESTIERI_DATA": str(folder), "COLUMNS": "400"}

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mestieri", *words],
            env=environment, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_from_the_paper_to_a_copy_that_is_known_to_be_whole(
    mestieri: Mestieri, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.age")
    refused = mestieri("backup", copy)
    assert (refused.returncode, "backup-key new" in refused.stderr) == (1, True)
    pair = json.loads(mestieri("backup-key", "new", "--json").stdout)
    assert mestieri("backup-key", "new").returncode == 1  # never over the one there is
    assert pair["words"] in mestieri("backup-key", "check", stdin=pair["secret"]).stderr
    assert mestieri("backup-key", "check", stdin="AGE-SECRET-KEY-1").returncode == 1

    made = json.loads(mestieri("backup", copy, "--json").stdout)
    assert (made["words"], made["file"]) == (pair["words"], copy)
    checked = mestieri("restore", copy, "--check", "--json", stdin=pair["secret"])
    assert json.loads(checked.stdout)["whole"]
    assert json.loads(checked.stdout)["rows"] == made["rows"]
    findings = json.loads(mestieri("doctor", "--json").stdout)["findings"]
    states = {each["check"]: each["state"] for each in findings}
    assert (states["backup_key"], states["backup"]) == ("good", "good")

    cut = tmp_path / "cut.age"
    cut.write_bytes(Path(copy).read_bytes()[:-10])
    refused = mestieri("restore", str(cut), "--replace", stdin=pair["secret"])
    assert (refused.returncode, "damaged" in refused.stderr) == (1, True)
    assert "Traceback" not in refused.stderr
