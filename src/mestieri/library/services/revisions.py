"""Write down what really changed in a record of the documentation.

Any model of the library can use it: take a `snapshot` before, let the change happen, and
`record` afterwards. A record saved as it was leaves no revision.
"""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from mestieri.kernel.models import Account
from mestieri.library.models import Revision

Snapshot = dict[str, Any]

#: What happened, when it is more than a change of content.
CREATED = "created"
CHANGED = "changed"


def snapshot(row: models.Model, extra: Mapping[str, Iterable[str]] | None = None) -> Snapshot:
    """The content of a row as it stands in the database, ready to be compared and kept.

    Args:
        row: a saved or unsaved row of a model that has a `centre`.
        extra: further sides of the record that live in other tables: name → words.

    Returns:
        Name of each column (save its keys to itself and to the centre) → a JSON value.
        Empty for a row that is not saved yet.
    """
    if row.pk is None:
        return {}
    stored = type(row)._default_manager.get(pk=row.pk)
    content = {
        field.name: _plain(field, stored)
        for field in row._meta.concrete_fields
        if not field.primary_key and field.name != "centre"
    }
    for name, words in (extra or {}).items():
        content[name] = sorted(words)
    return content


def _plain(field: models.Field, row: models.Model) -> Any:
    """A value as JSON keeps it; a key to another row as that row's name."""
    if field.is_relation:
        other = getattr(row, field.name)
        return "" if other is None else str(other)
    value = field.value_from_object(row)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name or ""
    return value


def changes_between(before: Snapshot, after: Snapshot) -> dict[str, list[Any]]:
    """Name of what differs → its value before and after."""
    return {
        name: [before.get(name), value]
        for name, value in after.items()
        if name in before and before[name] != value
    }


def record(
    row: models.Model,
    before: Snapshot,
    after: Snapshot,
    *,
    account: Account | None,
    act: str = "",
    reason: str = "",
) -> Revision | None:
    """Keep what changed between two snapshots of a row.

    Args:
        row: the record, saved; it has a `centre_id`.
        before, after: its snapshots; an empty `before` means that the record is new.
        account: who of the staff did it; None for the command line and for the clock.
        act: one word for what was done, such as `published`; else `created` or `changed`.
        reason: why, where a passage of state asks for it.

    Returns:
        The revision, or None where nothing changed.
    """
    changes = changes_between(before, after)
    if before and not changes:
        return None
    return Revision.objects.create(
        centre_id=row.centre_id,  # type: ignore[attr-defined]
        subject_kind=row._meta.model_name or "",
        subject_key=str(row.pk),
        made_by=account,
        act=act or (CHANGED if before else CREATED),
        reason=reason,
        changes=changes,
    )
