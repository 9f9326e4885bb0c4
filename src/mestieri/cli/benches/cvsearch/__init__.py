"""The CV bank: a thousand files brought in, families proposed, the search as the bank grows.

`importing` brings in the thousand files of S14 by the command itself, beside the engine alone.
`proposals` counts how often the family proposed is one that a person named, on titles the
dictionary was tuned on (`shown`) and on titles it never saw (`kept`: alone to be believed).
`searching` fills a bank of made-up CVs on SQLite and on PostgreSQL and searches it by family,
four indexes and words; the peer finds family and words in the database too, and asks the indexes
of each row in Python, as the shortest Django view would.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from mestieri.cli.benches.cvsearch import importing, proposals
from mestieri.cli.benches.reception import environment
from mestieri.cli.output import CommandFailure, people
from mestieri.cli.postgresql import NoPostgresql, start_postgresql

SIZES = "10000,100000"


def run() -> dict[str, Any]:
    """Measure proposals, then the search on both databases.

    Returns:
        `bench, importing, proposals, searching: [{database, sizes: [figures]}]`; a database that
        could not be measured has `not_measured` instead. `MESTIERI_BENCH_SIZES` names other sizes.
    """
    databases = [_on("SQLite", None)]
    try:
        address = start_postgresql(durable=True)
    except NoPostgresql as missing:
        databases.append({"database": "PostgreSQL", "not_measured": str(missing)})
    else:
        databases.append(_on("PostgreSQL", address))
    return {
        "bench": "cvsearch",
        "importing": importing.measure(),
        "proposals": proposals.measure(),
        "searching": databases,
    }


def _on(name: str, address: str | None) -> dict[str, Any]:
    """Each size in a process and a folder of its own.

    Raises:
        CommandFailure: the process ended without a result.
    """
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        f"{__name__}.searching",
        os.environ.get("MESTIERI_BENCH_SIZES", SIZES),
    ]
    with (
        tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder,
        people.status(f"Searching among CVs on {name}"),
    ):
        done = subprocess.run(
            command, env=environment(folder, address), capture_output=True, text=True, check=False
        )
    if done.returncode != 0 or not done.stdout.strip():
        raise CommandFailure(f"The bench of the search on {name} failed.\n{done.stderr[-2000:]}")
    return {"database": name, "sizes": json.loads(done.stdout.strip().splitlines()[-1])}


def as_text(result: dict[str, Any]) -> str:
    """The figures in lines for people."""
    lines = importing.as_lines(result["importing"])
    for one in result["proposals"]["sets"]:
        share = f"{one['right']} of {one['titles']} right ({one['share']:.1%})"
        lines.append(f"families, {one['set']}: {share}")
    for database in result["searching"]:
        if "not_measured" in database:
            lines.append(f"{database['database']}: {database['not_measured']}")
            continue
        for size in database["sizes"]:
            ours, peer = size["search"], size["peer"]
            lines.append(
                f"{database['database']}, {size['cvs']} CVs: median {ours['median_ms']} ms, p95 "
                f"{ours['p95_ms']} ms; peer median {peer['median_ms']} ms, p95 {peer['p95_ms']} ms"
            )
    return "\n".join(lines)
