"""`mestieri import …`: bring data in, with a report that scripts can read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mestieri.cli.cvs import offer_cvs
from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, print_json, progress, say
from mestieri.cli.tables import offer_tables

imports = typer.Typer(no_args_is_help=True, help="Bring data in.")


@imports.command("esco")
def esco(
    paths: Annotated[
        list[Path], typer.Argument(help="Zips of the official download, CSV files, or folders.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Import ESCO: occupations, ISCO groups, skills, and what each occupation asks for."""
    start_django()
    require_database()
    from django.db import DatabaseError

    from mestieri.engines.occupations import NotEsco
    from mestieri.library.services.esco import import_esco

    try:
        report = import_esco(paths, progress)
    except NotEsco as error:
        raise CommandFailure(str(error)) from None
    except DatabaseError as error:
        raise CommandFailure(database_sentence(error)) from None
    if as_json:
        print_json(report.as_json())
    else:
        say(_as_text(report.as_json()))


@imports.command("visits")
def visits(
    path: Annotated[Path, typer.Argument(help="CSV: month; visits; area or need; point; centre.")],
    centre: Annotated[
        str, typer.Option(help="Short name of the centre, where the file names none.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Import monthly totals of visits of the past; run again, it changes nothing."""
    start_django()
    require_database()
    from django.db import DatabaseError

    from mestieri.reception.services.monthly_totals import NoTable, import_file

    try:
        report = import_file(path.read_bytes(), centre, source=path.name)
    except OSError as error:
        raise CommandFailure(f"{path} cannot be read: {error.strerror}.") from None
    except NoTable:
        raise CommandFailure(
            f"The first row of {path} must name the columns: at least «mese» and «presenze»."
        ) from None
    except DatabaseError as error:
        raise CommandFailure(database_sentence(error)) from None
    if as_json:
        print_json(report.as_json())
    else:
        say(_history_as_text(report.as_json()))


def _history_as_text(report: dict[str, object]) -> str:
    refused = report["refused"]
    lines = [
        f"Read {report['read']} rows: {report['created']} brought in, {report['unchanged']} there "
        f"already, {report['duplicates']} repeated, {len(refused)} refused."  # type: ignore[arg-type]
    ]
    if isinstance(refused, list):
        lines += [f"  row {entry['row']}: {entry['reason']}" for entry in refused[:20]]
    return "\n".join(lines)


def _as_text(report: dict[str, object]) -> str:
    lines = [
        f"Read {report['read']} rows: {report['created']} added, {report['updated']} updated, "
        f"{report['removed']} removed, {report['unchanged']} unchanged."
    ]
    causes = report["refused_by_cause"]
    if isinstance(causes, list) and causes:
        lines.append(f"{report['refused_count']} refused:")
        lines += [f"  {cause['rows']} × {cause['reason']}" for cause in causes[:10]]
    return "\n".join(lines)


def database_sentence(error: Exception) -> str:
    """What to tell a person when the database says no."""
    first_line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return f"The database refused: {first_line}. Nothing was changed."


def register(app: typer.Typer) -> None:
    offer_tables(imports)
    offer_cvs(imports)
    app.add_typer(imports, name="import")
