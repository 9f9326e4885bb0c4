"""`mestieri import cvs PATH…`: CVs in files, folders and zips, with the Banco's own import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import Progress

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, refusals_as_sentences, say

if TYPE_CHECKING:
    from mestieri.talents.models import CVImport


def offer_cvs(imports: typer.Typer) -> None:
    """Add the verb."""
    imports.command("cvs")(cvs)


def cvs(
    paths: Annotated[list[Path], typer.Argument(help="CVs, folders of them, or zips.")],
    centre: Annotated[str, typer.Option(help="Short name of the centre.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Import CVs: PDF, Europass XML and JSON. Stopped in the middle, run it again.

    An import of the same centre that was stopped is finished first; what is there already is
    not brought in twice.
    """
    start_django()
    require_database()
    from django.db import DatabaseError

    from mestieri.cli.import_ import database_sentence

    missing = [path for path in paths if not path.exists()]
    if missing:
        raise CommandFailure(f"{missing[0]}: there is no such file or folder.")
    try:
        report = _bring_in(paths, centre)
    except DatabaseError as error:
        raise CommandFailure(database_sentence(error)) from None
    except OSError as error:
        raise CommandFailure(f"{error.filename} cannot be read: {error.strerror}.") from None
    if as_json:
        print_json(report)
    else:
        say(_as_text(report))


def _bring_in(paths: list[Path], slug: str) -> dict[str, Any]:
    from mestieri.kernel.models import Centre
    from mestieri.talents.queries.imports import report_of, unfinished
    from mestieri.talents.services import importing
    from mestieri.talents.services.importing.receiving import Folder

    centre = Centre.objects.filter(slug=slug).first()
    if centre is None:
        raise CommandFailure(f"There is no centre called «{slug}».")
    for batch in unfinished(centre):
        _run(batch.pk, "Finishing what was stopped")
    batch = importing.begin(centre, account=None)
    with refusals_as_sentences():
        try:
            importing.receive(batch, Folder(paths))
            importing.start(batch)
        except BaseException:
            importing.give_up(batch)
            raise
    return report_of(_run(batch.pk, "Reading"))


def _run(number: int, description: str) -> CVImport:
    """Read to the end, with a progress bar."""
    from mestieri.engines.europass.pool import PoolBroken
    from mestieri.talents.services import importing

    with Progress(console=people) as bars:
        bar = bars.add_task(description, total=None)

        def show(batch: CVImport) -> None:
            bars.update(bar, total=batch.total, completed=batch.cursor)

        try:
            return importing.advance_for(number, when_written=show)
        except PoolBroken as error:
            raise CommandFailure(str(error)) from None


def _as_text(report: dict[str, Any]) -> str:
    lines = [
        f"Read {report['read']} files: {report['created']} new CVs, {report['unchanged']} there "
        f"already, {report['duplicates']} to compare, {report['refused_count']} refused."
    ]
    lines += [f"  {number} × {status}" for status, number in report["statuses"].items()]
    lines += [f"  {entry['row']}: {entry['reason']}" for entry in report["refused"][:20]]
    return "\n".join(lines)
