"""From the cells of a row to what they say of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mestieri.engines.tables import (
    UNCOMPUTED,
    ColumnKind,
    Row,
    holds_formula,
    is_spreadsheet_error,
    neutralised,
    read_boolean,
    read_date,
    read_number,
)
from mestieri.kernel.intake import IntakeField, IntakeTarget

LONGEST_REASON = 600  # characters
LONGEST_QUOTATION = 40


@dataclass
class Values:
    """What a row says.

    Attributes:
        cells: name of the field → what is written in the file.
        read: the same, with dates and numbers in their own writing.
        wrong: name of the field → why it cannot be read.
    """

    cells: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def values_of(row: Row, columns: Mapping[str, str], target: IntakeTarget) -> Values:
    """Read the mapped cells of a row; empty cells are as if their column were not there."""
    values = Values()
    for index, name in columns.items():
        text = row.cells[int(index)] if int(index) < len(row.cells) else ""
        one = target.field(name)
        if not text.strip() or one is None:
            continue
        text = _without_apostrophe(text)
        values.cells[name] = _("(formula)") if text == UNCOMPUTED else text
        refusal = _refusal(text)
        if refusal:
            values.wrong[name] = refusal
            continue
        read = _read(text, one)
        if read is None:
            values.wrong[name] = _NOT_READ[one.kind]() % {"text": text[:LONGEST_QUOTATION]}
        else:
            values.read[name] = read
    if values.cells:
        _check_required(values, target)
    return values


def _without_apostrophe(text: str) -> str:
    """Undo what the lists of refused rows do to text that begins like a formula."""
    return text[1:] if text[:1] == "'" and neutralised(text[1:]) == text else text


def _refusal(text: str) -> str:
    """Why a cell is not even looked at."""
    if text == UNCOMPUTED:
        return _(
            "The cell holds a formula without its result: open the file in Excel or "
            "LibreOffice, save it, and try again."
        )
    if holds_formula(text):
        return _("The cell holds a formula: write its result instead. Formulas are never run.")
    if is_spreadsheet_error(text):
        return _("The cell holds an error of the spreadsheet: %(text)s.") % {"text": text.strip()}
    return ""


def _read(text: str, one: IntakeField) -> str | None:
    if one.kind is ColumnKind.DATE:
        day = read_date(text)
        return day.isoformat() if day is not None else None
    if one.kind is ColumnKind.NUMBER:
        number = read_number(text)
        return format(number.normalize(), "f") if number is not None else None
    if one.kind is ColumnKind.BOOLEAN:
        answer = read_boolean(text)
        return None if answer is None else "yes" if answer else "no"
    return text


_NOT_READ = {
    ColumnKind.DATE: lambda: _("“%(text)s” is not a date such as 31/12/2026."),
    ColumnKind.NUMBER: lambda: _("“%(text)s” is not a number."),
    ColumnKind.BOOLEAN: lambda: _("“%(text)s” is neither yes nor no."),
}


def _check_required(values: Values, target: IntakeTarget) -> None:
    for one in target.fields:
        if one.is_required and one.name not in values.cells:
            values.wrong[one.name] = _("It is missing.")


def reason_of(wrong: Mapping[str, str], target: IntakeTarget) -> str:
    """All that is wrong with a row in one line, each sentence after its column's name."""
    said = []
    for name, sentence in wrong.items():
        one = target.field(name)
        said.append(f"{capfirst(str(one.label))}: {sentence}" if one else sentence)
    return " ".join(said)[:LONGEST_REASON]


def reason_of_error(error: ValidationError, target: IntakeTarget) -> str:
    """The sentences of an importer's refusal in one line."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)[:LONGEST_REASON]
    wrong = {
        "" if name == NON_FIELD_ERRORS else name: " ".join(sentences)
        for name, sentences in error.message_dict.items()
    }
    return reason_of(wrong, target)
