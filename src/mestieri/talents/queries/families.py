"""Families of a centre with how many CVs they hold, proposals that wait, and the history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mestieri.kernel.models import Centre
from mestieri.talents.models import (
    CV,
    CVFamily,
    Family,
    FamilyChange,
    FamilySample,
    FamilySampleLook,
    FamilyState,
    MacroFamily,
)
from mestieri.talents.vocabulary import CVState

HISTORY = 100


@dataclass(frozen=True)
class FamilyLine:
    """A family and how many CVs are in it, said by a person and proposed."""

    family: Family
    confirmed: int
    proposed: int


@dataclass(frozen=True)
class MacroLine:
    """A macro-family with its families."""

    macro: MacroFamily
    families: list[FamilyLine]


def families_in_use(centre: Centre) -> QuerySet[Family]:
    """Families that are not put away, by macro-family."""
    return Family.objects.filter(centre=centre, retired_on__isnull=True).select_related("macro")


def overview(centre: Centre) -> list[MacroLine]:
    """Every macro-family in use, with its families; two questions."""
    there = Q(cvs__set_aside_by__isnull=True, cvs__cv__state=CVState.ACTIVE)
    counted = families_in_use(centre).annotate(
        confirmed=Count("cvs", filter=there & Q(cvs__state=FamilyState.CONFIRMED)),
        proposed=Count("cvs", filter=there & Q(cvs__state=FamilyState.PROPOSED)),
    )
    lines: dict[int, list[FamilyLine]] = defaultdict(list)
    for family in counted:
        lines[family.macro_id].append(FamilyLine(family, family.confirmed, family.proposed))
    macros = MacroFamily.objects.filter(centre=centre, retired_on__isnull=True)
    return [MacroLine(macro, lines[macro.pk]) for macro in macros]


def without_family(centre: Centre) -> int:
    """How many CVs of the bank are in no family: nothing speaks for them yet."""
    placed = CVFamily.objects.filter(set_aside_by__isnull=True).values("cv")
    return CV.objects.filter(centre=centre, state=CVState.ACTIVE).exclude(pk__in=placed).count()


def rows_of(family: Family) -> QuerySet[CVFamily]:
    """CVs of a family, proposals first."""
    rows = CVFamily.objects.filter(
        family=family, set_aside_by__isnull=True, cv__state=CVState.ACTIVE
    )
    return rows.select_related("cv__member").order_by("-state", "id")


def history(centre: Centre) -> QuerySet[FamilyChange]:
    """What was done with the families, latest first."""
    return FamilyChange.objects.filter(centre=centre).select_related("made_by")[:HISTORY]


def looks_of(sample: FamilySample) -> list[FamilySampleLook]:
    """The proposals of a sample that are still there, of CVs that are in use."""
    shown = sample.looks.filter(cv_family__cv__state=CVState.ACTIVE)
    looks = shown.select_related("cv_family__family", "cv_family__cv__member")
    return list(looks)
