"""Rows as they will be, and rows beside what is already there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mestieri.kernel.dates import text_with_day_in_words
from mestieri.kernel.intake.targets import Importer, IntakeField, IntakeTarget
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.services.intake import files
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
    shown = [text_with_day_in_words(cells.get(field.name, ""))[:LONGEST_CELL] for field in fields]
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
    """A row beside what is already there.

    Attributes:
        first: number of the row of the same file that says of the same; 0 when it is about a
            record of ours.
    """

    row: IntakeRow
    compared: list[Compared]
    first: int = 0


def duplicates_side_by_side(
    intake: Intake, target: IntakeTarget, rows: list[IntakeRow]
) -> list[Pair]:
    """Each row beside its record, field by field of those that the row fills."""
    importer = target.importer(intake.centre, intake.created_by)
    keys = [row.record_key for row in rows if row.record_key]
    there = importer.described(keys) if keys else {}
    first = _first_rows(intake, [row.identity for row in rows if not row.record_key])
    said_first = _cells_of_rows(intake, target, importer, set(first.values()))
    return [
        _pair(
            row,
            target,
            there.get(row.record_key, {})
            if row.record_key
            else said_first.get(first.get(row.identity, 0), {}),
            0 if row.record_key else first.get(row.identity, 0),
        )
        for row in rows
    ]


def _pair(row: IntakeRow, target: IntakeTarget, there: Mapping[str, str], first: int) -> Pair:
    compared = [
        Compared(
            field.label,
            text_with_day_in_words(there.get(field.name, "")),
            text_with_day_in_words(said),
        )
        for field in target.fields
        if (said := row.cells.get(field.name, ""))
    ]
    return Pair(row, compared, first)


def _first_rows(intake: Intake, identities: list[str]) -> dict[str, int]:
    """Identity → number of the row of the file that said it first."""
    first: dict[str, int] = {}
    known = intake.rows.filter(identity__in=identities).order_by("number") if identities else ()
    for row in known:
        first.setdefault(row.identity, row.number)
    return first


def _cells_of_rows(
    intake: Intake, target: IntakeTarget, importer: Importer[Any], numbers: set[int]
) -> dict[int, dict[str, str]]:
    """Number → cells by field of rows that no decision is asked for: read from the file again."""
    if not numbers:
        return {}
    start = intake.header_row + 1
    rows = files.rows(intake.token, intake.sheet, start, max(numbers) + 1)
    wanted = [row for row in rows if row.number in numbers]
    clean, refused = clean_rows(wanted, intake, target, importer)
    return {one.row.number: one.values.cells for one in [*clean, *refused]}
