"""Rows as they will be, and rows beside what is already there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mestieri.kernel.intake.targets import IntakeField, IntakeTarget
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.services.intake.checking import clean_rows, rows_of_slice

ROWS_PREVIEWED = 10
LONGEST_CELL = 120


@dataclass(frozen=True)
class PreviewedRow:
    """A row as it will be: its cells by field, or why it will be refused."""

    number: int
    cells: list[str]
    reason: str


@dataclass(frozen=True)
class Preview:
    """The first rows.

    Attributes:
        fields: what the columns mean.
        rows: at most `ROWS_PREVIEWED`.
    """

    fields: list[IntakeField]
    rows: list[PreviewedRow]


def preview_of(intake: Intake, target: IntakeTarget) -> Preview:
    """The first rows, read as the import will read them."""
    importer = target.importer(intake.centre, intake.created_by)
    clean, refused = clean_rows(rows_of_slice(intake, ROWS_PREVIEWED), intake, target, importer)
    names = list(dict.fromkeys(intake.columns.values()))
    fields = [field for field in target.fields if field.name in names]
    rows = [
        _previewed(one.row.number, {**one.values.read, **importer.shown(one.data)}, "", fields)
        for one in clean
    ]
    rows += [_previewed(one.row.number, one.values.cells, one.reason, fields) for one in refused]
    return Preview(fields, sorted(rows, key=lambda row: row.number))


def _previewed(
    number: int, cells: dict[str, str], reason: str, fields: list[IntakeField]
) -> PreviewedRow:
    shown = [cells.get(field.name, "")[:LONGEST_CELL] for field in fields]
    return PreviewedRow(number, shown, reason)


@dataclass(frozen=True)
class Compared:
    """One field of a duplicate: what is there, what the row says."""

    label: Any
    there: str
    said: str

    @property
    def differs(self) -> bool:
        return self.there.strip().casefold() != self.said.strip().casefold()


@dataclass(frozen=True)
class Pair:
    """A row beside what is already there."""

    row: IntakeRow
    compared: list[Compared]


def duplicates_side_by_side(
    intake: Intake, target: IntakeTarget, rows: list[IntakeRow]
) -> list[Pair]:
    """Each row beside its record, field by field of those that the row fills."""
    importer = target.importer(intake.centre, intake.created_by)
    keys = [row.record_key for row in rows if row.record_key]
    there = importer.described(keys) if keys else {}
    return [
        Pair(
            row,
            [
                Compared(field.label, there.get(row.record_key, {}).get(field.name, ""), said)
                for field in target.fields
                if (said := row.cells.get(field.name, ""))
            ],
        )
        for row in rows
    ]
