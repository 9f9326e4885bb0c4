"""Columns of a page.

Three shapes are told apart: one column; labels on the left with their values on
the right (the forms of 2002, 2005 and 2013), whose rows belong together; two real columns,
which are read one after the other.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mestieri.engines.europass.text.dates import find_date, find_period
from mestieri.engines.europass.text.lots import lines_of_dealt, lots_of
from mestieri.engines.europass.text.rows import (
    Line,
    Row,
    gap_between,
    line_of,
    plain_lines,
    text_of,
)
from mestieri.engines.europass.text.vocabulary import (
    Section,
    begins_a_phrase,
    is_phrase,
    meanings,
    section,
)

WIDEST_LABELS = 0.48
"""Part of the page's width that a column of labels never exceeds."""

_MAIN = {Section.EMPLOYMENT, Section.EDUCATION}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the second column begins, and whether the first holds the labels of a form."""

    gutter: float
    form: bool

    def read(self, rows: list[Row]) -> tuple[list[Line], list[Line], list[Line]]:
        """The lines above two real columns, those of the wide one and those of the narrow one.

        The narrow column holds contacts and skills; the story of a life stands in the wide one.
        """
        above, below = _head(rows, self.gutter)
        left = [part for row in below if (part := left_of(row, self.gutter))]
        right = [part for row in below if (part := right_of(row, self.gutter))]
        wide, narrow = (right, left) if _narrower(left, right) else (left, right)
        return plain_lines(above), plain_lines(wide), plain_lines(narrow)


def parted_by(rows: list[Row], width: float, before: Columns | None) -> Columns | None:
    """The columns of a page; None where there is but one."""
    gutter = _gutter(rows, width)
    if gutter is None and before is not None and _fits(rows, before.gutter):
        # A last page with a few rows goes on like the one before it.
        return before
    if gutter is None:
        return None
    return Columns(gutter, gutter < WIDEST_LABELS * width and _is_form(rows, gutter))


def _fits(rows: list[Row], gutter: float) -> bool:
    crossing = sum(crosses(row, gutter) for row in rows)
    beginning = sum(any(abs(word.left - gutter - 1.5) < 3 for word in row) for row in rows)
    return beginning > 0 and crossing <= 0.2 * len(rows)


def _narrower(left: list[Row], right: list[Row]) -> bool:
    def width(rows: list[Row]) -> float:
        return max((row[-1].right - row[0].left for row in rows), default=0.0)

    return width(left) <= width(right)


# ---- where the columns part


def _gutter(rows: list[Row], width: float) -> float | None:
    """Where the second column begins; None on a page of one column.

    It is the place in the middle of the page where most rows have a word beginning, with
    nothing of the same row across it.
    """
    starts = starts_of(rows, width)
    best: tuple[float, float] | None = None
    for place, _ in starts.most_common(12):
        score = _score(rows, place, starts)
        if score is not None and (best is None or score > best[0]):
            best = (score, place)
    return best[1] - 1.5 if best else None


def starts_of(rows: list[Row], width: float) -> Counter[int]:
    """In how many rows a word begins at each place of the page's middle."""
    starts: Counter[int] = Counter()
    for row in rows:
        beginning = {round(word.left) for index, word in enumerate(row) if _is_start(row, index)}
        starts.update(place for place in beginning if 0.15 * width < place < 0.72 * width)
    return starts


def is_gutter(rows: list[Row], place: float, width: float) -> bool:
    """Whether the second column of these rows begins there."""
    return _score(rows, round(place), starts_of(rows, width)) is not None


def _is_start(row: Row, index: int) -> bool:
    return index == 0 or row[index].left - row[index - 1].right > 1.5


def _score(rows: list[Row], place: int, starts: Counter[int]) -> float | None:
    """How good a gutter is; None if it is none."""
    beginning = sum(starts[near] for near in (place - 1, place, place + 1))
    edge = place - 1.5
    crossing = sum(
        any(word.left < edge - 1 and word.right > edge + 2 for word in row) for row in rows
    )
    left = sum(row[0].left < edge - 4 for row in rows)
    right = sum(row[-1].left >= edge - 1 for row in rows)
    enough = beginning >= max(4, 0.22 * len(rows)) and left >= max(3, 0.12 * len(rows))
    if not enough or crossing > 0.12 * len(rows) or right < 0.25 * len(rows):
        return None
    if not _apart(rows, edge):
        return None
    return beginning - 3 * crossing


def _apart(rows: list[Row], edge: float) -> bool:
    """Whether both sides stand apart: wide gaps, or a left side that ends at one place."""
    both = [row for row in rows if row[0].left < edge - 4 and row[-1].left >= edge - 1]
    if not both:
        return True
    gaps = []
    for row in both:
        before = max(word.right for word in row if word.left < edge - 1)
        after = min(word.left for word in row if word.left >= edge - 1)
        gaps.append((after - before) / row[0].size)
    wide = sum(gap > 0.9 for gap in gaps)
    # Right-aligned labels touch their values, and all at the same place.
    touching = [gap for gap in gaps if gap <= 0.9]
    even = not touching or max(touching) - min(touching) < 0.25
    return wide >= 0.6 * len(gaps) or (even and len(gaps) >= 4)


def left_of(row: Row, gutter: float) -> Row:
    return tuple(word for word in row if word.left < gutter)


def right_of(row: Row, gutter: float) -> Row:
    return tuple(word for word in row if word.left >= gutter)


def crosses(row: Row, gutter: float) -> bool:
    """A title over both columns."""
    return any(word.left < gutter - 1 and word.right > gutter + 2 for word in row)


def _head(rows: list[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """Rows above the columns: up to the last title across them near the top."""
    last = 0
    for index, row in enumerate(rows[:6]):
        if crosses(row, gutter):
            last = index + 1
    return rows[:last], rows[last:]


def _is_form(rows: list[Row], gutter: float) -> bool:
    """Whether the left column holds labels and dates for what stands on the right."""
    left = [text_of(part) for row in rows if (part := left_of(row, gutter))]
    right = [text_of(part) for row in rows if (part := right_of(row, gutter))]
    on_the_right = any(section(text) in _MAIN for text in right)
    named = sum(bool(meanings(text) or begins_a_phrase(text) or _is_date(text)) for text in left)
    if on_the_right:
        return False
    return named >= 0.3 * len(left)


def _is_date(text: str) -> bool:
    return find_period(text) is not None or find_date(text) is not None


def form_lines(rows: list[Row], gutter: float, width: float) -> list[Line]:
    """The lines of a form: where labels stand by the lot, lot by lot, else row by row."""
    left = [part for row in rows if not crosses(row, gutter) and (part := left_of(row, gutter))]
    right = [part for row in rows if not crosses(row, gutter) and (part := right_of(row, gutter))]
    lines: list[Line] = []
    rest = rows
    for lot in lots_of(left, right, width):
        dealt = lot.dealt()
        if dealt is None:
            continue
        taken = {id(word) for name in lot.names for row in name.rows for word in row}
        taken |= {id(word) for value in lot.values for word in value.row}
        first = next(i for i, row in enumerate(rest) if any(id(word) in taken for word in row))
        lines += _aligned_lines(rest[:first], gutter)
        below = (tuple(word for word in row if id(word) not in taken) for row in rest[first:])
        rest = [row for row in below if row]
        lines += lines_of_dealt(lot.names, dealt)
    return [*lines, *_aligned_lines(rest, gutter)]


def _aligned_lines(rows: list[Row], gutter: float) -> list[Line]:
    """Values, each with the words of its label; a label may take several rows."""
    lines: list[Line] = []
    block: list[Row] = []
    values: list[Line] = []
    previous: Row | None = None
    for row in rows:
        left, right = left_of(row, gutter), right_of(row, gutter)
        if crosses(row, gutter):
            left, right = (), row
        if left:
            if block and not _belongs(block, left):
                lines += _labelled(block, values)
                block, values = [], []
            elif not block and values:
                lines += values
                values = []
            block.append(left)
        if right:
            values.append(line_of(right, previous))
            previous = right
    return [*lines, *_labelled(block, values)]


def _belongs(block: list[Row], row: Row) -> bool:
    """Whether a row of the left column goes on with the label above it."""
    gap = gap_between(block[-1], row)
    words = text_of(row)
    before = " ".join(text_of(part) for part in block)
    joined = f"{before} {words}"
    if gap < 0.6 and _breaks_a_period(before, joined):
        return True
    if gap > 0.9 or words.lstrip()[:1] in "•▪·-*" or _is_date(words):
        return False
    if is_phrase(joined) or begins_a_phrase(joined):
        return True
    if is_phrase(before):
        return False
    if meanings(joined) and not meanings(before):
        return True
    return not meanings(before) and not meanings(words) and gap < 0.25 and not _is_date(before)


def _breaks_a_period(before: str, joined: str) -> bool:
    """«septiembre 2021 –» above «actualidad»."""
    short = len(joined) < 40 and not meanings(before)
    return short and find_period(before) is None and find_period(joined) is not None


def _labelled(block: list[Row], values: list[Line]) -> list[Line]:
    if not block:
        return values
    name = " ".join(text_of(row) for row in block).lstrip("•▪·*- ")
    bold = all(word.bold for row in block for word in row)
    first, *rest = values or [Line("")]
    return [
        Line(first.text, first.bold, first.size, first.gap, first.left, name, bold),
        *rest,
    ]
