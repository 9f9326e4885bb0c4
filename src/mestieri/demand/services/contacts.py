"""The people one speaks to in a company."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.demand.identity import clean_phone
from mestieri.demand.models import Company, CompanyChange, CompanyContact
from mestieri.kernel.models import Account
from mestieri.kernel.models.rights import ViewReason
from mestieri.kernel.services.contacts import note_view

#: More people than one company has; beyond it something went wrong.
MOST_CONTACTS = 200


@transaction.atomic
def save_contact(contact: CompanyContact, *, account: Account | None) -> None:
    """Add or correct a contact; the day counts as the latest contact.

    Raises:
        ValidationError: it breaks a rule of its model, or it is there already.
    """
    contact.name = " ".join(contact.name.split())
    contact.email = contact.email.strip().lower()
    try:
        contact.phone = clean_phone(contact.phone)
    except ValidationError as error:
        raise ValidationError({"phone": error}) from None
    others = contact.company.contacts.exclude(pk=contact.pk)
    if contact.email and others.filter(email_index__of=contact.email).exists():
        raise ValidationError({"email": _("Somebody with this address is among the contacts.")})
    if others.count() >= MOST_CONTACTS:
        raise ValidationError(_("These are too many contacts for one company."))
    contact.last_contact_on = timezone.localdate()
    contact.full_clean()
    if contact.pk is None:
        contact.added_by = account
    contact.save()
    # The history says that a contact changed, never whose.
    CompanyChange.objects.create(company=contact.company, made_by=account, act="contact")


@transaction.atomic
def remove_contact(contact: CompanyContact, *, account: Account | None) -> None:
    """Delete a contact at once, for good."""
    company = contact.company
    contact.delete()
    CompanyChange.objects.create(company=company, made_by=account, act="contact_removed")


@transaction.atomic
def open_contacts(company: Company, *, account: Account) -> list[CompanyContact]:
    """The contacts of a company for who is about to call or write; each look is written down."""
    shown = list(company.contacts.filter(is_hidden=False))
    for contact in shown:
        note_view(company.centre, account, ViewReason.CONTACT, contact)
    return shown


def touch(company: Company, email: str) -> None:
    """Somebody was written to: the time of the contact with this address starts again.

    That of the others goes on: who was not reached is not kept longer (GDPR, article 5). Of a
    call nobody says who answered: it lengthens nothing.
    """
    company.contacts.filter(is_hidden=False, email_index__of=email).update(
        last_contact_on=timezone.localdate()
    )
