"""Applies the rules of retention in processes that kill themselves, as a power cut would.

Each line on standard input is a number of statements. A child process applies the rules and
kills itself (SIGKILL) after so many, between two bytes of work wherever that may be; the
answer is `killed` or `done`. Django starts once: a child costs a few milliseconds.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die_after(statements: int) -> Callable[..., Any]:
    """Wrapper of `execute` that lets so many statements through, and dies."""
    left = [statements]

    def execute(run: Callable[..., Any], *arguments: Any) -> Any:
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return run(*arguments)

    return execute


def apply_and_die(statements: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from mestieri.kernel.services.retention import apply_rules, running

    running.ROWS_A_SLICE = 4
    with connection.execute_wrapper(die_after(statements)):
        apply_rules(timezone.localdate())


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            apply_and_die(int(line))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        print("killed" if killed else "done" if status == 0 else "failed", flush=True)


if __name__ == "__main__":
    main()
