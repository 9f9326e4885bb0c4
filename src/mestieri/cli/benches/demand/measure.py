"""One part of the bench, on a new installation: `python -m … NAME`; one JSON value on stdout."""

from __future__ import annotations

import importlib
import json
import os
import sys

from mestieri.cli.data_keys import ensure_data_keys
from mestieri.cli.django import start_django


def main() -> None:
    os.environ["MESTIERI_REQUIRE_TOTP"] = "0"
    start_django()
    from django.core.management import call_command

    ensure_data_keys()
    call_command("migrate", verbosity=0, interactive=False)
    part = importlib.import_module(f"mestieri.cli.benches.demand.{sys.argv[1]}")
    sys.stdout.write(json.dumps(part.measure()) + "\n")


if __name__ == "__main__":
    main()
