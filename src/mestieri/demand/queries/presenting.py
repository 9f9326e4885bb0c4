"""Questions about shortlists: who is in them, what came of it, the whole log, the owner's part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from mestieri.demand.banks import bank_of
from mestieri.demand.models import (
    Company,
    Presentation,
    PresentationLetter,
    PresentationPassage,
    Redeployment,
    Request,
    RequestSearch,
    Shortlist,
)
from mestieri.demand.stages import OUTCOMES, PRESENTED, PresentationState, WorkWay
from mestieri.demand.vocabulary import OPEN_REQUESTS
from mestieri.kernel.cv_bank import PersonCard, RequestToChooseFor, WhyNot
from mestieri.kernel.models import Centre


def request_to_choose_for(centre: Centre, number: int) -> RequestToChooseFor | None:
    """An open request for which the search among CVs may choose; none that is for practice."""
    found = Request.objects.filter(centre=centre, pk=number, state__in=OPEN_REQUESTS)
    request = found.filter(training__isnull=True).select_related("company").first()
    if request is None:
        return None
    chosen = request.presentations.exclude(state=PresentationState.LEFT_OUT)
    here = [centre.slug, request.pk]
    return RequestToChooseFor(
        request.pk,
        f"{request.company}: {request.in_short}",
        request.families,
        request.company.ateco,
        reverse("demand-presenting", args=here),
        reverse("demand-choose", args=here),
        frozenset(str(key) for key in chosen.values_list("cv_key", flat=True) if key),
    )


# Who is in a shortlist ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Person:
    """Somebody in a shortlist, for its page.

    Attributes:
        name: for the staff; a sentence where the CV was erased.
        has_mail: whether a letter can ask them.
        why_not: why the CV may not be presented any more; empty while it may.
    """

    row: Presentation
    name: str
    has_mail: bool
    why_not: str


@dataclass(frozen=True)
class Section:
    """A shortlist with its people, in the order of the alphabet.

    Attributes:
        to_ask: how many were not asked yet; `ready`, how many said yes and were not sent.
        letters: what was sent.
    """

    shortlist: Shortlist
    people: Sequence[Person]
    letters: Sequence[PresentationLetter]

    @property
    def to_ask(self) -> int:
        return self._count(PresentationState.PROPOSED)

    @property
    def by_mail(self) -> int:
        """How many were not asked yet and have an address."""
        waiting = (one for one in self.people if one.row.state == PresentationState.PROPOSED)
        return sum(one.has_mail for one in waiting)

    @property
    def ready(self) -> int:
        return self._count(PresentationState.CONSENTED)

    def _count(self, state: PresentationState) -> int:
        return sum(one.row.state == state for one in self.people)


def cards_of(request: Request, rows: Iterable[Presentation]) -> dict[str, PersonCard]:
    """Who is in some presentations of a request, by key; one question."""
    keys = {str(row.cv_key) for row in rows if row.cv_key}
    return dict(bank_of(request).cards(request.centre, keys)) if keys else {}


def erased_name() -> str:
    """What stands for somebody whose CV was erased."""
    return _("somebody whose CV was erased")


def sections_of(request: Request) -> list[Section]:
    """The shortlists of a request, the latest first; seven questions."""
    rows = list(request.presentations.select_related("asked_by", "owner", "letter").order_by("pk"))
    bank = bank_of(request)
    keys = {str(row.cv_key) for row in rows if row.cv_key}
    cards = bank.cards(request.centre, keys) if keys else {}
    told = bank.why_not(request.centre, keys, request.company.ateco) if keys else {}
    people: dict[int, list[Person]] = {}
    for row in rows:
        people.setdefault(row.shortlist_id, []).append(_person(row, cards, told))
    shortlists = request.shortlists.select_related("made_by").prefetch_related(
        "letters__written_by"
    )
    return [
        Section(
            one,
            sorted(people.get(one.pk, ()), key=lambda person: person.name.casefold()),
            list(one.letters.all()),
        )
        for one in shortlists
    ]


def _person(row: Presentation, cards: Any, told: Any) -> Person:
    card = cards.get(str(row.cv_key))
    name = card.name if card else erased_name()
    why = WhyNot(told[str(row.cv_key)]).label if str(row.cv_key) in told else ""
    return Person(row, name, bool(card and card.email), str(why))


@dataclass(frozen=True)
class Tally:
    """How many people of a request stand where; nobody is named."""

    chosen: int
    yes: int
    no: int
    sent: int
    hired: int

    @classmethod
    def of(cls, counts: Counter[str]) -> Tally:
        """From how many there are in each state; who was sent had said yes."""
        sent = sum(counts[state] for state in PRESENTED)
        return cls(
            sum(counts.values()) - counts[PresentationState.LEFT_OUT],
            counts[PresentationState.CONSENTED] + sent,
            counts[PresentationState.DECLINED_BY_PERSON],
            sent,
            counts[PresentationState.HIRED],
        )


def tally_of(request: Request) -> Tally:
    """How far the people of a request are; one question."""
    rows = request.presentations.order_by().values("state").annotate(people=Count("pk"))
    return Tally.of(Counter({row["state"]: row["people"] for row in rows}))


# A company -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """What a company was shown for a request, and what it answered: counts alone."""

    request: Request
    sent: int
    outcomes: Sequence[tuple[str, int]]


def shown_to(company: Company) -> list[Shown]:
    """What a company was shown, the latest request first. Who said no is not among them."""
    rows = Presentation.objects.filter(request__company=company, state__in=PRESENTED)
    counts: dict[int, Counter[str]] = {}
    for row in rows.order_by().values("request", "state").annotate(people=Count("pk")):
        counts.setdefault(row["request"], Counter())[row["state"]] = row["people"]
    requests = Request.objects.filter(pk__in=counts).order_by("-pk")
    return [
        Shown(
            one,
            counts[one.pk].total(),
            [
                (str(state.label), counts[one.pk][state])
                for state in (PresentationState.SENT, *OUTCOMES)
                if counts[one.pk][state]
            ],
        )
        for one in requests
    ]


# The log ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Log:
    """Everything of a request, to be read or printed."""

    searches: Sequence[RequestSearch]
    shortlists: Sequence[Shortlist]
    passages: Sequence[tuple[PresentationPassage, str]]
    letters: Sequence[PresentationLetter]
    people: Sequence[Person]


def log_of(request: Request) -> Log:
    """Who searched by what, who was chosen and why, asked, answered, sent, what came of it."""
    rows = list(request.presentations.order_by("pk"))
    cards = cards_of(request, rows)
    people = [_person(row, cards, {}) for row in rows]
    names = {one.row.pk: one.name for one in people}
    passages = PresentationPassage.objects.filter(presentation__request=request)
    letters = PresentationLetter.objects.filter(shortlist__request=request)
    return Log(
        list(request.searches.select_related("account")),
        list(request.shortlists.select_related("made_by").order_by("pk")),
        [
            (one, names.get(one.presentation_id, erased_name()))
            for one in passages.select_related("made_by").order_by("pk")
        ],
        list(letters.select_related("written_by").order_by("pk")),
        sorted(people, key=lambda one: one.name.casefold()),
    )


# Back to work ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Redeployments:
    """How many are back to work: this year and in all, by how they found it."""

    this_year: int
    total: int
    by_way: Sequence[tuple[str, int]]


def redeployments_of(centre: Centre, year: int) -> Redeployments:
    """The count of a centre; two questions."""
    rows = Redeployment.objects.filter(centre=centre)
    ways = rows.order_by().values("way").annotate(people=Count("pk"))
    counted = {row["way"]: row["people"] for row in ways}
    return Redeployments(
        rows.filter(day__year=year).count(),
        sum(counted.values()),
        [(str(way.label), counted.get(way.value, 0)) for way in WorkWay],
    )


def redeployed_between(centre: Centre, first: Any, last: Any) -> int:
    """How many are back to work between two days."""
    return Redeployment.objects.filter(centre=centre, day__range=(first, last)).count()
