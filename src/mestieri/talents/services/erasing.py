"""Erase CVs: files, what was read, lists that lead to them, links; nothing comes back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from mestieri.kernel.models import AuditEntry, ContactView
from mestieri.kernel.services import links
from mestieri.talents import changes
from mestieri.talents.models import CV, CVDocument, CVImportFile, Member
from mestieri.talents.services import files
from mestieri.talents.services.owners import OPEN, SUBJECT


@transaction.atomic
def erase(cvs: Sequence[CV], *, files_first: bool = False) -> int:
    """Erase CVs with their owners and all that hangs on them.

    Args:
        files_first: files go before the rows, whatever becomes of the transaction; else after
            it. Either way nothing opens them any more.

    Returns:
        How many rows went.
    """
    numbers = [cv.pk for cv in cvs]
    members = [cv.member_id for cv in cvs]
    tokens = list(CVDocument.objects.filter(cv__in=numbers).values_list("token", flat=True))
    changes.announce_gone(numbers)
    for cv in cvs:
        links.withdraw(OPEN, SUBJECT, str(cv.key))
    _forget_elsewhere(numbers, members)
    if files_first:
        files.remove(tokens)
    else:
        files.remove_once_written(tokens)
    CVImportFile.objects.filter(cv__in=numbers).update(file_name="", cv=None)
    count, _models = Member.objects.filter(pk__in=members).delete()
    return count


def _forget_elsewhere(numbers: list[int], members: list[int]) -> None:
    """Logs keep that something was done, not on whom."""
    keys = {CV._meta.label_lower: numbers, Member._meta.label_lower: members}
    for kind, ids in keys.items():
        named = {"subject_kind": kind, "subject_key__in": [str(one) for one in ids]}
        ContactView.objects.filter(**named).update(subject_key="")
        AuditEntry.objects.filter(**named).update(detail={}, subject_key="")
