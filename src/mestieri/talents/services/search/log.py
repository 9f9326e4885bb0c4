"""Who searched, by what, when; and what was searched in words that the owner of a CV reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Account, Centre
from mestieri.talents.index_codes import CEFR
from mestieri.talents.models import CVSearch, Family, IndexDefinition, IndexType
from mestieri.talents.queries.indexes import in_words, place_name
from mestieri.talents.queries.searching import Asked, Condition

#: Centre, account, what was asked as JSON, how many were found.
Search = tuple[int, int, str, int]


def note_search(centre: Centre, account: Account, asked: Asked, found: int) -> None:
    """Note a search. It is written soon: a GET writes nothing."""
    said = json.dumps(as_json(asked), sort_keys=True)
    _searches.add((centre.pk, account.pk, said, found))


def as_json(asked: Asked) -> dict[str, Any]:
    """A search as it is kept in the log."""
    return {
        "families": list(asked.families),
        "words": asked.words,
        "indexes": [
            {"index": one.definition.pk, "wanted": dict(one.wanted), "dropped": one.is_dropped}
            for one in asked.conditions
        ],
        "everybody": asked.everybody,
        "said_only": asked.said_only,
    }


def in_plain_words(asked: Asked, families: Mapping[int, Family]) -> str:
    """A search as its owner reads it: «Sistemi e reti · Lingue: Inglese B2 · parole: linux»."""
    named = [families[number].name for number in asked.families if number in families]
    conditions = [
        f"{one.definition.name}: {wanted_in_words(one)}"
        for one in asked.conditions
        if not one.is_dropped
    ]
    words = [_("words: %(words)s") % {"words": asked.words.strip()}] if asked.words.strip() else []
    return " · ".join([*named, *conditions, *words])


def wanted_in_words(condition: Condition) -> str:
    """What is asked of an index, in words."""
    definition, wanted = condition.definition, condition.wanted
    names = {choice.number: choice.name for choice in definition.choices.all()}
    match definition.type:
        case IndexType.YES_NO:
            return in_words(definition, int(wanted["is"]))
        case IndexType.ONE_OF:
            return _(" or ").join(names.get(number, "") for number in wanted["any"])
        case IndexType.MANY_OF:
            return " + ".join(names.get(number, "") for number in wanted["all"])
        case IndexType.NUMBER:
            return _range_in_words(definition, wanted)
        case IndexType.DATE:
            return _("by %(day)s") % {"day": wanted["by"]}
        case IndexType.PLACE:
            return _("%(place)s, within %(km)d km") % {
                "place": place_name(wanted["istat"]),
                "km": wanted["km"],
            }
    return f"{names.get(wanted['number'], '')} {CEFR[wanted['level'] - 1]}"


def _range_in_words(definition: IndexDefinition, wanted: Mapping[str, Any]) -> str:
    low, high = wanted.get("from"), wanted.get("to")
    said = []
    if low is not None:
        said.append(_("at least %(number)d") % {"number": low})
    if high is not None:
        said.append(_("at most %(number)d") % {"number": high})
    return f"{' '.join(said)} {definition.unit}".strip()


def _write(searches: Mapping[Search, int]) -> None:
    """Write searches; of accounts that are there no more nothing is kept."""
    known = set(
        Account.objects.filter(pk__in={one[1] for one in searches}).values_list("pk", flat=True)
    )
    CVSearch.objects.bulk_create(
        CVSearch(centre_id=centre, account_id=account, asked=json.loads(said), found=found)
        for centre, account, said, found in searches
        if account in known
    )


_searches: CountBuffer[Search] = CountBuffer("searches among CVs", _write)
