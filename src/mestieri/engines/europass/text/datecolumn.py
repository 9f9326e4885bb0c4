"""A narrow column of dates on the left of a part of a page that has one column otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from mestieri.engines.europass.text.columns import crosses, is_gutter, left_of, right_of, starts_of
from mestieri.engines.europass.text.dates import find_date, find_period
from mestieri.engines.europass.text.rows import (
    Line,
    Row,
    gap_between,
    line_of,
    plain_lines,
    text_of,
)

FEWEST_DATES = 2
MOST_PLACES = 6


def lines_with_dates(rows: list[Row], width: float) -> list[Line]:
    """The lines of one column; dates that stand beside a story come before it, unbroken."""
    for place, _ in starts_of(rows, width).most_common(MOST_PLACES):
        gutter = place - 1.5
        groups = _dates_on_the_left(rows, gutter)
        if len(groups) < FEWEST_DATES:
            continue
        first, last = groups[0][0], _last_beside(rows, groups[-1][-1], gutter)
        if is_gutter(rows[first : last + 1], place, width):
            dated = _dated_lines(
                rows[first : last + 1], [[i - first for i in g] for g in groups], gutter
            )
            return [*plain_lines(rows[:first]), *dated, *plain_lines(rows[last + 1 :])]
    return plain_lines(rows)


def _dates_on_the_left(rows: Sequence[Row], gutter: float) -> list[list[int]]:
    """The rows of every date of the left side; nothing where other words stand there, too."""
    groups: list[list[int]] = []
    for index, row in enumerate(rows):
        left = left_of(row, gutter)
        if not left or crosses(row, gutter) or _is_plain(row, gutter):
            continue
        if groups and gap_between(left_of(rows[groups[-1][-1]], gutter), left) < 0.6:
            groups[-1].append(index)
        else:
            groups.append([index])
    dates = [group for group in groups if _is_date(_text(rows, group, gutter))]
    return dates if len(dates) >= 0.5 * len(groups) else []


def _is_plain(row: Row, gutter: float) -> bool:
    """Running text from one side to the other."""
    left, right = left_of(row, gutter), right_of(row, gutter)
    near = bool(right) and right[0].left - left[-1].right < 0.45 * row[0].size
    words = text_of(left)
    in_a_date = any(letter.isdigit() for letter in words) or _is_date(f"{words} 2000")
    return near and not in_a_date


def _is_date(text: str) -> bool:
    return len(text) < 40 and (find_period(text) is not None or find_date(text) is not None)


def _text(rows: Sequence[Row], group: Sequence[int], gutter: float) -> str:
    return " ".join(text_of(left_of(rows[index], gutter)) for index in group)


def _last_beside(rows: Sequence[Row], last: int, gutter: float) -> int:
    """The last row of the story beside the last date."""
    for index in range(last + 1, len(rows)):
        if left_of(rows[index], gutter):
            break
        last = index
    return last


def _dated_lines(rows: list[Row], groups: list[list[int]], gutter: float) -> list[Line]:
    """Every date, then what stands beside it; rows across both sides as they are."""
    opening = {group[0]: group for group in groups}
    dated = {index for group in groups for index in group}
    lines: list[Line] = []
    above: Row | None = None
    for index, row in enumerate(rows):
        if index in opening:
            lines.append(Line(_text(rows, opening[index], gutter), gap=1.0))
        part = right_of(row, gutter) if index in dated else row
        if part:
            lines.append(line_of(part, above))
            above = part
    return lines
