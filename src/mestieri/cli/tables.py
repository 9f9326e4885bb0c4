"""`mestieri import resources FILE` and its like: tables, with the wizard's own checks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, refusals_as_sentences, say

if TYPE_CHECKING:
    from mestieri.kernel.intake import IntakeTarget
    from mestieri.kernel.models import Centre, Intake

#: What can be brought in from a table: code of the target → what it is.
TABLES = {
    "resources": "Import books, brochures, websites… from xlsx, xls, ods or csv.",
    "directory": "Import services of the territory from xlsx, xls, ods or csv.",
    "opportunities": "Import courses, notices, job offers and stages from xlsx, xls, ods or csv.",
    "partners": "Import partners of a centre from xlsx, xls, ods or csv.",
    "companies": "Import companies to call, with their contacts, from xlsx, xls, ods or csv.",
}
DECISIONS = ("skip", "update", "create")


def offer_tables(imports: typer.Typer) -> None:
    """Add a verb for each kind of table."""
    for code, explanation in TABLES.items():
        imports.command(code, help=explanation)(_verb(code))


def _verb(code: str) -> Any:
    def bring(
        file: Annotated[Path, typer.Argument(help="The table.")],
        centre: Annotated[str, typer.Option(help="Short name of the centre.")],
        mapping: Annotated[
            list[str] | None,
            typer.Option(help="Title=field, for a column that is not understood; repeatable."),
        ] = None,
        sheet: Annotated[str, typer.Option(help="Name or number of the sheet.")] = "",
        header: Annotated[int, typer.Option(min=0, help="Row with the titles.")] = 0,
        duplicates: Annotated[
            str, typer.Option(help="Rows about what is there: skip, update or create.")
        ] = "skip",
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what it would do.")] = (
            False
        ),
        as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
    ) -> None:
        if duplicates not in DECISIONS:
            raise CommandFailure(f"«{duplicates}» is none of {', '.join(DECISIONS)}.")
        start_django()
        require_database()
        report = _bring_in(code, file, centre, mapping or [], sheet, header, duplicates, dry_run)
        if as_json:
            print_json(report)
        else:
            say(_as_text(report))

    return bring


def _bring_in(
    code: str,
    file: Path,
    slug: str,
    mapping: list[str],
    sheet: str,
    header: int,
    duplicates: str,
    dry_run: bool,
) -> dict[str, Any]:
    from django.db import DatabaseError

    from mestieri.cli.import_ import database_sentence

    if not file.is_file():
        raise CommandFailure(f"{file}: there is no such file.")
    try:
        return _passes(code, file, slug, mapping, sheet, header, duplicates, dry_run)
    except DatabaseError as error:
        raise CommandFailure(database_sentence(error)) from None
    except OSError as error:
        raise CommandFailure(f"{file} cannot be read: {error.strerror}.") from None


def _passes(
    code: str,
    file: Path,
    slug: str,
    mapping: list[str],
    sheet: str,
    header: int,
    duplicates: str,
    dry_run: bool,
) -> dict[str, Any]:
    """Receive, check and, unless it is a trial, write; what is not written leaves nothing."""
    from mestieri.kernel.intake import target_named
    from mestieri.kernel.intake.reports import report_of
    from mestieri.kernel.models.intake import DuplicateDecision
    from mestieri.kernel.services.intake import receiving, running

    target = target_named(code)
    if target is None:
        raise CommandFailure(f"No room of this installation takes «{code}».")
    centre = _centre(slug)
    with refusals_as_sentences():
        intake = receiving.receive_file(centre, target, file, file.name, account=None)
        try:
            _choose(intake, target, mapping, sheet, header)
            running.start_check(intake, account=None)
            intake = _run(intake.pk, "Checking")
            if not dry_run:
                running.start_import(intake, DuplicateDecision(duplicates), account=None)
                intake = _run(intake.pk, "Bringing in")
            return report_of(intake)
        finally:
            intake.refresh_from_db()
            if not intake.is_running and intake.file_is_there:
                running.discard(intake, account=None)


def _centre(slug: str) -> Centre:
    from mestieri.kernel.models import Centre

    centre = Centre.objects.filter(slug=slug).first()
    if centre is None:
        raise CommandFailure(f"There is no centre «{slug}».")
    return centre


def _choose(
    intake: Intake, target: IntakeTarget, mapping: list[str], sheet: str, header: int
) -> None:
    """Say what the columns mean: as guessed, save what `--mapping` says."""
    from mestieri.kernel.services.intake import files, receiving

    number = _sheet(sheet, files.sheets(intake.token), intake.sheet)
    if header:
        rows = files.rows(intake.token, number)
        header_row = next((i for i, row in enumerate(rows) if row.number == header), None)
        if header_row is None:
            raise CommandFailure(f"Row {header} of the sheet is empty.")
    else:
        header_row = intake.header_row if number == intake.sheet else 0
    columns = receiving.guessed_columns(intake, number, header_row)
    labels = receiving.labels_of(intake, number, header_row)
    for pair in mapping:
        title, _equals, name = pair.partition("=")
        if title not in labels:
            raise CommandFailure(f"There is no column «{title}». Columns: {', '.join(labels)}.")
        if name and target.field(name) is None:
            known = ", ".join(field.name for field in target.fields)
            raise CommandFailure(f"There is no field «{name}». Fields: {known}.")
        columns = {index: field for index, field in columns.items() if field != name}
        columns[labels.index(title)] = name
    columns = {index: name for index, name in columns.items() if name}
    receiving.choose_columns(intake, columns, sheet=number, header_row=header_row, account=None)


def _sheet(wanted: str, head: list[dict[str, Any]], usual: int) -> int:
    names = [sheet["name"] for sheet in head]
    if not wanted:
        return usual
    if wanted in names:
        return names.index(wanted)
    if wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    raise CommandFailure(f"There is no sheet «{wanted}». Sheets: {', '.join(names)}.")


def _run(number: int, description: str) -> Intake:
    """Do the whole pass here, with a bar."""
    from mestieri.kernel.services.intake import running

    intake = running.advance(number)
    with Progress(console=people) as progress:
        task = progress.add_task(description, total=intake.total, completed=intake.cursor)
        while intake.is_running:
            intake = running.advance(number)
            progress.update(task, completed=intake.cursor)
        progress.update(task, completed=intake.total)
    return intake


def _as_text(report: dict[str, Any]) -> str:
    verb = "Would add" if report["dry_run"] else "Added"
    lines = [
        f"Read {report['read']} rows. {verb} {report['created']}, updated {report['updated']}; "
        f"{report['unchanged']} unchanged, {report['duplicates']} about what is already there, "
        f"{report['refused_count']} refused."
    ]
    lines += [f"  row {entry['row']}: {entry['reason']}" for entry in report["refused"][:20]]
    return "\n".join(lines)
