"""The last seats at once, and a full month's page: a peer and a limit in the same run.

`rush`: many people book the last twenty seats at the same moment, by the service that the pages
call. The peer does what booking systems usually do: it locks the event's row, counts the seats
given, inserts one. Both must give exactly twenty. `page`: the public page of a month of sixty
events, through the whole middleware, beside the limit of ten queries.
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

SEATS = 20
#: How many come at once: SQLite lets one write at a time.
PEOPLE = {"SQLite": 50, "PostgreSQL": 500}
EVENTS, MOST_QUERIES = 60, 10


def run() -> dict[str, Any]:
    """Measure on SQLite and on PostgreSQL.

    Returns:
        `bench, seats, databases: [{database, people, rush: {booked, waiting, seconds}, peer:
        {booked, refused, seconds}, page: {events, queries, limit, median_ms}}]`; a database
        that could not be measured has `database, not_measured` instead.
    """
    databases = [measure("SQLite", None)]
    try:
        address = start_postgresql(durable=True)
    except NoPostgresql as missing:
        databases.append({"database": "PostgreSQL", "not_measured": str(missing)})
    else:
        databases.append(measure("PostgreSQL", address))
    return {"bench": "agenda", "seats": SEATS, "databases": databases}


def measure(name: str, address: str | None) -> dict[str, Any]:
    """One database, in a process and a folder of its own.

    Raises:
        CommandFailure: the process ended without a result, or seats were given twice.
    """
    command = [sys.executable, "-W", "ignore", "-m", f"{__name__}.measure", str(PEOPLE[name])]
    with (
        tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder,
        people.status(f"Measuring {name}"),
    ):
        done = subprocess.run(
            command,
            env=environment(folder, address),
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise CommandFailure(f"The bench failed on {name}: the reason is above.")
    return {"database": name, **json.loads(done.stdout.splitlines()[-1])}


def as_text(result: dict[str, Any]) -> str:
    """The figures for a person to read."""
    lines = [f"Agenda: the last {result['seats']} seats"]
    for one in result["databases"]:
        lines += ["", f"[bold]{one['database']}[/]"]
        if "not_measured" in one:
            lines.append(f"  not measured: {one['not_measured']}")
            continue
        rush, peer, page = one["rush"], one["peer"], one["page"]
        lines += [
            f"  {one['people']} people at once: {rush['booked']} seats given, "
            f"{rush['waiting']} in the waiting list, {rush['seconds']} s",
            f"  peer (lock, count, insert): {peer['booked']} seats given, {peer['seconds']} s",
            f"  month page of {page['events']} events: {page['queries']} queries "
            f"(limit {page['limit']}), median {page['median_ms']} ms",
        ]
    return "\n".join(lines)
