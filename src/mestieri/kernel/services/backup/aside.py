"""The data of before, which a restore keeps aside until the next one."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from psycopg import sql

from mestieri.kernel.services.backup import postgresql, swapping


def forget_what_was_kept_aside() -> None:
    """Remove it for good: who is erased must not be there either. Can be repeated."""
    shutil.rmtree(settings.DATA / swapping.BEFORE, ignore_errors=True)
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
