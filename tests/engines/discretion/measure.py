"""How well names and telephones are found: `python -m tests.engines.discretion.measure`.

The questions were written for this product, as people say them at a desk. The rules were tuned
on `dev`; `test` and `fresh` were measured once before anything was mended after them. A question
counts as found when at least one name is found in it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from mestieri.engines.discretion import find_names, find_personal_data

QUESTIONS = Path(__file__).with_name("questions.csv")
TELEPHONES = Path(__file__).with_name("telephones.csv")


class Measure(NamedTuple):
    """Texts in which something was found and missed, texts refused for nothing and let through."""

    found: int
    missed: list[str]
    refused: list[str]
    let_through: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.refused))

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed))


def rows_of(path: Path, text: str, truth: str) -> list[tuple[bool, str, str]]:
    """Rows of a file: whether it is there, the words, and the set."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [(row[truth] == "1", row[text], row.get("set", "")) for row in rows]


def counted(rows: list[tuple[bool, str, bool]]) -> Measure:
    """A measure of rows: whether it is there, the words, whether it was found."""
    return Measure(
        sum(there and found for there, _text, found in rows),
        [text for there, text, found in rows if there and not found],
        [text for there, text, found in rows if not there and found],
        sum(not there and not found for there, _text, found in rows),
    )


def names(which: str) -> Measure:
    """How well names are found in a set of questions."""
    rows = rows_of(QUESTIONS, "question", "names")
    return counted(
        [(there, text, bool(find_names(text))) for there, text, name in rows if name == which]
    )


def telephones() -> Measure:
    """How well telephones are told from dates, laws and sums."""
    rows = rows_of(TELEPHONES, "text", "telephone")
    return counted([(there, text, has_telephone(text)) for there, text, _set in rows])


def has_telephone(text: str) -> bool:
    return any(finding.kind == "telephone" for finding in find_personal_data(text))


if __name__ == "__main__":
    for name in ("dev", "test", "fresh", "telephones"):
        result = telephones() if name == "telephones" else names(name)
        print(f"{name}: precision {result.precision:.3f}, recall {result.recall:.3f}")
        print("  missed:", *result.missed, sep="\n    ")
        print("  refused for nothing:", *result.refused, sep="\n    ")
