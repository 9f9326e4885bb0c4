"""Calendars: days of a repetition, and other people's iCalendar files read with patience.

from mestieri.engines.calendars import days_of, read_calendar
"""

from mestieri.engines.calendars.reading import (
    MOST_BYTES,
    FoundEvent,
    ReadCalendar,
    read_calendar,
)
from mestieri.engines.calendars.recurrence import (
    MOST_DAYS,
    NoSuchHour,
    WrongRule,
    days_of,
    local_moment,
)

__all__ = [
    "MOST_BYTES",
    "MOST_DAYS",
    "FoundEvent",
    "NoSuchHour",
    "ReadCalendar",
    "WrongRule",
    "days_of",
    "local_moment",
    "read_calendar",
]
