"""What each CV says for the indexes: read from its record, corrected by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account
from mestieri.kernel.work import do_later
from mestieri.talents.index_reading import Choice, Definition, read_index
from mestieri.talents.models import CV, CVSearchRow, IndexDefinition, IndexValue, ValueOrigin
from mestieri.talents.services.indexes.starter import take_starter_indexes
from mestieri.talents.services.search import rows

#: CVs read again in one piece of work.
A_SLICE = 500


def definitions_of(centre_id: int) -> dict[IndexDefinition, Definition]:
    """The indexes of a centre that are in use, each as the reader wants it."""
    held = IndexDefinition.objects.filter(centre_id=centre_id, retired_on__isnull=True)
    return {row: _as_read(row) for row in held.prefetch_related("choices")}


def _as_read(row: IndexDefinition) -> Definition:
    choices = tuple(
        Choice(one.number, one.code, one.name, (one.name, *_words(one.words)))
        for one in row.choices.all()
        if one.retired_on is None
    )
    return Definition(row.type, row.read_from, (row.name, *_words(row.words)), choices)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def read_values(cvs: Sequence[CV], definitions: Mapping[IndexDefinition, Definition]) -> None:
    """Read again what some CVs of one centre say; what a person corrected stays."""
    corrected: dict[int, set[int]] = defaultdict(set)
    by_persons = IndexValue.objects.filter(cv__in=cvs).exclude(origin=ValueOrigin.READ)
    for cv_id, definition_id in by_persons.values_list("cv_id", "definition_id"):
        corrected[cv_id].add(definition_id)
    IndexValue.objects.filter(
        cv__in=cvs, definition__in=definitions, origin=ValueOrigin.READ
    ).delete()
    today = timezone.localdate()
    new = []
    for cv in cvs:
        record = cv.candidate
        for row, definition in definitions.items():
            if row.pk in corrected[cv.pk]:
                continue
            read = read_index(definition, record, today)
            if read is not None:
                new.append(IndexValue(cv=cv, definition=row, code=read.code, phrases=read.phrases))
    IndexValue.objects.bulk_create(new)


@transaction.atomic
def correct_value(
    cv: CV,
    definition: IndexDefinition,
    code: int | None,
    *,
    origin: ValueOrigin,
    account: Account | None = None,
) -> None:
    """Write what a CV says for an index, by hand; None says that nothing is known.

    Raises:
        ValidationError: the index is of another centre, or was put away meanwhile; what CVs
            said stays, and it can be brought back.
    """
    held = IndexDefinition.objects.select_for_update(no_key=True).filter(pk=definition.pk).first()
    if held is None or held.centre_id != cv.centre_id:
        raise ValidationError(_("This index is not of this centre."))
    if held.retired_on is not None:
        raise ValidationError(
            _("“%(name)s” is not in use any more: nothing was changed.") % {"name": held.name}
        )
    before = IndexValue.objects.filter(cv=cv, definition=held).first()
    if code is None:
        IndexValue.objects.filter(cv=cv, definition=held).delete()
    elif before is None or before.code != code or before.origin == ValueOrigin.READ:
        IndexValue.objects.update_or_create(
            cv=cv,
            definition=held,
            defaults={
                "code": code,
                "phrases": before.phrases if before and before.code == code else {},
                "origin": origin,
                "set_by": account,
                "set_at": timezone.now(),
            },
        )
    rows.refresh([cv.pk])


def read_again(definition: IndexDefinition) -> None:
    """Read an index that changed in all the CVs of its centre: few at once, many later."""
    read_slice(definition.centre_id, 0)


@transaction.atomic
def read_slice(centre_id: int, after: int) -> None:
    """Read all indexes of some CVs again and make their searched rows; the rest is done later."""
    following = CVSearchRow.objects.filter(centre=centre_id, cv__gt=after).order_by("cv")
    numbers = list(following.values_list("cv_id", flat=True)[:A_SLICE])
    read_values(rows.held(numbers), definitions_of(centre_id))
    rows.refresh(numbers)
    if len(numbers) == A_SLICE:
        do_later(READ_SLICE, centre_id, numbers[-1])


READ_SLICE = "mestieri.talents.services.indexes.values.read_slice"


def read_all(cvs: Sequence[CV]) -> None:
    """Read all indexes of some CVs of one centre; it gets the starter set if it has none."""
    take_starter_indexes(cvs[0].centre)
    read_values(cvs, definitions_of(cvs[0].centre_id))
