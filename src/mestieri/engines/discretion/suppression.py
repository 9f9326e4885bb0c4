"""Small cells hidden so that nobody can work them out from the rest of what is published.

A count from 1 to 4 is shown as «<5», and as many other cells are covered as it takes: with
everything that is published in hand, totals and marks included, each hidden small cell may
still be anything from 1 to 4. The method is the linear-programming heuristic for
complementary cell suppression (Kelly, Golden and Assad 1992; Fischetti and Salazar-González
2001): for each small cell and each direction, find the cheapest way to move the table so
that the cell reaches the end of its range and every total still adds up; the cells that had
to move are covered. The movement found *is* the other table that an attacker cannot tell
from the true one. `docs/engines/discretion-suppression.md` says what is promised and what
is not.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from mestieri.engines.discretion.tables import (
    CountTable,
    Line,
    Mark,
    Place,
    ShownCell,
    ShownTable,
)

#: Counts below this are never shown (domain book §3.2).
THRESHOLD = 5
MOST_CELLS = 3_000
NOTHING = 1e-6

#: A cell of all the tables together: its categories, totals left out.
Cell = frozenset[Line]


def suppress(
    tables: Sequence[CountTable],
    *,
    known: Collection[str] = (),
    spare: Collection[Line] = (),
) -> list[ShownTable]:
    """Hide small cells of tables that are published together.

    Tables that share a dimension share its totals, and are protected as one.

    Args:
        tables: up to 3,000 cells in all, totals included.
        known: dimensions whose breakdown is published whole elsewhere, so that its totals
            (and the grand total) cannot be hidden here.
        spare: categories that say least («not said»), to be covered before others.

    Returns:
        For each table what may be shown. A category that cannot be protected is left out of
        all of them; where nothing else helps, every table is withheld. The same tables give
        the same answer.

    Raises:
        ValueError: two tables disagree on a total that they share, or there are too many cells.
    """
    left_out: list[Line] = []
    current = list(tables)
    if not current:
        return []
    while all(dimension.categories for table in current for dimension in table.dimensions):
        system = _System.of(current, frozenset(known), frozenset(spare))
        unprotected = _protect(system)
        if unprotected is None:
            return [_shown(table, system, tuple(left_out)) for table in current]
        line = _line_to_leave_out(current, unprotected, frozenset(known))
        if line is None:
            break
        left_out.append(line)
        current = [table.without(line) for table in current]
    return [ShownTable(table.dimensions, {}, tuple(left_out)) for table in tables]


def _line_to_leave_out(
    tables: Sequence[CountTable], cell: Cell, known: frozenset[str]
) -> Line | None:
    """The category to give up: the smallest of the cell's, else of all; None: none can go.

    It must go out of every table, or their shared totals would differ by it; and when totals
    of a dimension are known from elsewhere, only categories of that dimension can go, or the
    known totals would give it away.
    """
    shared = set.intersection(*({d.name for d in table.dimensions} for table in tables))
    may_go = shared & known if known else shared
    totals = {
        line: count
        for place, count in tables[0].with_totals().items()
        if len(named := _cell_of(tables[0], place)) == 1
        for line in named
        if line[0] in may_go
    }
    here = [line for line in totals if line in cell]
    return min(here or totals, key=lambda line: (totals[line], line), default=None)


def _cell_of(table: CountTable, place: Place) -> Cell:
    named = zip(table.dimensions, place, strict=True)
    return frozenset((d.name, category) for d, category in named if category is not None)


@dataclass
class _System:
    """All the cells of tables published together, and the sums that bind them.

    Attributes:
        counts: the true count of each cell, in a fixed order.
        sums: each total with the cells that it adds up.
        fixed: cells that are known from elsewhere.
        costs: what it costs to cover a cell.
        covered: cells covered so far.
    """

    counts: dict[Cell, int]
    sums: list[tuple[Cell, list[Cell]]]
    fixed: set[Cell]
    costs: dict[Cell, float]
    covered: set[Cell]

    @classmethod
    def of(
        cls, tables: Sequence[CountTable], known: frozenset[str], spare: frozenset[Line]
    ) -> _System:
        counts: dict[Cell, int] = {}
        sums: dict[tuple[Cell, str], list[Cell]] = {}
        for table in tables:
            for place, count in table.with_totals().items():
                cell = _cell_of(table, place)
                if counts.setdefault(cell, count) != count:
                    raise ValueError(f"Two tables disagree on {sorted(cell)}.")
            for total, axis in _sums_of(table):
                name = table.dimensions[axis].name
                parts = [_cell_of(table, part) for part in _parts(table, total, axis)]
                sums[_cell_of(table, total), name] = parts
        if len(counts) > MOST_CELLS:
            raise ValueError(f"{len(counts)} cells are more than {MOST_CELLS}.")
        fixed = {c for c in counts if known and {name for name, _category in c} <= known}
        deepest = max(len(cell) for cell in counts)
        costs = {cell: _cost(cell, count, deepest, spare) for cell, count in counts.items()}
        return cls(counts, [(key[0], sums[key]) for key in sums], fixed, costs, set())

    def is_small(self, cell: Cell) -> bool:
        return cell not in self.fixed and 0 < self.counts[cell] < THRESHOLD

    def may_move(self, cell: Cell) -> bool:
        """Whether the cell is hidden, or could be: a zero is shown as the zero that it is."""
        return cell not in self.fixed and self.counts[cell] > 0

    def bounds(self, cell: Cell) -> tuple[float, float]:
        """How far a hidden cell may go down and up, as far as its mark tells."""
        count = self.counts[cell]
        if self.is_small(cell):
            return count - 1, THRESHOLD - 1 - count
        return count - THRESHOLD, math.inf


def _sums_of(table: CountTable) -> list[tuple[Place, int]]:
    """Each total of a table, with the dimension over which it adds up."""
    return [
        (place, axis)
        for place in table.places()
        for axis, category in enumerate(place)
        if category is None
    ]


def _parts(table: CountTable, total: Place, axis: int) -> list[Place]:
    categories = table.dimensions[axis].categories
    return [(*total[:axis], category, *total[axis + 1 :]) for category in categories]


def _cost(cell: Cell, count: int, deepest: int, spare: frozenset[Line]) -> float:
    """What covering a cell takes from the reader: most for totals, least for spare lines."""
    weight = 4.0 ** (deepest - len(cell)) * (1 + math.log2(1 + count) / 8)
    return weight / 8 if cell & spare else weight


def _protect(system: _System) -> Cell | None:
    """Cover what it takes; the first small cell that cannot be protected, or None."""
    small = [cell for cell in system.counts if system.is_small(cell)]
    if not small:
        return None
    movement = _Movement(system)
    reached: set[tuple[Cell, int]] = set()
    for cell, direction in itertools.product(small, (+1, -1)):
        if (cell, direction) in reached:
            continue
        moved = movement.cheapest(cell, direction)
        if moved is None:
            return cell
        for other, change in moved.items():
            if system.is_small(other):
                down, up = system.bounds(other)
                reached |= {(other, +1)} if change > up - NOTHING else set()
                reached |= {(other, -1)} if change < NOTHING - down else set()
            elif other not in system.covered:
                system.covered.add(other)
                movement.now_free(other)
    return None


class _Movement:
    """The linear programme of ways in which a table may move while its sums hold.

    Each cell that may move has two columns, up and down; each sum is a row. Moving a cell
    that is not hidden yet costs; moving a hidden one is free.
    """

    def __init__(self, system: _System) -> None:
        self.system = system
        self.cells = [cell for cell in system.counts if system.may_move(cell)]
        self.column = {cell: 2 * number for number, cell in enumerate(self.cells)}
        self.solver = _solver()
        self.solver.passModel(self._model())

    def _model(self) -> highspy.HighsLp:
        rows = [
            [(cell, sign) for cell, sign in _signed(total, parts) if cell in self.column]
            for total, parts in self.system.sums
        ]
        rows = [row for row in rows if row]
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * len(self.cells), len(rows)
        down_up = [self.system.bounds(cell) for cell in self.cells]
        model.col_lower_ = np.zeros(model.num_col_)
        model.col_upper_ = np.array([limit for down, up in down_up for limit in (up, down)])
        model.col_cost_ = np.array(
            [cost for cell in self.cells for cost in itertools.repeat(self._cost(cell), 2)]
        )
        model.row_lower_ = model.row_upper_ = np.zeros(len(rows))
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.cumsum([0, *(2 * len(row) for row in rows)])
        model.a_matrix_.index_ = np.array(
            [self.column[cell] + side for row in rows for cell, _sign in row for side in (0, 1)]
        )
        model.a_matrix_.value_ = np.array(
            [sign * way for row in rows for _cell, sign in row for way in (1.0, -1.0)]
        )
        return model

    def _cost(self, cell: Cell) -> float:
        return 0.0 if self.system.is_small(cell) else self.system.costs[cell]

    def now_free(self, cell: Cell) -> None:
        """A covered cell may move for nothing."""
        for side in (0, 1):
            self.solver.changeColCost(self.column[cell] + side, 0.0)

    def cheapest(self, cell: Cell, direction: int) -> Mapping[Cell, float] | None:
        """How other cells move when a small one goes to the end of its range; None: it cannot."""
        down, up = self.system.bounds(cell)
        far = up if direction > 0 else down
        if far == 0:
            return {}
        column = self.column[cell]
        there, back = (column, column + 1) if direction > 0 else (column + 1, column)
        self.solver.changeColBounds(there, far, far)
        self.solver.changeColBounds(back, 0, 0)
        self.solver.run()
        status = self.solver.getModelStatus()
        values = np.array(self.solver.getSolution().col_value)
        self.solver.changeColBounds(column, 0, up)
        self.solver.changeColBounds(column + 1, 0, down)
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        changes = values[0::2] - values[1::2]
        return {self.cells[at]: changes[at] for at in np.flatnonzero(abs(changes) > NOTHING)}


def _signed(total: Cell, parts: Sequence[Cell]) -> list[tuple[Cell, float]]:
    return [(total, -1.0), *((part, 1.0) for part in parts)]


def _solver() -> highspy.Highs:
    """One thread and a fixed seed: the same tables give the same answer."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 20_261_123)):
        solver.setOptionValue(option, value)
    return solver


def _shown(table: CountTable, system: _System, left_out: tuple[Line, ...]) -> ShownTable:
    cells = {}
    for place, count in table.with_totals().items():
        cell = _cell_of(table, place)
        if system.is_small(cell):
            cells[place] = ShownCell(Mark.SMALL)
        elif cell in system.covered:
            cells[place] = ShownCell(Mark.COVERED)
        else:
            cells[place] = ShownCell(Mark.SHOWN, count)
    names = {d.name for d in table.dimensions}
    return ShownTable(table.dimensions, cells, tuple(x for x in left_out if x[0] in names))
