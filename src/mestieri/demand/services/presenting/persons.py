"""What the link between requests and CVs holds of people: given back, and erased with the CV."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models import Presentation, PresentationLetter, RequestSearch, Shortlist
from mestieri.demand.services.presenting import following
from mestieri.kernel import cv_bank
from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import Account


def _presentations(subject: Subject) -> list[QuerySet[Any]]:
    found = Presentation.objects.filter(cv_key__in=cv_bank.keys_of(subject))
    return [found if subject.centre is None else found.filter(shortlist__centre=subject.centre)]


def _forget(subject: Subject) -> int:
    (found,) = _presentations(subject)
    keys = {str(key) for key in found.values_list("cv_key", flat=True)}
    count = found.count()
    following.forget(keys)
    return count


def _shortlists(subject: Subject) -> list[QuerySet[Any]]:
    """Why one was chosen, and out of which search: with everybody else of the shortlist."""
    (mine,) = _presentations(subject)
    return [Shortlist.objects.filter(pk__in=mine.values("shortlist"))]


def _nothing(_subject: Subject) -> int:
    """The reason is of several people and names nobody: it stays with the others."""
    return 0


def _letters(subject: Subject) -> list[QuerySet[Any]]:
    found = PresentationLetter.objects.filter(send_to_index__of=subject.email)
    return [found if subject.centre is None else found.filter(shortlist__centre=subject.centre)]


def _forget_letters(subject: Subject) -> int:
    (found,) = _letters(subject)
    rows = list(found.filter(~Q(send_to="")))
    for letter in rows:
        letter.send_to = letter.text = ""
        letter.save(update_fields=["send_to", "send_to_index", "text"])
    return len(rows)


def _searches(subject: Subject) -> list[QuerySet[Any]]:
    accounts = Account.objects.filter(email__iexact=subject.email)
    found = RequestSearch.objects.filter(account__in=accounts)
    return [found if subject.centre is None else found.filter(request__centre=subject.centre)]


def _forget_searches(subject: Subject) -> int:
    """The search stays with the request; who made it does not."""
    (found,) = _searches(subject)
    return found.update(account=None)


OFFERS = (
    PersonalData(
        "demand.presentations",
        ("demand.Presentation",),
        _("Requests of companies for which they were chosen, their answers, what came of it"),
        _("That somebody was presented, and what came of it, without who."),
        rows=_presentations,
        erase=_forget,
    ),
    PersonalData(
        "demand.presentations_letters",
        ("demand.PresentationLetter",),
        _("Messages sent to them as somebody of a company, with CVs"),
        _("That a message was sent to the company, when, with how many CVs."),
        rows=_letters,
        erase=_forget_letters,
        secret=frozenset({"send_to_index"}),
    ),
    PersonalData(
        "demand.searches",
        ("demand.RequestSearch",),
        _("Searches among CVs that they made for requests, as staff"),
        _("The search, without who made it."),
        rows=_searches,
        erase=_forget_searches,
    ),
    PersonalData(
        "demand.shortlists",
        ("demand.Shortlist",),
        _("Why they were chosen for requests"),
        _("The reason, which names nobody and is of the others too."),
        rows=_shortlists,
        erase=_nothing,
    ),
)
