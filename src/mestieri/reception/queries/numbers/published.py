"""Tables published by quarter, and quarters that may still be."""

from __future__ import annotations

import datetime

from mestieri.kernel.models import Centre
from mestieri.reception.cubes import Quarter
from mestieri.reception.models import PublishedTable, Visit
from mestieri.reception.services.roll_up import MONTHS_OF_ROWS


def published_tables(centre: Centre) -> list[tuple[Quarter, list[PublishedTable]]]:
    """Every published table, the latest quarter first. One query."""
    quarters: dict[Quarter, list[PublishedTable]] = {}
    for table in PublishedTable.objects.filter(centre=centre).order_by("-first_day", "id"):
        quarters.setdefault(Quarter.of(table.first_day), []).append(table)
    return list(quarters.items())


def quarters_to_publish(
    centre: Centre, published: set[Quarter], today: datetime.date
) -> list[Quarter]:
    """Quarters over, not published, whose visits still have rows; latest first. One query."""
    quarters, quarter = [], Quarter.of(today).previous
    for _back in range(MONTHS_OF_ROWS // 3):
        quarters.append(quarter)
        quarter = quarter.previous
    months = Visit.objects.filter(
        centre=centre, day__gte=quarters[-1].first_day, day__lte=quarters[0].last_day
    ).dates("day", "month")
    counted = {Quarter.of(month) for month in months}
    return [quarter for quarter in quarters if quarter in counted - published]
