"""`mestieri clock`: is the machine's clock where it was, and what to do where it is not."""

from __future__ import annotations

from typing import Annotated

import typer

from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import print_json, say


def clock(
    accept: Annotated[
        bool, typer.Option("--accept", help="The clock is right now: it had been set forward.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Compare the clock with the latest moment that this installation has seen.

    While the clock is behind, links are judged by the latest moment seen: what has expired
    stays so.
    """
    start_django()
    require_database()
    from mestieri.kernel.services import clock as services

    behind = services.accept() if accept else services.is_set_back()
    seconds = int(behind.total_seconds()) if behind else 0
    if as_json:
        print_json({"seconds_behind": 0 if accept else seconds, "accepted": accept and seconds > 0})
    elif accept:
        say("The clock is believed as it is." if behind else "There was nothing to accept.")
    elif behind:
        say(f"The clock is {seconds} seconds behind the latest moment seen. Set it right; if it is")
        say("right now and had been set forward, run `mestieri clock --accept`.")
    else:
        say("The clock is where it should be.")


def register(app: typer.Typer) -> None:
    app.command("clock")(clock)
