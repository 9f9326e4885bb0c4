"""The lexicon against a hundred labelled sentences, half of them lawful look-alikes.

They are those that it is tuned on. The figure that counts is measured on others, which whoever
writes the lexicon has not seen.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mestieri.engines.discretion import find_discrimination, mended, phrase_instead

SHOWN = Path(__file__).parent / "wording" / "shown.csv"
LEAST_FOUND, MOST_FALSE = 0.95, 0.05
S19 = "ragazza max 30 anni, bella presenza, italiana"


def sentences(unlawful: bool) -> list[str]:
    with SHOWN.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file) if (row["unlawful"] == "1") == unlawful]


def test_half_of_the_sentences_are_lawful_and_both_languages_are_there() -> None:
    with SHOWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len({row["text"] for row in rows}) == 100
    assert sum(row["unlawful"] == "1" for row in rows) == 50
    assert {row["lang"] for row in rows} == {"it", "en"}
    assert all(bool(row["criteria"]) == (row["unlawful"] == "1") for row in rows)


def test_what_is_unlawful_is_found_and_what_is_lawful_let_through() -> None:
    missed = [text for text in sentences(True) if not find_discrimination(text)]
    false = [text for text in sentences(False) if find_discrimination(text)]
    assert 1 - len(missed) / 50 >= LEAST_FOUND, missed
    assert len(false) / 50 <= MOST_FALSE, false


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("ragazza", "persona"),
        ("Ragazza", "Persona"),
        ("max 30 anni", "anche alla prima esperienza"),
        ("bella presenza", "capacità di accogliere i clienti"),
        ("stato civile", ""),
    ],
)
def test_a_phrase_takes_the_place_of_what_cannot_be_asked(text: str, instead: str) -> None:
    (mention,) = find_discrimination(text)
    assert phrase_instead(text, mention, "it") == instead


def test_mended_one_by_one_a_text_is_lawful_and_reads_well() -> None:
    text = S19
    while found := find_discrimination(text):
        text = mended(text, found[0], "it")
    assert text == (
        "persona anche alla prima esperienza, capacità di accogliere i clienti, italiano almeno B2"
    )


def test_what_is_left_out_takes_its_commas_with_it() -> None:
    for text, expected in [
        ("Impiegata nubile, con diploma", "Impiegata, con diploma"),
        ("Nubile, con diploma", "Con diploma"),
        ("Diploma, nubile.", "Diploma."),
        ("Diploma, nubile, patente B", "Diploma, patente B"),
    ]:
        (mention,) = find_discrimination(text)
        assert mended(text, mention, "it") == expected


def test_mending_ends_and_never_makes_worse() -> None:
    for text in sentences(True):
        before = find_discrimination(text)
        for _step in range(20):
            found = find_discrimination(text)
            if not found:
                break
            text = mended(text, found[0], "it")
        assert find_discrimination(text) == [], (before, text)
