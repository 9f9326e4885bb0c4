"""Examples of what the addresses of families, indexes and the search name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mestieri.kernel.models import Centre
from mestieri.talents.models import (
    CV,
    CVFamily,
    CVList,
    CVListItem,
    Family,
    FamilyAct,
    IndexChoice,
    IndexDefinition,
    MacroFamily,
    SavedSearch,
)
from mestieri.talents.services.families import deciding
from mestieri.talents.services.families.changes import note_change
from tests.talents.bank import keep, worker


def _cv(centre: Centre) -> CV:
    return keep(centre, worker("Saldatore"))


def _family(centre: Centre) -> Family:
    return CVFamily.objects.get(cv=_cv(centre)).family


def _macro(centre: Centre) -> MacroFamily:
    return MacroFamily.objects.create(centre=centre, name=f"Prova {MacroFamily.objects.count()}")


def _index(centre: Centre) -> IndexDefinition:
    cv = _cv(centre)
    return IndexDefinition.objects.filter(centre=cv.centre, code="studio").get()


def _item(centre: Centre) -> CVListItem:
    row = CVList.objects.create(centre=centre, name=f"Prova {CVList.objects.count()}")
    return CVListItem.objects.create(cv_list=row, cv=_cv(centre))


def _key(make: Callable[[Centre], Any]) -> Callable[[Centre], dict[str, Any]]:
    return lambda centre: {"pk": make(centre).pk}


def _sample(centre: Centre) -> Any:
    _cv(centre)
    return deciding.draw_sample(centre, None, account=None)


def _value(centre: Centre) -> dict[str, Any]:
    return {"pk": _cv(centre).pk, "index": _index(centre).pk}


SORTING_EXAMPLES: dict[str, Callable[[Centre], dict[str, Any]]] = {
    **{
        f"talents-{name}": _key(_macro) for name in ("macro", "macro-retire", "family-add")
    },
    **{
        f"talents-{name}": _key(_family)
        for name in (
            "family", "family-change", "family-move", "family-merge", "family-split",
            "family-retire",
        )
    },
    "talents-family-undo": _key(lambda centre: note_change(centre, FamilyAct.STARTED, None)),
    "talents-family-decide": _key(lambda centre: CVFamily.objects.get(cv=_cv(centre))),
    "talents-sample": _key(_sample),
    "talents-index": _key(_index),
    "talents-index-retire": _key(_index),
    "talents-index-choice": _key(
        lambda centre: IndexChoice.objects.filter(definition=_index(centre)).first()
    ),
    "talents-sort": _key(_cv),
    "talents-sort-family": _key(_cv),
    "talents-sort-index": _value,
    "talents-search-forget": _key(
        lambda centre: SavedSearch.objects.create(
            centre=centre, name=f"Prova {SavedSearch.objects.count()}", asked={"query": "q=tig"}
        )
    ),
    "talents-cv-list": _key(lambda centre: _item(centre).cv_list),
    "talents-list-remove": _key(lambda centre: _item(centre).cv_list),
    "talents-list-out": _key(_item),
}  # fmt: skip
