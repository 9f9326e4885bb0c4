"""Days of a rule of repetition (RFC 5545, RRULE), by the clock on the wall.

An event at ten is at ten all the year: days are counted without a time zone, and only then put
on the clock of the place. What RFC 5545 calls an invalid day (29 February of most years, the
31st of June) is skipped, as it says.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from mestieri.engines.calendars.rules import check_rule

#: Days of one rule, at most.
MOST_DAYS = 60
#: A rule is looked at for so long: a day every leap year comes within it.
HORIZON = datetime.timedelta(days=366 * 5)
#: A rule that began longer ago, and whose days have to be counted one by one, is not followed.
LONGEST_AGO = datetime.timedelta(days=366 * 10)


class WrongRule(ValueError):
    """The rule cannot be read, or has no day."""


class NoDays(WrongRule):
    """The rule can be read, and has no day where one is sought."""


class NoSuchHour(ValueError):
    """The clocks skip this hour on this day (the night in which summer time begins)."""


def days_of(
    rule: str,
    first: datetime.date,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    excepted: Collection[datetime.date] = (),
    most: int = MOST_DAYS,
) -> list[datetime.date]:
    """Days of a rule from a first one on.

    Args:
        rule: such as `FREQ=WEEKLY;INTERVAL=2`; a `COUNT` or an `UNTIL` in it counts too.
        first: where counting begins; it is itself a day only if the rule says so.
        since: days before it are counted (a `COUNT` begins with the first) and left out.
        until: the last day that may be; else `HORIZON` after the first.
        excepted: days on which the rule does not hold.
        most: no more days than these.

    Raises:
        WrongRule: the rule cannot be read, repeats more than once a day, or began too long ago.
        NoDays: it has no day.
    """
    text = rule.strip().upper().removeprefix("RRULE:").strip(";")
    try:
        check_rule(text)
        start = _nearer(text, first, since or first)
        found = _counted(text, start, until or (start + HORIZON))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise WrongRule(rule) from error
    wanted = (day for day in found if day not in excepted and (since is None or day >= since))
    days = list(itertools.islice(wanted, most))
    if not days:
        raise NoDays(rule)
    return days


def _nearer(text: str, first: datetime.date, since: datetime.date) -> datetime.date:
    """A day in step with the rule from which fewer have to be counted to the ones sought.

    Raises:
        ValueError: there is none, and it began too long ago to count.
    """
    parts = dict(part.split("=") for part in text.split(";"))
    step = {"DAILY": 1, "WEEKLY": 7}.get(parts["FREQ"], 0) * int(parts.get("INTERVAL", "1"))
    if step and "COUNT" not in parts:
        first += datetime.timedelta(days=step * max((since - first).days // step - 1, 0))
    if since - first > LONGEST_AGO:
        raise ValueError("it began too long ago")
    return first


def _counted(text: str, first: datetime.date, last: datetime.date) -> Iterable[datetime.date]:
    """Days of a rule. A day that never comes must not be sought to the end of time: the last
    one bounds the search, and a COUNT is counted here."""
    counted = re.search(r";?COUNT=(\d+)", text)
    bare = re.sub(r";?COUNT=\d+", "", text).strip(";")
    found = rrulestr(bare, dtstart=datetime.datetime.combine(first, datetime.time()), ignoretz=True)
    assert isinstance(found, rrule)
    end = datetime.datetime.combine(last, datetime.time.max)
    found = found.replace(until=min(end, found._until or end))
    number = int(counted[1]) if counted else None
    return dict.fromkeys(moment.date() for moment in itertools.islice(found, number))


def local_moment(day: datetime.date, hour: datetime.time, zone: ZoneInfo) -> datetime.datetime:
    """A day and an hour on the wall, as a moment.

    In the night in which summer time ends an hour comes twice: the first is meant.

    Raises:
        NoSuchHour: the clocks skip it.
    """
    moment = datetime.datetime.combine(day, hour.replace(tzinfo=None), tzinfo=zone)
    back = moment.astimezone(datetime.UTC).astimezone(zone)
    if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NoSuchHour(f"{day} {hour:%H:%M}")
    return moment
