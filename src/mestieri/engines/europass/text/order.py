"""The lines of a document in reading order: tables, bands at a side, columns and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mestieri.engines.europass.text.bands import banded
from mestieri.engines.europass.text.columns import Columns, form_lines, parted_by
from mestieri.engines.europass.text.datecolumn import lines_with_dates
from mestieri.engines.europass.text.grids import Cell, stretches
from mestieri.engines.europass.text.page import PageOfWords, Stroke, Word
from mestieri.engines.europass.text.rows import Line, Row, plain_lines, rows_of
from mestieri.engines.europass.text.tables import (
    Heading,
    heading_row,
    lines_of_table,
    table_below,
)

PAGE_BREAK = 2.2
"""Line heights from the last row of a page of a form to the first of the next."""


def lines_of(pages: Sequence[PageOfWords]) -> list[Line]:
    """All lines of a document: the story first, what stands at its side after it."""
    reading = _Reading()
    for page in pages:
        reading.page(page)
    reading.finish_form()
    return [*reading.story, *_opened(reading.aside)]


def _opened(lines: list[Line]) -> list[Line]:
    return [replace(lines[0], opens=True), *lines[1:]] if lines else []


@dataclass(slots=True)
class _Reading:
    """How far the document is read.

    Args:
        columns: those of the words before, which a last page with few rows goes on with.
        heading: the words above the columns of the last table.
        form: rows of a form that may go on on the next page; `gutter` is where its values
            begin, `width` its page's.
    """

    story: list[Line] = field(default_factory=list)
    aside: list[Line] = field(default_factory=list)
    columns: Columns | None = None
    heading: Heading | None = None
    form: list[Row] = field(default_factory=list)
    gutter: float = 0.0
    width: float = 0.0

    def page(self, page: PageOfWords) -> None:
        """Read one page."""
        parts = banded(page)
        if parts is None:
            self._stretches(page)
            return
        self.finish_form()
        self.story += plain_lines(rows_of(parts.above))
        self.aside += plain_lines(rows_of(parts.inside))
        self._stretches(parts.beside)

    def _stretches(self, page: PageOfWords) -> None:
        for stretch in stretches(page):
            if isinstance(stretch[0], Word):
                rows = rows_of(word for word in stretch if isinstance(word, Word))
                self._rows(rows, page.width, page.strokes)
                continue
            self.finish_form()
            table = [row for row in stretch if isinstance(row, tuple)]
            self._table(table)

    def _table(self, table: list[tuple[Cell, ...]]) -> None:
        lines, self.heading = lines_of_table(table, self.heading)
        self.story += lines

    def _rows(self, rows: Sequence[Row], width: float, strokes: Sequence[Stroke]) -> None:
        """Words outside drawn tables; a table may still be set by blanks alone."""
        at = heading_row(rows)
        if at is None:
            self._columns(list(rows), width)
            return
        if at:
            self._columns(list(rows[:at]), width)
        self.finish_form()
        table, rest = table_below(rows[at:], strokes)
        self._table(table)
        if rest:
            self._rows(rest, width, strokes)

    def _columns(self, rows: list[Row], width: float) -> None:
        self.columns = columns = parted_by(rows, width, self.columns)
        if columns is None or not columns.form or abs(columns.gutter - self.gutter) > 3:
            self.finish_form()
        if columns is None:
            self.story += lines_with_dates(rows, width)
        elif columns.form:
            self.gutter, self.width = columns.gutter, width
            self.form += _below(self.form, rows)
        else:
            head, story, aside = columns.read(rows)
            self.story += [*head, *story]
            self.aside += aside

    def finish_form(self) -> None:
        """Read the rows of a form, now that all of them are there."""
        self.story += form_lines(self.form, self.gutter, self.width)
        self.form = []


def _below(above: list[Row], rows: list[Row]) -> list[Row]:
    """The rows of the next page, moved to below those of the last."""
    if not above or not rows:
        return rows
    last, first = above[-1][0], rows[0][0]
    down = first.baseline - last.baseline + PAGE_BREAK * first.size
    return [tuple(replace(word, baseline=word.baseline - down) for word in row) for row in rows]
