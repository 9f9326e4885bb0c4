"""Questions about what people look for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from mestieri.kernel.models import Centre
from mestieri.library.models import SearchPhrase, SearchTally

LIVELY_PHRASES = 30


@dataclass(frozen=True)
class Asked:
    """What people looked for in a month, as numbers.

    Attributes:
        month: its first day.
        searches, without_answer, helped, not_helped: totals.
        phrases: what several asked, the most asked first.
        in_vain: those of them that found nothing, the most asked first.
        few: how many different things were asked by few, whose words are not kept.
    """

    month: datetime.date
    searches: int
    without_answer: int
    helped: int
    not_helped: int
    phrases: list[SearchPhrase]
    in_vain: list[SearchPhrase]
    few: int


def asked_in_month(centre: Centre, month: datetime.date) -> Asked:
    """What people looked for in a centre in a month. Four queries."""
    tallies = SearchTally.objects.filter(
        centre=centre, day__year=month.year, day__month=month.month
    ).aggregate(
        searches=Sum("searches", default=0),
        without_answer=Sum("without_answer", default=0),
        helped=Sum("helped", default=0),
        not_helped=Sum("not_helped", default=0),
    )
    phrases = SearchPhrase.objects.filter(centre=centre, month=month.replace(day=1))
    known = phrases.exclude(words="")
    return Asked(
        month=month.replace(day=1),
        phrases=list(known.order_by("-times", "words")[:LIVELY_PHRASES]),
        in_vain=list(_in_vain(known)[:LIVELY_PHRASES]),
        few=phrases.filter(words="").count(),
        **tallies,
    )


def _in_vain(known: QuerySet[SearchPhrase]) -> QuerySet[SearchPhrase]:
    return known.filter(without_answer__gt=0).order_by("-without_answer", "words")


def searches_between(centre: Centre, first_day: datetime.date, last_day: datetime.date) -> int:
    """How many searches were made in a centre between two days, both included."""
    rows = SearchTally.objects.filter(centre=centre, day__gte=first_day, day__lte=last_day)
    return int(rows.aggregate(total=Sum("searches", default=0))["total"])
