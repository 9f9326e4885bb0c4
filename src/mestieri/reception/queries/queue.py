"""Questions about the queue: who waits where, who was called, which desk serves whom."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from mestieri.kernel.models import Area, Centre, Partner
from mestieri.kernel.models.centres import AreaStatus
from mestieri.reception.models import AdviceSetting, AreaLetter, Desk, Ticket, TicketState
from mestieri.reception.queries.desks import (
    LANGUAGE_NAMES,
    desks_of_centre,
    is_open_at,
    latest_openings,
    turns_going_on,
)

IN_THE_QUEUE = (
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.HELD,
    TicketState.IN_ADVICE,
)
CALLS_SHOWN = 6


@dataclass(frozen=True)
class OpenDesk:
    """A desk where somebody advises now.

    Attributes:
        languages: codes spoken there now.
        until: local time at which it ends.
    """

    desk: Desk
    partner: Partner | None
    languages: tuple[str, ...]
    until: datetime.time

    @property
    def language_names(self) -> list[str]:
        return [LANGUAGE_NAMES.get(code, code) for code in self.languages]


@dataclass(frozen=True)
class WaitingTicket:
    """A number that waits, and where it may be served.

    Attributes:
        spoken_at: names of the open desks of its area that speak its language.
        best_desk_id: the desk to propose: the one it is kept for, else the first of those,
            else the first open desk of its area.
        suits: whether the desk that looks is one for it: its area and its language, or kept
            for it; where nobody open speaks the language, every desk of the area is.
    """

    ticket: Ticket
    spoken_at: list[str]
    best_desk_id: int | None
    suits: bool = False


@dataclass(frozen=True)
class AreaQueue:
    """One area: its letter, who waits, which desks are open."""

    area: Area
    letter: str
    waiting: list[WaitingTicket] = field(default_factory=list)
    desks: list[OpenDesk] = field(default_factory=list)


@dataclass(frozen=True)
class Queue:
    """A centre's queue at a moment.

    Attributes:
        areas: areas that give numbers, in the centre's order.
        called, held, in_advice: numbers in these states, latest first.
    """

    areas: list[AreaQueue]
    called: list[Ticket]
    held: list[Ticket]
    in_advice: list[Ticket]

    @property
    def waiting(self) -> int:
        return sum(len(area.waiting) for area in self.areas)


def tickets_now(centre: Centre, now: datetime.datetime) -> QuerySet[Ticket]:
    """Numbers in the queue at a local time, in order of arrival.

    Where nights reset the queue, yesterday's are not in it, even before the service closed
    them.
    """
    setting = AdviceSetting.objects.filter(centre=centre).first()
    tickets = Ticket.objects.filter(centre=centre, state__in=IN_THE_QUEUE)
    if setting is None or setting.resets_overnight:
        tickets = tickets.filter(day=now.date())
    return tickets.select_related("area", "desk", "for_desk").order_by("arrived_at", "id")


def areas_with_numbers(centre: Centre) -> QuerySet[Area]:
    """Areas that give numbers: the open ones, in the centre's order."""
    return centre.areas.filter(status=AreaStatus.OPEN)


def letters_of(centre: Centre) -> dict[int, str]:
    """Letters of the numbers by the area's key; an area without numbers has none yet."""
    return dict(AreaLetter.objects.filter(centre=centre).values_list("area_id", "letter"))


def open_desks(centre: Centre, now: datetime.datetime) -> list[OpenDesk]:
    """Desks where somebody advises at a local time, in their order. Three queries.

    A turn opens a desk by itself, until somebody closes it.
    """
    latest = latest_openings(centre, now.date())
    turns = {duty.desk_id: duty for duty in turns_going_on(centre, now, latest)}
    found = []
    for desk in desks_of_centre(centre).filter(is_active=True):
        opening, turn = latest.get(desk.pk), turns.get(desk.pk)
        if opening is not None and is_open_at(opening, now):
            spoken = tuple(opening.languages.split())
            found.append(OpenDesk(desk, opening.partner, spoken, opening.until))
        elif turn is not None:
            found.append(OpenDesk(desk, turn.partner, tuple(turn.languages.split()), turn.ends))
    return found


def queue_of(centre: Centre, now: datetime.datetime, *, desk: Desk | None = None) -> Queue:
    """The queue at a local time; seen from a desk, each number says whether it suits it.

    Seven queries, whatever the length of the queue.
    """
    tickets = list(tickets_now(centre, now))
    desks = open_desks(centre, now)
    letters = letters_of(centre)
    waiting = [ticket for ticket in tickets if ticket.state == TicketState.WAITING]
    areas = [
        AreaQueue(
            area,
            letters.get(area.pk, ""),
            [_waiting(ticket, desks, desk) for ticket in waiting if ticket.area_id == area.pk],
            [opened for opened in desks if opened.desk.area_id == area.pk],
        )
        for area in areas_with_numbers(centre)
    ]
    latest_first = sorted(tickets, key=lambda ticket: (ticket.since, ticket.pk), reverse=True)
    return Queue(
        areas,
        *(
            [ticket for ticket in latest_first if ticket.state == state]
            for state in (TicketState.CALLED, TicketState.HELD, TicketState.IN_ADVICE)
        ),
    )


def _waiting(ticket: Ticket, desks: list[OpenDesk], desk: Desk | None) -> WaitingTicket:
    of_its_area = [opened for opened in desks if opened.desk.area_id == ticket.area_id]
    speaking = [opened for opened in of_its_area if ticket.language in opened.languages]
    names = [opened.desk.name for opened in speaking]
    first = next((opened.desk.pk for opened in [*speaking, *of_its_area]), None)
    best = ticket.for_desk_id or first
    if desk is None:
        return WaitingTicket(ticket, names, best)
    if ticket.for_desk_id is not None:
        return WaitingTicket(ticket, names, best, ticket.for_desk_id == desk.pk)
    at_this_desk = any(opened.desk.pk == desk.pk for opened in speaking)
    suits = ticket.area_id == desk.area_id and (at_this_desk or not speaking)
    return WaitingTicket(ticket, names, best, suits)


@dataclass(frozen=True)
class DeskQueue:
    """The queue as a desk sees it.

    Attributes:
        suggested: numbers for this desk, in order of arrival; the first is the next.
        others: the other numbers that wait; the adviser may call any of them.
        here: numbers called to, held at or advised at this desk.
        opened: how the desk is open now; None if it is closed.
    """

    desk: Desk
    suggested: list[WaitingTicket]
    others: list[WaitingTicket]
    here: list[Ticket]
    opened: OpenDesk | None


def desk_queue(desk: Desk, now: datetime.datetime) -> DeskQueue:
    """The queue seen from a desk at a local time. Seven queries."""
    queue = queue_of(desk.centre, now, desk=desk)
    waiting = [number for area in queue.areas for number in area.waiting]
    waiting.sort(key=lambda number: (number.ticket.arrived_at, number.ticket.pk))
    opened = [one for area in queue.areas for one in area.desks if one.desk.pk == desk.pk]
    here = [*queue.in_advice, *queue.called, *queue.held]
    return DeskQueue(
        desk,
        [number for number in waiting if number.suits],
        [number for number in waiting if not number.suits],
        [ticket for ticket in here if ticket.desk_id == desk.pk],
        opened[0] if opened else None,
    )


def recent_calls(centre: Centre, now: datetime.datetime) -> list[Ticket]:
    """The numbers called lately that the screen shows: called, or just sat down; latest first."""
    shown = Q(state=TicketState.CALLED) | Q(
        state=TicketState.IN_ADVICE, since__gte=now - datetime.timedelta(minutes=2)
    )
    called = tickets_now(centre, now).filter(shown, desk__isnull=False)
    return list(called.order_by("-since", "-id")[:CALLS_SHOWN])


def tickets_gone(centre: Centre, now: datetime.datetime) -> list[Ticket]:
    """Numbers of today that did not come or were cancelled: they can be put back. One query."""
    gone = (TicketState.NO_SHOW, TicketState.CANCELLED)
    today = Ticket.objects.filter(centre=centre, day=now.date(), state__in=gone)
    return list(today.select_related("area").order_by("-since", "-id")[:CALLS_SHOWN])
