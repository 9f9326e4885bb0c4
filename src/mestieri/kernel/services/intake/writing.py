"""The import: what the check said, done; each row can be found again to undo it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mestieri.kernel.intake import Importer, IntakeTarget, digest_of
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.models.intake import DuplicateDecision, RowOutcome
from mestieri.kernel.services.intake.checking import CleanRow, clean_rows, rows_of_slice
from mestieri.kernel.services.intake.reading import reason_of_error
from mestieri.kernel.services.intake.rows import save_rows

CHANGED = ["outcome", "reason", "record_key", "before", "after", "cells"]


def write_slice(intake: Intake, target: IntakeTarget, importer: Importer[Any], size: int) -> int:
    """Write the next rows.

    Returns:
        How many rows of the file were gone through.
    """
    rows = rows_of_slice(intake, size)
    checked = {
        row.number: row for row in intake.rows.filter(number__in=[row.number for row in rows])
    }
    clean, refused = clean_rows(rows, intake, target, importer)
    changed: list[IntakeRow] = []
    for one in refused:
        row = checked.get(one.row.number)
        if row is not None and row.outcome != RowOutcome.REFUSED:
            _refuse(row, one.reason, one.values.cells)
            changed.append(row)
    changed += _create(_to_create(clean, checked, intake, importer), target, importer)
    # Now, as a row below may say of what one above has just become.
    save_rows(changed, CHANGED)
    updated = _update(_to_update(clean, checked, intake), target, importer)
    save_rows(updated, CHANGED)
    if changed or updated:
        importer.announce()
    return len(rows)


def decision_of(row: IntakeRow, intake: Intake) -> str:
    """What becomes of a duplicate: as said of the row, else of all of them."""
    return row.decision or intake.duplicates


Pairs = list[tuple[CleanRow, IntakeRow]]


def _to_create(
    clean: list[CleanRow], checked: dict[int, IntakeRow], intake: Intake, importer: Importer[Any]
) -> Pairs:
    """New rows, and duplicates that are to be added; what came in meanwhile stays out."""
    new = [one for one in clean if _outcome(one, checked) == RowOutcome.NEW]
    appeared = {
        one.row.number: existing
        for one, existing in zip(new, importer.find([one.data for one in new]), strict=True)
        if existing is not None
    }
    pairs = []
    for one in clean:
        row, outcome = checked.get(one.row.number), _outcome(one, checked)
        if row is None or outcome not in (RowOutcome.NEW, RowOutcome.DUPLICATE):
            continue
        existing = appeared.get(one.row.number)
        if existing is not None:
            row.outcome = RowOutcome.UNCHANGED if existing.is_same else RowOutcome.DUPLICATE
            row.record_key, row.reason = existing.key, existing.label[:200]
            row.save(update_fields=["outcome", "record_key", "reason"])
        elif outcome == RowOutcome.NEW or decision_of(row, intake) == DuplicateDecision.CREATE:
            pairs.append((one, row))
    return pairs


def _outcome(one: CleanRow, checked: dict[int, IntakeRow]) -> str:
    row = checked.get(one.row.number)
    return row.outcome if row is not None else ""


def _create(pairs: Pairs, target: IntakeTarget, importer: Importer[Any]) -> list[IntakeRow]:
    """Write new records together; where the database says no, one by one."""
    if not pairs:
        return []
    try:
        with transaction.atomic():
            keys: list[str] = importer.create([one.data for one, _row in pairs])
    except (ValidationError, IntegrityError) as error:
        if len(pairs) > 1:
            return [row for pair in pairs for row in _create([pair], target, importer)]
        one, row = pairs[0]
        _refuse(row, _sentence(error, target), one.values.cells)
        return [row]
    after = importer.snapshots(keys)
    for (_one, row), key in zip(pairs, keys, strict=True):
        row.outcome, row.record_key, row.reason = RowOutcome.CREATED, key, ""
        row.after, row.cells = digest_of(after[key]), {}
    return [row for _one, row in pairs]


def _to_update(clean: list[CleanRow], checked: dict[int, IntakeRow], intake: Intake) -> Pairs:
    """Duplicates that are to be written, each on its record or on what an earlier row became."""
    pairs = []
    for one in clean:
        row, outcome = checked.get(one.row.number), _outcome(one, checked)
        if row is None or outcome != RowOutcome.DUPLICATE:
            continue
        if decision_of(row, intake) == DuplicateDecision.UPDATE:
            pairs.append((one, row))
    first = _records_of_the_first(
        [row.identity for _one, row in pairs if not row.record_key], intake
    )
    for _one, row in pairs:
        row.record_key = row.record_key or first.get(row.identity, "")
    return pairs


def _records_of_the_first(identities: list[str], intake: Intake) -> dict[str, str]:
    """Identity → the record that the first row of the file about it became."""
    if not identities:
        return {}
    rows = intake.rows.filter(identity__in=identities).exclude(record_key="").order_by("-number")
    return dict(rows.values_list("identity", "record_key"))


def _update(pairs: Pairs, target: IntakeTarget, importer: Importer[Any]) -> list[IntakeRow]:
    """Write rows on their records, in the file's order: of two about the same the last counts."""
    keys = [row.record_key for _one, row in pairs if row.record_key]
    before = importer.snapshots(keys) if keys else {}
    last: dict[str, IntakeRow] = {}
    for one, row in pairs:
        key = row.record_key
        if key not in before:
            gone = _("It is no longer there.") if key else _("The row above it stayed out too.")
            _refuse(row, gone, one.values.cells)
            continue
        earlier = last.get(key)
        if earlier is not None:
            before[key] = importer.snapshots([key])[key]
        try:
            with transaction.atomic():
                importer.update(key, one.data)
        except (ValidationError, IntegrityError) as error:
            _refuse(row, _sentence(error, target), one.values.cells)
            continue
        if earlier is not None:
            earlier.after = digest_of(before[key])
        row.outcome, row.before, row.cells = RowOutcome.UPDATED, before[key], {}
        last[key] = row
    after = importer.snapshots(list(last)) if last else {}
    for key, row in last.items():
        row.after = digest_of(after[key])
    return [row for _one, row in pairs]


def _refuse(row: IntakeRow, reason: str, cells: dict[str, str]) -> None:
    row.outcome, row.reason, row.cells = RowOutcome.REFUSED, reason, cells


def _sentence(error: Exception, target: IntakeTarget) -> str:
    if isinstance(error, ValidationError):
        return reason_of_error(error, target)
    return _("The same is already there, or something it names is not.")
