"""Questions about campaigns: whom they ask for, where each company stands, what came of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from mestieri.demand.identity import find_municipality, places_within
from mestieri.demand.models import Call, CallSession, Campaign, CampaignCompany, Company
from mestieri.demand.vocabulary import CompanyState, Outcome, TargetState
from mestieri.kernel.models import Centre


def campaigns_of_centre(centre: Centre) -> QuerySet[Campaign]:
    """Campaigns of a centre, the latest first."""
    return Campaign.objects.filter(centre=centre).select_related("owner", "script", "message")


def companies_asked_for(campaign: Campaign) -> QuerySet[Company]:
    """Companies that the filter of a campaign finds and that may be called."""
    found = Company.objects.filter(
        centre_id=campaign.centre_id, state=CompanyState.ACTIVE, do_not_call=False
    ).exclude(phone="")
    if campaign.ateco:
        found = found.filter(ateco_filter(campaign.ateco))
    if campaign.municipality:
        place = find_municipality(campaign.municipality)
        near = places_within(place.istat, campaign.kilometres) if place else frozenset()
        found = found.filter(istat__in=near)
    if campaign.sizes:
        found = found.filter(size__in=campaign.sizes)
    if words := words_of(campaign.families):
        wanted = Q()
        for word in words:
            wanted |= Q(families__icontains=word)
        found = found.filter(wanted)
    return found.order_by("legal_name", "id")


def ateco_filter(text: str) -> Q:
    """Companies of some sections (letters) and beginnings of codes."""
    wanted = Q()
    for part in text.split():
        wanted |= Q(section=part) if part.isalpha() else Q(ateco__startswith=part)
    return wanted


def words_of(families: str) -> list[str]:
    """Plain words divided by commas."""
    return [word.strip() for word in families.split(",") if word.strip()]


@dataclass(frozen=True)
class CampaignFigures:
    """What came of a campaign.

    Attributes:
        outcomes: outcome, its label and how many calls ended so, in the order of the screen.
        calls: how many in all; `hours` given to them, `per_hour` calls in one.
        states: state, its label and how many companies stand so.
        companies: how many are on the list; `reached` those called at least once.
        late: companies whose next step is overdue.
    """

    outcomes: list[tuple[str, Any, int]]
    calls: int
    hours: float
    per_hour: float | None
    states: list[tuple[str, Any, int]]
    companies: int
    reached: int
    late: int
    by_day: list[tuple[datetime.date, int]] = field(default_factory=list)


def figures_of(campaign: Campaign, today: datetime.date) -> CampaignFigures:
    """Totals of a campaign; calls taken back do not count. Four queries."""
    counted = Call.objects.filter(campaign=campaign, undone_at__isnull=True)
    by_outcome = dict(counted.order_by().values_list("outcome").annotate(Count("id")))
    for outcome, past in campaign.past_counts.items():
        by_outcome[outcome] = by_outcome.get(outcome, 0) + past
    targets = campaign.targets.order_by()
    by_state = dict(targets.values_list("state").annotate(Count("id")))
    reached = targets.filter(attempts__gt=0).count()
    late = targets.filter(LATE, due_on__lt=today).count()
    given = CallSession.objects.filter(campaign=campaign).aggregate(
        given=Sum(F("last_seen_at") - F("started_at"))
    )["given"]
    calls, hours = sum(by_outcome.values()), (given.total_seconds() / 3600 if given else 0.0)
    by_day = counted.order_by("-day").values_list("day").annotate(Count("id"))[:14]
    return CampaignFigures(
        [(one.value, one.label, by_outcome.get(one.value, 0)) for one in Outcome],
        calls,
        hours,
        calls / hours if hours >= 0.05 else None,
        [(one.value, one.label, by_state.get(one.value, 0)) for one in TargetState],
        sum(by_state.values()),
        reached,
        late,
        list(by_day),
    )


#: A next step that somebody owes.
LATE = Q(state__in=(TargetState.CALL_BACK, TargetState.WAITING, TargetState.TO_FIX))


def targets_of(campaign: Campaign, state: str = "") -> QuerySet[CampaignCompany]:
    """Companies of a campaign, in the order of the list."""
    found = campaign.targets.select_related("company", "owner").order_by("position", "id")
    return found.filter(state=state) if state in TargetState.values else found


def filter_in_words(campaign: Campaign) -> str:
    """The filter of a campaign in a sentence."""
    parts = []
    if campaign.ateco:
        parts.append(_("ATECO %(codes)s") % {"codes": campaign.ateco})
    if campaign.municipality:
        parts.append(
            _("within %(km)s km of %(place)s")
            % {"km": campaign.kilometres, "place": campaign.municipality}
            if campaign.kilometres
            else campaign.municipality
        )
    if campaign.sizes:
        parts.append(", ".join(Campaign._meta.get_field("sizes").words(campaign.sizes)))
    if campaign.families:
        parts.append(campaign.families)
    return " · ".join(parts) or _("every company that may be called")
