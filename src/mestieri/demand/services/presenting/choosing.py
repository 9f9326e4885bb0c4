"""A named person chooses people for a request, with one reason."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.demand.banks import bank_of
from mestieri.demand.discretion import refuse_discrimination, refuse_persons
from mestieri.demand.models import Presentation, Request, Shortlist
from mestieri.demand.models.presentations import LONGEST_REASON
from mestieri.demand.services.presenting.asking import withdraw_question
from mestieri.demand.services.presenting.passing import held_one, note_new, pass_to, refuse_closed
from mestieri.demand.stages import LeftOut, PresentationState
from mestieri.kernel.cv_bank import WhyNot
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit

#: More people than one presents to a company at once.
MOST_CHOSEN = 25


@transaction.atomic
def choose(
    request: Request,
    keys: Sequence[str],
    reason: str,
    *,
    account: Account,
    asked: str = "",
    found: int | None = None,
) -> Shortlist:
    """Put people in a new shortlist of a request; the order in which they were chosen is none.

    Args:
        keys: of their CVs; who is in a shortlist of this request already is not put in twice.
        reason: why these, in words that name nobody and choose by nothing forbidden.
        asked, found: the search out of which they were chosen.

    Raises:
        ValidationError: nobody chosen, or too many; no reason, or one that may not be; a closed
            request; somebody whose CV may not be presented to this company.
    """
    request = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    refuse_closed(request)
    reason = _checked(reason, request)
    new = _new_keys(request, keys)
    _refuse_who_may_not(request, new)
    shortlist = Shortlist(
        centre=request.centre,
        request=request,
        reason=reason,
        asked=asked.strip()[:1000],
        found=found,
        made_by=account,
    )
    shortlist.full_clean()
    shortlist.save()
    _put_in(shortlist, new, account)
    audit.record(
        "demand.choose", centre=request.centre, account=account, subject=shortlist, people=len(new)
    )
    return shortlist


def _checked(reason: str, request: Request) -> str:
    """Why these people: without names, without what nobody may choose by."""
    if not reason.strip():
        raise ValidationError(
            {"reason": _("Write why you choose these people: one line is enough.")}
        )
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": _("This reason is too long: two or three lines.")})
    refuse_discrimination("reason", reason)
    company = request.approved_company
    return refuse_persons("reason", reason, (company.legal_name, company.municipality))


def _new_keys(request: Request, keys: Sequence[str]) -> list[str]:
    """Who is chosen and in no shortlist of the request yet; sorted, so that no order is said."""
    there = Presentation.objects.filter(request=request).exclude(state=PresentationState.LEFT_OUT)
    held = {str(key) for key in there.values_list("cv_key", flat=True)}
    new = sorted(set(keys) - held)
    if not keys:
        raise ValidationError(_("Choose at least one person."))
    if not new:
        raise ValidationError(_("They are in the shortlist already."))
    if len(new) > MOST_CHOSEN:
        raise ValidationError(_("These are too many people for one shortlist."))
    return new


def _refuse_who_may_not(request: Request, keys: Sequence[str]) -> None:
    told = bank_of(request).why_not(request.centre, keys, request.approved_company.ateco)
    if told:
        reasons = "; ".join(sorted({str(WhyNot(one).label) for one in told.values()}))
        raise ValidationError(
            ngettext(
                "%(number)d of them may not be presented to this company: %(reasons)s.",
                "%(number)d of them may not be presented to this company: %(reasons)s.",
                len(told),
            )
            % {"number": len(told), "reasons": reasons}
        )


def _put_in(shortlist: Shortlist, keys: Sequence[str], account: Account) -> None:
    """New people, and those who had been left out of an earlier shortlist of the request."""
    request = shortlist.request
    there = Presentation.objects.filter(request=request, cv_key__in=keys)
    again = list(there.values_list("pk", "cv_key"))
    for number, _key in again:
        row = held_one(Presentation(pk=number))
        pass_to(
            row, PresentationState.PROPOSED, account=account, shortlist=shortlist, left_out="",
            asked_on=None, asked_by=None, asked_way="", answered_on=None, answered_way="",
        )  # fmt: skip
    back = {str(key) for _number, key in again}
    rows = Presentation.objects.bulk_create(
        Presentation(shortlist=shortlist, request=request, cv_key=key, since=timezone.localdate())
        for key in keys
        if key not in back
    )
    note_new(rows, account=account)


@transaction.atomic
def take_out(row: Presentation, *, account: Account) -> None:
    """Take somebody out of a shortlist before anything is sent.

    Raises:
        ValidationError: they were presented already.
    """
    leave_out(held_one(row), LeftOut.TAKEN_OUT, account=account)


def leave_out(row: Presentation, why: LeftOut, *, account: Account | None = None) -> None:
    """Leave a held presentation out; no link about it is good any more."""
    pass_to(row, PresentationState.LEFT_OUT, account=account, way=why, left_out=why)
    withdraw_question(row)
