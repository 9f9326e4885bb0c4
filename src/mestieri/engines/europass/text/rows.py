"""Words on one height as rows, and rows as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mestieri.engines.europass.text.page import Word

Row = tuple[Word, ...]
BULLETS = "•▪◦·●○‣⁃■□➢✓*-–—\uf0b7\uf0a7"


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order.

    Args:
        label: the words of the label column that stand beside it; empty outside forms.
        gap: distance to the line above in line heights; large at the top of a page.
        left: where it begins, in points.
        opens: whether it is the first of a column that has nothing to do with what stands before.
    """

    text: str
    bold: bool = False
    size: float = 10.0
    gap: float = 0.0
    left: float = 0.0
    label: str = ""
    label_bold: bool = False
    opens: bool = False


def rows_of(words: Iterable[Word]) -> list[Row]:
    """Words on one height, from the left to the right; rows from the top to the bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.baseline):
        for row in reversed(rows[-3:]):
            if abs(row[0].baseline - word.baseline) < 0.35 * min(row[0].size, word.size):
                row.append(word)
                break
        else:
            rows.append([word])
    return [_with_words(sorted(row, key=lambda one: one.left)) for row in rows]


def _with_words(row: Sequence[Word]) -> Row:
    """A row, what is set in letters apart put together piece by piece."""
    pieces: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if word.left - before.right > 2 * word.size:
            pieces.append([])
        pieces[-1].append(word)
    return tuple(word for piece in pieces for word in _closed_up(tuple(piece)))


def text_of(row: Row) -> str:
    """Words of a row; a wide gap becomes three spaces."""
    parts: list[str] = []
    for index, word in enumerate(row):
        if index:
            gap = word.left - row[index - 1].right
            parts.append("   " if gap > 1.2 * word.size else " " if gap > 0.1 * word.size else "")
        parts.append(word.text)
    return "".join(parts)


def _closed_up(row: Row) -> Row:
    """`L A V O R O` as one word, where the letters of a row are set apart."""
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in row)
    if letters < 5 or letters < 0.6 * len(row) or any(len(word.text) > 3 for word in row):
        return row
    gaps = sorted(after.left - before.right for before, after in pairwise(row))
    usual = gaps[len(gaps) // 3]
    words = [row[0]]
    for before, after in pairwise(row):
        if after.left - before.right < max(1.6 * usual, usual + 0.12 * after.size):
            last = words[-1]
            words[-1] = replace(last, text=last.text + after.text, right=after.right)
        else:
            words.append(after)
    return tuple(words)


def gap_between(above: Row, row: Row) -> float:
    """Empty space between two rows in line heights: about 0 in a paragraph."""
    size = row[0].size
    return (above[0].baseline - row[0].baseline) / size - 1.2


def line_of(row: Row, above: Row | None) -> Line:
    gap = gap_between(above, row) if above else 9.0
    bold = sum(len(word.text) for word in row if word.bold)
    return Line(
        text=text_of(row),
        bold=bold > 0.6 * sum(len(word.text) for word in row),
        size=max(word.size for word in row),
        gap=gap,
        left=row[0].left,
    )


def plain_lines(rows: Sequence[Row]) -> list[Line]:
    return [line_of(row, rows[index - 1] if index else None) for index, row in enumerate(rows)]


def flowed(rows: Sequence[Row], edge: float) -> list[Line]:
    """Lines of a cell that ends at `edge`, put together where only its width broke them."""
    lines: list[Line] = []
    for index, row in enumerate(rows):
        line = line_of(row, rows[index - 1] if index else None)
        if index and is_broken(rows[index - 1], row, edge):
            lines[-1] = replace(lines[-1], text=f"{lines[-1].text} {line.text}")
        else:
            lines.append(line)
    return lines


def is_broken(row: Row, below: Row, edge: float) -> bool:
    """Whether the next row goes on with this one: its first word had no room here."""
    space = 0.25 * row[0].size
    room = edge - row[-1].right
    if below[0].text[:1] in BULLETS or gap_between(row, below) > 0.6:
        return False
    return room < below[0].right - below[0].left + space
