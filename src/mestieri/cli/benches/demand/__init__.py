"""Companies and calls under load, each part in a process, a folder and a database of its own.

`table` brings 20,000 companies in; `screen` asks for the caller's next company where 30,000 calls
have been made; `race` lets fifty callers take companies for a minute on PostgreSQL, and then the
plainest program that could – `SELECT … LIMIT 1`, then `UPDATE` – on the same list.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from typing import Any

from mestieri.cli.benches.reception import environment
from mestieri.cli.output import CommandFailure, people
from mestieri.cli.postgresql import NoPostgresql, start_postgresql

#: Name of the part → what it measures, and whether it wants PostgreSQL.
PARTS = {
    "table": ("a table of 20,000 companies, SQLite", False),
    "screen": ("the next company and its screen, after 30,000 calls, SQLite", False),
    "race": ("fifty callers for a minute, PostgreSQL", True),
}


def run() -> dict[str, Any]:
    """Measure every part, one after the other.

    Returns:
        `bench, parts: {name: figures}`; a part that cannot be measured here has
        `not_measured` with the reason.
    """
    return {"bench": "demand", "parts": {name: measure(name) for name in PARTS}}


def measure(name: str) -> dict[str, Any]:
    """One part in a process of its own.

    Raises:
        CommandFailure: the process ended without a result.
    """
    label, wants_postgresql = PARTS[name]
    address = None
    if wants_postgresql:
        try:
            address = start_postgresql(durable=True)
        except NoPostgresql as missing:
            return {"not_measured": str(missing)}
    command = [sys.executable, "-W", "ignore", "-m", f"{__name__}.measure", name]
    with (
        tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder,
        people.status(f"Measuring {label}"),
    ):
        done = subprocess.run(
            command,
            env=environment(folder, address),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise CommandFailure(f"The bench failed on {label}: the reason is above.")
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def as_text(result: dict[str, Any]) -> str:
    """The figures for a person to read."""
    lines = ["Companies and calls"]
    for name, figures in result["parts"].items():
        lines += ["", f"[bold]{PARTS[name][0]}[/]"]
        lines += [f"  {key.replace('_', ' '):<28} {value}" for key, value in figures.items()]
    return "\n".join(lines)
