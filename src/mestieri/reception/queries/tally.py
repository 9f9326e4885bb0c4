"""Questions about sheets of paper: which were typed in, and what an empty one looks like."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from mestieri.kernel.models import Centre, OpeningHours, Point
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import LAST_HALF_HOUR, TallySheet

#: Half hours of a sheet whose site has no hours that day: from 8 to 20.
USUAL = range(16, 40)


@dataclass(frozen=True)
class Square:
    """One square of the grid: its field, how it is read out, what is in it."""

    name: str
    label: str
    number: str


@dataclass(frozen=True)
class GridRow:
    """One half hour of the grid."""

    starts: datetime.time
    squares: list[Square]


def time_of(half_hour: int) -> datetime.time:
    """When a half hour (0–47) starts."""
    return datetime.time(half_hour // 2, 30 * (half_hour % 2))


def half_hours_of_sheet(point: Point, day: datetime.date) -> list[int]:
    """Half hours in which the door of a point is open that weekday, and one on each side.

    One query.
    """
    site = point.site_id
    hours = OpeningHours.objects.filter(weekday=day.weekday()).filter(
        **({"site_id": site} if site else {"site__centre_id": point.centre_id})
    )
    shown: set[int] = set()
    for opens, closes in hours.values_list("opens", "closes"):
        first = opens.hour * 2 + opens.minute // 30
        last = closes.hour * 2 + (closes.minute + 29) // 30
        shown.update(range(max(0, first - 1), min(LAST_HALF_HOUR, last) + 1))
    return sorted(shown) or list(USUAL)


def grid(half_hours: list[int], numbers: dict[tuple[int, Purpose], str]) -> list[GridRow]:
    """The rows of a grid with what stands in each square; marked half hours are never left out."""
    shown = sorted({*half_hours, *(half_hour for half_hour, _purpose in numbers)})
    return [
        GridRow(
            time_of(half_hour),
            [
                Square(
                    f"m-{half_hour}-{purpose.value}",
                    f"{time_of(half_hour):%H:%M}, {purpose.label}",
                    numbers.get((half_hour, purpose), ""),
                )
                for purpose in Purpose
            ],
        )
        for half_hour in shown
    ]


def sheets_of_centre(centre: Centre) -> QuerySet[TallySheet]:
    """Sheets of a centre, latest day first, each with how many visits it holds."""
    return (
        TallySheet.objects.filter(centre=centre)
        .select_related("point", "entered_by")
        .annotate(marks=Count("visits"))
        .order_by("-day", "-id")
    )
