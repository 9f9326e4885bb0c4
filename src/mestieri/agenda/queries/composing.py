"""What who composes the month looks at: its days, its counts, what was asked, what is proposed."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.agenda.models import (
    Answer,
    Booking,
    BookingState,
    Event,
    EventFormat,
    EventKind,
    EventState,
    OpinionCount,
    PartnerFeed,
    Question,
)
from mestieri.agenda.queries.calendar import between, first_of
from mestieri.agenda.services.waiting import next_in_line, offer_ends
from mestieri.kernel.models import Centre, SpaceItem
from mestieri.kernel.models.places import SpaceItemKind
from mestieri.kernel.work import somebody_works
from mestieri.library import queries as library
from mestieri.library.queries.searches import Asked

IN_THE_MONTH = (EventState.DRAFT, EventState.PUBLISHED, EventState.CANCELLED)
MOST_ASKED = 8


@dataclass(frozen=True)
class DayCell:
    """A day of the month's sheet; `day` is None for a place before the first or after the last."""

    day: datetime.date | None
    events: list[Event]
    is_today: bool = False


@dataclass(frozen=True)
class ComposedMonth:
    """The month on one screen.

    Attributes:
        weeks: rows of seven days.
        kinds: (kind in words, how many), of what is drafted or published.
        drafts: how many are not published yet.
        proposed: how many of others wait for a decision, whenever they are.
        asked: what people looked for, this month or, when nothing yet, the month before.
    """

    first: datetime.date
    before: datetime.date
    after: datetime.date
    weeks: list[list[DayCell]]
    kinds: list[tuple[str, int]]
    total: int
    drafts: int
    proposed: int
    asked: Asked
    most_asked: list[Any]
    in_vain: list[Any]


def composed_month(centre: Centre, month: datetime.date) -> ComposedMonth:
    """The month on one screen. Six to ten queries."""
    first, after = first_of(month), first_of(month, 1)
    rows = between(Event.objects.filter(centre=centre, state__in=IN_THE_MONTH), first, after)
    events = list(rows.select_related("room").order_by("starts_at", "id"))
    standing = [event for event in events if not event.is_cancelled]
    asked = recently_asked(centre)
    return ComposedMonth(
        first=first,
        before=first_of(month, -1),
        after=after,
        weeks=_weeks(first, events),
        kinds=[
            (str(kind.label), number)
            for kind in EventKind
            if (number := sum(event.kind == kind for event in standing))
        ],
        total=len(standing),
        drafts=sum(event.state == EventState.DRAFT for event in events),
        proposed=proposed_events(centre).count(),
        asked=asked,
        most_asked=asked.phrases[:MOST_ASKED],
        in_vain=asked.in_vain[:MOST_ASKED],
    )


def recently_asked(centre: Centre) -> Asked:
    """What people looked for this month; early in a month, the month before."""
    today = timezone.localdate()
    asked = library.asked_in_month(centre, today)
    return asked if asked.phrases else library.asked_in_month(centre, first_of(today, -1))


def _weeks(first: datetime.date, events: list[Event]) -> list[list[DayCell]]:
    today = timezone.localdate()
    of_day: dict[datetime.date, list[Event]] = {}
    for event in events:
        of_day.setdefault(event.day, []).append(event)
    return [
        [
            DayCell(day, of_day.get(day, []), day == today)
            if day.month == first.month
            else DayCell(None, [])
            for day in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]


def proposed_events(centre: Centre) -> QuerySet[Event]:
    """What others propose, and waits for a decision; what is over leaves by itself."""
    rows = Event.objects.filter(centre=centre, state=EventState.PROPOSED)
    return rows.filter(ends_at__gt=timezone.now()).select_related("feed").order_by("starts_at")


def rooms_of(centre: Centre) -> QuerySet[SpaceItem]:
    """Meeting rooms of a centre's space plan."""
    rows = SpaceItem.objects.filter(site__centre=centre, kind=SpaceItemKind.ROOM)
    return rows.select_related("site").order_by("name", "id")


def formats_of(centre: Centre) -> QuerySet[EventFormat]:
    """Formats of a centre, with how often each was used."""
    return EventFormat.objects.filter(centre=centre).annotate(times=Count("events"))


def feeds_of(centre: Centre) -> QuerySet[PartnerFeed]:
    """Calendars that a centre follows, with how many events wait for a decision."""
    waiting = Count("events", filter=Q(events__state=EventState.PROPOSED))
    return PartnerFeed.objects.filter(centre=centre).annotate(waiting=waiting)


def staff_events(centre: Centre) -> QuerySet[Event]:
    """Every event of a centre, for pages of one."""
    return Event.objects.filter(centre=centre).select_related(
        "centre", "room__site", "format", "series", "feed"
    )


def bookings_of(event: Event) -> list[Booking]:
    """Seats and waiting list, in order of arrival."""
    shown = (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)
    return list(event.bookings.filter(state__in=shown).order_by("id"))


@dataclass(frozen=True)
class OpinionLine:
    """A question, and (answer in words, how often, share of the answers in percent)."""

    question: str
    answers: list[tuple[str, int, int]]
    given: int


def opinions_of(event: Event) -> list[OpinionLine]:
    """What was said afterwards. One query."""
    counts = {
        (row.question, row.answer): row.times for row in OpinionCount.objects.filter(event=event)
    }
    lines = []
    for question in Question:
        given = sum(counts.get((question.value, answer.value), 0) for answer in Answer)
        lines.append(
            OpinionLine(
                str(question.label),
                [
                    (str(answer.label), times, round(100 * times / given) if given else 0)
                    for answer in Answer
                    for times in [counts.get((question.value, answer.value), 0)]
                ],
                given,
            )
        )
    return lines


def untold_faults(event: Event, bookings: list[Booking]) -> list[str]:
    """Who left a contact and has not been told of the last change, in words; [] when all have."""
    untold = sum(bool(one.contact) and one.told_revision < event.revision for one in bookings)
    if not untold:
        return []
    said = ngettext(
        "%(n)s person who left a contact has not been told of the last change yet: it is tried "
        "again every half hour.",
        "%(n)s people who left a contact have not been told of the last change yet: it is tried "
        "again every half hour.",
        untold,
    )
    return [said % {"n": untold}]


def waiting_list_faults(event: Event, bookings: list[Booking]) -> list[str]:
    """What keeps the waiting list from working, in words; nothing when all is well."""
    if event.capacity is None or event.state != EventState.PUBLISHED:
        return []
    waiting = [one for one in bookings if one.state == BookingState.WAITING]
    offered = [one for one in bookings if one.state == BookingState.OFFERED]
    now = timezone.now()
    faults = []
    if not event.has_waiting_list and event.seats_left == 0:
        faults.append(
            _("All the seats are taken and there is no waiting list: who asks is sent away.")
        )
    if (waiting or offered) and not somebody_works():
        faults.append(
            _("No worker is running: offers do not expire by themselves and no letter leaves. "
              "Tell who looks after the installation.")
        )  # fmt: skip
    if waiting and offer_ends(event, now) is None and event.starts_at > now:
        faults.append(_("It begins in less than two hours: free seats are for who comes."))
    elif waiting and event.seats_left and next_in_line(event) is not None:
        faults.append(_("There are free seats and people waiting: save the event to offer them."))
    silent = sum(not one.contact for one in waiting)
    if silent:
        faults.append(
            _("%(n)s in the waiting list left no contact: they see an offer only with their code.")
            % {"n": silent}
        )
    return faults
