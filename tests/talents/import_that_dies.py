"""Reads an import in processes that kill themselves, as a power cut would.

Each line on standard input names an import and a number of signs of life (statements, acts on
files); a child does so many and dies. Django starts once: a child costs a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import sys


def advance_and_die(number: int, moment: int) -> None:
    from django.db import connection

    from mestieri.talents.services.importing import running
    from tests.kernel.killing import KilledAt

    running.FILES_OF_A_SLICE = 3
    with connection.execute_wrapper(KilledAt(moment or None).execute):
        running.advance_for(number)


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        number, moment = map(int, line.split())
        child = os.fork()
        if child == 0:
            advance_and_die(number, moment)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else "done" if status == 0 else "failed", flush=True)


if __name__ == "__main__":
    main()
