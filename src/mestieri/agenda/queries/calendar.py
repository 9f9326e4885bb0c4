"""What the public reads: one question for the site, the paper, the feeds and the screen alike."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from mestieri.agenda.models import Event, EventState
from mestieri.kernel.models import Centre
from mestieri.kernel.retention import start_of

#: What was published and called off stays to be read, crossed out.
PUBLIC_STATES = (EventState.PUBLISHED, EventState.CANCELLED)
ROWS_AT_ONCE = 200
#: An empty month has a page when it is no farther away than this.
MONTHS_AHEAD = 12


@dataclass(frozen=True)
class Day:
    """A day with its events, in order."""

    day: datetime.date
    events: list[Event] = field(default_factory=list)
    is_today: bool = False
    is_past: bool = False


@dataclass(frozen=True)
class Month:
    """A month of the calendar, as the public reads it.

    Attributes:
        first: its first day.
        days: days that have something, in order.
        is_within: whether it lies where the calendar has or may soon have something.
        before, after: first days of the neighbours; None where nothing stands beyond, so that
            whoever follows links (a machine does) comes to an end.
    """

    first: datetime.date
    days: list[Day]
    before: datetime.date | None
    after: datetime.date | None
    is_within: bool = True

    @property
    def events(self) -> list[Event]:
        return [event for day in self.days for event in day.events]


def public_events(centre: Centre) -> QuerySet[Event]:
    """What the public may read, in order of time; with room and site."""
    rows = Event.objects.filter(centre=centre, state__in=PUBLIC_STATES)
    return rows.select_related("room__site").order_by("starts_at", "id")


def events_with_host(centre: Centre) -> QuerySet[Event]:
    """What the public may read and names the company or organisation one meets."""
    rows = Event.objects.filter(centre=centre, state__in=PUBLIC_STATES).exclude(host="")
    return rows.only("host", "title", "starts_at", "state", "centre")


def first_of(month: datetime.date, offset: int = 0) -> datetime.date:
    """First day of a month, or of one so many months away."""
    months = month.year * 12 + month.month - 1 + offset
    return datetime.date(months // 12, months % 12 + 1, 1)


def between(
    rows: QuerySet[Event], first_day: datetime.date, day_after: datetime.date
) -> QuerySet[Event]:
    """Events that begin from a day on and before another, by the clock of the centre."""
    return rows.filter(starts_at__gte=start_of(first_day), starts_at__lt=start_of(day_after))


def month_of(centre: Centre, month: datetime.date) -> Month:
    """A month as the public reads it. Two queries."""
    first, after = first_of(month), first_of(month, 1)
    rows = list(between(public_events(centre), first, after))
    ends = public_events(centre).aggregate(first=Min("starts_at"), last=Max("starts_at"))
    has_before = ends["first"] is not None and ends["first"] < start_of(first)
    has_after = ends["last"] is not None and ends["last"] >= start_of(after)
    this_month = first_of(timezone.localdate())
    is_within = (has_before or bool(rows) or first >= this_month) and (
        has_after or bool(rows) or first <= first_of(this_month, MONTHS_AHEAD)
    )
    return Month(
        first,
        by_day(rows),
        first_of(month, -1) if has_before else None,
        after if has_after else None,
        is_within,
    )


def by_day(rows: Iterable[Event]) -> list[Day]:
    """Events day by day, in the order in which they come."""
    today = timezone.localdate()
    days: dict[datetime.date, Day] = {}
    for event in rows:
        day = event.day
        days.setdefault(day, Day(day, [], day == today, day < today)).events.append(event)
    return list(days.values())


def events_of_day(centre: Centre, day: datetime.date) -> list[Event]:
    """What is in the calendar on a day. One query."""
    return list(between(public_events(centre), day, day + datetime.timedelta(days=1)))


def coming_events(centre: Centre, now: datetime.datetime, most: int | None = None) -> list[Event]:
    """What is not over, the nearest first. One query."""
    return list(public_events(centre).filter(ends_at__gt=now)[:most])


def feed_events(centre: Centre, now: datetime.datetime) -> list[Event]:
    """What calendars that follow this one are told: the last two months and all that comes."""
    since = now - datetime.timedelta(days=62)
    return list(public_events(centre).filter(ends_at__gt=since))


def place_in_words(event: Event) -> str:
    """Room, site and address; or the place elsewhere."""
    if event.room is None:
        return event.place
    site = event.room.site
    return f"{event.room.name}, {site.address}, {site.municipality}"


def events_to_find(keys: Collection[str] | None = None) -> Iterator[Event]:
    """Published events, or some, that are not over, a few at a time."""
    rows = Event.objects.filter(state=EventState.PUBLISHED, ends_at__gt=timezone.now())
    if keys is not None:
        rows = rows.filter(pk__in=[key for key in keys if key.isdecimal()])
    yield from (
        rows.select_related("centre", "room__site").order_by("id").iterator(chunk_size=ROWS_AT_ONCE)
    )


def heads_between(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """People counted in the rooms at events between two days, both included. One query."""
    rows = Event.objects.filter(centre=centre, state=EventState.PUBLISHED, heads__isnull=False)
    in_days = between(rows, first_day, last_day + datetime.timedelta(days=1))
    return int(in_days.aggregate(total=Sum("heads", default=0))["total"])


def events_between(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """Events held or to be held between two days, both included. One query."""
    rows = Event.objects.filter(Q(centre=centre), state=EventState.PUBLISHED)
    return between(rows, first_day, last_day + datetime.timedelta(days=1)).count()


def uncounted_events(centre: Centre, today: datetime.date) -> list[Event]:
    """Events of the last two weeks whose heads nobody has written yet. One query."""
    rows = Event.objects.filter(centre=centre, state=EventState.PUBLISHED, heads__isnull=True)
    since = today - datetime.timedelta(days=14)
    return list(between(rows.select_related("room"), since, today))
