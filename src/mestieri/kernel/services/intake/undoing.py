"""Undo a whole import: what it added goes, what it changed is put back, unless edited since."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mestieri.kernel.intake import Importer, IntakeTarget, digest_of
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.models.intake import RowOutcome
from mestieri.kernel.services.intake.reading import reason_of_error
from mestieri.kernel.services.intake.rows import save_rows

WRITTEN = (RowOutcome.CREATED, RowOutcome.UPDATED)


def undo_slice(intake: Intake, target: IntakeTarget, importer: Importer[Any], size: int) -> int:
    """Undo the next rows, the last of the file first.

    Returns:
        How many rows were gone through; never 0 while some are left.
    """
    rows = list(intake.rows.filter(outcome__in=WRITTEN).order_by("-number")[:size])
    for row in rows:
        # One at a time: a row may have changed what an earlier row of the file added.
        now = importer.snapshots([row.record_key]).get(row.record_key)
        _undo(row, now, target, importer)
    save_rows(rows, ["outcome", "reason"])
    if rows:
        importer.announce()
    return len(rows)


def _undo(
    row: IntakeRow, now: dict[str, Any] | None, target: IntakeTarget, importer: Importer[Any]
) -> None:
    was_added = row.outcome == RowOutcome.CREATED
    if now is None:
        row.outcome = RowOutcome.REMOVED
        row.reason = _("Somebody had already removed it.")
        return
    if digest_of(now) != row.after:
        row.outcome = RowOutcome.KEPT
        row.reason = _("Somebody changed it after the import.")
        return
    try:
        with transaction.atomic():
            if was_added:
                importer.remove(row.record_key)
            else:
                importer.restore(row.record_key, row.before)
    except (ValidationError, IntegrityError) as error:
        row.outcome = RowOutcome.KEPT
        row.reason = (
            reason_of_error(error, target)
            if isinstance(error, ValidationError)
            else _("Other things hang on it by now.")
        )
    else:
        row.outcome = RowOutcome.REMOVED if was_added else RowOutcome.RESTORED
