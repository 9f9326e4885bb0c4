"""A person confirms or corrects what was proposed; many at once only after a sample."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre
from mestieri.talents.models import (
    CV,
    CVFamily,
    Family,
    FamilyAct,
    FamilyChange,
    FamilyMove,
    FamilySample,
    FamilySampleLook,
    FamilySource,
    FamilyState,
)
from mestieri.talents.services.families import moving
from mestieri.talents.services.families.changes import note_change
from mestieri.talents.vocabulary import CVState

#: Proposals that a person looks at before the rest is confirmed together (S15).
SAMPLE = 20


def open_proposals(centre: Centre, family: Family | None = None) -> QuerySet[CVFamily]:
    """What waits for a person: proposals of CVs in the bank, of one family or of all."""
    rows = CVFamily.objects.filter(
        family__centre=centre,
        state=FamilyState.PROPOSED,
        set_aside_by__isnull=True,
        cv__state=CVState.ACTIVE,
    )
    return rows if family is None else rows.filter(family=family)


@transaction.atomic
def confirm(rows: Sequence[CVFamily], centre: Centre, *, account: Account | None) -> FamilyChange:
    """Say that some proposals are right; one change, taken back together."""
    waiting = [row for row in rows if row.state == FamilyState.PROPOSED]
    change = note_change(centre, FamilyAct.CONFIRMED, account, cvs=len(waiting))
    FamilyMove.objects.bulk_create(
        FamilyMove(
            change=change,
            cv_id=row.cv_id,
            old_family_id=row.family_id,
            new_family_id=row.family_id,
            was_main=row.is_main,
            old_state=row.state,
        )
        for row in waiting
    )
    CVFamily.objects.filter(pk__in=[row.pk for row in waiting]).update(
        state=FamilyState.CONFIRMED, decided_by=account, decided_at=timezone.now()
    )
    return change


@transaction.atomic
def correct(row: CVFamily, family: Family, *, account: Account | None) -> FamilyChange:
    """Say that a CV belongs to another family than the one proposed.

    Raises:
        ValidationError: the family is put away, or of another centre.
    """
    _refuse_other(family, row.cv)
    change = note_change(
        family.centre, FamilyAct.CORRECTED, account, name=str(row.family), to=family.name
    )
    cv = row.cv_id
    moving.send([row], family, change)
    CVFamily.objects.filter(cv=cv, family=family).update(
        state=FamilyState.CONFIRMED,
        source=FamilySource.PERSON,
        decided_by=account,
        decided_at=timezone.now(),
    )
    return change


def _refuse_other(family: Family, cv: CV) -> None:
    if family.centre_id != cv.centre_id or family.retired_on is not None:
        raise ValidationError(_("This family is not in use here."))


@transaction.atomic
def add_family(cv: CV, family: Family, *, account: Account | None, as_main: bool = False) -> None:
    """Put a CV into one more family, or let one be its main.

    Raises:
        ValidationError: the family is put away, or of another centre.
    """
    _refuse_other(family, cv)
    change = note_change(family.centre, FamilyAct.CORRECTED, account, to=family.name)
    said = {
        "state": FamilyState.CONFIRMED,
        "source": FamilySource.PERSON,
        "decided_by": account,
        "decided_at": timezone.now(),
        "set_aside_by": None,
    }
    row, is_new = CVFamily.objects.update_or_create(cv=cv, family=family, defaults=said)
    if is_new:
        FamilyMove.objects.create(change=change, cv=cv, new_family=family)
    if as_main or not CVFamily.objects.filter(cv=cv, is_main=True).exists():
        moving.make_main(row)


@transaction.atomic
def take_out(row: CVFamily, *, account: Account | None) -> FamilyChange:
    """Say that a CV does not belong to a family."""
    change = note_change(
        row.family.centre, FamilyAct.CORRECTED, account, name=row.family.name, taken_out=True
    )
    moving.take_out(row, change)
    return change


@transaction.atomic
def draw_sample(centre: Centre, family: Family | None, *, account: Account | None) -> FamilySample:
    """Draw by lot the proposals to look at.

    Raises:
        ValidationError: nothing waits.
    """
    waiting = list(open_proposals(centre, family).values_list("pk", flat=True))
    if not waiting:
        raise ValidationError(_("No proposal waits here."))
    drawn = random.SystemRandom().sample(waiting, min(SAMPLE, len(waiting)))
    sample = FamilySample.objects.create(
        centre=centre, family=family, made_by=account, up_to=max(waiting)
    )
    FamilySampleLook.objects.bulk_create(
        FamilySampleLook(sample=sample, cv_family_id=number) for number in drawn
    )
    return sample


@transaction.atomic
def note_looks(sample: FamilySample, said: Mapping[int, bool]) -> None:
    """Write down which proposals of a sample are right; numbers are those of the looks."""
    for look in sample.looks.all():
        if look.pk in said:
            look.is_right = said[look.pk]
            look.save(update_fields=["is_right"])


@transaction.atomic
def confirm_after_sample(sample: FamilySample, *, account: Account | None) -> FamilyChange:
    """Confirm together what waited when the sample was drawn, save what the sample found wrong.

    Raises:
        ValidationError: the sample was used, or not looked at whole.
    """
    held = FamilySample.objects.select_for_update().get(pk=sample.pk)
    if held.used_at is not None:
        raise ValidationError(_("This sample was used already: draw another."))
    # Those whose CV was hidden meanwhile are shown to nobody, and wait for nobody.
    looks = list(held.looks.filter(cv_family__cv__state=CVState.ACTIVE))
    if any(look.is_right is None for look in looks):
        raise ValidationError(_("Look at every CV of the sample first: say right or wrong."))
    wrong = [look.cv_family_id for look in looks if look.is_right is False]
    rows = open_proposals(held.centre, held.family).filter(pk__lte=held.up_to)
    change = confirm(list(rows.exclude(pk__in=wrong)), held.centre, account=account)
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    return change
