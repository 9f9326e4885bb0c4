"""The process that opens the file: it has little time and memory, and says what it read.

`python -m mestieri.engines.tables.child FILE` with the limits on stdin; one JSON value on stdout.
"""

from __future__ import annotations

import csv
import json
import resource
import sys
from pathlib import Path

from mestieri.engines.tables.limits import Limits
from mestieri.engines.tables.problems import TableProblem
from mestieri.engines.tables.reading import read_here


def main() -> None:
    limits = Limits(**json.load(sys.stdin))
    _bound(limits)
    csv.field_size_limit(1_000_000)
    try:
        workbook = read_here(Path(sys.argv[1]), limits)
    except TableProblem as problem:
        answer: dict[str, object] = {"problem": problem.code, "values": problem.values}
    except MemoryError:
        answer = {"problem": "too_slow", "values": {}}
    else:
        answer = {
            "form": workbook.form,
            "sheets": [{"name": sheet.name, "rows": sheet.rows} for sheet in workbook.sheets],
        }
    json.dump(answer, sys.stdout)


def _bound(limits: Limits) -> None:
    """Beyond these the system stops the process; no core is left behind."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
