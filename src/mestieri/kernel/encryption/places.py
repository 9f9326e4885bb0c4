"""Where closed things lie in the database, and under which key each was closed."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import DatabaseError, models, transaction
from django.db.models.functions import Substr

from mestieri.kernel.encryption.fields import BlindIndexField, closed_fields, ring
from mestieri.kernel.encryption.keys import NAME_LENGTH, KeysUnusable, is_sealed
from mestieri.kernel.encryption.migrating import raw
from mestieri.kernel.encryption.second_factor import secrets_in
from mestieri.kernel.privacy.third_party import every_model

#: What stands in the place of a key's name for something that is not closed at all.
CLEAR = ""
Model = type[models.Model]


@dataclass(frozen=True)
class ClosedColumn:
    """A closed column, with the blind indexes that follow it."""

    model: Model
    name: str
    indexes: tuple[str, ...]

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    def rows(self) -> models.QuerySet[Any]:
        """Its rows that hold something, with `raw_text` as it lies there."""
        everything = self.model._base_manager.order_by("pk").annotate(raw_text=raw(self.name))
        return everything.exclude(raw_text="").exclude(raw_text__isnull=True)


def closed_columns() -> list[ClosedColumn]:
    """Every closed column of the installation, in the order of the names."""
    found = [
        ClosedColumn(model, field.name, _indexes_of(model, field.name))
        for model in every_model()
        for field in closed_fields(model)
    ]
    return sorted(found, key=lambda column: column.label)


def _indexes_of(model: Model, name: str) -> tuple[str, ...]:
    fields = model._meta.local_fields
    return tuple(f.name for f in fields if isinstance(f, BlindIndexField) and f.of == name)


def rows_by_key() -> Counter[str]:
    """Name of a key → how many things it closed; `CLEAR` for what is not closed."""
    counts: Counter[str] = Counter()
    for column in closed_columns():
        counts += _keys_of(column)
    for secret in _second_factors():
        counts[_name_in(secret[: NAME_LENGTH + 1] if is_sealed(secret) else "")] += 1
    return counts


def _keys_of(column: ClosedColumn) -> Counter[str]:
    named = column.rows().order_by().annotate(key_name=Substr("raw_text", 1, NAME_LENGTH + 1))
    counts: Counter[str] = Counter()
    for name, count in named.values_list("key_name").annotate(models.Count("pk")):
        counts[_name_in(name)] += count
    return counts


def something_is_closed() -> bool:
    """Whether some key is needed already; works before the tables are all there, too."""
    for column in closed_columns():
        with contextlib.suppress(DatabaseError), transaction.atomic():
            if any(name != CLEAR for name in _keys_of(column)):
                return True
    with contextlib.suppress(DatabaseError), transaction.atomic():
        return any(map(is_sealed, _second_factors()))
    return False


def _name_in(text: str) -> str:
    is_name = len(text) == NAME_LENGTH + 1 and text.endswith(":")
    return text[:-1] if is_name else CLEAR


def _second_factors() -> Iterator[str]:
    for data in Authenticator.objects.order_by("pk").values_list("data", flat=True):
        yield from secrets_in(data)


def what_does_not_open() -> list[str]:
    """Try one thing of each column and key; a sentence for each that does not open."""
    said = []
    for column in closed_columns():
        named = column.rows().annotate(key_name=Substr("raw_text", 1, NAME_LENGTH + 1))
        firsts = named.order_by().values_list("key_name").annotate(models.Min("pk"))
        for _name, key in firsts:
            text = column.rows().values_list("raw_text", flat=True).get(pk=key)
            said += _refusal(column.label, text)
    for secret in _second_factors():
        said += _refusal("mfa.Authenticator.data", secret)
    return list(dict.fromkeys(said))


def _refusal(label: str, text: str) -> list[str]:
    if not is_sealed(text):
        return []
    try:
        ring().open(text)
    except KeysUnusable as refusal:
        return [f"{label}: {refusal}"]
    return []
