"""The search: how well each voice answers judged needs, and how quickly, as it grows.

Two parts, each in a process of its own with one thread: `needs` loads the demo centre and
scores every voice, every pair and all together on the kept half of `tests/needs`, beside the
full lexical search (tantivy with stemmer, folding, one wrong letter forgiven, ESCO's synonyms as
names); `speed` searches made-up collections of 1,000 to 100,000 things, or of the sizes that
`MESTIERI_BENCH_SIZES` lists.
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

PARTS = {
    "needs": "what each voice finds, on the half of the needs never looked at",
    "speed": "how long a question takes, as the index grows",
}
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")
OURS = ("MESTIERI_BENCH_SIZES", "MESTIERI_BENCH_HALF")


def run() -> dict[str, Any]:
    """Measure both parts.

    Returns:
        `bench, parts: {name: figures}`.
    """
    return {"bench": "find", "parts": {name: measure(name) for name in PARTS}}


def measure(name: str) -> dict[str, Any]:
    """One part in a process of its own.

    Raises:
        CommandFailure: the process ended without a result.
    """
    command = [sys.executable, "-W", "ignore", "-m", f"{__name__}.measure", name]
    named = {key: os.environ[key] for key in OURS if key in os.environ}
    with (
        tempfile.TemporaryDirectory(prefix="mestieri-bench-") as folder,
        people.status(f"Measuring {PARTS[name]}"),
    ):
        done = subprocess.run(
            command,
            env={**environment(folder, None), **ONE_THREAD, **named},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    if done.returncode != 0:
        raise CommandFailure(f"The bench failed on {PARTS[name]}: the reason is above.")
    return json.loads(done.stdout.splitlines()[-1])


def as_text(result: dict[str, Any]) -> str:
    """The figures for a person to read."""
    lines = ["Search"]
    for name, figures in result["parts"].items():
        lines += ["", f"[bold]{PARTS[name]}[/]"]
        for key, value in figures.items():
            if isinstance(value, list):
                lines += [f"  {key.replace('_', ' ')}:", *(f"    {_line(row)}" for row in value)]
            else:
                lines.append(f"  {key.replace('_', ' ')}: {value}")
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in row.items())
