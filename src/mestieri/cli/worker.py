"""`mestieri worker`: the work in the background, until stopped."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import typer

from mestieri.cli.data_keys import require_data_keys
from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import say

SECONDS_TO_STOP = 20


def worker() -> None:
    """Do the work in the background; any number of workers on any number of hosts."""
    start_django()
    require_database()
    require_data_keys()
    from django.db import connections
    from django_q.cluster import Cluster

    from mestieri.kernel.work import write_timetable

    write_timetable()
    # The children of the cluster must not inherit an open connection.
    connections.close_all()
    _stop_with_the_parent()
    say("At work in the background (Ctrl-C stops it)")
    Cluster().start()


def _stop_with_the_parent() -> None:
    """A worker that `serve` started ends when `serve` is gone, however it went.

    `serve` holds the other end of our standard input: when it closes, the server is gone.
    """
    if os.environ.get("MESTIERI_WORKER_OF_A_SERVER") != "1":
        return

    def wait_for_the_end() -> None:
        # Not `sys.stdin.read()`: the cluster forks, and its children would inherit the lock.
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait_for_the_end, daemon=True).start()


@contextlib.contextmanager
def a_worker_beside() -> Iterator[None]:
    """Run a worker in a process beside this one while the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mestieri", "worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=None,
        env={**os.environ, "MESTIERI_WORKER_OF_A_SERVER": "1"},
        start_new_session=True,  # Ctrl-C reaches the server first, which then closes the pipe
    )
    try:
        yield
    finally:
        if process.stdin is not None:
            process.stdin.close()
        try:
            process.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()


def register(app: typer.Typer) -> None:
    app.command("worker")(worker)
