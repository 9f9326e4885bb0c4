"""Campaigns: a filter becomes a list of companies, which is called until it is done."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.identity import clean_ateco_filter, find_municipality
from mestieri.demand.models import Campaign, CampaignCompany
from mestieri.demand.queries.campaigns import companies_asked_for
from mestieri.demand.vocabulary import CampaignState, TargetState, VersionState
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

#: From where a campaign may pass to where.
PASSAGES: dict[str, frozenset[str]] = {
    CampaignState.DRAFT: frozenset({CampaignState.RUNNING, CampaignState.CLOSED}),
    CampaignState.RUNNING: frozenset({CampaignState.PAUSED, CampaignState.CLOSED}),
    CampaignState.PAUSED: frozenset({CampaignState.RUNNING, CampaignState.CLOSED}),
    CampaignState.CLOSED: frozenset({CampaignState.RUNNING}),
}
ROWS_AT_ONCE = 1000


@transaction.atomic
def save_campaign(campaign: Campaign, *, account: Account | None) -> int:
    """Add or correct a campaign and put the companies that its filter finds on its list.

    What is on the list stays on it: somebody may have called it already.

    Returns:
        How many companies came on the list now.

    Raises:
        ValidationError: the filter names what does not exist, or a rule of the model is broken.
    """
    try:
        campaign.ateco = clean_ateco_filter(campaign.ateco)
    except ValidationError as error:
        raise ValidationError({"ateco": error}) from None
    if campaign.municipality:
        place = find_municipality(campaign.municipality)
        if place is None:
            raise ValidationError(
                {"municipality": _("We know no municipality, or more than one, with this name.")}
            )
        campaign.municipality = str(place)
    if campaign.pk is None:
        campaign.owner = account
    campaign.full_clean()
    campaign.save()
    return _put_on_the_list(campaign)


def _put_on_the_list(campaign: Campaign) -> int:
    today = timezone.localdate()
    there = set(campaign.targets.values_list("company_id", flat=True))
    keys = [
        key
        for key in companies_asked_for(campaign).values_list("pk", flat=True)
        if key not in there
    ]
    CampaignCompany.objects.bulk_create(
        (
            CampaignCompany(
                campaign=campaign,
                company_id=key,
                position=len(there) + number,
                due_on=today,
                since=today,
            )
            for number, key in enumerate(keys)
        ),
        batch_size=ROWS_AT_ONCE,
    )
    return len(keys)


@transaction.atomic
def pass_to(campaign: Campaign, state: CampaignState, *, account: Account | None) -> None:
    """Start, pause, close or reopen a campaign.

    Raises:
        ValidationError: it cannot pass there, it has nobody to call, or its script is not in use.
    """
    campaign = Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    if state not in PASSAGES[campaign.state]:
        raise ValidationError(_("The campaign cannot pass there from where it is."))
    if state == CampaignState.RUNNING:
        if not campaign.targets.exists():
            raise ValidationError(_("There is nobody on its list yet: change the filter."))
        if not campaign.script.versions.filter(state=VersionState.PUBLISHED).exists():
            raise ValidationError(_("Put a version of its script in use first."))
    before, campaign.state = campaign.state, state
    campaign.save(update_fields=["state"])
    audit.record(
        "demand.campaign_state",
        centre=campaign.centre,
        account=account,
        subject=campaign,
        before=before,
        after=state.value,
    )


@transaction.atomic
def give_number_back(target: CampaignCompany, *, account: Account | None) -> None:
    """The right number was found: the company is to be called again.

    Raises:
        ValidationError: it does not wait for a number.
    """
    today = timezone.localdate()
    changed = CampaignCompany.objects.filter(pk=target.pk, state=TargetState.TO_FIX).update(
        state=TargetState.TO_CALL, due_on=today, owner=None, since=today
    )
    if not changed:
        raise ValidationError(_("It does not wait for a number any more."))
