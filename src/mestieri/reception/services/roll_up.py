"""After 24 months, single visits become monthly counts (domain book §3.2, retention)."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Count, Min

from mestieri.kernel.models import Centre
from mestieri.reception.models import MonthlyCount, Visit

MONTHS_OF_ROWS = 24


def first_month_with_rows(today: datetime.date) -> datetime.date:
    """The first month whose visits keep their rows: 24 whole months before the current one."""
    months = today.year * 12 + today.month - 1 - MONTHS_OF_ROWS
    return datetime.date(months // 12, months % 12 + 1, 1)


def roll_up_visits(centre: Centre, today: datetime.date, *, most_months: int | None = None) -> int:
    """Move the visits of old months into monthly counts, a month at a time, oldest first.

    Each month is one transaction: a visit is counted once, wherever the work stops. Visits
    that come late to a month already rolled up are added to its counts the next time.

    Args:
        most_months: stop after so many months, to work in slices; None does them all.

    Returns:
        How many visits were moved.
    """
    limit = first_month_with_rows(today)
    moved = months = 0
    while most_months is None or months < most_months:
        old = Visit.objects.filter(centre=centre, day__lt=limit)
        oldest = old.aggregate(day=Min("day"))["day"]
        if oldest is None:
            break
        moved += _roll_up_month(centre, oldest.replace(day=1))
        months += 1
    return moved


@transaction.atomic
def _roll_up_month(centre: Centre, month: datetime.date) -> int:
    Centre.objects.select_for_update().get(pk=centre.pk)
    next_month = (month + datetime.timedelta(days=32)).replace(day=1)
    visits = Visit.objects.filter(centre=centre, day__gte=month, day__lt=next_month)
    last = visits.order_by("-id").values_list("id", flat=True).first()
    if last is None:
        return 0
    # Only rows seen now: one that arrives meanwhile waits for the next time.
    seen = visits.filter(id__lte=last)
    cells = (
        seen.values_list("point_id", "half_hour", "purpose")
        .annotate(visits=Count("id"))
        .order_by("point_id", "half_hour", "purpose")
    )
    counted = _add(centre, month, {tuple(cell): visits for *cell, visits in cells})
    deleted, _by_model = seen.delete()
    if deleted != counted:
        raise RuntimeError(f"{counted} visits counted, {deleted} removed: nothing is changed.")
    return counted


def _add(centre: Centre, month: datetime.date, cells: dict[tuple, int]) -> int:
    """Add visits to the counts of a month; how many they are."""
    kept = {
        (count.point_id, count.half_hour, count.purpose): count
        for count in MonthlyCount.objects.filter(centre=centre, month=month)
    }
    for cell in kept.keys() & cells.keys():
        kept[cell].visits += cells[cell]
    MonthlyCount.objects.bulk_update(
        [kept[cell] for cell in kept.keys() & cells.keys()], ["visits"], batch_size=200
    )
    MonthlyCount.objects.bulk_create(
        MonthlyCount(
            centre=centre,
            month=month,
            point_id=point_id,
            half_hour=half_hour,
            purpose=purpose,
            visits=visits,
        )
        for (point_id, half_hour, purpose), visits in cells.items()
        if (point_id, half_hour, purpose) not in kept
    )
    return sum(cells.values())
