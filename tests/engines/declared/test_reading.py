"""A declared file says the line of what is wrong, and never means more than it shows."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.declared import Faulty, Reader, parse, plain, written


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as refused:
        parse(text)
    return [(fault.line, fault.code) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 1, "empty_file"),
        ("titolo: a\ntitolo: b\n", 2, "repeated_key"),
        ("uno: &x a\ndue: *x\n", 2, "alias"),
        ("titolo: prima: poi\n", 1, "unreadable"),
        ("a:\n  - b\n c: d\n", 3, "unreadable"),
        ("titolo: [a, b", 2, "unreadable"),
        ("[" * 20 + "]" * 20, 1, "too_deep"),
        ("a: " + "b" * 300_000, 1, "too_long"),
        ("[" * 190_000, 1, "too_deep"),
        ("a:\n" + "- " * 90_000, 2, "too_deep"),
        ("a: \ud800", 1, "unreadable"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, line: int, code: str) -> None:
    assert faults_of(text) == [(line, code)]


def test_every_value_is_a_text() -> None:
    assert plain(parse("a: no\nb: 1e3\nc: 2026-11-23\nd: ~\n")) == {
        "a": "no", "b": "1e3", "c": "2026-11-23", "d": "~",
    }  # fmt: skip


def test_all_faults_are_gathered() -> None:
    reader, item = Reader(), parse("numero: dieci\nforse: boh\ngiorno: ieri\n")
    reader.whole(item, "numero", least=1, most=9)
    reader.yes(item, "forse")
    reader.day(item, "giorno")
    assert [(fault.line, fault.code) for fault in reader.faults] == [
        (1, "not_a_number"), (2, "not_yes_or_no"), (3, "not_a_day"),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["--5", "5-", "+5", "5.0", "٥", "²", "9" * 5_000, "[5]"])
def test_what_is_no_short_whole_number_is_a_fault_and_nothing_else(typed: str) -> None:
    reader = Reader()
    assert reader.whole(parse(f"da: {typed}\n"), "da", least=-9, most=9, default=1) == 1
    assert [(fault.line, fault.code) for fault in reader.faults] == [(1, "not_a_number")]


def test_a_whole_number_may_be_negative() -> None:
    reader = Reader()
    assert reader.whole(parse("da: -5\n"), "da", least=-9, most=9) == -5
    assert reader.faults == []


#: Signs that mean something in a file, beside letters.
texts = (
    st.text("abcàñ07:#-'\"|>&*!%@`?,[]{} \n", min_size=1, max_size=20).map(str.strip).filter(bool)
)


@settings(max_examples=25)
@given(st.dictionaries(texts, st.lists(texts, min_size=1, max_size=3), min_size=1, max_size=4))
def test_what_is_written_is_read_again(value: dict[str, list[str]]) -> None:
    assert plain(parse(written(value))) == value


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(Faulty):
        plain(parse(text))
