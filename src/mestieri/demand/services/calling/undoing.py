"""Take back a key pressed by mistake: with a headset on, the finger is faster than the thought."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import Call, CampaignCompany, Company, CompanyChange
from mestieri.demand.services.companies import OPTED_OUT
from mestieri.demand.vocabulary import LetterState, Outcome, SignalState, TargetState
from mestieri.kernel.models import Account

#: A mistake is seen at once; later the outcome is corrected with another call.
MINUTES = 30


@transaction.atomic
def undo(call: Call, *, account: Account, now: datetime.datetime | None = None) -> None:
    """Put a company back where it stood before a call; the call stays, marked, and counts no more.

    A request that came of it is not undone: somebody may be at work on it already.

    Raises:
        ValidationError: too late, not one's own, taken back already, or more has happened since.
    """
    moment = now or timezone.now()
    company = Company.objects.select_for_update(of=("self",)).get(calls=call.pk)
    call = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if call.made_by_id != account.pk:
        raise ValidationError(_("Only who wrote a call takes it back."))
    if call.undone_at is not None:
        raise ValidationError(_("It has been taken back already."))
    if not _is_fresh(call, moment):
        raise ValidationError(_("It is too late to take it back: write another call."))
    if call.outcome == Outcome.REQUEST:
        raise ValidationError(_("A request came of it: withdraw the request on its page."))
    if Call.objects.filter(company=call.company_id, pk__gt=call.pk, undone_at=None).exists():
        raise ValidationError(_("The company was called again since."))
    _undo_what_came_of_it(call, company, account)
    _put_back(call, company)
    call.undone_at = moment
    call.save(update_fields=["undone_at"])


def _is_fresh(call: Call, moment: datetime.datetime) -> bool:
    """Whether a call was written down so lately that it may be a mistake.

    A call from paper bears the day on which it was made, and may be corrected later: but not a
    "do not call", which counts from when it was written.
    """
    written: datetime.datetime | None = call.ended_at
    if call.is_from_paper:
        if call.outcome != Outcome.DO_NOT_CALL:
            return True
        asked = CompanyChange.objects.filter(company=call.company_id, act=OPTED_OUT)
        written = asked.order_by("-id").values_list("made_at", flat=True).first()
    return written is not None and moment <= written + datetime.timedelta(minutes=MINUTES)


def _put_back(call: Call, company: Company) -> None:
    before = call.before
    Company.objects.filter(pk=company.pk).update(last_called_on=before["last_called_on"] or None)
    if company.do_not_call:
        return  # asked otherwise, before or since: it stays out of the campaign
    CampaignCompany.objects.filter(calls=call).update(
        state=before["state"],
        owner=before["owner"],
        due_on=before["due_on"],
        due_time=before["due_time"] or None,
        attempts=before["attempts"],
        last_outcome=before["last_outcome"],
        since=before["since"],
    )


def _undo_what_came_of_it(call: Call, company: Company, account: Account) -> None:
    call.letters.filter(state=LetterState.PREPARED).update(state=LetterState.DROPPED, owner=None)
    call.signals.filter(state=SignalState.OPEN).update(state=SignalState.DROPPED, owner=None)
    if call.outcome != Outcome.DO_NOT_CALL or call.before.get("do_not_call"):
        return
    # Nobody had asked: it was the wrong key. What the company asks itself is never undone.
    asked_on = company.do_not_call_on
    if asked_on is None:
        return
    company.do_not_call, company.do_not_call_on = False, None
    company.save(update_fields=["do_not_call", "do_not_call_on"])
    CampaignCompany.objects.filter(
        company=company, state=TargetState.EXCLUDED, since=asked_on
    ).exclude(calls=call).update(state=TargetState.TO_CALL)
    CompanyChange.objects.create(company=company, made_by=account, act="opt_out_mistaken")
