"""The number of the day, beside the same weekday of last week."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q

from mestieri.kernel.models import Centre
from mestieri.reception.models import Visit

A_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class NumberOfTheDay:
    """Visits of a day so far.

    Attributes:
        week_ago: the same weekday of last week.
        week_ago_so_far: its visits up to the same half hour.
        week_ago_total: its visits in all.
    """

    visits: int
    week_ago: datetime.date
    week_ago_so_far: int
    week_ago_total: int


def number_of_the_day(centre: Centre, now: datetime.datetime) -> NumberOfTheDay:
    """Visits of the day at a local moment. One query."""
    today, half_hour = now.date(), now.hour * 2 + now.minute // 30
    week_ago = today - A_WEEK
    counted = Visit.objects.filter(centre=centre, day__in=(today, week_ago)).aggregate(
        visits=Count("id", filter=Q(day=today)),
        so_far=Count("id", filter=Q(day=week_ago, half_hour__lte=half_hour)),
        total=Count("id", filter=Q(day=week_ago)),
    )
    return NumberOfTheDay(counted["visits"], week_ago, counted["so_far"], counted["total"])
