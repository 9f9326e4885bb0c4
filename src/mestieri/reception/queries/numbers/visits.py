"""Visits of a period: in all, by need, half hour, point and stretch, beside a year before.

A count by need, time and point has no person in it, so a centre sees its own whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, IntegerField, QuerySet, Sum, Value

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import MonthlyCount, MonthlyTotal, Visit
from mestieri.reception.queries.numbers.period import Period

Counts = dict[str, int]


class Row(NamedTuple):
    """Visits of a day, or of a month that its first day stands for.

    Attributes:
        purpose: empty where the need is not known.
        point: None where it is not known.
        is_archive: a monthly total from the centre's own archive.
    """

    day: datetime.date
    purpose: str
    point: int | None
    visits: int
    is_archive: int


@dataclass(frozen=True)
class Compared:
    """A count beside that of a year before.

    Attributes:
        share: part of the total, 0–100.
        before: None where a year before is not compared.
    """

    visits: int
    share: int = 0
    before: int | None = None

    @property
    def change(self) -> int | None:
        """How much more, in hundredths of what it was; None where that says nothing."""
        return round(100 * (self.visits - self.before) / self.before) if self.before else None


@dataclass(frozen=True)
class Stretch:
    """A day, week, month or year of the period.

    Attributes:
        from_archive: part of `visits` that comes from monthly totals of the centre's archive.
    """

    starts: datetime.date
    visits: int
    by_purpose: list[int]
    before: int | None
    from_archive: int


@dataclass(frozen=True)
class HalfHourCount:
    """Visits that began in a half hour, on all the days of the period."""

    starts: datetime.time
    visits: int
    by_purpose: list[int]


@dataclass(frozen=True)
class PointCount:
    """Visits counted at a point."""

    point: str
    visits: int
    by_purpose: list[int]
    share: int


@dataclass(frozen=True)
class VisitNumbers:
    """What the director reads about visits.

    Attributes:
        total: visits counted one by one, and those of the archive.
        from_archive: the second part of it.
        unsorted: visits of the archive of which the need is not known.
        by_purpose: in the charter's order.
        stretches: from the first with a visit, or of the period, to the last; none left out.
    """

    period: Period
    total: Compared
    from_archive: int
    unsorted: int
    by_purpose: list[tuple[Purpose, Compared]]
    by_half_hour: list[HalfHourCount]
    by_point: list[PointCount]
    stretches: list[Stretch]


@dataclass
class _Tally:
    """Counts of one stretch of time while they are added up."""

    by_purpose: Counts = field(default_factory=dict)
    archive: int = 0

    def add(self, row: Row) -> None:
        self.count(row.purpose, row.visits)
        self.archive += row.visits if row.is_archive else 0

    def count(self, purpose: str, visits: int) -> None:
        self.by_purpose[purpose] = self.by_purpose.get(purpose, 0) + visits

    @property
    def total(self) -> int:
        return sum(self.by_purpose.values())

    @property
    def in_order(self) -> list[int]:
        return [self.by_purpose.get(purpose.value, 0) for purpose in Purpose]


def visit_numbers(centre: Centre, period: Period) -> VisitNumbers:
    """Visits of a period. Two queries, however long it is."""
    before = period.year_before
    rows = _by_day(centre, period, before)
    by_day = [row for row in rows if not row.is_archive]
    by_day += _from_the_archive([row for row in rows if row.is_archive], by_day)
    now, then = _Tally(), _Tally()
    slots: dict[datetime.date, _Tally] = {}
    for row in by_day:
        if period.first <= row.day <= period.last:
            now.add(row)
            slots.setdefault(period.slot_of(row.day), _Tally()).add(row)
        if before and before.first <= row.day <= before.last:
            then.add(row)
    compared = then if then.total else None  # a year without a visit compares with nothing
    cells = _by_half_hour_and_point(centre, period)
    return VisitNumbers(
        period=period,
        total=Compared(now.total, 100, compared.total if compared else None),
        from_archive=now.archive,
        unsorted=now.by_purpose.get("", 0),
        by_purpose=[(purpose, _compared(purpose.value, now, compared)) for purpose in Purpose],
        by_half_hour=_half_hours(cells),
        by_point=_points(cells),
        stretches=_stretches(period, slots, _slots_before(period, before, by_day)),
    )


def _compared(purpose: str, now: _Tally, then: _Tally | None) -> Compared:
    visits = now.by_purpose.get(purpose, 0)
    share = round(100 * visits / now.total) if now.total else 0
    return Compared(visits, share, then.by_purpose.get(purpose, 0) if then else None)


def _between(rows: QuerySet, column: str, period: Period) -> QuerySet:
    return rows.filter(**{f"{column}__gte": period.first, f"{column}__lte": period.last})


def _by_day(centre: Centre, period: Period, before: Period | None) -> list[Row]:
    """Visits, monthly counts and monthly totals of this period and of a year before. One query."""
    parts = []
    for stretch in (period, before):
        if stretch is None:
            continue
        visits = _between(Visit.objects.filter(centre=centre), "day", stretch)
        months = _between(MonthlyCount.objects.filter(centre=centre), "month", stretch)
        parts += [_rows(visits, "day", Count("id")), _rows(months, "month", Sum("visits"))]
        if stretch.by_whole_months:
            totals = _between(MonthlyTotal.objects.filter(centre=centre), "month", stretch)
            parts.append(_rows(totals, "month", Sum("visits"), is_archive=1))
    return [Row(*row) for row in parts[0].union(*parts[1:], all=True)]


def _rows(rows: QuerySet, day: str, number: Count | Sum, is_archive: int = 0) -> QuerySet:
    summed = _summed(rows.values_list(day, "purpose", "point_id"), number)
    return summed.annotate(is_archive=Value(is_archive, IntegerField()))


def _summed(rows: QuerySet, number: Count | Sum) -> QuerySet:
    return rows.annotate(number=number).order_by()


def _by_half_hour_and_point(
    centre: Centre, period: Period
) -> list[tuple[int, str, int, str, int, int]]:
    """Rows (half hour, need, point, its name, its position, visits). One query."""
    visits = _between(Visit.objects.filter(centre=centre), "day", period)
    months = _between(MonthlyCount.objects.filter(centre=centre), "month", period)
    columns = ("half_hour", "purpose", "point_id", "point__name", "point__position")
    return list(
        _summed(visits.values_list(*columns), Count("id")).union(
            _summed(months.values_list(*columns), Sum("visits")), all=True
        )
    )


def _half_hours(cells: Iterable[tuple[int, str, int, str, int, int]]) -> list[HalfHourCount]:
    """From the first half hour with a visit to the last, none left out."""
    tallies: dict[int, _Tally] = {}
    for half_hour, purpose, _point, _name, _position, visits in cells:
        tallies.setdefault(half_hour, _Tally()).count(purpose, visits)
    shown = range(min(tallies), max(tallies) + 1) if tallies else range(0)
    every = ((number, tallies.get(number, _Tally())) for number in shown)
    return [
        HalfHourCount(datetime.time(number // 2, 30 * (number % 2)), tally.total, tally.in_order)
        for number, tally in every
    ]


def _points(cells: Iterable[tuple[int, str, int, str, int, int]]) -> list[PointCount]:
    """In the centre's order."""
    tallies: dict[tuple[int, int, str], _Tally] = {}
    for _half_hour, purpose, point, name, position, visits in cells:
        tallies.setdefault((position, point, name), _Tally()).count(purpose, visits)
    total = sum(tally.total for tally in tallies.values())
    return [
        PointCount(name, tally.total, tally.in_order, round(100 * tally.total / total))
        for (_position, _point, name), tally in sorted(tallies.items(), key=lambda item: item[0])
    ]


def _slots_before(
    period: Period, before: Period | None, by_day: Iterable[Row]
) -> dict[datetime.date, int] | None:
    """Visits of the stretch that each is compared with; None where nothing is compared.

    Over several years the stretches compare with each other.
    """
    if before is None and not period.by_whole_months:
        return None
    slots: dict[datetime.date, int] = {}
    for row in by_day:
        slot = period.slot_of(row.day)
        slots[slot] = slots.get(slot, 0) + row.visits
    return slots


def _stretches(
    period: Period, slots: dict[datetime.date, _Tally], earlier: dict[datetime.date, int] | None
) -> list[Stretch]:
    if not slots:
        return []
    # A long period starts with its first visit: nobody wants twenty empty years.
    starts = period.slot_of(period.first) if period.days <= 371 else min(slots)
    made = []
    while starts <= period.last:
        tally = slots.get(starts, _Tally())
        compared = period.slot_of(period.a_year_before(starts))
        before = None if earlier is None else earlier.get(compared)
        made.append(Stretch(starts, tally.total, tally.in_order, before, tally.archive))
        starts = period.next_slot(starts)
    return made


def _from_the_archive(totals: Iterable[Row], counted: Iterable[Row]) -> list[Row]:
    """Monthly totals of what was not counted here: neither at their point nor, whole, anywhere.

    The services that bring them in keep a month divided in one way only: its rows add up.
    """
    here = {(row.day.replace(day=1), row.point) for row in counted}
    months = {month for month, _point in here}
    return [
        row
        for row in totals
        if (row.day not in months if row.point is None else (row.day, row.point) not in here)
    ]
