"""A snapshot of SQLite: one file, taken while others write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db.backends.sqlite3._functions import register

from mestieri.kernel.services.backup.refusal import DAMAGED, BackupRefused

NAME = "mestieri.sqlite3"
MEMBER = f"database/{NAME}"


def take_snapshot(database: Path, target: Path, in_the_quiet: Callable[[], None]) -> None:
    """Write the database as it is at one moment into a new file.

    Writers wait only while `in_the_quiet` runs, not while pages are copied. Freed pages are
    left out at the end: what was deleted does not travel in the copy.

    Args:
        in_the_quiet: called at the moment of the snapshot, while nothing can be written.

    Raises:
        BackupRefused: the disk is full, or the file is damaged.
    """
    try:
        with closing(_connect(database, "rw")) as reader:
            with closing(_connect(database, "rw")) as writer:
                writer.execute("BEGIN IMMEDIATE")
                in_the_quiet()
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
                writer.rollback()
            with closing(_connect(target, "rwc")) as copy:
                reader.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                copy.execute("VACUUM")
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
    address = f"{database.resolve().as_uri()}?mode={mode}"
    opened = sqlite3.connect(address, uri=True, timeout=60, isolation_level=None)
    # Constraints of ours use functions that Django adds to SQLite; a copy evaluates them.
    register(opened)
    return opened


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
