"""A snapshot of SQLite: one file, taken while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db.backends.sqlite3._functions import register

from mestieri.kernel.services.backup.refusal import DAMAGED, BackupRefused

NAME = "mestieri.sqlite3"
MEMBER = f"database/{NAME}"


def take_snapshot(database: Path, target: Path) -> None:
    """Write the database as it is at one moment into a new file; writers do not wait.

    `VACUUM INTO` reads in one transaction and leaves out freed pages: what was deleted does
    not travel in the copy.

    Raises:
        BackupRefused: the disk is full, or the file is damaged.
    """
    try:
        with closing(_connect(database, "rw")) as connection:
            connection.execute("VACUUM INTO ?", [str(target)])
    except sqlite3.Error as error:
        raise BackupRefused(f"The database cannot be copied: {error}.") from None


def count_rows(database: Path) -> dict[str, int]:
    """Rows of each table, after a check of the whole file.

    Raises:
        BackupRefused: the file is not a whole database.
    """
    try:
        with closing(_connect(database, "ro")) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise BackupRefused(DAMAGED)
            # Shadows of a full-text table are the engine's own business.
            tables = connection.execute(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                "AND name NOT LIKE 'sqlite@_%' ESCAPE '@' ORDER BY name"
            ).fetchall()
            return {
                name: connection.execute(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0]  # noqa: S608
                for (name,) in tables
            }
    except sqlite3.Error:
        raise BackupRefused(DAMAGED) from None


def _connect(database: Path, mode: str) -> sqlite3.Connection:
    opened = sqlite3.connect(f"{database.resolve().as_uri()}?mode={mode}", uri=True, timeout=60)
    # Constraints of ours use functions that Django adds to SQLite; a copy evaluates them.
    register(opened)
    return opened


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
