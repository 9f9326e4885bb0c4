"""Rows of an intake, many at a time."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from mestieri.kernel.models import IntakeRow


def save_rows(rows: Iterable[IntakeRow], columns: list[str]) -> None:
    """Write some columns of rows that are there, in one statement for many.

    An upsert by intake and number takes a tenth of the time of Django's `bulk_update`.
    """
    changed = []
    for row in rows:
        row = copy.copy(row)
        row.pk = None
        changed.append(row)
    IntakeRow.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["intake", "number"],
        update_fields=columns,
        batch_size=500,
    )
