"""What somebody writes of a project, and the file of it that they take away."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.guidance.project_sheet import (
    LARGEST_FILE,
    MOST_LINES,
    Appointment,
    KeptReferral,
    KeptResource,
    ProjectSheet,
    Step,
    UnreadableSheet,
    from_json,
    safe_address,
    to_json,
)

SHEET = ProjectSheet(
    about="So cucire, parlo tre lingue.",
    goals=("Un lavoro vicino a casa",),
    steps=(Step("Chiamare la scuola"), Step("Finire il CV", is_done=True), Step("Cercare orari")),
    appointments=(Appointment(datetime.date(2026, 12, 1), "Rileggere tutto"),),
    resources=(KeptResource("Sartoria", "/it/valdora/mestieri/sarto/"),),
    referrals=(KeptReferral("Scuola serale", datetime.date(2026, 11, 20), "chiedere di sera"),),
    reflections={"today": "Mi piace il sabato."},
)


def test_a_sheet_comes_back_from_its_file_as_it_was() -> None:
    assert from_json(to_json(SHEET)) == SHEET
    assert from_json(to_json(ProjectSheet())).is_empty


@pytest.mark.parametrize(
    "change",
    [
        {"format": "europass"}, {"version": 2}, {"goals": "x"}, {"goals": [""]},
        {"steps": [{"words": "x"}]}, {"appointments": [{"day": "domani", "words": "x"}]},
        {"about": 3}, {"about": "x" * 2001}, {"goals": ["x"] * (MOST_LINES + 1)},
        {"reflections": ["x"]}, {"referrals": [None]},
    ],
)  # fmt: skip
def test_a_foreign_or_damaged_file_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(UnreadableSheet):
        from_json(json.dumps({**json.loads(to_json(SHEET)), **change}))


@given(st.one_of(st.text(), st.binary(), st.just("[" * 100_000), st.just("x" * LARGEST_FILE * 2)))
def test_whatever_a_file_holds_it_is_refused_in_one_way(text: str | bytes) -> None:
    with pytest.raises(UnreadableSheet):
        from_json(text)


def test_the_same_thing_is_kept_once() -> None:
    assert SHEET.keeping(KeptResource("Altro nome", "/it/valdora/mestieri/sarto/")) == SHEET
    assert len(SHEET.keeping(KeptResource("Libro")).resources) == 2


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "data:x", "https://", '/x"y', "x", "/a b"]
)
def test_only_a_web_address_or_a_path_is_a_link(address: str) -> None:
    assert safe_address(address) == ""
    assert safe_address("/it/valdora/") == "/it/valdora/"
