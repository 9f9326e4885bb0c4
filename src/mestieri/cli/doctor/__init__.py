"""`mestieri doctor`: is this installation in order, and what to do where it is not."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from mestieri.cli.django import start_django
from mestieri.cli.doctor import installation, running
from mestieri.cli.doctor.findings import ADVICE, GOOD, WRONG, Finding
from mestieri.cli.output import CommandFailure, print_json, say
from mestieri.config.environment import UnusableDataFolder, data_folder, ensure_writable

MARKS = {GOOD: "[green]✓[/]", ADVICE: "[yellow]![/]", WRONG: "[bold red]✗[/]"}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON value on stdout.")] = False,
) -> None:
    """Check the installation; the exit status is not 0 when something is wrong."""
    findings = examine()
    wrong = [finding for finding in findings if finding.state == WRONG]
    if as_json:
        print_json({"in_order": not wrong, "findings": [asdict(each) for each in findings]})
    else:
        for finding in findings:
            say(f"{MARKS[finding.state]} {escape(finding.sentence)}")
    if wrong:
        raise typer.Exit(1)


def examine() -> list[Finding]:
    """Look at everything; what cannot be looked at is left out, and the reason is a finding."""
    try:
        ensure_writable(data_folder())
        start_django()
    except (UnusableDataFolder, CommandFailure) as error:
        return [Finding("data_folder", WRONG, str(error))]
    return [*installation.look(), *running.look()]


def register(app: typer.Typer) -> None:
    app.command("doctor")(doctor)
