"""The page of a search: for each CV found what it says of each index asked, with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mestieri.talents.index_codes import Mark, mark
from mestieri.talents.models import CV, CVFamily, IndexValue
from mestieri.talents.queries.indexes import in_words, phrase_for
from mestieri.talents.queries.searching import Condition, Found
from mestieri.talents.vocabulary import CVState


@dataclass(frozen=True)
class Cell:
    """What a CV says of one index that was asked."""

    condition: Condition
    mark: Mark
    text: str
    phrase: str


@dataclass(frozen=True)
class Row:
    """A CV in the results. There is no number that says how well it fits."""

    cv: CV
    families: Sequence[CVFamily]
    cells: Sequence[Cell]


def rows_of(found: Found, conditions: Sequence[Condition]) -> list[Row]:
    """The CVs of a page, in its order; three questions."""
    shown = CV.objects.filter(pk__in=found.cvs, state=CVState.ACTIVE)
    cvs = shown.select_related("member").in_bulk()
    families: dict[int, list[CVFamily]] = defaultdict(list)
    for one in CVFamily.objects.filter(cv__in=found.cvs, set_aside_by__isnull=True).select_related(
        "family"
    ):
        families[one.cv_id].append(one)
    asked = [condition.definition for condition in conditions]
    values = {
        (value.cv_id, value.definition_id): value
        for value in IndexValue.objects.filter(cv__in=found.cvs, definition__in=asked)
    }
    return [
        Row(
            cvs[number],
            families[number],
            [
                _cell(condition, values.get((number, condition.definition.pk)))
                for condition in conditions
            ],
        )
        for number in found.cvs
        if number in cvs
    ]


def _cell(condition: Condition, value: IndexValue | None) -> Cell:
    definition = condition.definition
    said = mark(definition.type, value.code if value else None, condition.wanted)
    if value is None:
        return Cell(condition, said, "", "")
    return Cell(
        condition, said, in_words(definition, value.code), phrase_for(value, condition.wanted)
    )
