"""Erase CVs: files, what was read, lists that lead to them, links; nothing comes back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from mestieri.kernel.exchange import Subject
from mestieri.kernel.models import Account, AuditEntry, ContactView
from mestieri.kernel.services.persons import erasing
from mestieri.talents import changes
from mestieri.talents.models import CV, CVDocument, CVImportFile, Member
from mestieri.talents.services import doors, files

#: What stands after the @ in the identity of a CV: no letter ever goes there (RFC 2606).
NOWHERE = "cv.invalid"


def identity_of(cv: CV) -> Subject:
    """By what the ledger of erasures knows a CV: its key, in the form of an address.

    Never the owner's e-mail, which anybody may have typed: who erases a CV erases that CV alone.
    """
    return Subject(f"{cv.key}@{NOWHERE}", cv.centre)


def erase_for_good(cv: CV, *, by: Account | None = None) -> None:
    """Erase a CV at its owner's word, so that not even an old copy brings it back.

    Raises:
        LedgerDamaged: the ledger of erasures is not as it was written; nothing is erased.
    """
    erasing.erase(identity_of(cv), by=by)


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
        doors.withdraw_links(cv)
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
