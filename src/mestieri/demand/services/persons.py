"""What the room holds of people: the contacts of companies, the messages sent to them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import CompanyContact, InfoLetter, RequestSender
from mestieri.demand.vocabulary import LetterState
from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import ContactView

CONTACT_KIND = CompanyContact._meta.label_lower
SENDER_KIND = RequestSender._meta.label_lower


def _contacts(subject: Subject) -> list[QuerySet[Any]]:
    found = CompanyContact.objects.filter(email_index__of=subject.email)
    if subject.centre is not None:
        found = found.filter(company__centre=subject.centre)
    return [found]


def _erase_contacts(subject: Subject) -> int:
    (found,) = _contacts(subject)
    keys = [str(key) for key in found.values_list("pk", flat=True)]
    ContactView.objects.filter(subject_kind=CONTACT_KIND, subject_key__in=keys).update(
        subject_key=""
    )
    found.delete()
    return len(keys)


def _hide(subject: Subject, hide: bool) -> int:
    (found,) = _contacts(subject)
    return found.filter(is_hidden=not hide).update(is_hidden=hide)


def _letters(subject: Subject) -> list[QuerySet[Any]]:
    found = InfoLetter.objects.filter(send_to_index__of=subject.email)
    return [found if subject.centre is None else found.filter(centre=subject.centre)]


def _forget_letters(subject: Subject) -> int:
    (found,) = _letters(subject)
    found.filter(state=LetterState.PREPARED).update(state=LetterState.DROPPED, owner=None)
    rows = list(found.filter(~Q(send_to="")))
    for letter in rows:
        letter.send_to = letter.text = ""
        letter.save(update_fields=["send_to", "send_to_index", "text"])
    return len(rows)


def _senders(subject: Subject) -> list[QuerySet[Any]]:
    found = RequestSender.objects.filter(email_index__of=subject.email)
    return [found if subject.centre is None else found.filter(request__centre=subject.centre)]


def _erase_senders(subject: Subject) -> int:
    (found,) = _senders(subject)
    keys = [str(key) for key in found.values_list("pk", flat=True)]
    ContactView.objects.filter(subject_kind=SENDER_KIND, subject_key__in=keys).update(
        subject_key=""
    )
    found.delete()
    return len(keys)


OFFERS = (
    PersonalData(
        "demand.contacts",
        ("demand.CompanyContact",),
        _("Themselves, as somebody one speaks to in a company"),
        _("The company, without them."),
        rows=_contacts,
        erase=_erase_contacts,
        secret=frozenset({"email_index"}),
        hide=lambda subject: _hide(subject, True),
        show=lambda subject: _hide(subject, False),
    ),
    PersonalData(
        "demand.letters",
        ("demand.InfoLetter",),
        _("Messages prepared for them as somebody of a company"),
        _("That a message was prepared for the company, and when."),
        rows=_letters,
        erase=_forget_letters,
        secret=frozenset({"send_to_index"}),
    ),
    PersonalData(
        "demand.senders",
        ("demand.RequestSender",),
        _("Themselves, as who sent the request of a company"),
        _("The request of the company, without them."),
        rows=_senders,
        erase=_erase_senders,
        secret=frozenset({"email_index"}),
    ),
)
