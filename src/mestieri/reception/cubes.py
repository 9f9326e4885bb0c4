"""Which tables by an optional attribute are published: all of them, and nothing else.

Each attribute stands in one cube, by need and by whole closed quarter. No two cubes share
a breakdown that an attribute crosses (a test holds this list to it), and quarters do not
overlap: so nothing can be found out by subtracting a table from another.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass

from mestieri.reception.models import Attribute

MONTHS_IN_A_QUARTER = 3
#: The dimension whose totals the centre sees whole, at any time and for any period.
NEED = "purpose"


@dataclass(frozen=True)
class Cube:
    """One published table: an optional attribute by what is known anyway."""

    attribute: Attribute
    known: tuple[str, ...] = (NEED,)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return (self.attribute.value, *self.known)

    @property
    def breakdowns(self) -> set[frozenset[str]]:
        """Every set of dimensions by which the cube shows counts, its totals included."""
        return {
            frozenset(names)
            for size in range(len(self.dimensions) + 1)
            for names in itertools.combinations(self.dimensions, size)
        }


CUBES: tuple[Cube, ...] = tuple(Cube(attribute) for attribute in Attribute)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of the calendar, the only stretch over which a cube is published."""

    year: int
    number: int

    @classmethod
    def of(cls, day: datetime.date) -> Quarter:
        return cls(day.year, (day.month - 1) // MONTHS_IN_A_QUARTER + 1)

    @property
    def first_day(self) -> datetime.date:
        return datetime.date(self.year, MONTHS_IN_A_QUARTER * (self.number - 1) + 1, 1)

    @property
    def last_day(self) -> datetime.date:
        return self.next.first_day - datetime.timedelta(days=1)

    @property
    def next(self) -> Quarter:
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def previous(self) -> Quarter:
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def name(self) -> str:
        """The same name in every language, as it stands in addresses: 2026-3."""
        return f"{self.year}-{self.number}"

    @classmethod
    def named(cls, name: str) -> Quarter:
        """Read back a name.

        Raises:
            ValueError: it names no quarter.
        """
        year, dash, number = name.partition("-")
        if not (dash and year.isdecimal() and number in {"1", "2", "3", "4"}):
            raise ValueError(name)
        if not 1900 <= int(year) <= 9000:
            raise ValueError(name)
        return cls(int(year), int(number))
