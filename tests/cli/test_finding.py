"""`mestieri import esco` and `mestieri find`: JSON for scripts, sentences for people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import migrated_sqlite
from tests.library import esco_files as made

pytestmark = pytest.mark.one_database


def mestieri(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "MESTIERI_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
    }
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mestieri", *arguments],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a migrated installation."""
    data = tmp_path_factory.mktemp("data")
    shutil.copyfile(migrated_sqlite(), data / "mestieri.sqlite3")
    return data


@pytest.fixture(scope="module")
def imported(installation: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("esco")
    made.whole_download(folder)
    done = mestieri(installation, "import", "esco", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_import_reports_in_one_json_value(imported: dict):
    assert {"read", "created", "unchanged", "updated", "duplicates", "refused"} <= set(imported)
    assert imported["kinds"]["occupations"]["created"] == 3


def test_find_answers_a_list_a_text(installation: Path, imported: dict, tmp_path: Path):
    (tmp_path / "texts").write_text("cuoca\nxyzzy\n")
    arguments = ("find", "saldatrice edile", "--file", str(tmp_path / "texts"), "--json")
    done = mestieri(installation, *arguments)
    assert done.returncode == 0, done.stderr
    welders, cooks, nothing = json.loads(done.stdout)
    assert set(welders[0]) == {"kind", "title", "url", "purposes", "isco", "reasons"}
    assert (welders[0]["title"], welders[0]["isco"]) == ("saldatore / saldatrice", "7212")
    assert cooks[0]["title"] == "cuoco / cuoca"
    assert nothing == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("find",),
        ("find", "cuoco", "--centre", "nessuno"),
        ("import", "esco", __file__),
    ],
)
def test_a_refusal_is_a_sentence_on_stderr(installation: Path, arguments: tuple[str, ...]):
    refused = mestieri(installation, *arguments)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "✗" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("arguments", [("import", "esco", ".")])
def test_a_database_that_is_not_there_is_said(tmp_path: Path, arguments: tuple[str, ...]):
    refused = mestieri(tmp_path, *arguments)
    assert refused.returncode == 1
    assert "The database is not ready" in refused.stderr
    assert "Traceback" not in refused.stderr
