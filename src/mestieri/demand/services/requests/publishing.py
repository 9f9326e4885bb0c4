"""A request that a person approved may be shown to the public, with the company's name.

No anonymous adverts (d.lgs. 276/2003, article 9): what the public reads says who looks for
somebody. Whichever room keeps the board of opportunities is spoken to through `kernel.exchange`.
"""

from __future__ import annotations

import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import Request
from mestieri.kernel import exchange
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit
from mestieri.kernel.vocabulary import Purpose

#: What the board calls it, and the kind of thing it is there.
OPPORTUNITY, VACANCY = "opportunity", "vacancy"
LONGEST_TITLE = 200


def can_be_shown() -> bool:
    """Whether some room keeps a board that can show a request and take it away again."""
    offered = exchange.proposable(OPPORTUNITY)
    return offered is not None and offered.withdraw is not None


def first_deadline(request: Request) -> datetime.date:
    """The deadline that is proposed: by when somebody should begin, else in a month."""
    today = timezone.localdate()
    in_a_month = today + relativedelta(months=1)
    if request.starts_by is None or request.starts_by < today:
        return in_a_month
    return min(request.starts_by, in_a_month)


@transaction.atomic
def publish_opportunity(
    request: Request, title: str, deadline: datetime.date | None, *, account: Account
) -> None:
    """Put a request on the public board until a day, under the name of its company.

    Raises:
        ValidationError: nobody approved it, it is closed, it is there already, or the board
            refuses what it says.
    """
    held = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not held.is_approved or held.company is None:
        raise ValidationError(_("Only a request that a person approved and is open is shown."))
    if held.opportunity_key:
        raise ValidationError(_("It is on the board already."))
    offered = exchange.proposable(OPPORTUNITY)
    if offered is None or offered.withdraw is None:
        raise ValidationError(_("There is no board of opportunities here."))
    form = offered.form(held.centre, None, _said(held, title, deadline))
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    shown = offered.save(held.centre, form, account, held.company.legal_name)
    held.opportunity_key = str(shown.pk)
    held.save(update_fields=["opportunity_key"])
    audit.record("demand.publish_request", centre=held.centre, account=account, subject=held)


def _said(request: Request, title: str, deadline: datetime.date | None) -> dict[str, Any]:
    """What the public reads: the request's own words, never who wrote them."""
    company = request.company
    assert company is not None
    parts = [
        request.words,
        _("Contract: %(contract)s") % {"contract": request.contract} if request.contract else "",
        _("Interested? Come to us at “%(centre)s”: we tell you how to put yourself forward.")
        % {"centre": request.centre.name},
    ]
    return {
        "kind": VACANCY,
        "title": title.strip()[:LONGEST_TITLE] or request.in_short,
        "provider": company.legal_name,
        "description": "\n\n".join(part for part in parts if part),
        "deadline": deadline.isoformat() if deadline else "",
        "starts_on": request.starts_by.isoformat() if request.starts_by else "",
        "municipality": request.workplace,
        "places": str(request.places),
        "is_free": "on",
        "purposes": [Purpose.WORK.value],
    }


def withdraw_opportunity(request: Request, *, account: Account | None) -> None:
    """Take what the public sees of a request away; the caller saves the request."""
    offered = exchange.proposable(OPPORTUNITY)
    if request.opportunity_key and offered is not None and offered.withdraw is not None:
        reason = _("The company’s request is closed, or is not shown any more.")
        offered.withdraw(request.centre, request.opportunity_key, reason, account)
    request.opportunity_key = ""


@transaction.atomic
def take_off_the_board(request: Request, *, account: Account) -> None:
    """Show a request to the public no more; it stays open.

    Raises:
        ValidationError: it is not shown.
    """
    held = Request.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not held.opportunity_key:
        raise ValidationError(_("It is not on the board."))
    withdraw_opportunity(held, account=account)
    held.save(update_fields=["opportunity_key"])


def public_address(request: Request) -> str:
    """Path of the page on which the public reads a request; empty if it does not."""
    if not request.opportunity_key:
        return ""
    return exchange.searchable_address(OPPORTUNITY, request.centre.slug, request.opportunity_key)
