"""`mestieri setup`: make the tables and load the words that ship; can be repeated."""

from __future__ import annotations

from typing import Annotated

import typer

from mestieri.cli.data_keys import ensure_data_keys, note_data_key
from mestieri.cli.database import missing_migrations
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, say
from mestieri.config.environment import UnusableDataFolder, close_to_others, data_folder


def setup(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Make the tables, load the starter words and occupations. Repeating it changes nothing."""
    start_django()
    close_the_folder()
    ensure_data_keys()
    migrations = apply_migrations()
    note_data_key()
    from mestieri.kernel.services.vocabularies import load_starter_terms
    from mestieri.library.services.starter import load_starter_occupations

    words = load_starter_terms()
    occupations = load_starter_occupations()
    if as_json:
        print_json({"migrations": migrations, "words": words, "occupations": occupations})
        return
    say(
        f"Ready. Tables changed: {migrations}; words added: {words}; "
        f"occupations added or corrected: {occupations}."
    )
    say("Next: `mestieri centre add`, then `mestieri account add`, then `mestieri serve`.")


def close_the_folder() -> None:
    """Let other users of this machine read nothing of the installation.

    Raises:
        CommandFailure: the folder is somebody else's.
    """
    try:
        close_to_others(data_folder())
    except UnusableDataFolder as error:
        raise CommandFailure(str(error)) from None


def apply_migrations() -> int:
    """Apply what is missing, with a progress bar; returns how many migrations.

    Raises:
        CommandFailure: the database refuses.
    """
    from django.core.management import call_command
    from django.db import DatabaseError
    from rich.progress import Progress

    missing = len(missing_migrations())
    if not missing:
        return 0
    with Progress(console=people) as bar:
        task = bar.add_task("Database", total=missing)

        class Lines:
            """Each migration applied is a line that ends in OK: one step of the bar."""

            def write(self, text: str) -> None:
                bar.advance(task, text.count(" OK"))

            def flush(self) -> None:
                """Nothing is kept back."""

        try:
            call_command("migrate", interactive=False, stdout=Lines(), no_color=True)
        except DatabaseError as error:
            raise CommandFailure(f"The database refuses: {error}") from None
    return missing


def register(app: typer.Typer) -> None:
    app.command("setup")(setup)
