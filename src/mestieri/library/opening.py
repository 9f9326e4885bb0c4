"""Hours that come back by a rule: written by choosing days, kept as RRULE, read at a moment.

Of RFC 5545 only what offices do: some weekdays every week or every other week, or the first,
second, third, fourth or last such day of a month; not in some months. Times are local.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.rrule import rrulestr
from django.db import models
from django.utils.formats import time_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from mestieri.kernel.dates import day_in_words
from mestieri.kernel.vocabulary import Weekday
from mestieri.library.models import Schedule, ScheduleException

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EVERY_MONTH = tuple(range(1, 13))
#: How far ahead the next opening is looked for: an office closed in August opens in September.
DAYS_LOOKED_AHEAD = 75
#: An opening within this many days is said by its weekday alone.
DAYS_SAID_BY_NAME = 6
#: Every other week counts from here where the hours say no first day: a Monday.
SOME_MONDAY = datetime.date(2024, 1, 1)


class Frequency(models.TextChoices):
    """How often the days come back."""

    WEEKLY = "weekly", gettext_lazy("Every week")
    FORTNIGHTLY = "fortnightly", gettext_lazy("Every other week")
    MONTHLY = "monthly", gettext_lazy("Once a month")


class WeekOfMonth(models.IntegerChoices):
    """Which such day of the month."""

    FIRST = 1, gettext_lazy("the first")
    SECOND = 2, gettext_lazy("the second")
    THIRD = 3, gettext_lazy("the third")
    FOURTH = 4, gettext_lazy("the fourth")
    LAST = -1, gettext_lazy("the last")


class UnreadableRecurrence(ValueError):
    """The text is no rule that this module writes."""


@dataclass(frozen=True)
class Recurrence:
    """Days that come back.

    Attributes:
        frequency: how often.
        weekdays: days of the week, 0 for Monday, in order.
        week: which such day of the month; None unless monthly.
        closed_months: months without it, 1 for January.
    """

    frequency: Frequency
    weekdays: tuple[int, ...]
    week: WeekOfMonth | None = None
    closed_months: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """The RRULE (RFC 5545) of these days."""
        prefix = str(self.week.value) if self.week is not None else ""
        days = ",".join(f"{prefix}{DAY_CODES[day]}" for day in self.weekdays)
        frequency = "MONTHLY" if self.frequency == Frequency.MONTHLY else "WEEKLY"
        parts = [f"FREQ={frequency}"]
        if self.frequency == Frequency.FORTNIGHTLY:
            parts.append("INTERVAL=2")
        parts.append(f"BYDAY={days}")
        if self.closed_months:
            months = [month for month in EVERY_MONTH if month not in self.closed_months]
            parts.append(f"BYMONTH={','.join(map(str, months))}")
        return ";".join(parts)


def read_recurrence(rule: str) -> Recurrence:
    """Read an RRULE that this module wrote.

    Raises:
        UnreadableRecurrence: it says something else.
    """
    try:
        parts = dict(part.split("=") for part in rule.split(";"))
        named = [_read_day(day) for day in parts.pop("BYDAY").split(",")]
        frequency = _read_frequency(parts.pop("FREQ"), parts.pop("INTERVAL", "1"))
        months = {int(month) for month in parts.pop("BYMONTH", "").split(",") if month}
        weeks = {week for week, _day in named}
        if parts or len(weeks) != 1 or (frequency == Frequency.MONTHLY) == (weeks == {None}):
            raise UnreadableRecurrence(rule)
    except (ValueError, KeyError) as error:
        raise UnreadableRecurrence(rule) from error
    return Recurrence(
        frequency,
        tuple(sorted(day for _week, day in named)),
        weeks.pop(),
        tuple(month for month in EVERY_MONTH if months and month not in months),
    )


def _read_day(text: str) -> tuple[WeekOfMonth | None, int]:
    week = WeekOfMonth(int(text[:-2])) if text[:-2] else None
    return week, DAY_CODES.index(text[-2:])


def _read_frequency(frequency: str, interval: str) -> Frequency:
    return {
        ("WEEKLY", "1"): Frequency.WEEKLY,
        ("WEEKLY", "2"): Frequency.FORTNIGHTLY,
        ("MONTHLY", "1"): Frequency.MONTHLY,
    }[frequency, interval]


@dataclass(frozen=True, order=True)
class Opening:
    """One stretch in which an office receives people."""

    day: datetime.date
    opens: datetime.time
    closes: datetime.time
    note: str = ""


def openings(
    schedules: Iterable[Schedule],
    exceptions: Iterable[ScheduleException],
    first_day: datetime.date,
    days: int,
) -> list[Opening]:
    """Stretches of some days, closures applied, in order.

    Args:
        schedules, exceptions: of one service, already read from the database.
        days: how many, from `first_day` on.
    """
    last_day = first_day + datetime.timedelta(days=days - 1)
    closed = list(exceptions)
    found = [
        Opening(day, schedule.opens, schedule.closes, schedule.note)
        for schedule in schedules
        for day in days_of(schedule, first_day, last_day)
        if not any(closure.first_day <= day <= closure.last_day for closure in closed)
    ]
    return sorted(found)


def days_of(
    schedule: Schedule, first_day: datetime.date, last_day: datetime.date
) -> list[datetime.date]:
    """Days between two, both included, on which the rule of some hours falls."""
    first = max(first_day, schedule.valid_from or first_day)
    last = min(last_day, schedule.valid_until or last_day)
    if first > last:
        return []
    anchor = datetime.datetime.combine(_anchor(schedule, first), datetime.time())
    rule = rrulestr(schedule.recurrence, dtstart=anchor)
    found = rule.between(_midnight(first), _midnight(last), inc=True)
    return [moment.date() for moment in found]


def _anchor(schedule: Schedule, first: datetime.date) -> datetime.date:
    """A day from which the rule may be counted without changing what it says."""
    if "INTERVAL" in schedule.recurrence:
        start = schedule.valid_from or SOME_MONDAY
        return start - datetime.timedelta(days=start.weekday())
    return first.replace(day=1)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time())


@dataclass(frozen=True)
class OpenNow:
    """Whether an office receives people at a moment, and when that changes.

    Attributes:
        is_known: it has hours at all; without them nothing is said.
        is_open: it receives people now.
        closes_at: until when, if it is open.
        next_opening: the next stretch, if it is closed and one comes within ten weeks.
        closure: why it is closed on that day, if it is out of the ordinary.
        today: the day of the moment.
    """

    is_known: bool
    is_open: bool
    today: datetime.date
    closes_at: datetime.time | None = None
    next_opening: Opening | None = None
    closure: str = ""

    @property
    def sentence(self) -> str:
        """«Open now, until 13:00», «Reopens on Tuesday at 9:00»; empty without hours."""
        if not self.is_known:
            return ""
        if self.is_open:
            return _("Open now, until %(hour)s") % {"hour": hour_in_words(self.closes_at)}
        if self.next_opening is None:
            return _("Closed for the next weeks")
        return self._reopening(self.next_opening)

    def _reopening(self, opening: Opening) -> str:
        hour = hour_in_words(opening.opens)
        days = (opening.day - self.today).days
        if days == 0:
            return _("Opens today at %(hour)s") % {"hour": hour}
        if days == 1:
            return _("Reopens tomorrow at %(hour)s") % {"hour": hour}
        pattern = "l" if days <= DAYS_SAID_BY_NAME else "l j F"
        return _("Reopens on %(day)s at %(hour)s") % {
            "day": day_in_words(opening.day, pattern),
            "hour": hour,
        }


def hour_in_words(hour: datetime.time | None) -> str:
    """«9», «9:30»: as people write it."""
    if hour is None:
        return ""
    return time_format(hour, "G:i") if hour.minute else time_format(hour, "G")


def open_at(
    schedules: Iterable[Schedule],
    exceptions: Iterable[ScheduleException],
    now: datetime.datetime,
) -> OpenNow:
    """Whether a service receives people at a local moment."""
    schedules, exceptions = list(schedules), list(exceptions)
    today, hour = now.date(), now.time()
    if not any(not s.valid_until or s.valid_until >= today for s in schedules):
        return OpenNow(False, False, today)
    soon = openings(schedules, exceptions, today, DAYS_SAID_BY_NAME + 1)
    if not any(_is_after(opening, today, hour) for opening in soon):
        soon = openings(schedules, exceptions, today, DAYS_LOOKED_AHEAD)
    going_on = [o.closes for o in soon if o.day == today and o.opens <= hour < o.closes]
    if going_on:
        return OpenNow(True, True, today, closes_at=max(going_on))
    closure = next((e.reason for e in exceptions if e.first_day <= today <= e.last_day), "")
    after = next((opening for opening in soon if _is_after(opening, today, hour)), None)
    return OpenNow(True, False, today, next_opening=after, closure=closure)


def _is_after(opening: Opening, today: datetime.date, hour: datetime.time) -> bool:
    """Whether a stretch is going on or still to come."""
    return opening.day > today or opening.closes > hour


def in_words(schedule: Schedule) -> str:
    """«Monday, Thursday, 9–13; not in August»: the days and the hours of a rule."""
    try:
        recurrence = read_recurrence(schedule.recurrence)
    except UnreadableRecurrence:
        return schedule.recurrence
    hours = f"{hour_in_words(schedule.opens)}–{hour_in_words(schedule.closes)}"
    parts = [f"{days_in_words(recurrence)}, {hours}"]
    if recurrence.closed_months:
        months = _listed([_month_name(month) for month in recurrence.closed_months])
        parts.append(_("not in %(months)s") % {"months": months})
    if schedule.note:
        parts.append(schedule.note)
    return "; ".join(parts)


def days_in_words(recurrence: Recurrence) -> str:
    """«Monday, Tuesday», «the first Tuesday of the month», «Monday, every other week»."""
    days = _listed([str(Weekday(day).label) for day in recurrence.weekdays])
    if recurrence.frequency == Frequency.MONTHLY and recurrence.week is not None:
        words = _("%(which)s %(days)s of the month") % {
            "which": recurrence.week.label,
            "days": days,
        }
        return words[:1].upper() + words[1:].lower()
    if recurrence.frequency == Frequency.FORTNIGHTLY:
        return _("%(days)s, every other week") % {"days": days}
    return days


def _listed(words: list[str]) -> str:
    """«Monday, Tuesday, Friday»; in Italian only the first keeps its capital."""
    if get_language() == "it":
        words = [words[0], *(word.lower() for word in words[1:])] if words else words
    return ", ".join(words)


def _month_name(month: int) -> str:
    return day_in_words(datetime.date(2024, month, 1), "F")
