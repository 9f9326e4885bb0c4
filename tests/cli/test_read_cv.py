"""`mestieri read-cv` says something of every file and stumbles over none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mestieri.cli import app
from mestieri.cli.output import CommandFailure
from mestieri.cli.read_cv import register
from mestieri.engines.europass import write_xml
from tests.engines.europass.records import EVERYTHING

pytestmark = pytest.mark.one_database

register(app)


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "cv.xml").write_bytes(write_xml(EVERYTHING))
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = CliRunner().invoke(app, ["read-cv", "--json", "--workers", "1", str(tmp_path)])
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert [one["status"] for one in told] == ["read", "empty-file"]
    keys = ("file", "status", "sentence", "dialect", "record", "unread", "warnings")
    assert set(told[0]) == set(keys)
    assert told[0]["record"]["family_name"] == "Bertolè"


def test_a_path_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["read-cv", str(tmp_path / "no.pdf")])
    assert done.exit_code == 1
    assert isinstance(done.exception, CommandFailure)
