"""What is written reads back, field by field."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given, settings

from mestieri.engines.europass import Candidate, Status, read, write_json, write_xml
from mestieri.engines.europass.writing.normal import normalised
from tests.engines.europass.records import EVERYTHING, any_record

TEXTS = {"xml": write_xml, "json": write_json}


def assert_same(read_back: Candidate, written: Candidate) -> None:
    for field in fields(Candidate):
        told = getattr(read_back, field.name)
        expected = getattr(written, field.name)
        if field.name == "skills":
            # Skills come back by their kinds; within a kind in their order.
            told, expected = (sorted(some, key=lambda one: one.kind) for some in (told, expected))
        assert told == expected, field.name


@pytest.mark.parametrize("form", TEXTS)
def test_a_cv_with_everything_reads_back_as_it_was(form: str) -> None:
    outcome = read(TEXTS[form](EVERYTHING))
    assert outcome.status is Status.READ
    assert outcome.dialect.startswith("Candidate 4.0")
    assert outcome.record is not None
    assert_same(outcome.record, EVERYTHING)


def test_what_is_normal_stays_as_it_is() -> None:
    assert normalised(EVERYTHING) == EVERYTHING


@given(any_record)
@settings(max_examples=60, deadline=None)
def test_any_record_reads_back_as_it_is_when_it_is_normal(record: Candidate) -> None:
    expected = normalised(record)
    for write in TEXTS.values():
        outcome = read(write(record))
        if expected.holds_data:
            assert outcome.record is not None
            assert_same(outcome.record, expected)
        else:
            assert outcome.status is Status.NO_DATA
