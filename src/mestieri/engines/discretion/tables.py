"""Tables of counts with their totals: what suppression reads and what it gives back."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: A cell of one table: a category a dimension, None where the cell is a total over it.
Place = tuple[str | None, ...]
#: A category of a dimension: ("age", "18-25").
Line = tuple[str, str]


@dataclass(frozen=True)
class Dimension:
    """One way of dividing what is counted, with its categories in order."""

    name: str
    categories: tuple[str, ...]


@dataclass(frozen=True)
class CountTable:
    """Counts by one to three dimensions; totals are never given, they are computed.

    Attributes:
        counts: a count for each combination of categories; what is missing counts 0.
    """

    dimensions: tuple[Dimension, ...]
    counts: Mapping[tuple[str, ...], int]

    def __post_init__(self) -> None:
        if not 1 <= len(self.dimensions) <= 3:
            raise ValueError("A table has one, two or three dimensions.")
        known = [set(dimension.categories) for dimension in self.dimensions]
        for place, count in self.counts.items():
            if count < 0 or len(place) != len(known):
                raise ValueError(f"{place}: {count} is not a count of this table.")
            if any(category not in of for category, of in zip(place, known, strict=True)):
                raise ValueError(f"{place} is not a place of this table.")

    def places(self) -> Iterator[Place]:
        """Every cell, totals last in each direction."""
        return itertools.product(*((*d.categories, None) for d in self.dimensions))

    def lines(self) -> Iterator[Line]:
        """Every category of every dimension."""
        return ((d.name, category) for d in self.dimensions for category in d.categories)

    def with_totals(self) -> dict[Place, int]:
        """The count of every cell, totals included."""
        sums = dict.fromkeys(self.places(), 0)
        for place, count in self.counts.items():
            for total in itertools.product(*((category, None) for category in place)):
                sums[total] += count
        return sums

    def without(self, line: Line) -> CountTable:
        """The same table as if a category did not exist: totals are those of what remains."""
        name, gone = line
        dimensions = tuple(
            Dimension(d.name, tuple(c for c in d.categories if (d.name, c) != line))
            for d in self.dimensions
        )
        at = [place for place, d in enumerate(self.dimensions) if d.name == name]
        counts = {
            place: count
            for place, count in self.counts.items()
            if all(place[position] != gone for position in at)
        }
        return CountTable(dimensions, counts)


class Mark(enum.Enum):
    """How a cell is shown."""

    SHOWN = "shown"  # its count
    SMALL = "small"  # «<5»: it is 1, 2, 3 or 4
    COVERED = "covered"  # 5 or more, hidden only so that no small cell can be worked out


@dataclass(frozen=True)
class ShownCell:
    """One cell as everybody may see it; `count` is None unless it is shown."""

    mark: Mark
    count: int | None = None


@dataclass(frozen=True)
class ShownTable:
    """One table as everybody may see it.

    Attributes:
        dimensions: with the categories that are left.
        cells: every cell, totals included (None stands for «all»). Empty when nothing may
            be shown.
        left_out: categories taken out of the table, with all their cells, because they
            could not be protected in it; the totals are those of what remains.
    """

    dimensions: tuple[Dimension, ...]
    cells: Mapping[Place, ShownCell]
    left_out: tuple[Line, ...] = field(default=())

    @property
    def is_withheld(self) -> bool:
        return not self.cells
