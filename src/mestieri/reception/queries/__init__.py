"""Questions about visits, desks and turns."""

from mestieri.reception.queries.counts import (
    DAYS_SHOWN,
    DayCounts,
    Figures,
    PurposeCount,
    counts_by_day,
    day_counts,
    figures,
    visits_between,
    visits_on,
)
from mestieri.reception.queries.desks import (
    LANGUAGE_NAMES,
    DeskWeek,
    DutyNow,
    desks_of_centre,
    devices_of_centre,
    duties_of_centre,
    duties_of_week,
    on_duty,
    points_in_use,
    tablet_languages,
    weeks_of_desks,
)

__all__ = [
    "DAYS_SHOWN",
    "LANGUAGE_NAMES",
    "DayCounts",
    "DeskWeek",
    "DutyNow",
    "Figures",
    "PurposeCount",
    "counts_by_day",
    "day_counts",
    "desks_of_centre",
    "devices_of_centre",
    "duties_of_centre",
    "duties_of_week",
    "figures",
    "on_duty",
    "points_in_use",
    "tablet_languages",
    "visits_between",
    "visits_on",
    "weeks_of_desks",
]
