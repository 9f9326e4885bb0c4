"""Take a table that somebody brings, and remember what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.tables import (
    TableProblem,
    Workbook,
    find_header,
    guess_columns,
    header_labels,
    normalised,
    read_text,
    read_workbook,
)
from mestieri.engines.tables.workbook import Row
from mestieri.kernel.intake import IntakeTarget, digest_of, target_named
from mestieri.kernel.models import Account, Centre, Intake, IntakeMapping
from mestieri.kernel.models.intake import IntakeState
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.intake.states import pass_to

ROWS_TO_GUESS_BY = 60


def _in_words(problem: TableProblem) -> str:
    """Why a file cannot be read, its numbers grouped as the language does."""
    values = {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in problem.values.items()
    }
    return _(problem.sentence) % values


def receive_file(
    centre: Centre, target: IntakeTarget, path: Path, name: str, *, account: Account | None
) -> Intake:
    """Read a file and keep what is in it; the file itself is not kept.

    Raises:
        ValidationError: it is no table, or holds too much: one sentence.
    """
    try:
        workbook = read_workbook(path)
    except TableProblem as problem:
        raise ValidationError(_in_words(problem)) from problem
    return _receive(centre, target, workbook, name, account)


def receive_text(
    centre: Centre, target: IntakeTarget, text: str, *, account: Account | None
) -> Intake:
    """Read cells pasted from a spreadsheet.

    Raises:
        ValidationError: there is nothing, or too much.
    """
    try:
        workbook = read_text(text)
    except TableProblem as problem:
        raise ValidationError(_in_words(problem)) from problem
    return _receive(centre, target, workbook, _("Pasted cells"), account)


@transaction.atomic
def _receive(
    centre: Centre,
    target: IntakeTarget,
    workbook: Workbook,
    name: str,
    account: Account | None,
) -> Intake:
    intake = Intake(
        centre=centre,
        target=target.code,
        file_name=_last_part(name),
        form=workbook.form,
        language=get_language() or "it",
        created_by=account,
    )
    intake.sheet = max(
        range(len(workbook.sheets)), key=lambda index: (_known(workbook, index, target), -index)
    )
    intake.header_row = find_header(workbook.sheets[intake.sheet].rows, target.wanted)
    intake.full_clean()
    intake.save()
    pass_to(intake, IntakeState.RECEIVED, account=account)
    files.keep(intake.token, workbook)
    return intake


def _known(workbook: Workbook, index: int, target: IntakeTarget) -> int:
    """How many titles of a sheet the target knows: the sheet with most is proposed."""
    rows = workbook.sheets[index].rows
    header = rows[find_header(rows, target.wanted)]
    known = {normalised(word) for one in target.wanted for word in one.words}
    return len({normalised(cell) for cell in header.cells} & known)


def _last_part(name: str) -> str:
    """A name of a file without folders and signs that no page should show."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:120] or "?"


def labels_of(intake: Intake, sheet: int | None = None, header_row: int | None = None) -> list[str]:
    """The titles of the columns."""
    sheet = intake.sheet if sheet is None else sheet
    header_row = intake.header_row if header_row is None else header_row
    head = files.sheets(intake.token)
    if sheet >= len(head):
        return []
    header = next(files.rows(intake.token, sheet, header_row, header_row + 1), None)
    return header_labels(header, head[sheet]["width"])


def guessed_columns(intake: Intake, sheet: int, header_row: int) -> dict[int, str]:
    """What each column means: as the centre said of the same titles, else as it seems."""
    target = target_named(intake.target)
    labels = labels_of(intake, sheet, header_row)
    known = IntakeMapping.objects.filter(
        centre_id=intake.centre_id, target=intake.target, signature=signature_of(labels)
    ).first()
    if target is None:
        return {}
    if known is not None:
        return {
            index: name
            for index, label in enumerate(labels)
            if (name := known.columns.get(label)) and target.field(name)
        }
    start = header_row + 1
    rows: list[Row] = list(files.rows(intake.token, sheet, start, start + ROWS_TO_GUESS_BY))
    return guess_columns(labels, rows, target.wanted)


def signature_of(labels: list[str]) -> str:
    """A digest of the titles: files of the same shape have the same."""
    return digest_of([normalised(label) for label in labels])


@transaction.atomic
def choose_columns(
    intake: Intake,
    columns: Mapping[int, str],
    *,
    sheet: int,
    header_row: int,
    account: Account | None,
) -> None:
    """Say what each column means, and remember it for the next table of the same shape.

    Raises:
        ValidationError: a column that is needed is missing, one is given twice, or the
            import is past the point at which one can still choose.
    """
    target = target_named(intake.target)
    head = files.sheets(intake.token)
    if target is None or intake.state not in (IntakeState.RECEIVED, IntakeState.CHECKED):
        raise ValidationError(_("This table cannot be prepared any more."))
    if sheet >= len(head) or header_row >= head[sheet]["rows"]:
        raise ValidationError(_("There is no such row in the file."))
    _check_columns(target, columns)
    intake.sheet, intake.header_row = sheet, header_row
    intake.columns = {str(index): name for index, name in sorted(columns.items())}
    intake.total = head[sheet]["rows"] - header_row - 1
    intake.cursor = 0
    if intake.state == IntakeState.CHECKED:
        intake.rows.all().delete()
        intake.counts = {}
        pass_to(intake, IntakeState.RECEIVED, account=account)
    intake.save()
    _remember(intake, columns)


def _check_columns(target: IntakeTarget, columns: Mapping[int, str]) -> None:
    names = list(columns.values())
    for field in target.fields:
        if names.count(field.name) > 1:
            raise ValidationError(
                _("Two columns cannot both be “%(field)s”: choose one.") % {"field": field.label}
            )
        if field.is_required and field.name not in names:
            raise ValidationError(
                _("Say which column is “%(field)s”: no row can do without.")
                % {"field": field.label}
            )
    if any(target.field(name) is None for name in names):
        raise ValidationError(_("A column was given a meaning that does not exist."))


def _remember(intake: Intake, columns: Mapping[int, str]) -> None:
    labels = labels_of(intake)
    meanings: dict[str, Any] = {label: columns.get(index, "") for index, label in enumerate(labels)}
    IntakeMapping.objects.update_or_create(
        centre_id=intake.centre_id,
        target=intake.target,
        signature=signature_of(labels),
        defaults={"columns": meanings},
    )
