"""The macro-indexes that a centre starts with (domain book §7.3)."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.talents.models import IndexChoice, IndexDefinition

STARTER = Path(__file__).resolve().parents[2] / "starter"


@functools.cache
def starter_indexes() -> list[dict[str, Any]]:
    """`indexes.toml`: each index with its values."""
    with (STARTER / "indexes.toml").open("rb") as file:
        return list(tomllib.load(file)["index"])


@transaction.atomic
def take_starter_indexes(centre: Centre, *, account: Account | None = None) -> int:
    """Give a centre without indexes the starter set; how many were made."""
    if IndexDefinition.objects.filter(centre=centre).exists():
        return 0
    for slot, entry in enumerate(starter_indexes()):
        definition = IndexDefinition.objects.create(
            centre=centre,
            code=entry["code"],
            name=entry["name"],
            type=entry["type"],
            unit=entry.get("unit", ""),
            read_from=entry.get("read_from", ""),
            slot=slot,
            place=slot,
        )
        IndexChoice.objects.bulk_create(
            IndexChoice(
                definition=definition,
                number=number,
                code=choice.get("code", ""),
                name=choice["name"],
                words=choice.get("words", ""),
            )
            for number, choice in enumerate(entry.get("choices", ()))
        )
    made = len(starter_indexes())
    audit.record("talents.indexes_started", centre=centre, account=account, indexes=made)
    return made
