"""Read an iCalendar file of somebody else, with all its defects, into plain events.

Met in the wild: no UID, HTML in titles and descriptions, an end before the start or none, hours
without a time zone or in one with a name of its own, days without hours, lines folded wrongly,
a rule of repetition that nothing follows. What can be understood is read; what cannot is
left out with a sentence, and never stops the rest.
"""

from __future__ import annotations

import datetime
import hashlib
import itertools
import re
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.timezone import tzp

from mestieri.engines.calendars.recurrence import NoDays, WrongRule, days_of
from mestieri.engines.calendars.texts import plain_text
from mestieri.engines.calendars.zones import without_odd_zones

MOST_BYTES = 5 * 1024 * 1024
MOST_EVENTS = 500
#: Of what is written more is not looked at: events of a file, signs of a text.
MOST_LOOKED_AT, MOST_SIGNS = 3000, 6000
MOST_OF_A_RULE = 12
LONGEST_UID = 200
USUAL_LENGTH = datetime.timedelta(hours=1)
LONGEST = datetime.timedelta(hours=12)


@dataclass(frozen=True)
class FoundEvent:
    """An event as somebody else's calendar says it.

    Attributes:
        uid: its identity there; made from what it says where there was none.
        title, summary, place: plain text.
        website: a web address, or empty.
        starts, ends: moments with their zone.
        is_cancelled: whether the calendar says that it is called off.
        notes: codes of what was put right: `no_uid`, `html`, `no_end`, `ends_before`, `all_day`,
            `no_zone`, `too_long`.
    """

    uid: str
    title: str
    starts: datetime.datetime
    ends: datetime.datetime
    summary: str = ""
    place: str = ""
    website: str = ""
    is_cancelled: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sought:
    """Where hours without a zone are meant, and between which days those of rules are sought."""

    zone: ZoneInfo
    since: datetime.date | None
    until: datetime.date | None


@dataclass
class ReadCalendar:
    """What a file held.

    Attributes:
        problem: why nothing could be read: `too_big`, `not_a_calendar`; else empty.
        left_out: how many events could not be understood.
        is_cut: whether there were more events than are read.
    """

    events: list[FoundEvent] = field(default_factory=list)
    problem: str = ""
    left_out: int = 0
    is_cut: bool = False


def read_calendar(
    data: bytes,
    zone: ZoneInfo,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> ReadCalendar:
    """Read a file; never raises for what is in it.

    Args:
        zone: where hours without a zone are meant.
        since, until: days between which the days of a rule are sought; without them, from its
            first one on.
    """
    sought = Sought(zone, since, until)
    if len(data) > MOST_BYTES:
        return ReadCalendar(problem="too_big")
    # A byte order mark at the front, line ends of any kind, bytes that are no UTF-8.
    text = data.decode("utf-8-sig", errors="replace").replace("\x00", "")
    read = ReadCalendar()
    try:
        # A day that a rule has otherwise (RFC 5545, RECURRENCE-ID) replaces the one of the rule.
        components = sorted(_components(text, read), key=lambda one: "RECURRENCE-ID" in one)
        found: dict[str, FoundEvent] = {}
        for component in components:
            _take(component, sought, read, found)
        read.events = list(found.values())[:MOST_EVENTS]
        read.is_cut |= len(found) > MOST_EVENTS
    finally:
        # The library keeps the zones of a file for the next one: they are not the same by name.
        tzp.use_default()
    return read


def _components(text: str, read: ReadCalendar) -> list[Any]:
    """The events of a file as the library reads them."""
    try:
        calendars = Calendar.from_ical(_bounded(text, read), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError):
        calendars = []
    if not calendars:
        read.problem = "not_a_calendar"
    return [component for calendar in calendars for component in calendar.walk("VEVENT")]


def _bounded(text: str, read: ReadCalendar) -> str:
    """A text with no more events than are looked at, and no zones without end."""
    text = without_odd_zones(text)
    starts = itertools.islice(
        re.finditer(r"^BEGIN:VEVENT\b", text, re.M | re.I), MOST_LOOKED_AT, None
    )
    beyond = next(starts, None)
    if beyond is None:
        return text
    read.is_cut = True
    return text[: beyond.start()] + "END:VCALENDAR\r\n"


def _take(component: Any, sought: Sought, read: ReadCalendar, found: dict[str, FoundEvent]) -> None:
    try:
        found.update({event.uid: event for event in _events_of(component, sought)})
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        read.left_out += 1


def _events_of(component: Any, sought: Sought) -> list[FoundEvent]:
    """The event, or those of its rule."""
    title, title_had_tags = plain_text(_said(component, "SUMMARY"))
    if not title:
        raise ValueError("without a title")
    summary, had_tags = plain_text(_said(component, "DESCRIPTION"))
    notes = ["html"] if had_tags or title_had_tags else []
    starts, ends, about_hours = _hours(component, sought.zone)
    notes += about_hours
    uid = _identity(component, sought.zone)
    if not uid:
        uid = _made_uid(title, starts)
        notes.append("no_uid")
    first = FoundEvent(
        uid=uid,
        title=" ".join(title.split())[:160],
        starts=starts,
        ends=ends,
        summary=summary[:3000],
        place=" ".join(plain_text(_said(component, "LOCATION"))[0].split())[:200],
        website=_web_address(_said(component, "URL")),
        is_cancelled=_said(component, "STATUS").upper() == "CANCELLED",
        notes=tuple(notes),
    )
    return _repeated(component, first, sought)


def _identity(component: Any, zone: ZoneInfo) -> str:
    """Its identity there, and which day of its rule it stands for; empty where it has none."""
    uid = str(component.get("UID") or "").strip()
    if len(uid) > LONGEST_UID:
        uid = "long-" + hashlib.sha256(uid.encode()).hexdigest()
    if not uid or "RECURRENCE-ID" not in component:
        return uid
    return f"{uid}#{_local_day(component.decoded('RECURRENCE-ID'), zone).isoformat()}"


def _local_day(said: datetime.date, zone: ZoneInfo) -> datetime.date:
    if not isinstance(said, datetime.datetime):
        return said
    return (said.astimezone(zone) if said.tzinfo else said).date()


def _said(component: Any, name: str) -> str:
    value = component.get(name)
    if isinstance(value, list):
        value = value[0]
    return "" if value is None else str(value)[:MOST_SIGNS]


def _hours(
    component: Any, zone: ZoneInfo
) -> tuple[datetime.datetime, datetime.datetime, list[str]]:
    notes: list[str] = []
    start = component.decoded("DTSTART")
    if not isinstance(start, datetime.datetime):
        notes.append("all_day")
        start = datetime.datetime.combine(start, datetime.time(9))
    starts = _aware(start, zone, notes)
    ends = _end(component, starts, zone, notes)
    # Between two moments with one zone Python counts hours on the wall: here time that passes.
    if ends <= starts:
        notes.append("ends_before")
        ends = starts + USUAL_LENGTH
    if ends - starts > LONGEST:
        notes.append("too_long")
        ends = starts + LONGEST
    return starts.astimezone(zone), ends.astimezone(zone), notes


def _end(
    component: Any, starts: datetime.datetime, zone: ZoneInfo, notes: list[str]
) -> datetime.datetime:
    if "all_day" in notes:
        return starts + datetime.timedelta(hours=8)
    try:
        if component.get("DTEND") is not None:
            end = component.decoded("DTEND")
            if isinstance(end, datetime.datetime):
                return _aware(end, zone, notes)
        if component.get("DURATION") is not None:
            return starts + component.decoded("DURATION")
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    notes.append("no_end")
    return starts + USUAL_LENGTH


def _aware(moment: datetime.datetime, zone: ZoneInfo, notes: list[str]) -> datetime.datetime:
    """A moment (UTC); where the clocks skip it, the one that they show instead."""
    if moment.tzinfo is None:
        if "no_zone" not in notes:
            notes.append("no_zone")
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(datetime.UTC)


def _made_uid(title: str, starts: datetime.datetime) -> str:
    """An identity that the same event has at the next reading."""
    said = f"{title.casefold()}\0{starts.astimezone(datetime.UTC):%Y%m%dT%H%M}"
    return "made-" + hashlib.sha256(said.encode()).hexdigest()[:32]


def _web_address(text: str) -> str:
    address = text.strip()
    return address if re.fullmatch(r"https?://[^\s<>\"]{3,480}", address) else ""


def _repeated(component: Any, first: FoundEvent, sought: Sought) -> list[FoundEvent]:
    """The days of its rule, if it has one that can be read; else the event alone."""
    rule = component.get("RRULE")
    if rule is None or "RECURRENCE-ID" in component:
        return [first]
    if isinstance(rule, list):
        rule = rule[0]
    zone = sought.zone
    local = first.starts.astimezone(zone)
    text = re.sub(r"UNTIL=(\d{8})T?\w*", r"UNTIL=\1", rule.to_ical().decode())
    try:
        days = days_of(
            text,
            local.date(),
            since=sought.since,
            until=sought.until,
            excepted=_excepted(component, zone),
            most=MOST_OF_A_RULE,
        )
    except NoDays:
        return []
    except WrongRule:
        return [first]
    length = first.ends.astimezone(datetime.UTC) - first.starts.astimezone(datetime.UTC)
    return [
        FoundEvent(
            **{
                **vars(first),
                "uid": f"{first.uid}#{day.isoformat()}",
                "starts": (
                    at := _aware(datetime.datetime.combine(day, local.time()), zone, [])
                ).astimezone(zone),
                "ends": (at + length).astimezone(zone),
            }
        )
        for day in days
    ]


def _excepted(component: Any, zone: ZoneInfo) -> set[datetime.date]:
    given = component.get("EXDATE")
    lists = given if isinstance(given, list) else [given] if given is not None else []
    days = set()
    for one in lists:
        for entry in getattr(one, "dts", []):
            days.add(_local_day(entry.dt, zone))
    return days
