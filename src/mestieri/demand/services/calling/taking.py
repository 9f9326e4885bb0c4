"""Give a caller the next company, never the same to two.

The lock is a row with the company as its unique key: of two who try at the same moment one
inserts it, the other finds that it is not theirs and takes another. It ends with the call, or by
itself when nothing is heard of the caller's page any more.
"""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import CallLock, CallScriptVersion, Campaign, CampaignCompany
from mestieri.demand.services.calling.sessions import note_work
from mestieri.demand.services.contacts import open_contacts
from mestieri.demand.vocabulary import CampaignState, CompanyState, TargetState, VersionState
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account

#: A page without scripts says nothing of itself: its lock lasts as long as a long call.
LASTS = datetime.timedelta(minutes=20)
#: A page that gives signs of life gives one every half minute; after so long it is gone.
ALIVE = datetime.timedelta(minutes=2)
#: After the page was left: enough for one that is only loaded again.
LEFT = datetime.timedelta(seconds=45)
#: A call-back that its caller has not made for so many days goes to whoever calls.
DAYS_OF_ITS_OWN = 2
TRIES = 40


def next_targets(
    campaign: Campaign, account: Account | None, now: datetime.datetime
) -> QuerySet[CampaignCompany]:
    """Companies to call at a moment, in order: call-backs whose time has come, then the list."""
    local = timezone.localtime(now)
    today = local.date()
    forgotten = today - datetime.timedelta(days=DAYS_OF_ITS_OWN)
    live = CallLock.objects.filter(company=OuterRef("company"), expires_at__gt=now)
    return (
        CampaignCompany.objects.filter(
            Q(owner__isnull=True) | Q(owner=account) | Q(due_on__lt=forgotten),
            Q(due_on__lt=today)
            | Q(due_on=today, due_time__isnull=True)
            | Q(due_on=today, due_time__lte=local.time()),
            campaign=campaign,
            state__in=(TargetState.CALL_BACK, TargetState.TO_CALL),
            company__state=CompanyState.ACTIVE,
            company__do_not_call=False,
        )
        .exclude(Exists(live))
        .order_by("state", "due_on", "position", "id")
    )


def call_under_way(account: Account, campaign: Campaign | None = None) -> CallLock | None:
    """The call that an account has begun and not ended, if any."""
    found = CallLock.objects.filter(account=account)
    if campaign is not None:
        found = found.filter(target__campaign=campaign)
    return found.select_related(
        "company", "target__campaign__message", "script_version__script"
    ).first()


@transaction.atomic
def take_next(
    campaign: Campaign, account: Account, *, now: datetime.datetime | None = None
) -> CallLock | None:
    """Begin the next call of a campaign: the company is this caller's until the call ends.

    Returns:
        The lock, with its company; None when nobody is left to call now. Who has a call under
        way in this campaign gets that one again.

    Raises:
        ValidationError: the campaign is not under way, this is not one of its days, or its script
            is not in use.
    """
    moment = now or timezone.now()
    _one_at_a_time(account)
    mine = call_under_way(account)
    if mine is not None and mine.target.campaign_id == campaign.pk:
        CallLock.objects.filter(pk=mine.pk).update(expires_at=moment + LASTS)
        return mine
    if mine is not None:
        raise ValidationError(
            _("You have a call under way in “%(campaign)s”: end it first.")
            % {"campaign": mine.target.campaign}
        )
    script = _script_in_use(campaign, moment)
    for _try in range(TRIES):
        target = _candidate(campaign, account, moment)
        if target is None:
            return None
        lock = _lock(target, account, script, moment)
        if lock is not None:
            note_work(campaign, account, moment)
            open_contacts(target.company, account=account)
            return lock
    return None


def take(
    target: CampaignCompany, account: Account, *, now: datetime.datetime | None = None
) -> CallLock:
    """Begin the call of one company chosen by hand, for instance because it rings back.

    Raises:
        ValidationError: it may not be called, somebody is calling it, or another call is open.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        _one_at_a_time(account)
        if call_under_way(account) is not None:
            raise ValidationError(_("You have another call under way: end it first."))
        if not target.company.may_be_called or target.state == TargetState.EXCLUDED:
            raise ValidationError(_("This company is not to be called."))
        is_promised = target.state == TargetState.CALL_BACK
        script = _script_in_use(target.campaign, moment, is_promised=is_promised)
        lock = _lock(target, account, script, moment)
        if lock is None:
            raise ValidationError(_("A colleague is calling this company at this moment."))
        note_work(target.campaign, account, moment)
        open_contacts(target.company, account=account)
        return lock


def _one_at_a_time(account: Account) -> None:
    """Of two posts of one caller the second waits, and finds the call that the first began."""
    Account.objects.select_for_update(no_key=True, of=("self",)).get(pk=account.pk)


def _script_in_use(
    campaign: Campaign, moment: datetime.datetime, *, is_promised: bool = False
) -> CallScriptVersion:
    """The script of a campaign under way; what was promised is kept after its last day too."""
    if campaign.state != CampaignState.RUNNING:
        raise ValidationError(_("This campaign is not under way."))
    today = timezone.localtime(moment).date()
    if campaign.opens_on is not None and today < campaign.opens_on:
        raise ValidationError(
            _("This campaign begins on %(day)s.") % {"day": day_in_words(campaign.opens_on)}
        )
    if campaign.closes_on is not None and today > campaign.closes_on and not is_promised:
        raise ValidationError(
            _("This campaign ended on %(day)s.") % {"day": day_in_words(campaign.closes_on)}
        )
    script = CallScriptVersion.objects.filter(
        script=campaign.script_id, state=VersionState.PUBLISHED
    ).first()
    if script is None:
        raise ValidationError(_("Put a version of its script in use first."))
    return script


def _candidate(
    campaign: Campaign, account: Account, moment: datetime.datetime
) -> CampaignCompany | None:
    found = next_targets(campaign, account, moment).select_related("company", "company__centre")
    if connection.features.has_select_for_update_skip_locked:
        # Fifty who look at once do not all look at the same row.
        found = found.select_for_update(skip_locked=True, of=("self",))
    target = found.first()
    if target is not None:
        target.campaign = campaign
    return target


def _lock(
    target: CampaignCompany, account: Account, script: CallScriptVersion, moment: datetime.datetime
) -> CallLock | None:
    """Insert the lock; None when somebody else's stands there."""
    CallLock.objects.filter(company=target.company_id, expires_at__lte=moment).delete()
    lock = CallLock(
        company=target.company,
        target=target,
        account=account,
        script_version=script,
        token=uuid.uuid4(),
        taken_at=moment,
        expires_at=moment + LASTS,
    )
    CallLock.objects.bulk_create([lock], ignore_conflicts=True)
    kept = CallLock.objects.filter(token=lock.token).first()
    if kept is not None:
        kept.company, kept.target, kept.script_version = target.company, target, script
    return kept


def keep_alive(account: Account, token: uuid.UUID, *, is_leaving: bool = False) -> bool:
    """A sign of life of a caller's page, or its farewell.

    Returns:
        Whether the call is still this caller's.
    """
    now = timezone.now()
    with transaction.atomic():
        held = CallLock.objects.filter(account=account, token=token)
        kept = held.update(expires_at=now + (LEFT if is_leaving else ALIVE))
        lock = held.select_related("target").first()
        if lock is not None and not is_leaving:
            note_work(lock.target.campaign, account, now)
    return bool(kept)


def release(account: Account, token: uuid.UUID) -> bool:
    """Give a company back without having called it. Returns whether there was something to."""
    deleted, _by_model = CallLock.objects.filter(account=account, token=token).delete()
    return bool(deleted)
