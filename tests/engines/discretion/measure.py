"""How well names are found: `python -m tests.engines.discretion.measure [dev|test]`.

The questions were written for this product, as people say them at a desk; the rules were
tuned on `dev` alone. A question counts as found when at least one name is found in it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import NamedTuple

from mestieri.engines.discretion import find_names

QUESTIONS = Path(__file__).with_name("questions.csv")


class Measure(NamedTuple):
    """Questions with a name found and missed, questions without one refused and let through."""

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


def questions(which: str) -> list[tuple[bool, str]]:
    """Questions of a set: whether somebody is named in it, and the words."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return [(row["names"] == "1", row["question"]) for row in rows if row["set"] == which]


def measure(which: str) -> Measure:
    """Count over a set."""
    rows = [(named, text, bool(find_names(text))) for named, text in questions(which)]
    return Measure(
        sum(named and found for named, _text, found in rows),
        [text for named, text, found in rows if named and not found],
        [text for named, text, found in rows if not named and found],
        sum(not named and not found for named, _text, found in rows),
    )


if __name__ == "__main__":
    for which in sys.argv[1:] or ["dev", "test"]:
        result = measure(which)
        print(f"{which}: precision {result.precision:.3f}, recall {result.recall:.3f}")
        print("  missed:", *result.missed, sep="\n    ")
        print("  refused without a name:", *result.refused, sep="\n    ")
