"""The dry run: what each row is, and nothing written of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mestieri.engines.tables import Row
from mestieri.kernel.intake import Existing, Importer, IntakeTarget, digest_of
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.models.intake import RowOutcome
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.intake.reading import (
    Values,
    reason_of,
    reason_of_error,
    values_of,
)


class CleanRow(NamedTuple):
    """A row that can be brought in."""

    row: Row
    values: Values
    data: Any
    identity: str


class RefusedRow(NamedTuple):
    """A row that cannot, and why."""

    row: Row
    values: Values
    reason: str


def clean_rows(
    rows: list[Row], intake: Intake, target: IntakeTarget, importer: Importer[Any]
) -> tuple[list[CleanRow], list[RefusedRow]]:
    """Read rows; those in which no mapped cell is filled are in neither list."""
    clean: list[CleanRow] = []
    refused: list[RefusedRow] = []
    for row in rows:
        values = values_of(row, intake.columns, target)
        if not values.cells:
            continue
        try:
            if values.wrong:
                raise ValidationError(reason_of(values.wrong, target))
            data = importer.clean(values.read)
        except ValidationError as error:
            refused.append(RefusedRow(row, values, reason_of_error(error, target)))
        else:
            identity = importer.identity(data)
            clean.append(CleanRow(row, values, data, digest_of(identity) if identity else ""))
    return clean, refused


def rows_of_slice(intake: Intake, size: int) -> list[Row]:
    """The next rows of the file, below the titles."""
    start = intake.header_row + 1 + intake.cursor
    return list(files.rows(intake.token, intake.sheet, start, start + size))


def check_slice(intake: Intake, target: IntakeTarget, importer: Importer[Any], size: int) -> int:
    """Say of the next rows what they are.

    Returns:
        How many rows of the file were gone through.
    """
    rows = rows_of_slice(intake, size)
    clean, refused = clean_rows(rows, intake, target, importer)
    found = importer.find([one.data for one in clean])
    said = _first_row_of_each(intake, clean)
    made = [
        IntakeRow(
            intake=intake,
            number=one.row.number,
            outcome=RowOutcome.REFUSED,
            reason=one.reason,
            cells=one.values.cells,
        )
        for one in refused
    ]
    for one, existing in zip(clean, found, strict=True):
        first = said.setdefault(one.identity, one.row.number) if one.identity else one.row.number
        made.append(_checked(intake, one, existing, first))
    IntakeRow.objects.bulk_create(made, batch_size=500)
    return len(rows)


def _first_row_of_each(intake: Intake, clean: list[CleanRow]) -> dict[str, int]:
    """Identity → number of the row of this file that said it first, in the slices before."""
    identities = {one.identity for one in clean if one.identity}
    said: dict[str, int] = {}
    known = IntakeRow.objects.filter(intake=intake, identity__in=identities).order_by("number")
    for identity, number in known.values_list("identity", "number"):
        said.setdefault(identity, number)
    return said


def _checked(intake: Intake, one: CleanRow, existing: Existing | None, first: int) -> IntakeRow:
    row = IntakeRow(intake=intake, number=one.row.number, identity=one.identity)
    if first != one.row.number:
        row.outcome = RowOutcome.DUPLICATE
        row.reason = _("Row %(number)s of this file says of the same.") % {"number": first}
    elif existing is None:
        row.outcome = RowOutcome.NEW
        return row
    else:
        row.record_key = existing.key
        row.outcome = RowOutcome.UNCHANGED if existing.is_same else RowOutcome.DUPLICATE
        row.reason = existing.label[:200]
    if row.outcome == RowOutcome.DUPLICATE:
        row.cells = one.values.cells
    return row
