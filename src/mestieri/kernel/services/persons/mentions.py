"""Where words of a person stand in columns that are not theirs, and how they are taken out.

An address may have been written in the sheet of a service, in the reason of a passage, in the
log. Every column of text of every model of ours, and of the logs of the editorial desk, is looked
through: no room has to remember. Pages are not: what the centre published is corrected there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    ClosedField,
    EncryptedEmailField,
    with_indexes,
)
from mestieri.kernel.models import Centre
from mestieri.kernel.personal_words import addresses_in, blanked, is_said
from mestieri.kernel.privacy.third_party import every_model

TEXTS = (models.CharField, models.TextField, models.JSONField)
#: Logs and machinery, where even a whole name written out is taken away. Elsewhere a name is
#: never searched: two people may bear it.
LOGS = frozenset(
    {
        "kernel.AuditEntry",
        "kernel.IntakeRow",
        "wagtailcore.ModelLogEntry",
        "wagtailcore.PageLogEntry",
    }
)


@dataclass(frozen=True)
class Words:
    """What is looked for.

    Attributes:
        email: looked for everywhere.
        names: whole names, looked for in logs alone.
    """

    email: str
    names: tuple[str, ...] = ()

    def for_model(self, model: type[models.Model]) -> tuple[str, ...]:
        if model._meta.label in LOGS:
            return (self.email, *self.names)
        return (self.email,)


@dataclass(frozen=True)
class Mention:
    """A column in which words stand, and the rows where they do."""

    model: type[models.Model]
    field: models.Field[Any, Any]
    words: tuple[str, ...]
    rows: QuerySet[Any]

    @property
    def name(self) -> str:
        return f"{self.model._meta.verbose_name} – {self.field.verbose_name}"


def mentions(
    words: Words, centre: Centre | None = None, *, elsewhere: bool = False
) -> Iterator[Mention]:
    """Columns that may hold words, in the whole installation or in what is a centre's.

    Args:
        centre: look only at what belongs to this centre.
        elsewhere: look only at what belongs to other centres.
    """
    for model, fields in _texts():
        rows = model._default_manager.all()
        if centre is not None:
            path = centre_path(model)
            if path is None:
                continue
            rows = of_others(rows, centre) if elsewhere else rows.filter(**{path: centre.pk})
        wanted = words.for_model(model)
        for field in fields:
            yield Mention(model, field, wanted, _holding(rows, field, wanted))


def _texts() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    for model in filter(_is_looked_through, every_model()):
        fields: list[models.Field[Any, Any]] = [
            field
            for field in model._meta.local_fields
            if isinstance(field, TEXTS)
            and not isinstance(field, BlindIndexField)
            and not field.choices
            and not field.primary_key
        ]
        if fields:
            yield model, fields


def _is_looked_through(model: type[models.Model]) -> bool:
    is_page = any(parent._meta.app_label == "wagtailcore" for parent in model._meta.parents)
    return model._meta.label in LOGS or (model.__module__.startswith("mestieri.") and not is_page)


def centre_path(model: type[models.Model], depth: int = 2) -> str | None:
    """By which keys a model leads to its centre; None when it belongs to no centre."""
    if model is Centre:
        return "pk"
    keys = [field for field in model._meta.local_fields if field.many_to_one or field.one_to_one]
    for key in keys:
        if key.related_model is Centre:
            return key.name
    if depth:
        for key in keys:
            parent = key.related_model
            if isinstance(parent, type) and issubclass(parent, models.Model):
                path = centre_path(parent, depth - 1)
                if path is not None and not key.null:
                    return f"{key.name}__{path}"
    return None


def of_others(rows: QuerySet[Any], centre: Centre) -> QuerySet[Any]:
    """Those of some rows that belong to another centre; what belongs to none is nobody's."""
    path = centre_path(rows.model)
    if path is None:
        return rows.none()
    return rows.filter(**{f"{path}__isnull": False}).exclude(**{path: centre.pk})


def _holding(
    rows: QuerySet[Any], field: models.Field[Any, Any], words: tuple[str, ...]
) -> QuerySet[Any]:
    near = rows if isinstance(field, ClosedField) else _holding_letters(rows, field, words)
    keys = rows_with(near, field, words)
    return rows.filter(pk__in=keys) if keys else rows.none()


def _holding_letters(
    rows: QuerySet[Any], field: models.Field[Any, Any], words: Iterable[str]
) -> QuerySet[Any]:
    """Rows in which the letters stand, be they a whole word or not: what a database can tell."""
    asked = Q(pk__in=[])
    for word in words:
        for spelling in {word, json.dumps(word)[1:-1]}:
            asked |= Q(text_looked_through__icontains=spelling)
    return rows.annotate(text_looked_through=Cast(field.name, TextField())).filter(asked)


def rows_with(rows: QuerySet[Any], field: Any, words: tuple[str, ...]) -> list[Any]:
    """Keys of the rows in whose column words stand: each is opened and looked at.

    A column of addresses holds one address and nothing else: it is that one, or another.
    """
    told = rows.order_by().exclude(**{field.name: ""}).values_list("pk", field.name)
    if isinstance(field, models.EmailField | EncryptedEmailField):
        wanted = {word.casefold() for word in words}
        return [key for key, value in told.iterator() if str(value).casefold() in wanted]
    return [key for key, value in told.iterator() if is_said(value, words)]


def take_out(mention: Mention) -> int:
    """Put `BLANK` where the words stand (nothing, in a column of addresses); how many rows."""
    name = mention.field.name
    found = list(mention.rows.values_list("pk", name))
    for key, value in found:
        mention.model._default_manager.filter(pk=key).update(
            **with_indexes(mention.model, name, _without(value, mention.field, mention.words))
        )
    return len(found)


def _without(value: Any, field: models.Field[Any, Any], words: tuple[str, ...]) -> Any:
    if isinstance(field, models.EmailField | EncryptedEmailField):
        return ""
    return blanked(value, words)


def all_addresses() -> set[str]:
    """Every e-mail address in any column of text, in small letters."""
    found: set[str] = set()
    for model, fields in _texts():
        for field in fields:
            rows = model._default_manager.order_by()
            if not isinstance(field, ClosedField):
                rows = _holding_letters(rows, field, ("@",))
            for value in rows.values_list(field.name, flat=True).iterator():
                found |= addresses_in(value)
    return found
