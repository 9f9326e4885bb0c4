"""What the caller's screen shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from mestieri.demand.models import Call, CallLock, Campaign, CompanyContact, MessageVersion
from mestieri.demand.queries.companies import calls_of
from mestieri.demand.vocabulary import CampaignState, Outcome, VersionState
from mestieri.kernel.models import Account, Centre

#: A colleague who called so few days ago is said aloud.
RECENTLY = datetime.timedelta(days=14)
LATEST = 6


@dataclass(frozen=True)
class CallScreen:
    """A call under way, as its caller sees it.

    Attributes:
        lock: whose call it is, with its company and campaign.
        contacts: the people one may ask for; looking at them was written down when the call began.
        history: earlier calls, the latest first.
        warning: the last call of somebody else within 14 days, or None.
        steps: the script, as it was when the call began.
        message: the message in use, for who wants to know more; or None.
    """

    lock: CallLock
    contacts: list[CompanyContact]
    history: list[Call]
    warning: Call | None
    steps: list[dict[str, Any]]
    message: MessageVersion | None
    signals: list[str]


def screen_of(lock: CallLock, account: Account, today: datetime.date) -> CallScreen:
    """What a call under way shows. Four queries beside the lock's own."""
    company = lock.company
    history = list(calls_of(company)[:LATEST])
    recent = [
        call for call in history if call.made_by_id != account.pk and today - call.day <= RECENTLY
    ]
    message = MessageVersion.objects.filter(
        message=lock.target.campaign.message_id, state=VersionState.PUBLISHED
    ).first()
    return CallScreen(
        lock,
        list(company.contacts.filter(is_hidden=False)[:50]),
        history,
        recent[0] if recent else None,
        lock.script_version.steps,
        message,
        list(company.signals.filter(state="OPEN").values_list("words", flat=True)[:3]),
    )


def last_call(account: Account, centre: Centre) -> Call | None:
    """The last call that an account wrote down in a centre and did not take back."""
    found = Call.objects.filter(made_by=account, centre=centre, undone_at__isnull=True)
    return found.select_related("company").order_by("-id").first()


def campaigns_to_call(centre: Centre) -> list[Campaign]:
    """Campaigns under way in a centre."""
    return list(Campaign.objects.filter(centre=centre, state=CampaignState.RUNNING).order_by("-id"))


def calls_today(account: Account, centre: Centre, today: datetime.date) -> dict[str, int]:
    """Outcome → how many calls of an account ended so today."""
    found = Call.objects.filter(made_by=account, centre=centre, day=today, undone_at__isnull=True)
    counted = dict(found.order_by().values_list("outcome").annotate(Count("id")))
    return {outcome.value: counted[outcome.value] for outcome in Outcome if outcome in counted}
