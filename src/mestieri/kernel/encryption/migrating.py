"""Close columns that held their values in the clear, and the other way round; for migrations.

In a migration: first the operations that change the fields, then

    migrations.RunPython(close("magiclink", "sent_to"), reopen("magiclink", "sent_to"))

which can be repeated, and goes through the table by slices of rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from mestieri.kernel.encryption.fields import AsItIs, EncryptedJSONField, ring, with_indexes
from mestieri.kernel.encryption.keys import is_sealed

ROWS_A_SLICE = 500
Step = Callable[[Any, Any], None]


def raw(name: str) -> Cast:
    """What the database holds in a closed column, as it is."""
    return Cast(models.F(name), models.TextField())


def _rows(model: Any, name: str) -> Iterator[tuple[Any, str]]:
    last = 0
    while True:
        rows = model.objects.annotate(raw_text=raw(name)).exclude(raw_text="")
        rows = rows.filter(pk__gt=last).order_by("pk")
        found = list(rows.values_list("pk", "raw_text")[:ROWS_A_SLICE])
        if not found:
            return
        yield from found
        last = found[-1][0]


def close(model_name: str, *names: str, app: str = "kernel") -> Step:
    """A step of a migration: what stood in the clear is closed, its blind index made."""

    def run(apps: Any, schema_editor: Any) -> None:
        model = apps.get_model(app, model_name)
        for name in names:
            for key, text in _rows(model, name):
                if not is_sealed(text):
                    model.objects.filter(pk=key).update(**_closed(model, name, text))
        _settle(schema_editor)

    return run


def _settle(schema_editor: Any) -> None:
    """PostgreSQL alters no table while a row written twice waits for its keys to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.connection.check_constraints()


def _closed(model: Any, name: str, text: str) -> dict[str, Any]:
    field = model._meta.get_field(name)
    if isinstance(field, EncryptedJSONField):
        value = json.loads(text)
        return {name: value} if value != {} else {name: AsItIs("")}
    return with_indexes(model, name, text)


def reopen(model_name: str, *names: str, app: str = "kernel") -> Step:
    """The step backwards: what was closed stands in the clear again."""

    def run(apps: Any, schema_editor: Any) -> None:
        model = apps.get_model(app, model_name)
        for name in names:
            is_json = isinstance(model._meta.get_field(name), EncryptedJSONField)
            for key, text in _rows(model, name):
                if is_sealed(text):
                    opened = ring().open(text).decode()
                    model.objects.filter(pk=key).update(**{name: AsItIs(opened)})
            if is_json:
                empty = model.objects.annotate(raw_text=raw(name)).filter(raw_text="")
                empty.update(**{name: AsItIs("{}")})
        _settle(schema_editor)

    return run
