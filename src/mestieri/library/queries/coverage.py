"""Where the documentation is thick and where it is empty: one side crossed with another."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from mestieri.kernel.models import Centre
from mestieri.library.facet_words import FACET_PARAMETERS, facet_words
from mestieri.library.models import ResourceFacet
from mestieri.library.vocabulary import Facet, ResourceState

#: The crossings that are looked at: name in the address → (lines, columns).
CROSSINGS: dict[str, tuple[Facet, Facet]] = {
    "settori-temi": (Facet.SECTOR, Facet.THEME),
    "settori-esigenze": (Facet.SECTOR, Facet.PURPOSE),
    "temi-esigenze": (Facet.THEME, Facet.PURPOSE),
    "pubblico-momenti": (Facet.AUDIENCE, Facet.LIFE_MOMENT),
}


@dataclass(frozen=True)
class Cell:
    """How many live resources are of a line and of a column at once.

    `address` is the end of the address that shows them, or that adds the first one.
    """

    column: str
    count: int
    address: str


@dataclass(frozen=True)
class Line:
    label: str
    code: str
    cells: list[Cell]


@dataclass(frozen=True)
class Coverage:
    """A crossing of two sides.

    Attributes:
        columns: words of the columns.
        lines: a line for each value of the first side.
        empty: how many cells have nothing in them.
    """

    columns: list[str]
    lines: list[Line]
    empty: int


def coverage(centre: Centre, rows: Facet, columns: Facet) -> Coverage:
    """Live resources of a centre, one side crossed with another. Two queries."""
    counted = (
        ResourceFacet.objects.filter(
            facet=rows,
            resource__centre=centre,
            resource__state=ResourceState.LIVE,
            resource__facets__facet=columns,
        )
        .values_list("value", "resource__facets__value")
        .annotate(resources=Count("id"))
        .order_by()
    )
    counts = {(line, column): number for line, column, number in counted}
    words = facet_words()
    heads = words.offered[columns]
    lines = [
        Line(
            label,
            code,
            [
                Cell(
                    head,
                    counts.get((code, column), 0),
                    f"?{FACET_PARAMETERS[rows]}={code}&{FACET_PARAMETERS[columns]}={column}",
                )
                for column, head in heads
            ],
        )
        for code, label in words.offered[rows]
    ]
    empty = sum(cell.count == 0 for line in lines for cell in line.cells)
    return Coverage([head for _code, head in heads], lines, empty)
