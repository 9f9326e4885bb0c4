"""What an adviser may answer with, and what was asked: neutral lists, in a declared order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mestieri.kernel.models import Centre
from mestieri.library.models import Resource
from mestieri.library.queries import directory
from mestieri.library.vocabulary import ResourceState
from mestieri.reception.models import AdviceSession, RemoteQuestion, Ticket
from mestieri.reception.models.afar import Speaker
from mestieri.reception.queries.referrals import destinations, neutral_order

RESOURCES_OFFERED = 30


@dataclass(frozen=True)
class Offered:
    """Things to choose from.

    Attributes:
        chosen: those already chosen, in the same order as the others.
        found: the others.
        more: how many others there are besides those shown.
    """

    chosen: list
    found: list
    more: int = 0


def resources_of(centre: Centre) -> QuerySet[Resource]:
    """Resources of a centre that may be shown, by title."""
    live = Resource.objects.filter(centre=centre, state=ResourceState.LIVE)
    return live.order_by("sort_title", "id")


def offered_destinations(centre: Centre, words: str, chosen: Iterable[int]) -> Offered:
    """The chosen services, and every other one that has all the words. Three queries.

    In the declared order of every list of services (`referrals.neutral_order`), whoever
    looks and whatever partner they come from: the adviser's own institution is not first.
    """
    keys = set(chosen)
    found = destinations(centre, {directory.WORDS: words})
    kept = [entry for entry in directory.published_entries(centre) if entry.pk in keys]
    return Offered(
        sorted(kept, key=neutral_order), [entry for entry in found if entry.pk not in keys]
    )


def offered_resources(centre: Centre, words: str, chosen: Iterable[int]) -> Offered:
    """The chosen resources and the first that have all the words, by title. Two queries."""
    keys = set(chosen)
    live = resources_of(centre)
    found = list(
        live.filter(_with_all(words, "title", "authors", "summary")).exclude(pk__in=keys)[
            : RESOURCES_OFFERED + 1
        ]
    )
    more = int(len(found) > RESOURCES_OFFERED)
    return Offered(list(live.filter(pk__in=keys)), found[:RESOURCES_OFFERED], more)


def _with_all(words: str, *columns: str) -> Q:
    """Rows in which each word stands in one of the columns; every row, without words."""
    condition = Q()
    for word in words.split()[:6]:
        either = Q()
        for column in columns:
            either |= Q(**{f"{column}__icontains": word})
        condition &= either
    return condition


def sessions_of_day(centre: Centre, day: datetime.date) -> QuerySet[AdviceSession]:
    """Talks of a day, latest first."""
    return (
        AdviceSession.objects.filter(centre=centre, day=day)
        .select_related("area", "desk", "ticket")
        .order_by("-half_hour", "-id")
    )


def talks_of(tickets: Iterable[Ticket]) -> dict[int, int]:
    """The latest talk of each number, by the number's key. One query."""
    talks = AdviceSession.objects.filter(ticket__in=[ticket.pk for ticket in tickets])
    return dict(talks.order_by("id").values_list("ticket_id", "id"))


def questions_asked_at_desks(centre: Centre, words: str) -> QuerySet[AdviceSession]:
    """Talks with a question, latest first; those with all the words."""
    return (
        AdviceSession.objects.filter(_with_all(words, "question"), centre=centre)
        .exclude(question="")
        .select_related("area")
        .prefetch_related("topics", "destinations")
    )


def questions_from_afar(centre: Centre) -> QuerySet[RemoteQuestion]:
    """Questions from afar, those that the centre owes an answer first, the oldest first."""
    return (
        RemoteQuestion.objects.filter(centre=centre)
        .select_related("area")
        .prefetch_related("messages")
        .order_by("next_step", "since", "id")
    )


def answers_owed(centre: Centre) -> int:
    """How many questions from afar wait for the centre."""
    return RemoteQuestion.objects.filter(centre=centre, next_step=Speaker.CENTRE).count()
