"""One part of the bench: `python -m … NAME`; one JSON value on stdout."""

from __future__ import annotations

import importlib
import json
import sys


def main() -> None:
    part = importlib.import_module(f"mestieri.cli.benches.find.{sys.argv[1]}")
    sys.stdout.write(json.dumps(part.measure()) + "\n")


if __name__ == "__main__":
    main()
