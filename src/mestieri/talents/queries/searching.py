"""The search among CVs: who says what was asked, in a declared neutral order, without scores.

Each row is a yes, a no or a «not said» for each index. Only a no leaves somebody out, and who
searches may drop any index. The order is that of the last confirmation, latest first; of one
day, the CV that came last first. Nothing else of a CV moves it (domain book §3.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from mestieri.kernel.models import Centre
from mestieri.talents.index_codes import missed
from mestieri.talents.models import CVFamily, CVSearchRow, CVWord, IndexDefinition
from mestieri.talents.vocabulary import CVState, Visibility
from mestieri.talents.word_tokens import asked_tokens

ROWS_A_PAGE = 25
MOST_CONDITIONS = 8
#: The declared order, and all of it.
ORDER = ("-confirmed_on", "-cv_id")


@dataclass(frozen=True)
class Condition:
    """What is asked of one index; `is_dropped` when who searches widened the search by it."""

    definition: IndexDefinition
    wanted: Mapping[str, Any]
    is_dropped: bool = False


@dataclass(frozen=True)
class Asked:
    """A search.

    Attributes:
        families: numbers of families; a CV in any of them, by a person or as a proposal.
        words: all of them must be in the CV.
        conditions: on indexes.
        everybody: also CVs that may not be presented yet, for who keeps them; never those
            that their owners show to nobody.
        said_only: leaves out who does not say, by choice of who searches.
    """

    families: tuple[int, ...] = ()
    words: str = ""
    conditions: tuple[Condition, ...] = ()
    everybody: bool = False
    said_only: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.families or self.words.strip() or self.conditions)

    def without(self, condition: Condition) -> Asked:
        """The same search, widened by one index."""
        kept = tuple(
            replace(one, is_dropped=True) if one is condition else one for one in self.conditions
        )
        return replace(self, conditions=kept)


@dataclass(frozen=True)
class Found:
    """What a search found.

    Attributes:
        total: how many CVs no condition speaks against.
        wider: by place of the condition, how many there would be without it.
        cvs: numbers of the CVs of the page, in the declared order.
        codes: by CV and number of the index, what it says.
    """

    total: int = 0
    wider: Mapping[int, int] = field(default_factory=dict)
    cvs: Sequence[int] = ()
    codes: Mapping[int, Mapping[int, int]] = field(default_factory=dict)


def search(centre: Centre, asked: Asked, *, page: int = 1) -> Found:
    """Search; two questions to the database, whatever is asked.

    Args:
        page: from 1; a page that is not there is empty.
    """
    rows, names = _with_misses(_everybody_of(centre, asked), asked.conditions)
    active = [name for name, one in zip(names, asked.conditions, strict=True) if not one.is_dropped]
    if asked.said_only:
        rows = rows.filter(_all_said(asked.conditions))
    counts = _counts(rows, names)
    mask = sum(1 << place for place, one in enumerate(asked.conditions) if not one.is_dropped)
    start = (max(page, 1) - 1) * ROWS_A_PAGE
    following = rows.filter(**dict.fromkeys(active, 0)).order_by(*ORDER)
    slots = {one.definition.slot: one.definition.pk for one in asked.conditions}
    columns = [f"slot_{slot}" for slot in slots]
    shown = list(following.values("cv_id", *columns)[start : start + ROWS_A_PAGE])
    wider = {
        place: _without_no(counts, mask & ~(1 << place))
        for place, one in enumerate(asked.conditions)
        if not one.is_dropped
    }
    codes = {
        row["cv_id"]: {
            number: row[f"slot_{slot}"]
            for slot, number in slots.items()
            if row[f"slot_{slot}"] is not None
        }
        for row in shown
    }
    return Found(_without_no(counts, mask), wider, [row["cv_id"] for row in shown], codes)


def _everybody_of(centre: Centre, asked: Asked) -> QuerySet[CVSearchRow]:
    """Rows in the families and with the words asked, before any index."""
    rows = CVSearchRow.objects.filter(centre=centre, cv__state=CVState.ACTIVE)
    if asked.everybody:
        rows = rows.exclude(cv__visibility=Visibility.NOBODY)
    else:
        rows = rows.filter(is_presentable=True)
    if asked.families:
        inside = CVFamily.objects.filter(family__in=asked.families, set_aside_by__isnull=True)
        rows = rows.filter(cv__in=inside.values("cv"))
    for tokens in asked_tokens(asked.words, centre.pk):
        rows = rows.filter(cv__in=CVWord.objects.filter(token__in=tokens).values("cv"))
    return rows


def _with_misses(
    rows: QuerySet[CVSearchRow], conditions: Sequence[Condition]
) -> tuple[QuerySet[CVSearchRow], list[str]]:
    """Rows with a 1 for each condition that the CV speaks against, and the names of these."""
    names = []
    for place, condition in enumerate(conditions):
        definition = condition.definition
        before, against = missed(
            definition.type, f"slot_{definition.slot}", condition.wanted, f"bits_{place}"
        )
        rows = rows.annotate(**before)
        no = Case(When(against, then=Value(1)), default=Value(0), output_field=IntegerField())
        rows = rows.annotate(**{f"no_{place}": no})
        names.append(f"no_{place}")
    return rows, names


def _all_said(conditions: Sequence[Condition]) -> Q:
    """Every index that counts is said."""
    said = Q()
    for one in conditions:
        if not one.is_dropped:
            said &= Q(**{f"slot_{one.definition.slot}__isnull": False})
    return said


def _counts(rows: QuerySet[CVSearchRow], names: Sequence[str]) -> dict[int, int]:
    """How many CVs there are by what they say no to: a bit for each condition."""
    bits = [F(name) * (1 << place) for place, name in enumerate(names)]
    pattern = sum(bits, start=Value(0))
    counted = rows.values(noes=pattern).annotate(cvs=Count("cv_id")).order_by()
    return {row["noes"]: row["cvs"] for row in counted}


def _without_no(counts: Mapping[int, int], mask: int) -> int:
    """How many say no to none of the conditions of a mask."""
    return sum(number for noes, number in counts.items() if not noes & mask)
