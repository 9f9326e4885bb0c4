"""The families and the dictionary that a centre starts with (domain book §7.3)."""

from __future__ import annotations

import functools
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import transaction

from mestieri.engines.families import NO_FAMILY, Entry
from mestieri.engines.families.words import WEAK, read_entries
from mestieri.kernel.models import Account, Centre
from mestieri.talents.models import Family, FamilyAct, MacroFamily
from mestieri.talents.services.families.changes import note_change

STARTER = Path(__file__).resolve().parents[2] / "starter"


@functools.cache
def starter_macro_families() -> list[dict[str, Any]]:
    """`families.toml`: each macro-family with its families."""
    with (STARTER / "families.toml").open("rb") as file:
        return list(tomllib.load(file)["macro_family"])


@functools.cache
def starter_entries() -> tuple[Entry, ...]:
    """`words.txt`: the entries of the dictionary."""
    return tuple(read_entries((STARTER / "words.txt").read_text(encoding="utf-8")))


@functools.cache
def entries_of_no_family() -> tuple[Entry, ...]:
    """Words that say no family, the same everywhere."""
    return tuple(entry for entry in starter_entries() if entry.family == NO_FAMILY)


def _words_by_family() -> dict[str, list[str]]:
    words: dict[str, list[str]] = defaultdict(list)
    for entry in starter_entries():
        words[entry.family].append(WEAK + entry.text if entry.is_weak else entry.text)
    return words


@transaction.atomic
def take_starter_families(centre: Centre, *, account: Account | None = None) -> int:
    """Give a centre without families the starter set; how many families were made."""
    if MacroFamily.objects.filter(centre=centre).exists():
        return 0
    words, made = _words_by_family(), []
    for place, macro in enumerate(starter_macro_families()):
        row = MacroFamily.objects.create(
            centre=centre, code=macro["slug"], name=macro["name"], place=place
        )
        made += [
            Family(
                centre=centre,
                macro=row,
                code=family["slug"],
                name=family["name"],
                place=number,
                isco=" ".join(family["isco"]),
                words=", ".join(words[family["slug"]]),
            )
            for number, family in enumerate(macro["families"])
        ]
    Family.objects.bulk_create(made)
    note_change(centre, FamilyAct.STARTED, account, families=len(made))
    return len(made)
