"""Questions about the board of opportunities."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.engines.occupations import gendered_forms
from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import Purpose
from mestieri.library.models import KeepingState, Occupation, Opportunity, OpportunityKind
from mestieri.library.queries.directory import DUE, OVERDUE, ROWS_AT_ONCE, STATE, QualityPoint
from mestieri.library.queries.keeping import (
    Filter,
    has_words,
    make_filter,
    number_of,
    terms_by_vocabulary,
    terms_of,
)

WORDS, PURPOSE, KIND, THEME, DISTRICT = "q", "esigenza", "tipo", "tema", "zona"
FILTERS = (WORDS, PURPOSE, KIND, THEME, DISTRICT)
#: An opportunity closes soon when its deadline is within this many days.
SOON = 7
MOST_LOOKED_AT, MOST_OF_AN_OCCUPATION = 100, 6


def opportunities_of_centre(centre: Centre) -> QuerySet[Opportunity]:
    """Every opportunity a centre keeps, whatever its state."""
    return Opportunity.objects.filter(centre=centre).select_related("district", "entry", "partner")


def live_opportunities(centre: Centre, today: datetime.date) -> QuerySet[Opportunity]:
    """What the public sees on a day: published and not past its deadline, the nearest first."""
    return opportunities_of_centre(centre).filter(state=KeepingState.PUBLISHED, deadline__gte=today)


def opportunities_of_occupation(
    centre: Centre, occupation: Occupation, today: datetime.date
) -> list[Opportunity]:
    """What the public can still take part in and whose words name a profession. One query.

    Endings do not count: «saldatore» is also in «corso per saldatori» and «saldatrici».
    """
    names = [
        *gendered_forms(occupation.labels.get("it", "")), *occupation.everyday_names.get("it", ())
    ]  # fmt: skip
    begun = [[word[:-1] for word in re.findall(r"\w{4,}", name)] for name in names]
    begun = [words for words in begun if words]
    if not begun:
        return []
    named = Q()
    for words in begun:
        named |= Q(title__icontains=words[0]) | Q(description__icontains=words[0])
    patterns = "|".join(
        r"\W+(?:\w{1,3}\W+)?".join(rf"{re.escape(word)}\w{{1,2}}" for word in words)
        for words in begun
    )
    says = re.compile(rf"\b(?:{patterns})\b", re.IGNORECASE)
    likely = live_opportunities(centre, today).filter(named)[:MOST_LOOKED_AT]
    return [row for row in likely if says.search(f"{row.title} {row.description}")][
        :MOST_OF_AN_OCCUPATION
    ]


def narrowed(found: QuerySet[Opportunity], asked: Mapping[str, str]) -> QuerySet[Opportunity]:
    """Opportunities that answer what an address asks."""
    if words := asked.get(WORDS):
        found = found.filter(has_words(words, "title", "provider", "description", "where"))
    if purpose := asked.get(PURPOSE):
        found = found.filter(purposes__has=purpose)
    if kind := asked.get(KIND):
        found = found.filter(kind=kind)
    if district := asked.get(DISTRICT):
        found = found.filter(district_id=number_of(district))
    if theme := asked.get(THEME):
        described = Opportunity.terms.through.objects.filter(
            term__vocabulary=Vocabulary.THEME, term__code=theme
        )
        found = found.filter(pk__in=described.values("opportunity_id"))
    return found


def filters_of_board(centre: Centre, asked: Mapping[str, str]) -> list[Filter]:
    """The filters of the board, as links. Two queries."""
    themes = terms_by_vocabulary(Vocabulary.THEME)[Vocabulary.THEME]
    districts = [(str(district.pk), district.name) for district in centre.districts.all()]
    return [
        found
        for found in (
            make_filter(KIND, _("Kind"), OpportunityKind.choices, asked),
            make_filter(PURPOSE, _("Need"), Purpose.choices, asked),
            make_filter(THEME, _("Theme"), [(term.code, str(term)) for term in themes], asked),
            make_filter(DISTRICT, _("District"), districts, asked),
        )
        if found.choices
    ]


@dataclass(frozen=True)
class OpportunitySheet:
    """An opportunity as the pages show it.

    Attributes:
        opportunity: the row.
        days_left: days to the deadline, 0 on the day itself; negative when it is past.
        needs: its needs in words.
        themes, audiences: its words.
    """

    opportunity: Opportunity
    days_left: int
    needs: list[str]
    themes: list[Term]
    audiences: list[Term]

    @property
    def closes_soon(self) -> bool:
        return 0 <= self.days_left <= SOON


def opportunity_sheet(opportunity: Opportunity, today: datetime.date) -> OpportunitySheet:
    """One opportunity as its page shows it. One query, if not prefetched."""
    terms = terms_of(opportunity)
    return OpportunitySheet(
        opportunity,
        (opportunity.deadline - today).days,
        Opportunity._meta.get_field("purposes").words(opportunity.purposes),
        terms.get(Vocabulary.THEME, []),
        terms.get(Vocabulary.AUDIENCE, []),
    )


def opportunity_sheets(
    found: QuerySet[Opportunity], today: datetime.date
) -> list[OpportunitySheet]:
    """Opportunities as the pages show them. One query beside their own."""
    return [opportunity_sheet(one, today) for one in found.prefetch_related("terms")]


def quality_of_opportunity(opportunity: Opportunity) -> list[QualityPoint]:
    """The checklist of an opportunity: what is there and what lacks."""
    said: list[tuple[Any, Any]] = [
        (_("What it is"), len(opportunity.description) >= 40),
        (_("Where"), opportunity.where),
        (_("Day on which it starts"), opportunity.starts_on),
        (_("Where to apply"), opportunity.website),
        (_("Needs it answers"), opportunity.purposes),
        (_("Theme"), terms_of(opportunity).get(Vocabulary.THEME)),
        (_("Page of the source"), opportunity.source_url),
    ]
    return [QualityPoint(label, bool(value)) for label, value in said]


def staff_opportunities(
    centre: Centre, asked: Mapping[str, str], today: datetime.date
) -> QuerySet[Opportunity]:
    """Opportunities for the Banco's list, by state, overdue first where asked."""
    found = narrowed(opportunities_of_centre(centre), asked)
    if (state := asked.get(STATE)) in KeepingState.values:
        found = found.filter(state=state)
    if asked.get(DUE) == OVERDUE:
        found = found.filter(_overdue(today)).order_by("review_by", "id")
    return found


def _overdue(today: datetime.date) -> Q:
    return Q(review_by__lt=today) & ~Q(state=KeepingState.RETIRED)


def opportunities_to_find(keys: Collection[str] | None = None) -> Iterator[Opportunity]:
    """Every live opportunity, or some, a few at a time, with its words."""
    today = timezone.localdate()
    live = Opportunity.objects.filter(state=KeepingState.PUBLISHED, deadline__gte=today)
    if keys is not None:
        live = live.filter(pk__in=keys)
    yield from (
        live.select_related("centre")
        .prefetch_related("terms")
        .order_by("id")
        .iterator(chunk_size=ROWS_AT_ONCE)
    )
