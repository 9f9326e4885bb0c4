"""Where words of a person stand in columns that are not theirs, and how they are taken out.

An address may have been written in the sheet of a service, in the reason of a passage, in the
log. Every column of text of every model of ours, and of the logs of the editorial desk, is looked
through: no room has to remember. Pages are not: what the centre published is corrected there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from mestieri.kernel.models import Centre
from mestieri.kernel.privacy.third_party import every_model

#: What stands where a word of a person stood.
BLANK = "[…]"
TEXTS = (models.CharField, models.TextField, models.JSONField)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
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
        elsewhere: look only at what belongs to every other centre.
    """
    for model, fields in _texts():
        rows = model._default_manager.all()
        if centre is not None:
            path = centre_path(model)
            if path is None:
                continue
            mine = Q(**{path: centre.pk})
            rows = rows.exclude(mine) if elsewhere else rows.filter(mine)
        wanted = words.for_model(model)
        for field in fields:
            yield Mention(model, field, wanted, _holding(rows, field, wanted))


def _texts() -> Iterator[tuple[type[models.Model], list[models.Field[Any, Any]]]]:
    for model in filter(_is_looked_through, every_model()):
        fields: list[models.Field[Any, Any]] = [
            field
            for field in model._meta.local_fields
            if isinstance(field, TEXTS) and not field.choices and not field.primary_key
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


def _holding(
    rows: QuerySet[Any], field: models.Field[Any, Any], words: Iterable[str]
) -> QuerySet[Any]:
    asked = Q(pk__in=[])
    for word in words:
        for spelling in {word, json.dumps(word)[1:-1]}:
            asked |= Q(text_looked_through__icontains=spelling)
    return rows.order_by().annotate(text_looked_through=Cast(field.name, TextField())).filter(asked)


def take_out(mention: Mention) -> int:
    """Put `BLANK` where the words stand (nothing, in a column of addresses); how many rows."""
    name = mention.field.name
    found = list(mention.rows.values_list("pk", name))
    for key, value in found:
        mention.model._default_manager.filter(pk=key).update(
            **{name: _without(value, mention.field, mention.words)}
        )
    return len(found)


def _without(value: Any, field: models.Field[Any, Any], words: tuple[str, ...]) -> Any:
    if isinstance(field, models.EmailField):
        return ""
    if isinstance(field, models.JSONField):
        return json.loads(blanked(json.dumps(value, ensure_ascii=False), words))
    return blanked(value, words)


def blanked(text: str, words: tuple[str, ...]) -> str:
    """A text without some words, whatever their case."""
    for word in words:
        text = re.sub(re.escape(word), BLANK, text, flags=re.IGNORECASE)
    return text


def all_addresses() -> set[str]:
    """Every e-mail address in any column of text, in small letters."""
    found: set[str] = set()
    for model, fields in _texts():
        for field in fields:
            text = model._default_manager.order_by().annotate(
                text_looked_through=Cast(field.name, TextField())
            )
            with_sign = text.filter(text_looked_through__contains="@")
            for words in with_sign.values_list("text_looked_through", flat=True).iterator():
                found.update(address.lower() for address in ADDRESS.findall(words))
    return found
