"""What Django's database layer does not offer: a statement planned once a connection."""

from __future__ import annotations

from typing import Any

from django.db import connection


def prepared_cursor() -> Any:
    """A cursor for a statement that is run all day long, always with the same words.

    On PostgreSQL the values travel apart from the statement, so that psycopg prepares it
    after some runs (`prepare_threshold`) and the server plans it once instead of every time:
    planning three joined tables costs more than running them. Behind a pooler that gives out
    connections by transaction, `MESTIERI_PREPARE=0` turns it off. SQLite plans in no time.
    """
    cursor = connection.cursor()
    if connection.vendor == "postgresql":
        import psycopg

        cursor.cursor.close()
        cursor.cursor = psycopg.Cursor(connection.connection)
    return cursor
