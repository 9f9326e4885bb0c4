"""One tap saved, against a bare Django view that inserts one row, in the same run.

A tap goes through everything a tablet's request meets in production: the whole
middleware, the token, the centre's status, the INSERT. The peer is a Django view with no
middleware at all that inserts one row in the same database; a third line puts that same
view behind our middleware, to tell what the house costs from what the tap costs. The
three answer in turn, in an order drawn by chance from a fixed seed. The web server and
the network are left out: they are the same for all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from rich.progress import Progress

from mestieri.cli.benches.reception import numbers
from mestieri.cli.output import CommandFailure, people
from mestieri.cli.postgresql import NoPostgresql, start_postgresql

SEED = 20261123
ROUNDS = 1_500
WARM_UP = 100
NAMES = {
    "tap": "one tap, the tablet's endpoint",
    "bare": "bare Django view, no middleware",
    "bare_behind_middleware": "bare Django view behind our middleware",
}


def run(
    rounds: int = ROUNDS, warm_up: int = WARM_UP, visits: int = numbers.VISITS
) -> dict[str, Any]:
    """Measure on SQLite and on PostgreSQL.

    Returns:
        `seed, rounds, databases: [{database, taps, rows, tap, bare,
        bare_behind_middleware: {median_us, p95_us}, ratio, ratio_behind_middleware,
        day: {taps, rows, in_the_right_half_hour, posts, waited_at_most, longest_post_ms}}]`; a
        database that could not be measured has `database, not_measured` instead.
    """
    databases = [both("SQLite", None, rounds, warm_up, visits)]
    try:
        address = start_postgresql(durable=True)
    except NoPostgresql as missing:
        databases.append({"database": "PostgreSQL", "not_measured": str(missing)})
    else:
        databases.append(both("PostgreSQL", address, rounds, warm_up, visits))
    return {"bench": "reception", "seed": SEED, "rounds": rounds, "databases": databases}


def both(name: str, address: str | None, rounds: int, warm_up: int, visits: int) -> dict[str, Any]:
    """The tap, then the director's page, in the same database."""
    with tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder:
        house = environment(folder, address)
        of_a_tap = measure(name, house, rounds, warm_up)
        of_the_page = measure(f"{name}, numbers", house, visits, numbers.ROUNDS, module="numbers")
    return {**of_a_tap, "numbers": of_the_page}


def measure(
    name: str, house: dict[str, str], rounds: int, warm_up: int, module: str = "measure"
) -> dict[str, Any]:
    """Measure one database in a process of its own.

    Args:
        house: environment of the process.
        module: the part of this package that measures.

    Raises:
        CommandFailure: the process ended without a result.
    """
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        f"{__name__}.{module}",
        str(rounds),
        str(warm_up),
        str(SEED),
    ]
    result: dict[str, Any] = {}
    with (
        subprocess.Popen(command, env=house, stdout=subprocess.PIPE, text=True) as process,
        Progress(console=people) as progress,
    ):
        task = progress.add_task(name, total=rounds)
        for line in process.stdout or ():
            result = json.loads(line)
            progress.update(task, completed=result.get("done", rounds))
    if process.returncode != 0:
        raise CommandFailure(f"The bench failed on {name}: the reason is above.")
    return result


def environment(folder: str, address: str | None) -> dict[str, str]:
    """The measured process's own: its folder, its database, nobody's settings."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("MESTIERI_")}
    ours.pop("DATABASE_URL", None)
    ours["DJANGO_SETTINGS_MODULE"] = "mestieri.config.settings"
    ours["MESTIERI_DATA"] = folder
    return ours if address is None else {**ours, "DATABASE_URL": address}


def as_text(result: dict[str, Any]) -> str:
    """The figures for a person to read."""
    lines = [f"Reception: one tap saved ({result['rounds']} rounds, interleaved)"]
    for database in result["databases"]:
        lines += ["", f"[bold]{database['database']}[/]"]
        if "not_measured" in database:
            lines.append(f"  not measured: {database['not_measured']}")
            continue
        lines += [
            f"  {label:<40} median {database[key]['median_us']:>6} µs   "
            f"p95 {database[key]['p95_us']:>6} µs"
            for key, label in NAMES.items()
        ]
        lines.append(
            f"  a tap takes {database['ratio']:.2f} × the bare view "
            f"({database['ratio_behind_middleware']:.2f} × behind our middleware); "
            f"{database['taps']} taps left {database['rows']} rows"
        )
        day = database["day"]
        lines.append(
            f"  a day with ten minutes without a line: {day['taps']} taps left {day['rows']} rows, "
            f"{day['in_the_right_half_hour']} in their half hour; {day['waited_at_most']} waited; "
            f"the longest post took {day['longest_post_ms']} ms"
        )
        lines += numbers.as_lines(database["numbers"])
    return "\n".join(lines)
