"""`mestieri rotate-keys`: a new key for the closed columns, while the installation serves."""

from __future__ import annotations

from typing import Annotated

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, people, print_json, say


def rotate_keys(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Close every closed column again with a new key; takes two minutes or more.

    Interrupted, it goes on where it was the next time it is run.
    """
    start_django()
    require_database()
    from rich.progress import Progress

    from mestieri.kernel.encryption.keys import KeysUnusable
    from mestieri.kernel.services.rotation import RotationRefused, rotate

    with Progress(console=people, transient=True) as bar:
        task = bar.add_task("Keys", total=None)
        try:
            turned = rotate(tell=lambda step, done: bar.update(task, description=step))
        except (RotationRefused, KeysUnusable) as refusal:
            raise CommandFailure(str(refusal)) from None
    if as_json:
        kept = str(turned.kept_aside) if turned.kept_aside else None
        print_json({**vars(turned), "kept_aside": kept})
        return
    if turned.was_resumed:
        say("A rotation had been interrupted: it has been brought to its end.")
    say(f"The key {turned.key} closes from now on; {turned.rewritten:,} things closed again.")
    say(f"Gone from the file: {', '.join(turned.retired)}. Copies made before still hold it.")
    if turned.kept_aside:
        say(f"The data that a restore kept aside needs it still: it is in {turned.kept_aside}.")


def register(app: typer.Typer) -> None:
    app.command("rotate-keys")(rotate_keys)
