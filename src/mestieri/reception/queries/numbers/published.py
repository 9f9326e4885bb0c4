"""Tables published by quarter, and quarters that may still be."""

from __future__ import annotations

import datetime

from mestieri.kernel.models import Centre
from mestieri.reception.cubes import Quarter
from mestieri.reception.models import PublishedTable
from mestieri.reception.services.roll_up import MONTHS_OF_ROWS


def published_tables(centre: Centre) -> list[tuple[Quarter, list[PublishedTable]]]:
    """Every published table, the latest quarter first. One query."""
    quarters: dict[Quarter, list[PublishedTable]] = {}
    for table in PublishedTable.objects.filter(centre=centre).order_by("-first_day", "id"):
        quarters.setdefault(Quarter.of(table.first_day), []).append(table)
    return list(quarters.items())


def quarters_to_publish(published: set[Quarter], today: datetime.date) -> list[Quarter]:
    """Quarters that are over, not published, and whose visits still have rows; latest first."""
    quarters, quarter = [], Quarter.of(today).previous
    for _back in range(MONTHS_OF_ROWS // 3):
        quarters.append(quarter)
        quarter = quarter.previous
    return [quarter for quarter in quarters if quarter not in published]
