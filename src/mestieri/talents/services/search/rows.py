"""What is searched of each CV: made again from the CV in the transaction that changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction

from mestieri.kernel.encryption.fields import ring
from mestieri.kernel.encryption.keys import DataKey
from mestieri.talents.index_reading import pieces
from mestieri.talents.models import CV, CVSearchRow, CVWord, IndexValue
from mestieri.talents.models.indexes import SLOTS
from mestieri.talents.vocabulary import CVState
from mestieri.talents.word_tokens import tokens_of

_COLUMNS = ["centre", "key_name", "confirmed_on", "is_presentable"]
_SLOTS = [f"slot_{number}" for number in range(SLOTS)]


def held(numbers: Iterable[int]) -> list[CV]:
    """Some CVs as they stand now, held until the transaction ends.

    Held first and read after: who waited for somebody else's change reads what that one wrote.
    """
    wanted = CV.objects.filter(pk__in=list(numbers)).order_by("pk")
    locked = list(wanted.select_for_update().values_list("pk", flat=True))
    return list(CV.objects.filter(pk__in=locked).select_related("centre", "member").order_by("pk"))


@transaction.atomic
def refresh(numbers: Iterable[int]) -> None:
    """Make the rows of some CVs again; who cannot be found has none, and no words."""
    wanted = list(numbers)
    cvs = [cv for cv in held(wanted) if cv.state == CVState.ACTIVE]
    found = {cv.pk for cv in cvs}
    remove([number for number in wanted if number not in found])
    slots = _slots_of(cvs)
    CVSearchRow.objects.bulk_create(
        [_row(cv, slots[cv.pk]) for cv in cvs],
        update_conflicts=True,
        unique_fields=["cv"],
        update_fields=[*_COLUMNS, *_SLOTS],
    )


def _row(cv: CV, slots: dict[str, int]) -> CVSearchRow:
    return CVSearchRow(
        cv=cv,
        centre_id=cv.centre_id,
        key_name=ring().current.name,
        confirmed_on=cv.confirmed_on,
        is_presentable=cv.is_presentable,
        **slots,
    )


def _slots_of(cvs: Sequence[CV]) -> dict[int, dict[str, int]]:
    """By CV the columns of the indexes in use and their numbers."""
    slots: dict[int, dict[str, int]] = defaultdict(dict)
    values = IndexValue.objects.filter(cv__in=cvs, definition__slot__isnull=False)
    for cv, slot, code in values.values_list("cv_id", "definition__slot", "code"):
        slots[cv][f"slot_{slot}"] = code
    return slots


@transaction.atomic
def refresh_words(cvs: Sequence[CV]) -> None:
    """Write the words of some held CVs again, under the key that closes now."""
    key = ring().current
    CVWord.objects.filter(cv__in=cvs).delete()
    CVWord.objects.bulk_create(
        (word for cv in cvs if cv.state == CVState.ACTIVE for word in _words(cv, key)),
        batch_size=2000,
    )


def _words(cv: CV, key: DataKey) -> Iterable[CVWord]:
    for token in tokens_of(pieces(cv.candidate), cv.centre_id, key):
        yield CVWord(cv=cv, token=token)


@transaction.atomic
def remove(numbers: Sequence[int]) -> None:
    """Take away all that is searched of some CVs: hidden, expired or about to be erased."""
    CVWord.objects.filter(cv__in=numbers).delete()
    CVSearchRow.objects.filter(cv__in=numbers).delete()


def behind(limit: int) -> list[int]:
    """CVs whose words are under another key than the one that closes now."""
    current = ring().current.name
    rows = CVSearchRow.objects.exclude(key_name=current).order_by("cv")
    return list(rows.values_list("cv_id", flat=True)[:limit])
