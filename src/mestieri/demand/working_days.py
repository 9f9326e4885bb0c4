"""Days on which companies answer."""

from __future__ import annotations

import datetime


def working_day(day: datetime.date, after: int = 0) -> datetime.date:
    """The day itself if it is no weekend, else the next Monday; then so many working days on."""
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    for _one in range(after):
        day += datetime.timedelta(days=1)
        while day.weekday() > 4:
            day += datetime.timedelta(days=1)
    return day
