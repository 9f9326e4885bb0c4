"""Tables whose lines are drawn: cells by the lines around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mestieri.engines.europass.text.page import PageOfWords, Stroke, Word
from mestieri.engines.europass.text.rows import Row, rows_of, text_of

TOUCH = 3.0
"""Points by which lines that meet may miss each other."""
HIGHEST_ROW = 0.4
"""Part of the page's height that a row of a table never exceeds: beyond, it is a column."""
NARROWEST_TABLE = 0.45
MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class Cell:
    """The rows of words of one cell, and where the cell ends on the right."""

    rows: tuple[Row, ...]
    edge: float

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(text_of(row) for row in self.rows)


TableRow = tuple[Cell, ...]
Stretch = list[TableRow] | list[Word]
"""A part of a page from its top down: a table, or words outside tables."""


@dataclass(frozen=True, slots=True)
class _Band:
    """The space between two level lines, and the upright lines that part it."""

    top: float
    bottom: float
    edges: tuple[float, ...]


def stretches(page: PageOfWords) -> Iterator[Stretch]:
    """Tables with drawn lines, and the words between them, from the top down."""
    left = list(page.words)
    for table in _tables(page):
        above = [word for word in left if word.baseline > table[0].top]
        inside = {id(word) for band in table for word in _inside(left, band)}
        if not inside:
            continue
        if above:
            yield above
        yield [_cells(left, band) for band in table]
        taken = inside | {id(word) for word in above}
        left = [word for word in left if id(word) not in taken]
    if left:
        yield left


def _inside(words: Sequence[Word], band: _Band) -> list[Word]:
    first, last = band.edges[0], band.edges[-1]
    return [
        word
        for word in words
        if band.bottom < word.baseline < band.top and first < (word.left + word.right) / 2 < last
    ]


def _cells(words: Sequence[Word], band: _Band) -> TableRow:
    inside = _inside(words, band)
    cells = []
    for start, end in pairwise(band.edges):
        own = [word for word in inside if start < (word.left + word.right) / 2 <= end]
        # Text keeps as far from the line on the right as from the one on the left.
        padding = min((word.left - start for word in own), default=0.0)
        cells.append(Cell(tuple(rows_of(own)), end - max(min(padding, 12.0), 0.0)))
    return tuple(cells)


def _tables(page: PageOfWords) -> list[list[_Band]]:
    """Bands of two cells and more, and what hangs together with them."""
    tables: list[list[_Band]] = []
    for band in _bands(page):
        if tables and abs(tables[-1][-1].bottom - band.top) < TOUCH:
            tables[-1].append(band)
        else:
            tables.append([band])
    return [table for table in tables if any(len(band.edges) > 2 for band in table)]


def _bands(page: PageOfWords) -> Iterator[_Band]:
    levels = _levels(page)
    uprights = [stroke for stroke in page.strokes if not stroke.level][:MOST_LINES]
    for index, level in enumerate(levels):
        below = next((one for one in levels[index + 1 :] if _under(level, one)), None)
        if below is None or level.top - below.top > HIGHEST_ROW * page.height:
            continue
        edges = _edges(level, below, uprights)
        if edges[-1] - edges[0] >= NARROWEST_TABLE * page.width:
            yield _Band(level.top, below.top, edges)


def _levels(page: PageOfWords) -> list[Stroke]:
    """Level lines from the top down; pieces that touch are one."""
    pieces = sorted(
        (stroke for stroke in page.strokes if stroke.level),
        key=lambda one: (-round(one.top / 2), one.left),
    )
    lines: list[Stroke] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and abs(last.top - piece.top) < TOUCH and piece.left - last.right < TOUCH:
            right = max(last.right, piece.right)
            lines[-1] = Stroke(min(last.left, piece.left), last.bottom, right, last.top)
        else:
            lines.append(piece)
    return [line for line in lines if line.right - line.left > 30][:MOST_LINES]


def _under(level: Stroke, below: Stroke) -> bool:
    shared = min(level.right, below.right) - max(level.left, below.left)
    return level.top - below.top > TOUCH and shared > 0.8 * (level.right - level.left)


def _edges(level: Stroke, below: Stroke, uprights: Sequence[Stroke]) -> tuple[float, ...]:
    """Where the cells between two level lines begin and end."""
    first, last = level.left, level.right
    places = sorted(
        one.left
        for one in uprights
        if first - TOUCH <= one.left <= last + TOUCH
        and one.top >= level.top - TOUCH
        and one.bottom <= below.top + TOUCH
    )
    edges = [first]
    for place in [*places, last]:
        if place - edges[-1] > 2 * TOUCH:
            edges.append(place)
    return tuple(edges)
