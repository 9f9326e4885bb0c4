"""Visits month by month since a centre opened: counted here, or brought in from its archive."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from mestieri.kernel.models import Centre
from mestieri.reception.models import HistoryImport, MonthlyCount, MonthlyTotal, Visit


@dataclass(frozen=True)
class MonthVisits:
    """Visits of one month.

    Attributes:
        counted: rows of visits.
        by_hand: how many of them come from sheets of paper.
        brought_in: totals of the archive that are added: never for what was counted here.
        apart: totals of the archive that are not added, because the same was counted here.
    """

    month: datetime.date
    counted: int
    by_hand: int
    brought_in: int
    apart: int

    @property
    def visits(self) -> int:
        return self.counted + self.brought_in


@dataclass(frozen=True)
class YearVisits:
    """One year; a month without any figure is None."""

    year: int
    months: list[MonthVisits | None]

    @property
    def visits(self) -> int:
        return sum(month.visits for month in self.months if month is not None)


def months_of_centre(centre: Centre) -> list[MonthVisits]:
    """Months with a figure, from the first. Three queries, however long the history."""
    counted: dict[datetime.date, dict[int, tuple[int, int]]] = {}
    rows = (
        Visit.objects.filter(centre=centre)
        .order_by()
        .values_list("day", "point_id")
        .annotate(visits=Count("id"), by_hand=Count("sheet_id"))
    )
    for day, point, visits, by_hand in rows:
        of_month = counted.setdefault(day.replace(day=1), {})
        known = of_month.get(point, (0, 0))
        of_month[point] = (known[0] + visits, known[1] + by_hand)
    rolled_up = MonthlyCount.objects.filter(centre=centre).order_by()
    for month, point, visits in rolled_up.values_list("month", "point_id").annotate(Sum("visits")):
        of_month = counted.setdefault(month, {})
        known = of_month.get(point, (0, 0))
        of_month[point] = (known[0] + visits, known[1])
    archive: dict[datetime.date, list[tuple[int | None, int]]] = {}
    totals = MonthlyTotal.objects.filter(centre=centre).order_by()
    for month, point, visits in totals.values_list("month", "point_id").annotate(Sum("visits")):
        archive.setdefault(month, []).append((point, visits))
    return [
        _month(month, counted.get(month, {}), archive.get(month, []))
        for month in sorted({*counted, *archive})
    ]


def _month(
    month: datetime.date,
    counted: dict[int, tuple[int, int]],
    archive: list[tuple[int | None, int]],
) -> MonthVisits:
    added = apart = 0
    for point, visits in archive:
        if point in counted or (point is None and counted):
            apart += visits
        else:
            added += visits
    return MonthVisits(
        month=month,
        counted=sum(visits for visits, _by_hand in counted.values()),
        by_hand=sum(by_hand for _visits, by_hand in counted.values()),
        brought_in=added,
        apart=apart,
    )


def years_of_centre(months: list[MonthVisits]) -> list[YearVisits]:
    """The same months, year by year, the latest year first."""
    by_year: dict[int, list[MonthVisits | None]] = {}
    for month in months:
        by_year.setdefault(month.month.year, [None] * 12)[month.month.month - 1] = month
    return [YearVisits(year, by_year[year]) for year in sorted(by_year, reverse=True)]


def imports_of_centre(centre: Centre) -> QuerySet[HistoryImport]:
    """Imports of monthly totals, the latest first, each with what it holds."""
    return (
        HistoryImport.objects.filter(centre=centre)
        .select_related("imported_by")
        .annotate(months=Count("totals__month", distinct=True), visits=Sum("totals__visits"))
    )
