"""What the CV bank holds of a person: given back, put out of use, erased."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.kernel.models import Account
from mestieri.talents.models import CV, CVDocument, CVImportFile, CVPassage, CVView, Member
from mestieri.talents.services import keeping
from mestieri.talents.services.erasing import NOWHERE, erase


def cvs_of(subject: Subject) -> QuerySet[CV]:
    """CVs of a person, by the address or by what the ledger of erasures knows them by."""
    key, _at, domain = subject.email.partition("@")
    if domain == NOWHERE:
        rows = CV.objects.filter(key=key) if _is_key(key) else CV.objects.none()
    else:
        rows = CV.objects.filter(member__email_index__of=subject.email)
    rows = rows if subject.centre is None else rows.filter(centre=subject.centre)
    return rows.select_related("member")


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _identities() -> Iterator[str]:
    """What the ledger may know a CV by, after a restore."""
    for key in CV.objects.values_list("key", flat=True).iterator():
        yield f"{key}@{NOWHERE}"


def _rows(subject: Subject) -> list[QuerySet[Any]]:
    numbers = list(cvs_of(subject).values_list("pk", flat=True))
    hanging = (CVDocument, CVPassage, CVView, CVImportFile)
    return [
        Member.objects.filter(cv__in=numbers),
        CV.objects.filter(pk__in=numbers),
        *(model._default_manager.filter(cv__in=numbers) for model in hanging),
    ]


def _erase(subject: Subject) -> int:
    found = list(cvs_of(subject))
    return erase(found, files_first=True) if found else 0


def _looks(subject: Subject) -> list[QuerySet[Any]]:
    accounts = Account.objects.filter(email__iexact=subject.email)
    rows = CVView.objects.filter(account__in=accounts)
    return [rows if subject.centre is None else rows.filter(cv__centre=subject.centre)]


def _forget_looks(subject: Subject) -> int:
    """The look stays, so that the owner of the CV can count it; who looked does not."""
    (rows,) = _looks(subject)
    return rows.update(account=None)


OFFERS = (
    PersonalData(
        "talents.cv",
        (
            "talents.Member",
            "talents.CV",
            "talents.CVDocument",
            "talents.CVPassage",
            "talents.CVImportFile",
        ),
        _("Their CV, with its files and what was done with it"),
        _("Nothing. Lists and presentations count one person less by name, none less in number."),
        rows=_rows,
        erase=_erase,
        secret=frozenset(
            {"file_key", "content", "content_index", "email_index", "phone_index", "access_key"}
        ),
        hide=lambda subject: keeping.restrict(list(cvs_of(subject))),
        show=lambda subject: keeping.restore(list(cvs_of(subject))),
        addresses=_identities,
    ),
    PersonalData(
        "talents.looks",
        ("talents.CVView",),
        _("CVs they looked at as staff"),
        _("That somebody looked, without the name."),
        rows=_looks,
        erase=_forget_looks,
    ),
)
