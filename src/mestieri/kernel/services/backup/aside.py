"""The data of before, which a restore keeps aside: until the next restore, or the next erasure.

Who is erased stands in it too, and nobody is taken out of a database that no program has open.
A rotation of the keys leaves it the keys without which it could not be read.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from psycopg import sql

from mestieri.kernel.encryption import keys
from mestieri.kernel.services.backup import postgresql, swapping


def keys_kept_aside() -> Path:
    """The file of the keys that only the data of before needs."""
    path: Path = settings.KEYS_FILE
    return path.with_name(f"{path.name}.{swapping.BEFORE}")


def is_kept_aside() -> bool:
    """Whether there is data of before a restore."""
    folder: Path = settings.DATA / swapping.BEFORE
    if folder.is_dir() and any(folder.iterdir()):
        return True
    if connection.vendor == "sqlite":
        live = Path(connection.settings_dict["NAME"])
        return any(live.parent.glob(f"{live.name}.{swapping.BEFORE}*"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [postgresql.BEFORE])
        return bool(cursor.fetchone()[0])


def keep_keys(ring: keys.KeyRing) -> Path | None:
    """Leave keys that are about to be retired to the data of before, if there is any.

    Returns:
        The file in which they are; None when nothing needs them.
    """
    if not is_kept_aside():
        return None
    keys.take_in(keys_kept_aside(), ring)
    return keys_kept_aside()


def forget_what_was_kept_aside() -> None:
    """Remove it for good: who is erased must not be there either. Can be repeated."""
    shutil.rmtree(settings.DATA / swapping.BEFORE, ignore_errors=True)
    keys_kept_aside().unlink(missing_ok=True)
    if connection.vendor == "sqlite":
        live = Path(connection.settings_dict["NAME"])
        for old in live.parent.glob(f"{live.name}.{swapping.BEFORE}*"):
            old.unlink(missing_ok=True)
        return
    try:
        with connection.cursor() as cursor:
            name = sql.Identifier(postgresql.BEFORE).as_string(None)
            cursor.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
    except (DatabaseError, psycopg.Error):
        return  # another role made it: who restores next removes it
