"""Where the steps of a guide stand on a map: a row for each stage, ways from row to row.

It draws drafts too: a step that nobody reaches stands in the last row, a way to nowhere is
left out, a loop does not make it turn for ever.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from mestieri.engines.guides.model import Step

WIDTH, HEIGHT = 190, 64  # of a step, in units of the drawing
GAP_ACROSS, GAP_DOWN = 26, 46
LETTERS_A_LINE, LINES = 24, 2
MARGIN = 30  # on the right, for the ways that go round other steps


@dataclass(frozen=True)
class Box:
    """A step on the map."""

    code: str
    x: int
    y: int
    lines: tuple[str, ...]
    is_end: bool
    number: int

    @property
    def lines_placed(self) -> list[tuple[int, str]]:
        """Height of each line of its title, and the line."""
        top = HEIGHT // 2 - 10 * (len(self.lines) - 1) + 5
        return [(top + 20 * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True)
class Way:
    """A way from a step to another."""

    source: str
    target: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """A map, in units of its own."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    ways: tuple[Way, ...]


def draw(steps: Sequence[Step]) -> Drawing:
    """Place the steps."""
    rows = _rows(steps)
    widest = max((len(row) for row in rows), default=1)
    width = widest * (WIDTH + GAP_ACROSS) + GAP_ACROSS
    numbers = {step.code: number for number, step in enumerate(steps, 1)}
    boxes: dict[str, Box] = {}
    for down, row in enumerate(rows):
        indent = (width - len(row) * (WIDTH + GAP_ACROSS) + GAP_ACROSS) // 2
        for across, step in enumerate(row):
            boxes[step.code] = Box(
                step.code,
                indent + across * (WIDTH + GAP_ACROSS),
                GAP_DOWN // 2 + down * (HEIGHT + GAP_DOWN),
                _lines(step.title or step.code),
                step.is_end,
                numbers[step.code],
            )
    pairs = [
        (boxes[step.code], boxes[answer.target])
        for step in steps
        for answer in step.answers
        if answer.target in boxes
    ]
    ways = tuple(
        Way(source.code, target.code, _path(source, target, list(boxes.values())))
        for source, target in pairs
    )
    return Drawing(width + MARGIN, len(rows) * (HEIGHT + GAP_DOWN), tuple(boxes.values()), ways)


def _lines(title: str) -> tuple[str, ...]:
    lines = textwrap.wrap(title, LETTERS_A_LINE, max_lines=LINES, placeholder="…")
    return tuple(lines) or ("",)


def _rows(steps: Sequence[Step]) -> list[list[Step]]:
    """Steps by the longest way to them; bounded, so that a loop ends."""
    known = {step.code: step for step in steps}
    depths = {steps[0].code: 0} if steps else {}
    for _round in range(len(steps)):
        for step in steps:
            for answer in step.answers:
                if step.code in depths and answer.target in known:
                    deeper = min(depths[step.code] + 1, len(steps) - 1)
                    depths[answer.target] = max(depths.get(answer.target, 0), deeper)
    unreached = max(depths.values(), default=0) + 1
    rows: dict[int, list[Step]] = {}
    for step in known.values():
        rows.setdefault(depths.get(step.code, unreached), []).append(step)
    return [rows[depth] for depth in sorted(rows)]


def _path(source: Box, target: Box, boxes: Sequence[Box]) -> str:
    """A curve from below a step to above another, or a way round the steps between them."""
    x1, y1 = source.x + WIDTH // 2, source.y + HEIGHT
    x2, y2 = target.x + WIDTH // 2, target.y - 6
    between = [box for box in boxes if source.y < box.y < target.y]
    left, right = min(x1, x2), max(x1, x2)
    if any(box.x <= right and left <= box.x + WIDTH for box in between):
        return _way_round(source, target, between)
    bend = GAP_DOWN // 2
    return f"M{x1},{y1} C{x1},{y1 + bend} {x2},{y2 - bend} {x2},{y2}"


def _way_round(source: Box, target: Box, between: Sequence[Box]) -> str:
    """From the right side of a step to that of another, past all those between."""
    outer = max(box.x for box in (*between, source, target)) + WIDTH + 20
    x1, y1 = source.x + WIDTH, source.y + HEIGHT // 2
    x2, y2 = target.x + WIDTH + 6, target.y + HEIGHT // 2
    return (
        f"M{x1},{y1} H{outer - 10} Q{outer},{y1} {outer},{y1 + 10} "
        f"V{y2 - 10} Q{outer},{y2} {outer - 10},{y2} H{x2}"
    )
