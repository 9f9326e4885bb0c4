"""Questions about visits: how many, when, for which need, at which point.

A count by need, time and point has no person in it, so a centre sees its own counts whole.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import Visit

DAYS_SHOWN = 30
A_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class PurposeCount:
    """Visits of one need.

    Attributes:
        share: part of all, 0–100.
    """

    purpose: Purpose
    visits: int
    share: int


@dataclass(frozen=True)
class HalfHour:
    """Visits of one half hour of a day."""

    starts: datetime.time
    by_purpose: list[PurposeCount]
    visits: int


@dataclass(frozen=True)
class DayCounts:
    """One day of a centre.

    Attributes:
        half_hours: from the first half hour with a visit to the last, none left out.
        busiest: visits of the fullest half hour, at least 1: the length of a whole bar.
    """

    day: datetime.date
    total: int
    by_purpose: list[PurposeCount]
    half_hours: list[HalfHour]
    busiest: int


@dataclass(frozen=True)
class DayRow:
    """One day in a list of days."""

    day: datetime.date
    visits: int
    by_purpose: list[PurposeCount]


@dataclass(frozen=True)
class PointCount:
    """Visits counted at one point."""

    point: str
    visits: int


@dataclass(frozen=True)
class Figures:
    """The director's numbers.

    Attributes:
        today: visits of the day so far, the number of the day.
        week_ago: the same weekday of last week.
        week_ago_so_far: its visits up to the same half hour.
        week_ago_total: its visits in all.
        days: the last 30 days, latest first.
        total, by_purpose, by_point: over those 30 days.
        fullest: visits of the fullest of those days, at least 1.
    """

    today: int
    week_ago: datetime.date
    week_ago_so_far: int
    week_ago_total: int
    days: list[DayRow]
    total: int
    by_purpose: list[PurposeCount]
    by_point: list[PointCount]
    fullest: int

    @property
    def difference(self) -> int:
        return self.today - self.week_ago_so_far


def visits_between(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[Visit]:
    """Visits of a centre from a day to another, both included."""
    return Visit.objects.filter(centre=centre, day__gte=first_day, day__lte=last_day)


def visits_on(centre: Centre, day: datetime.date) -> int:
    """How many visits a day has, all points together. One query."""
    return visits_between(centre, day, day).count()


def purpose_counts(counts: dict[str, int]) -> list[PurposeCount]:
    """Counts in the charter's order, needs without visits included."""
    total = sum(counts.values())
    return [
        PurposeCount(
            purpose,
            counts.get(purpose.value, 0),
            round(100 * counts.get(purpose.value, 0) / total) if total else 0,
        )
        for purpose in Purpose
    ]


def day_counts(centre: Centre, day: datetime.date) -> DayCounts:
    """A day by need and by half hour. One query."""
    cells: dict[int, dict[str, int]] = {}
    day_totals: dict[str, int] = {}
    counted = (
        visits_between(centre, day, day)
        .values_list("half_hour", "purpose")
        .annotate(visits=Count("id"))
        .order_by("half_hour", "purpose")
    )
    for half_hour, purpose, visits in counted:
        cells.setdefault(half_hour, {})[purpose] = visits
        day_totals[purpose] = day_totals.get(purpose, 0) + visits
    shown = range(min(cells), max(cells) + 1) if cells else range(0)
    half_hours = [_half_hour(number, cells.get(number, {})) for number in shown]
    return DayCounts(
        day=day,
        total=sum(day_totals.values()),
        by_purpose=purpose_counts(day_totals),
        half_hours=half_hours,
        busiest=max((half_hour.visits for half_hour in half_hours), default=1),
    )


def _half_hour(number: int, counts: dict[str, int]) -> HalfHour:
    return HalfHour(
        starts=datetime.time(number // 2, 30 * (number % 2)),
        by_purpose=purpose_counts(counts),
        visits=sum(counts.values()),
    )


def counts_by_day(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[tuple[datetime.date, str, str, int]]:
    """Rows (day, point, need, visits) in order of day, point and need. One query."""
    return list(
        visits_between(centre, first_day, last_day)
        .values_list("day", "point__name", "purpose")
        .annotate(visits=Count("id"))
        .order_by("day", "point__position", "point_id", "purpose")
    )


def figures(centre: Centre, now: datetime.datetime) -> Figures:
    """The director's numbers at a local moment. Two queries."""
    today = now.date()
    first_day = today - datetime.timedelta(days=DAYS_SHOWN - 1)
    by_day: dict[datetime.date, dict[str, int]] = {}
    by_purpose: dict[str, int] = {}
    by_point: dict[str, int] = {}
    for day, point, purpose, visits in counts_by_day(centre, first_day, today):
        of_day = by_day.setdefault(day, {})
        of_day[purpose] = of_day.get(purpose, 0) + visits
        by_purpose[purpose] = by_purpose.get(purpose, 0) + visits
        by_point[point] = by_point.get(point, 0) + visits
    days = [_day_row(today - datetime.timedelta(days=back), by_day) for back in range(DAYS_SHOWN)]
    week_ago = today - A_WEEK
    half_hour = now.hour * 2 + now.minute // 30
    compared = visits_between(centre, week_ago, week_ago).aggregate(
        total=Count("id"), so_far=Count("id", filter=Q(half_hour__lte=half_hour))
    )
    return Figures(
        today=days[0].visits,
        week_ago=week_ago,
        week_ago_so_far=compared["so_far"],
        week_ago_total=compared["total"],
        days=days,
        total=sum(by_purpose.values()),
        by_purpose=purpose_counts(by_purpose),
        by_point=[PointCount(point, visits) for point, visits in by_point.items()],
        fullest=max(1, *(row.visits for row in days)),
    )


def _day_row(day: datetime.date, by_day: dict[datetime.date, dict[str, int]]) -> DayRow:
    counts = by_day.get(day, {})
    return DayRow(day, sum(counts.values()), purpose_counts(counts))
