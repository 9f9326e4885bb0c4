"""Advice of a period: who asked for it, how long they waited, how long it took, on what."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from mestieri.kernel.models import Area, Centre
from mestieri.reception.models import AdviceSession
from mestieri.reception.queries.numbers.period import Period
from mestieri.reception.queries.waiting import TicketTimes, ticket_times

#: With fewer times than these, one long talk would be «nine in ten».
ENOUGH_FOR_NINE_IN_TEN = 10
NINE_IN_TEN = 0.9


@dataclass(frozen=True)
class Minutes:
    """How long something took, in minutes.

    Attributes:
        times: how many were measured.
        median: half took less.
        nine_in_ten: nine in ten took less; None where they are too few to say.
    """

    times: int
    median: int | None
    nine_in_ten: int | None


@dataclass(frozen=True)
class AreaAdvice:
    """One area of the queue over a period."""

    area: str
    numbers: int
    advised: int
    waiting: Minutes
    talk: Minutes


@dataclass(frozen=True)
class AdviceNumbers:
    """What the director reads about advice.

    Attributes:
        topics: topic and how many talks named it, the commonest first.
    """

    areas: list[AreaAdvice]
    topics: list[tuple[str, int]]

    @property
    def advised(self) -> int:
        """Numbers that reached advice, each once: what `tickets_advised` counts."""
        return sum(area.advised for area in self.areas)


def advice_numbers(centre: Centre, period: Period) -> AdviceNumbers:
    """Advice of a period, areas in their order. Two queries."""
    by_area: dict[Area, list[TicketTimes]] = {}
    for one in ticket_times(centre, period.first, period.last):
        by_area.setdefault(one.area, []).append(one)
    in_order = sorted(by_area, key=lambda area: (area.position, area.pk))
    return AdviceNumbers(
        areas=[_of_area(area, by_area[area]) for area in in_order],
        topics=_topics(centre, period),
    )


def _of_area(area: Area, times: list[TicketTimes]) -> AreaAdvice:
    whole = [one for one in times if one.is_whole and one.reached_advice]
    return AreaAdvice(
        area=str(area),
        numbers=len(times),
        advised=sum(one.reached_advice for one in times),
        # Who sat down without a number, as the desk was free, did not wait and took no number.
        waiting=minutes_of([one.waiting for one in whole if one.waiting]),
        talk=minutes_of([one.advice for one in whole]),
    )


def minutes_of(lengths: Sequence[datetime.timedelta]) -> Minutes:
    """Median and nine in ten by nearest rank, in whole minutes rounded up."""
    ordered = sorted(lengths)
    if not ordered:
        return Minutes(0, None, None)
    enough = len(ordered) >= ENOUGH_FOR_NINE_IN_TEN
    return Minutes(
        len(ordered),
        _at(ordered, 0.5),
        _at(ordered, NINE_IN_TEN) if enough else None,
    )


def _at(ordered: Sequence[datetime.timedelta], part: float) -> int:
    rank = max(1, -(-len(ordered) * round(100 * part) // 100))
    return -int(-ordered[rank - 1].total_seconds() // 60)


def _topics(centre: Centre, period: Period) -> list[tuple[str, int]]:
    counted = (
        AdviceSession.objects.filter(
            centre=centre, day__gte=period.first, day__lte=period.last, topics__isnull=False
        )
        .values_list("topics__label")
        .annotate(talks=Count("id"))
        .order_by("-talks", "topics__label")
    )
    return list(counted)
