"""`mestieri serve`: the production web server, and the checks that come before it."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import socket
from typing import Annotated

import typer

from mestieri.cli.data_keys import require_data_keys
from mestieri.cli.database import require_database
from mestieri.cli.django import start_django
from mestieri.cli.output import CommandFailure, say
from mestieri.cli.static_files import collect_if_needed
from mestieri.cli.worker import a_worker_beside

#: Requests answered at once. One process: counts and rate limits are kept in its memory.
THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


def ensure_port_is_free(host: str, port: int) -> None:
    """Check that nobody listens there already.

    Raises:
        CommandFailure: the port is taken or not ours to take, or the address is not here.
    """
    reasons = {
        errno.EADDRINUSE: f"Port {port} is in use by another program: choose another with --port.",
        errno.EACCES: f"Port {port} needs an administrator: choose one above 1023 with --port.",
        errno.EADDRNOTAVAIL: f"The address {host} does not belong to this machine.",
    }
    try:
        family, kind, *_rest, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except socket.gaierror:
        raise CommandFailure(f"The address {host} is not known.") from None
    except OSError as error:
        sentence = reasons.get(error.errno or 0, f"Port {port} cannot be used: {error.strerror}.")
        raise CommandFailure(sentence) from None


def address_of(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def announce_address(host: str, port: int) -> None:
    """Let the settings, here and in the worker, know where the site is served.

    Call it before Django starts. Not in MESTIERI_BASE_URL: that is how the public knows the
    site, and pages that know how they were asked for go before this.
    """
    os.environ["MESTIERI_SERVED_AT"] = address_of(host, port)


def serve_until_stopped(host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished first.

    No access log is kept: it would hold addresses and what people look for.
    """
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    collect_if_needed()
    # A worker begins afresh: it finds the files just collected, and no open connection of ours.
    multiprocessing.set_start_method("spawn", force=True)
    Granian(
        "mestieri.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        log_access=False,
    ).serve()


def serve(
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on.", min=1, max=65535)] = 8000,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Also do the work in the background.")
    ] = True,
) -> None:
    """Serve the site and the Banco, until stopped."""
    ensure_port_is_free(host, port)
    announce_address(host, port)
    start_django()
    require_database()
    require_data_keys()
    collect_if_needed()
    say(f"Mestieri: {address_of(host, port)}/  (Ctrl-C stops it)")
    with a_worker_beside() if with_worker else contextlib.nullcontext():
        serve_until_stopped(host, port)


def register(app: typer.Typer) -> None:
    app.command("serve")(serve)
