"""What titles and cells mean: dates, numbers, columns, formulas that stay text."""

from __future__ import annotations

import datetime
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.tables import (
    ColumnKind,
    Row,
    TableProblem,
    Wanted,
    find_header,
    guess_columns,
    header_labels,
    holds_formula,
    is_spreadsheet_error,
    neutralised,
    read_boolean,
    read_date,
    read_number,
    read_text,
)

THE_DAY = datetime.date(2026, 11, 23)
WANTED = [
    Wanted("title", ("titolo", "title", "nome")),
    Wanted("publisher", ("editore", "publisher", "casa editrice")),
    Wanted("url", ("link", "sito"), ColumnKind.ADDRESS),
    Wanted("email", ("e-mail", "posta elettronica"), ColumnKind.EMAIL),
]


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "23/11/2026", "23-11-26", "23.11.2026", "23 novembre 2026", "23 Nov. 2026",
     "46349", "2026-11-23 09:30", "23/11/2026 9:30:00", "2026-11-23T09:30:00"],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(text: str):
    assert read_date(text) == THE_DAY


@pytest.mark.parametrize("text", ["", "presto", "31/02/2026", "13/13/2026", "2026", "1/1/1", "99"])
def test_what_is_no_day_is_none(text: str):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1,5", "1.5"), ("1.5", "1.5"),
     ("1.234", "1234"), ("€ 1.234,00", "1234.00"), ("-3", "-3"), ("0.123", "0.123"),
     ("1 234", "1234")],
)  # fmt: skip
def test_a_number_is_read_with_comma_or_point(text: str, number: str):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "dieci", "1-2", "--1", "1e5"])
def test_what_is_no_number_is_none(text: str):
    assert read_number(text) is None


def test_yes_and_no_are_read_as_people_mark_them():
    assert [read_boolean(text) for text in ("Sì", "x", "VERO", "1")] == [True] * 4
    assert [read_boolean(text) for text in ("No", "FALSO", "0")] == [False] * 3
    assert read_boolean("forse") is None


@pytest.mark.parametrize(
    "text",
    ["=1+1", ' =HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0", "@SUM(A1:A9)",
     "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "+A1", "-SUM(B2)"],
)  # fmt: skip
def test_a_formula_is_known_for_what_it_is(text: str):
    assert holds_formula(text)


@pytest.mark.parametrize(
    "text", ["+39 (011) 000", "- primo punto", "@centro", "-5", "1=1", "a = b", "-", "+ info"]
)
def test_what_only_begins_like_a_formula_is_data(text: str):
    assert not holds_formula(text)
    assert neutralised("=1") == "'=1"


def test_the_errors_of_a_spreadsheet_are_known_in_two_languages():
    assert all(map(is_spreadsheet_error, ("#N/A", "#REF!", "#RIF!", "#DIV/0!", "Err:502")))
    assert not is_spreadsheet_error("#lavoro")


def test_titles_are_found_below_a_heading_and_empty_rows():
    rows = [
        Row(1, ["Biblioteca del centro"]),
        Row(3, ["aggiornato a", "2026"]),
        Row(5, ["TITOLO", "Casa editrice", "Anno"]),
        Row(6, ["Guida", "Alfa", "2020"]),
    ]
    assert find_header(rows, WANTED) == 2


def test_without_known_titles_the_first_full_row_holds_them():
    rows = [Row(1, ["Elenco"]), Row(2, ["a", "b", "c"]), Row(3, ["1", "2", "3"])]
    assert find_header(rows) == 1


def test_titles_are_unique_and_an_empty_one_takes_its_letter():
    assert header_labels(Row(1, ["Nome", "", "Nome"]), 4) == ["Nome", "(B)", "Nome (2)", "(D)"]


def test_columns_are_guessed_by_title_by_likeness_and_by_content():
    labels = ["Titolo dell'opera", "EDITORI", "(C)", "Posta Elettronica", "Colore"]
    rows = [Row(2, ["Guida", "Alfa", "https://example.org/a", "a@example.org", "blu"])]
    assert guess_columns(labels, rows, WANTED) == {
        0: "title", 1: "publisher", 2: "url", 3: "email",
    }  # fmt: skip


def test_no_meaning_is_given_twice():
    assert guess_columns(["Titolo", "Title"], [], WANTED) == {0: "title"}


@given(st.text(max_size=300))
def test_no_text_breaks_the_readers(text: str):
    read_date(text)
    read_number(text)
    read_boolean(text)
    holds_formula(text)
    if text.strip('\n\r\t \x00\ufeff\u00a0;,|"'):
        with suppress(TableProblem):
            read_text(text)
