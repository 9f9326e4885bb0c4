"""The municipalities of Italy (ISTAT's codes and names) and where their main town is."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import OSA

from mestieri.engines.places.distance import Point, kilometres

TABLE = Path(__file__).parent / "municipalities.csv"
LONGEST_NAME = 80  # characters; what follows is not read
MOST_ALIKE = 8
LETTERS_OF_A_LONG_NAME = 7  # two of which may be wrong; of a shorter one, one
#: «Roma (RM)», «Castro, LE»: the province after the name.
NAME_AND_PROVINCE = re.compile(r"^(?P<name>.+?)[\s,(]+(?P<province>[A-Za-z]{2})\)?\s*$")


@dataclass(frozen=True)
class Municipality:
    """A *comune*.

    Attributes:
        istat: ISTAT's code, six figures.
        name: its Italian name.
        other_name: its name in the other language of the place, or empty.
        province: two letters, such as `RM`.
        point: where its main town is.
        is_about: its town is not known: the point is the middle of the province.
    """

    istat: str
    name: str
    other_name: str
    province: str
    point: Point
    is_about: bool

    def __str__(self) -> str:
        return f"{self.name} ({self.province})"


class Municipalities:
    """The table, looked up by name.

    Args:
        rows: every municipality; of those with the same name the first answers to it alone.
    """

    def __init__(self, rows: Iterable[Municipality]) -> None:
        self._rows = tuple(rows)
        self._folded = [(fold_name(row.name), row) for row in self._rows]
        self._by_name: dict[str, list[Municipality]] = {}
        for row in self._rows:
            for name in {fold_name(row.name), fold_name(row.other_name)} - {""}:
                self._by_name.setdefault(name, []).append(row)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Municipality]:
        return iter(self._rows)

    def all_named(self, name: str) -> list[Municipality]:
        """Municipalities with a name; «Castro (LE)» says which of them."""
        name = name[:LONGEST_NAME]
        found = self._by_name.get(fold_name(name), [])
        told = NAME_AND_PROVINCE.match(name.strip())
        if found or told is None:
            return list(found)
        homonyms = self._by_name.get(fold_name(told["name"]), [])
        return [row for row in homonyms if row.province == told["province"].upper()]

    def named(self, name: str, *, near: Point | None = None) -> Municipality | None:
        """The municipality with a name, the nearest to a point if several have it; or None."""
        found = self.all_named(name)
        if near is not None:
            found.sort(key=lambda row: kilometres(near, row.point))
        return found[0] if found else None

    def alike(self, name: str, most: int = MOST_ALIKE) -> list[Municipality]:
        """Municipalities whose name begins with what was written, or has a word that does; else
        those whose name is a letter or two away, the nearest first."""
        asked = fold_name(name[:LONGEST_NAME])
        if len(asked) < 2:
            return []
        begins = [row for name, row in self._folded if name.startswith(asked)]
        if len(begins) < most:
            begins += [row for name, row in self._folded if f" {asked}" in name]
        return begins[:most] or self._misspelt(asked, most)

    def _misspelt(self, asked: str, most: int) -> list[Municipality]:
        wrong = 2 if len(asked) >= LETTERS_OF_A_LONG_NAME else 1
        near = [
            (distance, row.name, row)
            for name, row in self._folded
            if (distance := OSA.distance(asked, name, score_cutoff=wrong)) <= wrong
        ]
        return [row for _distance, _name, row in sorted(near, key=lambda one: one[:2])[:most]]


def fold_name(name: str) -> str:
    """A name without capitals, accents and apostrophes, so that it is found however written."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@functools.cache
def load_municipalities() -> Municipalities:
    """The table that ships with the product, read once."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return Municipalities([_row(row) for row in csv.DictReader(file)])


def _row(row: dict[str, str]) -> Municipality:
    return Municipality(
        row["istat"],
        row["name"],
        row["other_name"],
        row["province"],
        (float(row["lat"]), float(row["lon"])),
        row["about"] == "1",
    )
