"""Waiting and advice times, derived from the passages of the numbers; the wait to expect.

Nobody is asked how long they waited. What the night closed is left out: it has no end that
anybody saw.
"""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q, QuerySet

from mestieri.kernel.models import Area, Centre
from mestieri.reception.models import Ticket, TicketPassage, TicketState
from mestieri.reception.models.queue import PassageCause
from mestieri.reception.queries.queue import AreaQueue, Queue

WEEKS_LOOKED_AT = 4
#: Fewer finished talks than these say nothing yet.
ENOUGH_TALKS = 10
#: A talk shorter than this was a tap by mistake, not a talk.
SHORTEST_TALK = datetime.timedelta(seconds=30)
NOTHING = datetime.timedelta(0)


@dataclass(frozen=True)
class TicketTimes:
    """How long one number waited, was on hold and was advised, and in which area at the end.

    Attributes:
        reached_advice: somebody sat down with an adviser.
        is_whole: it ended in the day, seen by somebody: its times may be counted.
    """

    ticket_id: int
    area: Area
    day: datetime.date
    waiting: datetime.timedelta
    held: datetime.timedelta
    advice: datetime.timedelta
    reached_advice: bool
    is_whole: bool


def passages_between(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[TicketPassage]:
    """Passages of the numbers given from a day to another, ticket by ticket, in their order."""
    return (
        TicketPassage.objects.filter(
            ticket__centre=centre, ticket__day__gte=first_day, ticket__day__lte=last_day
        )
        .select_related("ticket", "area")
        .order_by("ticket_id", "at", "id")
    )


def ticket_times(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> list[TicketTimes]:
    """Times of every number given from a day to another, both included. One query."""
    by_ticket: dict[int, list[TicketPassage]] = {}
    for passage in passages_between(centre, first_day, last_day):
        by_ticket.setdefault(passage.ticket_id, []).append(passage)
    return [times_of(passages) for passages in by_ticket.values()]


def times_of(passages: list[TicketPassage]) -> TicketTimes:
    """Times of one number from its passages, in their order.

    Called counts as waiting, on hold does not: who asks to be set aside is not kept waiting.
    """
    spent = dict.fromkeys(TicketState, NOTHING)
    for passage, following in pairwise(passages):
        if following.cause != PassageCause.NIGHT:
            spent[TicketState(passage.state)] += following.at - passage.at
    last = passages[-1]
    return TicketTimes(
        ticket_id=last.ticket_id,
        area=last.area,
        day=last.ticket.day,
        waiting=spent[TicketState.WAITING] + spent[TicketState.CALLED],
        held=spent[TicketState.HELD],
        advice=spent[TicketState.IN_ADVICE],
        reached_advice=any(passage.state == TicketState.IN_ADVICE for passage in passages),
        is_whole=last.state == TicketState.DONE and last.cause != PassageCause.NIGHT,
    )


def tickets_advised(
    centre: Centre, first_day: datetime.date, last_day: datetime.date
) -> QuerySet[Ticket]:
    """Numbers that reached advice: what `Mode.ADVICE` counts, each once, handed over or not."""
    reached = TicketPassage.objects.filter(state=TicketState.IN_ADVICE).values("ticket_id")
    return Ticket.objects.filter(
        Q(pk__in=reached), centre=centre, day__gte=first_day, day__lte=last_day
    )


@dataclass(frozen=True)
class TalkLengths:
    """How long talks last in an area: half of them between `short` and `long`."""

    talks: int
    short: datetime.timedelta
    long: datetime.timedelta


def talk_lengths(centre: Centre, today: datetime.date) -> dict[int, TalkLengths]:
    """Lengths of the finished talks of the last four weeks by area. One query.

    Areas with fewer than `ENOUGH_TALKS` are left out: we do not know yet.
    """
    first_day = today - datetime.timedelta(weeks=WEEKS_LOOKED_AT)
    lengths: dict[int, list[float]] = {}
    for area_id, length in _finished_talks(passages_between(centre, first_day, today)):
        if length >= SHORTEST_TALK:
            lengths.setdefault(area_id, []).append(length.total_seconds())
    return {
        area_id: _quartiles(seconds)
        for area_id, seconds in lengths.items()
        if len(seconds) >= ENOUGH_TALKS
    }


def _finished_talks(
    passages: Iterable[TicketPassage],
) -> Iterable[tuple[int, datetime.timedelta]]:
    """Each talk of each number with its area: from sitting down to getting up."""
    for passage, following in pairwise(passages):
        if (
            passage.ticket_id == following.ticket_id
            and passage.state == TicketState.IN_ADVICE
            and following.cause != PassageCause.NIGHT
        ):
            yield passage.area_id, following.at - passage.at


def _quartiles(seconds: list[float]) -> TalkLengths:
    short, _middle, long = statistics.quantiles(seconds, n=4, method="inclusive")
    return TalkLengths(
        len(seconds), datetime.timedelta(seconds=short), datetime.timedelta(seconds=long)
    )


@dataclass(frozen=True)
class ExpectedWait:
    """What to tell who takes a number now, honestly.

    Attributes:
        waiting: how many wait before them.
        desks: how many desks are open for the area.
        minutes: from and to, rounded to five; None when we do not know.
        lengths: what it was reckoned from; None when the talks are too few.
    """

    area: Area
    letter: str
    waiting: int
    desks: int
    minutes: tuple[int, int] | None
    lengths: TalkLengths | None

    @property
    def is_short(self) -> bool:
        """Nobody is before them: they sit down as soon as a desk is free."""
        return self.minutes is not None and self.minutes[1] <= 5


def expected_waits(queue: Queue, lengths: dict[int, TalkLengths]) -> list[ExpectedWait]:
    """The wait to expect in each area for who takes a number now.

    Who comes waits for those before them and for who sits at the desks, shared among the
    open desks: between `before × short ÷ desks` and `(before + busy) × long ÷ desks`, where
    half of the talks last between `short` and `long`. Where no desk is open, or talks are too
    few, we do not know.
    """
    return [_expected(queue, area, lengths.get(area.area.pk)) for area in queue.areas]


def _expected(queue: Queue, area: AreaQueue, lengths: TalkLengths | None) -> ExpectedWait:
    before, desks = len(area.waiting), len(area.desks)
    sitting = [*queue.called, *queue.in_advice]
    busy = min(desks, sum(ticket.area_id == area.area.pk for ticket in sitting))
    minutes = None
    if lengths is not None and desks:
        free_at_once = busy < desks and before == 0
        least = before * lengths.short / desks
        most = NOTHING if free_at_once else (before + busy) * lengths.long / desks
        minutes = (_fives(least, up=False), max(5, _fives(most, up=True)))
    return ExpectedWait(area.area, area.letter, before, desks, minutes, lengths)


def _fives(length: datetime.timedelta, *, up: bool) -> int:
    """Minutes, rounded down or up to five."""
    minutes = length.total_seconds() / 60
    return int(-(-minutes // 5) * 5) if up else int(minutes // 5 * 5)
