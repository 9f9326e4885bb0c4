"""The hours of a service in the words of a slip, in any of its languages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby

from mestieri.library.models import Schedule, ScheduleException
from mestieri.library.opening import (
    Frequency,
    Recurrence,
    UnreadableRecurrence,
    WeekOfMonth,
    read_recurrence,
)
from mestieri.library.slip_words import ITALIAN, Section, Words

DAY_CODES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COMMAS = {"ar": "، ", "ur": "، ", "zh": "、"}
AUGUST = 8
#: Closures that begin within this many days of the slip stand on it.
DAYS_OF_CLOSURES = 60

#: Words, and the times that go with them.
Line = tuple[str, str]


def hours_in_words(schedules: Iterable[Schedule], words: Words, day: datetime.date) -> list[Line]:
    """Days and times at which a service receives people; empty if nobody wrote them down.

    Args:
        schedules: of the service, already read.
        words: of the language.
        day: of the slip: hours that ended before it are left out.
    """
    weekly: dict[int, list[str]] = {}
    others: list[Line] = []
    for schedule in sorted(schedules, key=lambda schedule: schedule.opens):
        recurrence = _recurrence(schedule, day)
        if recurrence is None:
            continue
        times = _times(schedule, words)
        if recurrence.frequency == Frequency.WEEKLY:
            for weekday in recurrence.weekdays:
                weekly.setdefault(weekday, []).append(times)
        else:
            others.append((_rare_days(recurrence, words), times))
    return [*_by_same_times(weekly, words), *others]


def _recurrence(schedule: Schedule, day: datetime.date) -> Recurrence | None:
    if schedule.valid_until is not None and schedule.valid_until < day:
        return None
    try:
        return read_recurrence(schedule.recurrence)
    except UnreadableRecurrence:
        return None


def _times(schedule: Schedule, words: Words) -> str:
    """«09:00–13:00»; a note is in Italian, and stands beside Italian words alone."""
    times = f"{schedule.opens:%H:%M}–{schedule.closes:%H:%M}"
    return f"{times} ({schedule.note})" if schedule.note and words.language == ITALIAN else times


def _by_same_times(weekly: dict[int, list[str]], words: Words) -> Iterator[Line]:
    """Days one after the other with the same times become one line."""
    days = sorted(weekly.items())
    for times, group in groupby(days, key=lambda item: item[1]):
        names = [words.say(Section.DAYS, DAY_CODES[weekday]) for weekday, _times in group]
        yield listed(names, words), ", ".join(times)


def _rare_days(recurrence: Recurrence, words: Words) -> str:
    """Days that do not come every week."""
    names = [words.say(Section.DAYS, DAY_CODES[weekday]) for weekday in recurrence.weekdays]
    days = listed(names, words)
    if recurrence.frequency == Frequency.FORTNIGHTLY:
        return words.say(Section.HOURS, "every_two_weeks", day=days)
    if recurrence.week == WeekOfMonth.LAST:
        return words.say(Section.HOURS, "last_of_month", day=days)
    return words.say(Section.HOURS, "nth_of_month", day=days, n=recurrence.week)


def closures_in_words(
    schedules: Iterable[Schedule],
    exceptions: Iterable[ScheduleException],
    words: Words,
    day: datetime.date,
) -> list[str]:
    """Months without the service, and the days on which it is closed soon."""
    said = []
    months = _closed_months(schedules, day)
    if AUGUST in months:
        said.append(words.say(Section.FACTS, "closed-in-august"))
    rest = [f"{month:02}" for month in sorted(months - {AUGUST})]
    if rest:
        said.append(words.say(Section.HOURS, "closed_months", months=", ".join(rest)))
    horizon = day + datetime.timedelta(days=DAYS_OF_CLOSURES)
    said += [
        words.say(
            Section.HOURS,
            "closed_dates",
            first=f"{closure.first_day:%d/%m/%Y}",
            last=f"{closure.last_day:%d/%m/%Y}",
        )
        for closure in sorted(exceptions, key=lambda closure: closure.first_day)
        if closure.last_day >= day and closure.first_day <= horizon
    ]
    return said


def _closed_months(schedules: Iterable[Schedule], day: datetime.date) -> set[int]:
    """Months in which none of the hours comes back."""
    read = [_recurrence(schedule, day) for schedule in schedules]
    closed = [set(recurrence.closed_months) for recurrence in read if recurrence is not None]
    return set.intersection(*closed) if closed else set()


def listed(names: Iterable[str], words: Words) -> str:
    """Words one after the other, with the comma of their language."""
    return COMMAS.get(words.language, ", ").join(names)
