"""The thousand files of S14, brought into an empty installation by the command itself.

Measured on the clock, from the start of the process to its report; the peer is the engine
alone, reading the same files in one process without keeping anything.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from mestieri.cli.demonstration.cvs import write_folder
from mestieri.cli.output import CommandFailure
from mestieri.engines.europass import read

CENTRE = "prova"
#: Seconds in which S14's files must be in the bank, and those aimed at.
BOUND, AIM = 60, 30


def measure(scale: float = 1.0) -> dict[str, Any]:
    """Seconds for the whole import, for the engine alone, and what became of the files.

    Args:
        scale: 1 for the thousand.

    Raises:
        CommandFailure: the installation could not be made, or the import failed.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "cvs"
        files = write_folder(folder, scale)
        house = {**os.environ, "MESTIERI_DATA": str(Path(scratch) / "house")}
        house.pop("DATABASE_URL", None)
        _mestieri(house, "setup")
        _mestieri(house, "centre", "add", CENTRE, "Prova", "--kind", "job_center")
        began = time.monotonic()
        report = json.loads(
            _mestieri(house, "import", "cvs", str(folder), "--centre", CENTRE, "--json")
        )
        whole = time.monotonic() - began
        began = time.monotonic()
        for path in sorted(folder.iterdir()):
            read(path)
        alone = time.monotonic() - began
    return {
        "files": files,
        "seconds": round(whole, 2),
        "bound": BOUND,
        "aim": AIM,
        "engine_alone_seconds": round(alone, 2),
        "processors": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 1),
        "created": report["created"],
        "unchanged": report["unchanged"],
        "duplicates": report["duplicates"],
        "refused": report["refused_count"],
        "statuses": report["statuses"],
    }


def as_lines(measured: dict[str, Any]) -> list[str]:
    """The result as lines for a person."""
    return [
        f"{measured['files']} files in {measured['seconds']} s (bound {measured['bound']} s, aim "
        f"{measured['aim']} s; {measured['processors']} processors, load {measured['load']}); the "
        f"engine alone, one process: {measured['engine_alone_seconds']} s",
        f"  {measured['created']} new, {measured['unchanged']} there already, "
        f"{measured['duplicates']} to compare, {measured['refused']} refused",
        *(f"  {number:>5} × {status}" for status, number in measured["statuses"].items()),
    ]


def _mestieri(house: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "mestieri", *words]
    done = subprocess.run(command, env=house, capture_output=True, text=True)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CommandFailure(f"{' '.join(words[:2])} failed: {reason[0]}")
    return done.stdout
