"""The library under load: ESCO whole, a table of 4,000 rows – each beside a peer or a limit.

Each part is a module beside this one with `measure() -> dict`, run in a process, a folder and
a database of its own: `esco` imports the official download twice; `table` brings in a
spreadsheet of 4,000 rows beside the plainest program that does the same work (openpyxl and a
loop of `save()`); `pages` asks for the lists of 100,000 resources. Whoever adds a part adds its
name to `PARTS`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from mestieri.cli.benches.reception import environment
from mestieri.cli.output import CommandFailure, people

#: Name of the part → what it measures.
PARTS = {
    "esco": "ESCO 1.1.1 with Italian labels, into an empty installation",
    "table": "a spreadsheet of 4,000 resources, 12 of them faulty",
    "pages": "the lists of the documentation at 100,000 records",
}


def run() -> dict[str, Any]:
    """Measure every part, one after the other.

    Returns:
        `bench, parts: {name: figures}`; a part that cannot be measured here has
        `not_measured` with the reason.
    """
    return {"bench": "library", "parts": {name: measure(name) for name in PARTS}}


def measure(name: str) -> dict[str, Any]:
    """One part in a process of its own.

    Raises:
        CommandFailure: the process ended without a result.
    """
    command = [sys.executable, "-W", "ignore", "-m", f"{__name__}.measure", name]
    with (
        tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder,
        people.status(f"Measuring {PARTS[name]}"),
    ):
        done = subprocess.run(
            command,
            env={**environment(folder, None), **_data_of_the_bench()},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise CommandFailure(f"The bench failed on {PARTS[name]}: the reason is above.")
    return json.loads(done.stdout.splitlines()[-1])


def _data_of_the_bench() -> dict[str, str]:
    """The folder of the data sets goes with the process; nothing else of ours does."""
    named = os.environ.get("MESTIERI_BENCH_DATA")
    return {"MESTIERI_BENCH_DATA": named} if named else {}


def as_text(result: dict[str, Any]) -> str:
    """The figures for a person to read."""
    lines = ["Library"]
    for name, figures in result["parts"].items():
        lines += ["", f"[bold]{PARTS[name]}[/]"]
        lines += [f"  {key.replace('_', ' ')}: {value}" for key, value in figures.items()]
    return "\n".join(lines)
