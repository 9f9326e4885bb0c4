"""`mestieri person`: what is held of a person; in one file, out of use, erased."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, print_json, refusals_as_sentences, say

person_app = typer.Typer(no_args_is_help=True, help="The rights of a person over their data.")
Email = Annotated[str, typer.Argument(help="E-mail address of the person.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")]


def _subject(email: str) -> Any:
    """The person, in the whole installation."""
    start_django()
    require_database()
    from mestieri.kernel.services.persons import subject_of

    return subject_of(email)


@person_app.command("export")
def export(
    email: Email,
    file: Annotated[Path, typer.Argument(help="Where the ZIP file goes.")],
    as_json: Json = False,
) -> None:
    """Write everything that is held of a person into one ZIP file."""
    subject = _subject(email)
    from mestieri.kernel.services.persons import export as everything

    if file.exists():
        raise CommandFailure(f"{file} exists already: choose another name.")
    try:
        file.touch(mode=0o600)
        file.write_bytes(everything(subject))
    except OSError as error:
        raise CommandFailure(f"{file} cannot be written: {error.strerror}.") from None
    if as_json:
        print_json({"email": subject.email, "file": str(file)})
    else:
        say(f"Everything that is held of {subject.email} is in {file}.")


@person_app.command("hide")
def hide(
    email: Email,
    show: Annotated[bool, typer.Option("--show", help="Put it in use again.")] = False,
    as_json: Json = False,
) -> None:
    """Put out of use what is held of a person, without erasing it."""
    subject = _subject(email)
    from mestieri.kernel.services import persons

    with refusals_as_sentences():
        rows = persons.show(subject) if show else persons.hide(subject)
    if as_json:
        print_json({"email": subject.email, "hidden": not show, "rows": rows})
    else:
        say(f"Rows put {'in use again' if show else 'out of use'}: {rows}.")


@person_app.command("erase")
def erase(
    email: Email,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: erase.")] = False,
    as_json: Json = False,
) -> None:
    """Erase a person everywhere. It cannot be undone, not even by restoring an old copy."""
    subject = _subject(email)
    from mestieri.kernel.services import persons
    from mestieri.kernel.services.backup.aside import is_kept_aside

    found = persons.look_up(subject)
    if is_kept_aside():
        say("What the last restore kept aside goes too: one cannot go back to it afterwards.")
    if not yes and not typer.confirm(f"Erase {found.count} rows of {subject.email}?", err=True):
        raise CommandFailure("Nothing was erased.")
    try:
        with refusals_as_sentences():
            made = persons.erase(subject)
    except persons.LedgerDamaged as damage:
        raise CommandFailure(str(damage)) from None
    if as_json:
        print_json({"email": subject.email, "erased": made.counts})
    else:
        say(f"Erased: {sum(made.counts.values())} rows.")


def register(app: typer.Typer) -> None:
    app.add_typer(person_app, name="person")
