"""`mestieri backup`: a closed copy of the whole installation, while it serves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, say


def backup(
    file: Annotated[Path, typer.Argument(help="The copy to make; it is not there yet.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Copy database and files into one file that only the key on paper opens."""
    start_django()
    require_database()
    from rich.progress import Progress

    from mestieri.kernel.services.backup.making import make_backup
    from mestieri.kernel.services.backup.refusal import BackupRefused

    with Progress(console=people, transient=True) as bar:
        task = bar.add_task("Copy", total=None)
        try:
            made = make_backup(
                file, tell=lambda done, total: bar.update(task, completed=done, total=total)
            )
        except BackupRefused as refusal:
            raise CommandFailure(str(refusal)) from None
    if as_json:
        print_json({"file": str(file), **vars(made), "made_at": made.made_at.isoformat()})
        return
    say(f"{file}: {made.bytes:,} bytes, {made.rows:,} rows, {made.files:,} files.")
    say(f"SHA-256 {made.sha256}; the key on paper «{made.words}» opens it.")
    if made.left_out:
        say(
            f"Left out: {made.left_out} things that are no files (links), cannot be read, or "
            "lie too deep in folders."
        )
    say("The secret key of the installation is not in it: keep it apart.")


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
