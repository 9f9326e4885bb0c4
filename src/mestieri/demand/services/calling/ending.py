"""How a call ended, and who owes the next step by when."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.discretion import refuse_persons
from mestieri.demand.models import Call, CallLock, CallScriptVersion, CampaignCompany, Company
from mestieri.demand.services.calling.sessions import note_work
from mestieri.demand.services.companies import opt_out
from mestieri.demand.services.leads import ask, note_signal, prepare_letter
from mestieri.demand.vocabulary import Outcome, TargetState
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account

#: After so many calls in vain the company is let alone: silence is an outcome too.
MOST_ATTEMPTS = 4
DAYS_TO_TRY_AGAIN = 1
DAYS_TO_FIND_A_NUMBER = 5
#: «No answer after ten working days» is itself an outcome.
DAYS_TO_WAIT_FOR_AN_ANSWER = 10
FURTHEST_CALL_BACK = datetime.timedelta(days=366)
LONGEST_PATH = 60


@dataclass(frozen=True)
class Ending:
    """How a call ended, as the caller says it.

    Attributes:
        outcome: one of `Outcome`.
        next_on, next_time: for a call-back, when.
        words: for a request or a signal, what they look for; never about a person.
        send_to: for information, to which address; empty where it is not known yet.
        path: steps gone through and answers chosen.
    """

    outcome: Outcome
    next_on: datetime.date | None = None
    next_time: datetime.time | None = None
    words: str = ""
    send_to: str = ""
    path: Sequence[dict[str, str]] = field(default_factory=list)


def check_ending(ending: Ending, company: Company, today: datetime.date) -> None:
    """Whether what the caller says is whole.

    Raises:
        ValidationError: a call-back without its day, a request without words, a word too many.
    """
    if ending.outcome == Outcome.CALL_BACK:
        if ending.next_on is None:
            raise ValidationError({"next_on": _("When should we call back? Write the day.")})
        if not today <= ending.next_on <= today + FURTHEST_CALL_BACK:
            raise ValidationError({"next_on": _("The day is today or within a year.")})
    if ending.outcome == Outcome.REQUEST and not ending.words.strip():
        raise ValidationError({"words": _("Whom do they look for? Two words are enough.")})
    refuse_persons("words", ending.words, (company.legal_name, company.municipality))


@transaction.atomic
def end_call(
    target: CampaignCompany,
    ending: Ending,
    *,
    account: Account,
    token: uuid.UUID,
    now: datetime.datetime | None = None,
) -> Call:
    """Write down a call and pass the company on; the lock ends. Of two posts one counts.

    A call that was made is kept even where its lock had run out meanwhile: nothing is lost.

    Raises:
        ValidationError: see `check_ending`; or the token is that of another call under way.
    """
    moment = now or timezone.now()
    target = _held(target)
    known = Call.objects.filter(token=token, centre=target.campaign.centre_id).first()
    if known is not None:
        return known
    lock = CallLock.objects.filter(token=token).first()
    if lock is not None and (lock.target_id, lock.account_id) != (target.pk, account.pk):
        raise ValidationError(_("This is not the company of your call: look at it again."))
    started = lock.taken_at if lock is not None else moment
    call = _write(
        target,
        ending,
        account=account,
        token=token,
        started=min(started, moment),
        ended=moment,
        script_version=lock.script_version if lock is not None else None,
    )
    CallLock.objects.filter(token=token, account=account).delete()
    note_work(target.campaign, account, moment)
    return call


@transaction.atomic
def enter_from_paper(
    target: CampaignCompany,
    ending: Ending,
    day: datetime.date,
    *,
    account: Account,
    token: uuid.UUID,
) -> Call:
    """Write down a call made away from the screen, from its sheet of paper.

    Raises:
        ValidationError: see `check_ending`; or the day is still to come.
    """
    target = _held(target)
    known = Call.objects.filter(token=token, centre=target.campaign.centre_id).first()
    if known is not None:
        return known
    if day > timezone.localdate():
        raise ValidationError({"day": _("This day is still to come.")})
    if not target.company.may_be_called:
        raise ValidationError(_("This company is not to be called."))
    moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))
    moment = min(moment, timezone.now())
    return _write(
        target, ending, account=account, token=token, started=moment, ended=moment,
        script_version=None, is_from_paper=True,
    )  # fmt: skip


def _held(target: CampaignCompany) -> CampaignCompany:
    """A company of a campaign as it stands now, until the end of the transaction: of two posts
    the second waits here, and an opt-out comes wholly before or wholly after.

    The company is locked before its place in the campaign, as `opt_out` and `merge` do.
    """
    company = Company.objects.select_for_update(of=("self",)).get(targets=target.pk)
    held = CampaignCompany.objects.select_for_update(of=("self",)).get(pk=target.pk)
    held.campaign, held.company = target.campaign, company
    return held


def _write(
    target: CampaignCompany,
    ending: Ending,
    *,
    account: Account,
    token: uuid.UUID,
    started: datetime.datetime,
    ended: datetime.datetime,
    script_version: CallScriptVersion | None,
    is_from_paper: bool = False,
) -> Call:
    campaign, company = target.campaign, target.company
    day = timezone.localtime(ended).date()
    check_ending(ending, company, day)
    call = Call.objects.create(
        token=token,
        centre=campaign.centre,
        company=company,
        campaign=campaign,
        target=target,
        script_version=script_version,
        made_by=account,
        started_at=started,
        ended_at=ended,
        day=day,
        outcome=ending.outcome,
        next_on=ending.next_on if ending.outcome == Outcome.CALL_BACK else None,
        path=list(ending.path)[:LONGEST_PATH],
        is_from_paper=is_from_paper,
        before=standing_of(target, company),
    )
    _pass_on(target, ending, account, day)
    if company.do_not_call:
        # It asked while the call went on, or before: whatever the caller says, nobody calls back.
        target.state, target.owner, target.due_time = TargetState.EXCLUDED, None, None
    target.save()
    if company.last_called_on is None or company.last_called_on < day:
        Company.objects.filter(pk=company.pk).update(last_called_on=day)
    _what_comes_of_it(call, ending, account)
    return call


def standing_of(target: CampaignCompany, company: Company) -> dict[str, Any]:
    """Where a company stands in a campaign, as JSON, to put it back."""
    return {
        "state": target.state,
        "owner": target.owner_id,
        "due_on": target.due_on.isoformat(),
        "due_time": target.due_time.isoformat() if target.due_time else "",
        "attempts": target.attempts,
        "last_outcome": target.last_outcome,
        "since": target.since.isoformat(),
        "last_called_on": company.last_called_on.isoformat() if company.last_called_on else "",
        "do_not_call": company.do_not_call,
    }


def _pass_on(target: CampaignCompany, ending: Ending, account: Account, day: datetime.date) -> None:
    """Say where a company stands after a call. Nothing is saved."""
    target.attempts += 1
    target.last_outcome, target.since = ending.outcome, day
    target.owner, target.due_time = None, None
    match ending.outcome:
        case Outcome.NO_ANSWER if target.attempts < MOST_ATTEMPTS:
            target.state = TargetState.TO_CALL
            target.due_on = working_day(day, DAYS_TO_TRY_AGAIN)
        case Outcome.CALL_BACK:
            assert ending.next_on is not None
            target.state, target.owner = TargetState.CALL_BACK, account
            target.due_on, target.due_time = ending.next_on, ending.next_time
        case Outcome.SEND_INFO:
            target.state, target.owner = TargetState.WAITING, account
            target.due_on = working_day(day, DAYS_TO_WAIT_FOR_AN_ANSWER)
        case Outcome.WRONG_NUMBER:
            target.state, target.owner = TargetState.TO_FIX, target.campaign.owner or account
            target.due_on = working_day(day, DAYS_TO_FIND_A_NUMBER)
        case Outcome.DO_NOT_CALL:
            target.state = TargetState.EXCLUDED
        case _:
            target.state = TargetState.DONE


def _what_comes_of_it(call: Call, ending: Ending, account: Account) -> None:
    """Write down what somebody now owes; of who is not to be contacted only what they ask for."""
    if ending.outcome == Outcome.REQUEST:
        ask(call.company, ending.words, account=account)
    elif ending.outcome == Outcome.DO_NOT_CALL:
        opt_out(call.company, account=account)
    elif call.company.do_not_call:
        return
    elif ending.outcome == Outcome.SEND_INFO:
        prepare_letter(call, ending.send_to, account=account)
    elif ending.outcome == Outcome.INTERESTED:
        note_signal(
            call.company, ending.words or _("They said they may need people."),
            where=_("On the telephone"), account=account, call=call,
        )  # fmt: skip
