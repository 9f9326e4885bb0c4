"""What sorting and searching hold of a person: given back, and erased with the CV."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.exchange import PersonalData, Subject
from mestieri.talents.models import (
    CV,
    CVFamily,
    CVListItem,
    CVSearchRow,
    CVWord,
    FamilyMove,
    FamilySampleLook,
    IndexValue,
)
from mestieri.talents.services.search import rows


def _numbers(subject: Subject) -> list[int]:
    found = CV.objects.filter(member__email_index__of=subject.email)
    found = found if subject.centre is None else found.filter(centre=subject.centre)
    return list(found.values_list("pk", flat=True))


def _rows(subject: Subject) -> list[QuerySet[Any]]:
    numbers = _numbers(subject)
    hanging = (CVFamily, IndexValue, FamilyMove, CVListItem, CVSearchRow, CVWord)
    looks = FamilySampleLook.objects.filter(cv_family__cv__in=numbers)
    return [looks, *(model._default_manager.filter(cv__in=numbers) for model in hanging)]


def _erase(subject: Subject) -> int:
    """Everything here goes; it may be called before or after the CV itself is erased."""
    numbers = _numbers(subject)
    rows.remove(numbers)
    count = 0
    for model in (FamilyMove, CVListItem, IndexValue, CVFamily):
        count += model._default_manager.filter(cv__in=numbers).delete()[0]
    return count


OFFER = PersonalData(
    "talents.sorting",
    (
        "talents.CVFamily",
        "talents.FamilyMove",
        "talents.FamilySampleLook",
        "talents.IndexValue",
        "talents.CVSearchRow",
        "talents.CVWord",
        "talents.CVListItem",
    ),
    _("Families and indexes of their CV, and lists it is in"),
    _("Nothing."),
    rows=_rows,
    erase=_erase,
    secret=frozenset({"token", "key_name"}),
)
