"""The database of the tests: the real migrations run once, then their result is copied.

Migrating an empty database takes longer than most of the tests together, so its result is
kept in `.pytest_cache/databases/` (a file of SQLite, a dump of PostgreSQL), under a name
made from every migration and from the lock file: when one of them changes, the migrations
run again. Django still migrates the copy, finding nothing to do.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from tests.postgres import find_binaries

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "databases"
INPUTS = [
    ROOT / "uv.lock",
    ROOT / "src/mestieri/config/settings.py",
    *sorted((ROOT / "src").rglob("migrations/*.py")),
]
TEMPLATE = "mestieri_migrated"


def prepare_database() -> None:
    """Put a migrated copy where Django is going to look for the database of the tests."""
    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated_sqlite(), name)
    else:
        copy_postgresql(os.environ["DATABASE_URL"], name)


def fingerprint() -> str:
    """What the result of migrating depends on, as a short word."""
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one worker of a parallel run migrate while the others wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(address: str) -> None:
    """Run every migration on an empty database, as an installation would."""
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
    }
    subprocess.run(
        [sys.executable, "-W", "error", "-m", "django", "migrate", "--verbosity", "0"],
        env=environment,
        check=True,
    )


def forget_older(kept: Path) -> None:
    """Remove the copies that other migrations made."""
    for path in KEPT.glob(f"*{kept.suffix}"):
        if path != kept:
            path.unlink(missing_ok=True)


def migrated_sqlite() -> Path:
    """A migrated file of SQLite, made if it is not there yet."""
    kept = KEPT / f"{fingerprint()}.sqlite3"
    with one_at_a_time():
        if not kept.exists():
            unfinished = kept.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            migrate(f"sqlite:///{unfinished}")
            unfinished.rename(kept)
            forget_older(kept)
    return kept


def copy_postgresql(server: str, name: str) -> None:
    """Make a migrated database on the run's server, from a template made once."""
    with one_at_a_time(), psycopg.connect(server, autocommit=True) as maintenance:
        known = {row[0] for row in maintenance.execute("SELECT datname FROM pg_database")}
        if TEMPLATE not in known:
            maintenance.execute(
                sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE + "_unfinished"))
            )
            fill_template(server, TEMPLATE + "_unfinished")
            maintenance.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(TEMPLATE + "_unfinished"), sql.Identifier(TEMPLATE)
                )
            )
        maintenance.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        maintenance.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(TEMPLATE)
            )
        )


def fill_template(server: str, database: str) -> None:
    """Load the kept dump into a new database, or migrate it and keep the dump."""
    programs = find_binaries()
    kept = KEPT / f"{fingerprint()}-{programs.parent.name}.sql"
    host = unquote(urlsplit(server).hostname or "")
    arguments = ["--host", host, "--username", "mestieri", "--dbname", database]
    if kept.exists():
        load = ["--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", "--output", os.devnull]
        subprocess.run([programs / "psql", *arguments, *load, "--file", kept], check=True)
        return
    migrate(server.rsplit("/", 1)[0] + f"/{database}")
    unfinished = kept.with_suffix(".unfinished")
    subprocess.run([programs / "pg_dump", *arguments, "--file", unfinished], check=True)
    unfinished.rename(kept)
    forget_older(kept)
