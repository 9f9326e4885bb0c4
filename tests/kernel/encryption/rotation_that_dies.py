"""Turns the keys in processes that kill themselves, as a power cut would.

As `tests/kernel/retention_that_dies.py`: each line on standard input is a number of statements,
after which the child that turns the keys kills itself; the answer is `killed` or `done`.
"""

from __future__ import annotations

import os
import signal
import sys

from tests.kernel.retention_that_dies import die_after


def turn_and_die(statements: int) -> None:
    from django.db import connection

    from mestieri.kernel.services import rotation

    rotation.ROWS_A_SLICE = 3
    with connection.execute_wrapper(die_after(statements)):
        rotation.rotate(seconds_to_settle=0)


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            turn_and_die(int(line))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else "done" if status == 0 else "failed", flush=True)


if __name__ == "__main__":
    main()
