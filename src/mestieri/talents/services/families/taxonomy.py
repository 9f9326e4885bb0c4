"""The group changes its families: make, change, move, split, merge, retire, take back.

Every change is written down with how things stood, and can be taken back; no CV is lost by any
of them (domain book PM-16, PM-17, S15).
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.engines.families import DictionaryProblem
from mestieri.engines.occupations import load
from mestieri.kernel.models import Account, Centre
from mestieri.talents.models import (
    CV,
    CVFamily,
    Family,
    FamilyAct,
    FamilyChange,
    FamilyState,
    MacroFamily,
)
from mestieri.talents.services.discretion import refuse_discrimination
from mestieri.talents.services.families import moving
from mestieri.talents.services.families.changes import as_it_stands, note_change
from mestieri.talents.services.families.proposing import (
    entries_of,
    make_proposer,
    propose_families,
)


@dataclass(frozen=True)
class FamilyPart:
    """A new family that a split makes."""

    name: str
    words: str = ""
    isco: str = ""


@transaction.atomic
def save_macro_family(macro: MacroFamily, *, account: Account | None) -> MacroFamily:
    """Make a macro-family, or give it another name.

    Raises:
        ValidationError: the name is empty, taken or forbidden.
    """
    is_new = macro.pk is None
    refuse_discrimination(macro.name, "name")
    macro.code = macro.code or slugify(macro.name)[:60] or "macro"
    macro.full_clean()
    macro.save()
    act = FamilyAct.CREATED if is_new else FamilyAct.CHANGED
    note_change(macro.centre, act, account, macro=macro.name)
    return macro


@transaction.atomic
def retire_macro_family(macro: MacroFamily, *, account: Account | None) -> None:
    """Put away a macro-family that holds no family.

    Raises:
        ValidationError: it holds families.
    """
    if macro.families.filter(retired_on__isnull=True).exists():
        raise ValidationError(
            _("“%(name)s” still holds families: move them first.") % {"name": macro.name}
        )
    macro.retired_on = timezone.localdate()
    macro.save(update_fields=["retired_on"])
    note_change(macro.centre, FamilyAct.RETIRED, account, macro=macro.name)


@transaction.atomic
def create_family(
    macro: MacroFamily, part: FamilyPart, *, account: Account | None, notes: bool = True
) -> Family:
    """Make a family under a macro-family.

    Raises:
        ValidationError: its name is taken, a code is none of ISCO-08, a word cannot be read, or
            the name or a word chooses people by what nobody may choose by.
    """
    family = Family(
        centre=macro.centre,
        macro=macro,
        name=part.name.strip(),
        words=part.words,
        isco=" ".join(part.isco.split()),
        code=_free_code(macro.centre, part.name),
        place=macro.families.count(),
    )
    _check(family)
    family.save()
    if notes:
        before = [as_it_stands(family, is_new=True)]
        note_change(macro.centre, FamilyAct.CREATED, account, before=before, name=family.name)
    return family


def _free_code(centre: Centre, name: str) -> str:
    wanted = slugify(name)[:50] or "famiglia"
    taken = set(
        Family.objects.filter(centre=centre, code__startswith=wanted).values_list("code", flat=True)
    )
    if wanted not in taken:
        return wanted
    return next(
        f"{wanted}-{number}" for number in range(2, 10_000) if f"{wanted}-{number}" not in taken
    )


def _check(family: Family) -> None:
    refuse_discrimination(family.name, "name")
    refuse_discrimination(family.words, "words")
    unknown = sorted(set(family.isco_codes) - set(load().linker.classification.group_by_code))
    if unknown:
        raise ValidationError(
            {"isco": _("There is no group %(codes)s in ISCO-08.") % {"codes": ", ".join(unknown)}}
        )
    try:
        make_proposer([family])
        entries_of([family])
    except DictionaryProblem as problem:
        raise ValidationError({"words": str(problem)}) from None
    family.full_clean(exclude=["macro", "centre"])


@transaction.atomic
def change_family(family: Family, *, account: Account | None) -> None:
    """Save another name, other words or codes of a family; its CVs stay in it.

    Raises:
        ValidationError: as `create_family`.
    """
    held = Family.objects.select_for_update().get(pk=family.pk)
    before = [as_it_stands(held)]
    _check(family)
    family.save(update_fields=["name", "words", "isco"])
    note_change(family.centre, FamilyAct.CHANGED, account, before=before, name=family.name)


@transaction.atomic
def move_family(family: Family, macro: MacroFamily, *, account: Account | None) -> None:
    """Put a family under another macro-family of the same centre.

    Raises:
        ValidationError: the macro-family is put away, or of another centre.
    """
    if macro.centre_id != family.centre_id or macro.retired_on is not None:
        raise ValidationError(_("This macro-family is not in use here."))
    before = [as_it_stands(family)]
    family.macro = macro
    family.save(update_fields=["macro"])
    note_change(
        family.centre, FamilyAct.MOVED, account, before=before, name=family.name, to=macro.name
    )


@transaction.atomic
def merge_families(family: Family, into: Family, *, account: Account | None) -> FamilyChange:
    """Put everything of a family into another: CVs, words, codes; the first is put away.

    Raises:
        ValidationError: they are the same, or one is put away.
    """
    if family.pk == into.pk or family.centre_id != into.centre_id:
        raise ValidationError(_("Choose another family."))
    if family.retired_on is not None or into.retired_on is not None:
        raise ValidationError(_("One of the two is not in use any more."))
    before = [as_it_stands(family), as_it_stands(into)]
    rows = list(family.cvs.filter(set_aside_by__isnull=True))
    change = note_change(
        family.centre,
        FamilyAct.MERGED,
        account,
        before=before,
        name=family.name,
        to=into.name,
        cvs=len(rows),
    )
    into.words = ", ".join(filter(None, (into.words.strip(" ,"), family.words.strip(" ,"))))
    into.isco = " ".join(dict.fromkeys([*into.isco_codes, *family.isco_codes]))
    into.save(update_fields=["words", "isco"])
    _put_away(family)
    moving.send(rows, into, change)
    return change


def _put_away(family: Family) -> None:
    family.retired_on = timezone.localdate()
    family.save(update_fields=["retired_on"])


@transaction.atomic
def split_family(
    family: Family, parts: Sequence[FamilyPart], *, account: Account | None
) -> FamilyChange:
    """Make some families out of one. Each CV goes, as a proposal, to the part whose words its job
    title holds; those that none speaks for stay where they are.

    Raises:
        ValidationError: there is no part, or one cannot be made (`create_family`).
    """
    if not parts:
        raise ValidationError(_("Write at least one new family."))
    before = [as_it_stands(family)]
    made = [create_family(family.macro, part, account=account, notes=False) for part in parts]
    for row in made:
        if not row.isco:
            row.isco = family.isco  # the code follows (S15)
            row.save(update_fields=["isco"])
    before += [as_it_stands(row, is_new=True) for row in made]
    names = [row.name for row in made]
    change = note_change(
        family.centre, FamilyAct.SPLIT, account, before=before, name=family.name, parts=names
    )
    _deal_out(family, made, change)
    return change


def _deal_out(family: Family, parts: Sequence[Family], change: FamilyChange) -> None:
    """Send the CVs of a family to the parts whose words speak for their job title."""
    dictionary = make_proposer(parts).proposer.dictionary
    by_code = {part.code: part for part in parts}
    dealt: dict[Family, list[CVFamily]] = {}
    for row in family.cvs.filter(set_aside_by__isnull=True):
        match = dictionary.first(row.title)
        part = by_code.get(match.entry.family) if match else None
        if part is not None and match is not None:
            row.words = match.words(row.title)
            dealt.setdefault(part, []).append(row)
    for part, rows in dealt.items():
        moving.send(rows, part, change)
        for row in rows:
            row.state = FamilyState.PROPOSED
        CVFamily.objects.bulk_update(rows, ["state", "words"])


@transaction.atomic
def retire_family(family: Family, *, account: Account | None) -> None:
    """Put away a family that no CV is in.

    Raises:
        ValidationError: CVs are in it: they are merged or corrected first.
    """
    count = family.cvs.filter(set_aside_by__isnull=True).count()
    if count:
        raise ValidationError(
            ngettext(
                "%(count)d CV is in “%(name)s”: merge it with another family first, so that "
                "nothing is lost.",
                "%(count)d CVs are in “%(name)s”: merge it with another family first, so that "
                "nothing is lost.",
                count,
            )
            % {"count": count, "name": family.name}
        )
    before = [as_it_stands(family)]
    _put_away(family)
    note_change(family.centre, FamilyAct.RETIRED, account, before=before, name=family.name)


def latest_undoable(centre: Centre) -> FamilyChange | None:
    """The change that can be taken back now: the latest that was not."""
    return (
        FamilyChange.objects.filter(centre=centre, undone_at__isnull=True)
        .exclude(act=FamilyAct.STARTED)
        .exclude(before=[], moves__isnull=True)
        .first()
    )


@transaction.atomic
def undo_change(change: FamilyChange, *, account: Account | None) -> None:
    """Take back the latest change: families and CVs stand as before.

    Raises:
        ValidationError: it was taken back already, or a later change stands on it.
    """
    latest = latest_undoable(change.centre)
    if latest is None or latest.pk != change.pk:
        raise ValidationError(_("Take back the later changes first, one at a time."))
    moving.send_back(change)
    home = next((one["family"] for one in change.before if not one["is_new"]), None)
    for stood in change.before:
        _restore(stood, home, change)
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    note_change(change.centre, FamilyAct.CHANGED, account, undone=change.pk, undid=change.act)


def _restore(stood: dict[str, Any], home: int | None, change: FamilyChange) -> None:
    """A family as it stood; one that the change made goes, and who came to it since goes home."""
    family = Family.objects.get(pk=stood["family"])
    if not stood["is_new"]:
        retired = stood["retired_on"]
        for name in ("name", "macro_id", "isco", "words", "place"):
            setattr(family, name, stood[name])
        family.retired_on = datetime.date.fromisoformat(str(retired)) if retired else None
        family.full_clean(exclude=["macro", "centre"])
        family.save()
        return
    left = list(family.cvs.filter(set_aside_by__isnull=True))
    if left and home is not None:
        moving.send(left, Family.objects.get(pk=home), change)
    elif left:
        numbers = [row.cv_id for row in left]
        CVFamily.objects.filter(pk__in=[row.pk for row in left]).delete()
        _put_away(family)
        propose_families(list(CV.objects.filter(pk__in=numbers).values_list("pk", flat=True)))
        return
    _put_away(family)
