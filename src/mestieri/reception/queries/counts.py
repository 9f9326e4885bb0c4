"""Questions about visits: how many, when, for which need, at which point.

A count by need, time and point has no person in it, so a centre sees its own counts whole.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import MonthlyCount, Visit
from mestieri.reception.services.roll_up import first_month_with_rows


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


def visits_between(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[Visit]:
    """Visits of a centre from a day to another, both included."""
    return Visit.objects.filter(centre=centre, day__gte=first_day, day__lte=last_day)


def visits_counted(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """How many visits a stretch of days has, both included, those of old months too.

    Old months have no rows any more (`services/roll_up.py`): one counts if its first day is
    in the stretch. One query, and one more for a stretch that reaches back to them.
    """
    visits = visits_between(centre, first_day, last_day).count()
    if first_day >= first_month_with_rows(timezone.localdate()):
        return visits
    months = MonthlyCount.objects.filter(centre=centre, month__range=(first_day, last_day))
    return visits + (months.aggregate(visits=Sum("visits"))["visits"] or 0)


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
