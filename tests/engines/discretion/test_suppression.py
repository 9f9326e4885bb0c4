"""An attacker with a linear programme and everything published finds out no small cell.

The attack below is written from the published tables alone: it knows no true count and
imports nothing of how cells are chosen. It knows what a reader knows: every count that is
shown, that «<5» is 1 to 4, that a covered cell is 5 or more, which totals add up what, and
the totals that are published elsewhere.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from mestieri.engines.discretion.suppression import suppress
from mestieri.engines.discretion.tables import (
    CountTable,
    Dimension,
    Mark,
    ShownCell,
    ShownTable,
)

SAID = "purpose"


def named(table, place):
    return frozenset(
        (dimension.name, category)
        for dimension, category in zip(table.dimensions, place, strict=True)
        if category is not None
    )


class Attack:
    """Minimises and maximises any cell over all the tables that agree with what is shown."""

    def __init__(self, published: list[ShownTable]) -> None:
        self.bounds: dict[frozenset, tuple[float, float]] = {}
        self.marks: dict[frozenset, Mark] = {}
        rows = []
        for table in published:
            for place, cell in table.cells.items():
                self._read(named(table, place), cell)
            for place in table.cells:
                for axis in (axis for axis, category in enumerate(place) if category is None):
                    parts = [
                        (*place[:axis], category, *place[axis + 1 :])
                        for category in table.dimensions[axis].categories
                    ]
                    rows.append((named(table, place), [named(table, part) for part in parts]))
        self.column = {cell: number for number, cell in enumerate(self.bounds)}
        entries = [
            (row, self.column[cell], sign)
            for row, (total, parts) in enumerate(rows)
            for cell, sign in [(total, -1.0), *((part, 1.0) for part in parts)]
        ]
        at, columns, signs = zip(*entries, strict=True)
        self.sums = csr_matrix((signs, (at, columns)), shape=(len(rows), len(self.column)))

    def _read(self, cell, shown) -> None:
        """What one table hides and another shows is known."""
        limits = {Mark.SMALL: (1, 4), Mark.COVERED: (5, np.inf)}
        low, high = limits.get(shown.mark, (shown.count, shown.count))
        lowest, highest = self.bounds.get(cell, (low, high))
        self.bounds[cell] = (max(low, lowest), min(high, highest))
        if shown.mark is not Mark.SHOWN:
            self.marks[cell] = shown.mark

    def range_of(self, cell) -> tuple[float, float]:
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(self.column))
            aim[self.column[cell]] = sign
            found = linprog(
                aim,
                A_eq=self.sums,
                b_eq=np.zeros(self.sums.shape[0]),
                bounds=list(self.bounds.values()),
                method="highs",
            )
            assert found.status in (0, 3), "what is published contradicts itself"
            ends.append(np.inf if found.status == 3 else sign * found.fun)
        return ends[0], ends[1]

    def found_out(self) -> list[tuple]:
        """Small cells that are not free from 1 to 4, and covered cells that are pinned."""
        wrong = []
        for cell, mark in self.marks.items():
            low, high = self.range_of(cell)
            free = low < 1.001 and high > 3.999 if mark is Mark.SMALL else high - low > 0.001
            if not free:
                wrong.append((sorted(cell), mark, low, high))
        return wrong


def table(*rows: list[int], names=("age", SAID)) -> CountTable:
    """A table of two dimensions; categories are a, b, c… and A, B, C…"""
    first = Dimension(names[0], tuple("abcdefghij"[: len(rows)]))
    second = Dimension(names[1], tuple("ABCDEFGHIJ"[: len(rows[0])]))
    counts = {
        (x, y): rows[i][j]
        for (i, x), (j, y) in itertools.product(
            enumerate(first.categories), enumerate(second.categories)
        )
    }
    return CountTable((first, second), counts)


def marks(shown: ShownTable) -> str:
    """A table as it is printed: a count, <5 or ·, row by row."""
    sign = {Mark.SMALL: "<5", Mark.COVERED: "·"}
    width = len(shown.dimensions[-1].categories) + 1
    cells = [sign.get(cell.mark, str(cell.count)) for cell in shown.cells.values()]
    return "\n".join(" ".join(cells[at : at + width]) for at in range(0, len(cells), width))


def test_without_small_cells_everything_is_shown():
    [shown] = suppress([table([10, 0], [7, 20])])
    assert marks(shown) == "10 0 10\n7 20 27\n17 20 37"


def test_one_small_cell_takes_three_others_with_it():
    [shown] = suppress([table([3, 20, 30], [40, 50, 60], [70, 80, 90])])
    assert [cell.mark for cell in shown.cells.values()].count(Mark.COVERED) == 3
    assert Attack([shown]).found_out() == []


def test_a_cell_alone_without_company_is_found_by_the_attack():
    """The eyes of the proof: hiding only the small cell hides nothing."""
    [shown] = suppress([table([3, 20], [40, 50])])
    careless = dict.fromkeys(shown.cells)
    whole = table([3, 20], [40, 50]).with_totals()
    for place, count in whole.items():
        careless[place] = ShownCell(Mark.SHOWN, count)
    careless["a", "A"] = ShownCell(Mark.SMALL)
    found = Attack([ShownTable(shown.dimensions, careless)]).found_out()
    assert [(cell, low, high) for cell, _mark, low, high in found] == [
        ([("age", "a"), (SAID, "A")], 3, 3)
    ]


def test_a_small_total_is_hidden_like_any_small_cell():
    [shown] = suppress([table([3, 0, 0], [40, 50, 60], [70, 80, 90])])
    assert shown.cells["a", None].mark is Mark.SMALL
    assert Attack([shown]).found_out() == []


def test_a_table_of_fewer_than_five_tells_nothing():
    [shown] = suppress([table([1, 0], [0, 2])], known={SAID})
    assert shown.is_withheld


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_all_small_is_published_only_if_it_can_be(count):
    [shown] = suppress([table(*[[count] * 4] * 4)])
    assert shown.is_withheld or Attack([shown]).found_out() == []


def test_a_need_whose_known_total_is_small_is_left_out_whole():
    [shown] = suppress([table([2, 30], [0, 40], [1, 50])], known={SAID})
    assert shown.left_out == ((SAID, "A"),)
    assert marks(shown) == "30 30\n40 40\n50 50\n120 120"


def test_totals_that_are_known_elsewhere_are_shown_whole():
    [shown] = suppress([table([2, 30, 9], [60, 40, 8], [70, 50, 7])], known={SAID})
    assert shown.left_out == ()
    assert [shown.cells[None, x].count for x in ("A", "B", "C", None)] == [132, 120, 24, 276]
    assert Attack([shown]).found_out() == []


def test_what_says_least_is_covered_first():
    counted = table([2, 30, 30], [60, 30, 30], [60, 30, 30])
    [shown] = suppress([counted], known={SAID}, spare={("age", "c")})
    covered = {place for place, cell in shown.cells.items() if cell.mark is Mark.COVERED}
    assert ("c", "A") in covered
    assert ("b", "A") not in covered


def test_tables_that_share_a_total_are_protected_together():
    by_need = table([3, 9, 20], [30, 0, 20])
    by_zone = table([3, 29], [25, 25], names=("age", "zone"))
    together = suppress([by_need, by_zone])
    assert not any(shown.is_withheld for shown in together)
    assert Attack(together).found_out() == []


def test_two_tables_that_disagree_are_refused():
    with pytest.raises(ValueError, match="disagree"):
        suppress([table([3, 9]), table([3, 10], names=("age", "zone"))])


def test_each_of_two_tables_alone_is_safe_and_their_difference_is_not():
    """Why published tables never share a breakdown unless they are protected together."""
    need = table([3, 0], [0, 20], [30, 0])
    zone = table([3, 0], [10, 10], [15, 15], names=("age", "zone"))
    apart = [suppress([one])[0] for one in (need, zone)]
    assert [Attack([one]).found_out() for one in apart] == [[], []]
    assert Attack(apart).found_out()
    assert Attack(suppress([need, zone])).found_out() == []


def test_the_same_tables_give_the_same_answer():
    counted = table([1, 9, 3], [7, 2, 30], [4, 40, 6])
    assert suppress([counted]) == suppress([counted])


counts = st.one_of(st.integers(0, 6), st.integers(0, 60))


@st.composite
def a_table(draw, names=("age", SAID), most=5):
    sizes = [draw(st.integers(1, most)) for _name in names]
    dimensions = tuple(
        Dimension(name, tuple(f"{name}{number}" for number in range(size)))
        for name, size in zip(names, sizes, strict=True)
    )
    places = list(itertools.product(*(d.categories for d in dimensions)))
    return CountTable(dimensions, {place: draw(counts) for place in places})


@given(a_table())
@settings(max_examples=120, deadline=None)
def test_no_table_of_two_dimensions_gives_a_small_cell_away(counted):
    [shown] = suppress([counted])
    assert shown.is_withheld or Attack([shown]).found_out() == []


@given(a_table(), st.booleans())
@settings(max_examples=120, deadline=None)
def test_nor_when_the_totals_by_need_are_known(counted, has_spare):
    spare = {("age", counted.dimensions[0].categories[-1])} if has_spare else set()
    [shown] = suppress([counted], known={SAID}, spare=spare)
    assert shown.is_withheld or Attack([shown]).found_out() == []
    for place, cell in shown.cells.items():
        if place[0] is None and place[1] is not None:
            assert cell.count == counted.with_totals()[place]


@given(a_table(names=("age",), most=9))
@settings(max_examples=60, deadline=None)
def test_nor_a_list(counted):
    [shown] = suppress([counted])
    assert shown.is_withheld or Attack([shown]).found_out() == []


@given(a_table(names=("age", SAID, "point"), most=3), st.sampled_from([(), (SAID,)]))
@settings(max_examples=60, deadline=None)
def test_nor_a_table_of_three_dimensions(counted, known):
    [shown] = suppress([counted], known=known)
    assert shown.is_withheld or Attack([shown]).found_out() == []


@given(a_table(most=3), st.data())
@settings(max_examples=60, deadline=None)
def test_nor_two_tables_with_a_total_in_common(counted, data):
    """The second divides each row of the first another way."""
    ages = counted.dimensions[0]
    zones = Dimension("zone", ("near", "far"))
    split = {}
    for age in ages.categories:
        total = counted.with_totals()[age, None]
        near = data.draw(st.integers(0, total))
        split[age, "near"], split[age, "far"] = near, total - near
    together = suppress([counted, CountTable((ages, zones), split)])
    assert together[0].is_withheld or Attack(together).found_out() == []


@given(a_table())
@settings(max_examples=60, deadline=None)
def test_what_is_shown_is_true_and_every_small_count_is_hidden(counted):
    [shown] = suppress([counted])
    left = counted
    for line in shown.left_out:
        left = left.without(line)
    truth = left.with_totals()
    for place, cell in shown.cells.items():
        if cell.mark is Mark.SHOWN:
            assert cell.count == truth[place]
            assert not 1 <= truth[place] <= 4
        elif cell.mark is Mark.SMALL:
            assert 1 <= truth[place] <= 4
        else:
            assert truth[place] >= 5


def test_a_table_too_large_to_protect_in_bounded_time_is_refused():
    wide = Dimension("x", tuple(map(str, range(60))))
    tall = Dimension("y", tuple(map(str, range(60))))
    with pytest.raises(ValueError, match="more than"):
        suppress([CountTable((wide, tall), {})])
