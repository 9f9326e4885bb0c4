"""What an intake came to: the report of the contract, and the rows to look at again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from mestieri.engines.tables import neutralised
from mestieri.kernel.intake.targets import IntakeTarget
from mestieri.kernel.models import Intake, IntakeRow
from mestieri.kernel.models.intake import IntakeState, RowOutcome

#: Rows told one by one in the report of the command line.
MOST_REFUSED_TOLD = 1_000
NOT_BROUGHT_IN_YET = (IntakeState.RECEIVED, IntakeState.CHECKING, IntakeState.CHECKED)


def report_of(intake: Intake) -> dict[str, Any]:
    """The contract of `mestieri import … --json`.

    Before the import, `created` and `updated` say what it would do.
    """
    refused = intake.rows.filter(outcome=RowOutcome.REFUSED).order_by("number")
    return {
        "read": sum(intake.counts.values()),
        "created": intake.count(RowOutcome.CREATED) + intake.count(RowOutcome.NEW),
        "updated": intake.count(RowOutcome.UPDATED),
        "unchanged": intake.count(RowOutcome.UNCHANGED),
        "duplicates": intake.count(RowOutcome.DUPLICATE),
        "refused": [
            {"row": row.number, "reason": row.reason} for row in refused[:MOST_REFUSED_TOLD]
        ],
        "refused_count": intake.count(RowOutcome.REFUSED),
        "dry_run": intake.state in NOT_BROUGHT_IN_YET,
    }


def intakes_of(centre_id: int, targets: Iterable[IntakeTarget]) -> QuerySet[Intake]:
    """Tables brought into a centre, the latest first."""
    codes = [target.code for target in targets]
    rows = Intake.objects.filter(centre_id=centre_id, target__in=codes)
    return rows.select_related("created_by").order_by("-id")


def rows_to_correct(intake: Intake) -> QuerySet[IntakeRow]:
    """Refused rows, in the file's order."""
    return intake.rows.filter(outcome=RowOutcome.REFUSED).order_by("number")


def rows_left_alone(intake: Intake) -> QuerySet[IntakeRow]:
    """What the undoing did not touch, in the file's order."""
    return intake.rows.filter(outcome=RowOutcome.KEPT).order_by("number")


Line = Sequence[object]


def correction_lines(intake: Intake, target: IntakeTarget) -> list[Line]:
    """Refused rows as a table to correct and bring in again: titles first, the reason last."""
    rows = list(rows_to_correct(intake))
    filled = {name for row in rows for name in row.cells}
    fields = [field for field in target.fields if field.name in filled or field.is_required]
    lines: list[Line] = [
        [capfirst(str(field.label)) for field in fields] + [_("Row of the file"), _("Reason")]
    ]
    for row in rows:
        cells = [row.cells.get(field.name, "") for field in fields]
        lines.append([*cells, row.number, row.reason])
    return lines


def template_lines(target: IntakeTarget) -> list[Line]:
    """An empty table: titles, and one example to write over."""
    return [
        [capfirst(str(field.label)) for field in target.fields],
        [field.example for field in target.fields],
    ]


def as_csv(lines: Iterable[Line]) -> str:
    """Lines as text for a spreadsheet; nothing in it can be taken for a formula."""
    text = io.StringIO()
    text.write("\ufeff")  # spreadsheets take it for the sign of UTF-8
    writer = csv.writer(text, delimiter=";")
    for line in lines:
        writer.writerow([neutralised(cell) if isinstance(cell, str) else cell for cell in line])
    return text.getvalue()


def as_xlsx(lines: Iterable[Line], title: str) -> bytes:
    """Lines as a spreadsheet, the titles in bold; every cell of words is text, never a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for number, line in enumerate(lines):
        cells = []
        for value in line:
            cell = WriteOnlyCell(sheet, value=_writable(value))
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _writable(value: object) -> Any:
    """What a cell may hold: a spreadsheet knows no control characters."""
    if not isinstance(value, str):
        return value
    return "".join(sign for sign in value if sign.isprintable() or sign in "\n\t")
