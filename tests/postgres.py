"""One PostgreSQL for a run of the tests.

The workers of a parallel run find its address in the environment and start nothing.
"""

from __future__ import annotations

import os

from mestieri.cli.postgresql import find_binaries, start_postgresql

__all__ = ["ensure_postgresql", "find_binaries"]

ADDRESS = "MESTIERI_TEST_POSTGRESQL"


def ensure_postgresql() -> str:
    """Address of the run's PostgreSQL server, starting it if this process is the first."""
    if ADDRESS not in os.environ:
        os.environ[ADDRESS] = start_postgresql()
    return os.environ[ADDRESS]
