"""One figure of the director's page: what it says, its chart, and the same in a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mestieri.kernel.charts import Bar, in_digits

Cell = str | int | None


@dataclass(frozen=True)
class Figure:
    """A title, a chart and its table; on screen, in the PDF and in the file alike.

    Attributes:
        key: stands in the page's address after `#`.
        svg: the drawing; empty where a table says it all.
        told: what one sees in the drawing, for who does not see it.
        heads: of the columns; the first is of the rows.
        rows: their cells: words, whole numbers, or None where nothing can be said.
        notes: how it was counted.
        quarter: which one, where a page has several.
        days: the first day of each row, where rows are stretches of time.
    """

    key: str
    title: str
    heads: list[str]
    rows: list[list[Cell]]
    svg: str = ""
    told: str = ""
    legend: str = ""
    notes: list[str] = field(default_factory=list)
    quarter: str = ""
    days: list[datetime.date] = field(default_factory=list)

    @property
    def named(self) -> str:
        """The title, told apart from that of another quarter on the same page."""
        return f"{self.title}, {self.quarter}" if self.quarter else self.title

    @property
    def drawing(self) -> SafeString:
        """The drawing as it stands in a page: `kernel.charts` left nothing in it but shapes."""
        return mark_safe(self.svg)  # noqa: S308

    def day_of(self, row: int) -> str:
        """The first day of a row, ISO 8601, for programs; empty where rows are no stretches."""
        return self.days[row].isoformat() if self.days else ""

    @property
    def written(self) -> list[list[str]]:
        """The rows as they are read: numbers in the reader's language."""
        return [[as_written(cell) for cell in row] for row in self.rows]


def as_written(cell: Cell) -> str:
    """A cell of a table as it is read; a dash where nothing can be said."""
    if cell is None:
        return "–"
    return in_digits(cell) if isinstance(cell, int) else cell


def told_of(bars: Sequence[Bar]) -> str:
    """A chart in one sentence: how many bars, the longest, the shortest."""
    if not bars:
        return ""
    most = max(bars, key=lambda bar: bar.value)
    least = min(bars, key=lambda bar: bar.value)
    words = {
        "bars": len(bars),
        "most": most.label,
        "most_value": in_digits(most.value),
        "least": least.label,
        "least_value": in_digits(least.value),
    }
    if len(bars) == 1:
        return _("One bar: %(most)s, %(most_value)s. The table below says the same.") % words
    return (
        _(
            "%(bars)s bars. The longest is “%(most)s” with %(most_value)s, the shortest "
            "“%(least)s” with %(least_value)s. The table below has every number."
        )
        % words
    )


def signed(change: int | None) -> str | None:
    """A change in hundredths: +12%, −3%, 0%."""
    if change is None:
        return None
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{in_digits(abs(change))}%"
