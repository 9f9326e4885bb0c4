"""A person of the centre looks at a request and takes it on, or does not."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.models import Company, CompanyContact, Request, RequestSender
from mestieri.demand.services.companies import alike, save_company, set_right
from mestieri.demand.services.contacts import save_contact, touch
from mestieri.demand.services.requests.passages import held_request, move
from mestieri.demand.services.requests.writing import DAYS_FOR_A_REQUEST
from mestieri.demand.vocabulary import CompanyState, RequestState
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Account
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.services import audit
from mestieri.kernel.services.contacts import note_view


def asked_company(request: Request) -> Company:
    """The company as the sender wrote it, not saved."""
    return Company(
        centre=request.centre,
        legal_name=request.asked_as,
        tax_code=request.asked_tax_code,
        municipality=request.asked_municipality,
        source=_("Their request through the site, %(day)s")
        % {"day": timezone.localtime(request.made_at).strftime("%d/%m/%Y")},
    )


def known_companies(request: Request) -> list[Company]:
    """Companies that the sender may be: same VAT number, or same name and place. People choose."""
    if not request.asked_as:
        return []
    company = asked_company(request)
    try:
        set_right(company)
    except ValidationError:
        return []
    return alike(company)


@transaction.atomic
def approve(request: Request, company: Company | None, *, account: Account) -> Request:
    """Take a request on: from now on it may be searched for, and the approver owes the next step.

    Args:
        company: which known company it is, as the approver says; None for a new one, made of
            what the sender wrote.

    Raises:
        ValidationError: it does not wait any more, the company is not of this centre or was
            merged, or the new one breaks a rule.
    """
    held = held_request(request)
    if held.state != RequestState.AWAITING:
        raise ValidationError(_("Somebody has decided on this request already."))
    held.company = _the_company(held, company, account)
    today = timezone.localdate()
    held.approved_by, held.approved_on, held.owner = account, today, account
    held.due_on = working_day(today, DAYS_FOR_A_REQUEST)
    move(held, RequestState.OPEN, account=account)
    _keep_sender(held, account)
    audit.record("demand.approve_request", centre=held.centre, account=account, subject=held)
    return held


def _the_company(request: Request, company: Company | None, account: Account) -> Company:
    if request.company is not None:  # approved once already, then refused and looked at again
        return request.company
    if company is None:
        company = asked_company(request)
        save_company(company, account=account, even_if_alike=True)
        return company
    if company.centre_id != request.centre_id or company.state == CompanyState.MERGED:
        raise ValidationError(_("Choose a company of this centre."))
    return company


def _keep_sender(request: Request, account: Account) -> None:
    """Who wrote becomes a contact of the company; whoever is there already is not doubled."""
    sender = getattr(request, "sender", None)
    company = request.company
    if sender is None or company is None:
        return
    known = company.contacts.filter(email_index__of=sender.email)
    if known.exists():
        touch(company, sender.email)
    else:
        contact = CompanyContact(
            company=company, name=sender.name, email=sender.email, phone=sender.phone,
            source=_("Their request through the site"),
        )  # fmt: skip
        save_contact(contact, account=account)
    sender.delete()


@transaction.atomic
def refuse(request: Request, reason: str, *, account: Account) -> None:
    """Do not take a request on; the company reads the reason with its link.

    Raises:
        ValidationError: it does not wait any more, or the reason is missing or names somebody.
    """
    held = held_request(request)
    if held.state != RequestState.AWAITING:
        raise ValidationError(_("Somebody has decided on this request already."))
    move(held, RequestState.REFUSED, account=account, reason=reason)


@transaction.atomic
def open_sender(request: Request, *, account: Account) -> RequestSender | None:
    """Who sent a request, for whoever has to decide on it; the look is written down."""
    sender = RequestSender.objects.filter(request=request).first()
    if sender is not None:
        note_view(request.centre, account, ViewReason.CONTACT, sender)
    return sender
