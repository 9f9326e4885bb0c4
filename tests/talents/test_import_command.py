"""`mestieri import cvs`: one report for scripts, a sentence where it refuses, the whole of S14."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mestieri.cli.cvs import cvs
from mestieri.cli.demonstration.cvs import write_folder
from mestieri.cli.output import CommandFailure
from mestieri.engines.europass import write_xml
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV
from tests.talents.making import a_person

pytestmark = pytest.mark.django_db


def test_a_folder_comes_in_and_says_so_in_json(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "uno.xml").write_bytes(write_xml(a_person()))
    (tmp_path / "due.docx").write_bytes(b"PK\x03\x04 word/document.xml")
    cvs([tmp_path], centre=centre.slug, as_json=True)
    report = json.loads(capsys.readouterr().out)
    assert (report["read"], report["created"], report["duplicates"]) == (2, 1, 0)
    assert [entry["row"] for entry in report["refused"]] == ["due.docx"]
    cvs([tmp_path], centre=centre.slug, as_json=False)
    assert "1 there already" in " ".join(capsys.readouterr().err.split())


def test_what_is_not_there_is_refused_with_a_sentence(centre: Centre, tmp_path: Path) -> None:
    with pytest.raises(CommandFailure, match="no such file"):
        cvs([tmp_path / "niente"], centre=centre.slug)
    with pytest.raises(CommandFailure, match="no centre"):
        cvs([tmp_path], centre="atlantide")


@pytest.mark.soak
@pytest.mark.S14
def test_the_whole_thousand(
    centre: Centre, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert write_folder(tmp_path) == 1_000
    cvs([tmp_path], centre=centre.slug, as_json=True)
    report = json.loads(capsys.readouterr().out)
    statuses = report["statuses"]
    assert statuses["read"] == 800
    assert statuses["read-by-headings"] >= 120
    assert statuses["scan"] == 15
    assert report["unchanged"] + report["duplicates"] == 10
    assert report["refused_count"] == 15
    assert CV.objects.filter(centre=centre).count() == 975
    assert not CV.objects.presentable().exists()
