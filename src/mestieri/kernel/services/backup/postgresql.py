"""A snapshot of PostgreSQL by COPY in one transaction, and schemas swapped; no external program.

A copy brings rows and nothing else: tables, constraints and indexes are those that our own
migrations make (`tables`), so that nobody who writes a copy has something executed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from psycopg import sql

from mestieri.kernel.services.backup.archive import ArchiveWriter
from mestieri.kernel.services.backup.refusal import BackupRefused

RESTORED, BEFORE = "mestieri_restored", "mestieri_before_restore"
ATTEMPTS = 60  # of half a second, for a moment in which nobody writes
PIECE = 4 * 1024 * 1024  # bytes of a member, more or less: held in memory
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r' "
    "ORDER BY relname"
)
#: Generated columns are worked out again.
COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 "
    "AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
)
#: What Django never makes of itself: views, partitions, free sequences, functions, triggers, types.
STRANGE = """
    SELECT relname FROM pg_class c WHERE relnamespace = %(schema)s::regnamespace
        AND (relkind NOT IN ('r', 'i', 'S', 'c', 't')
             OR relkind = 'S' AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid
                 AND d.classid = 'pg_class'::regclass AND d.deptype = 'i'))
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT tgname FROM pg_trigger JOIN pg_class r ON r.oid = tgrelid
        WHERE NOT tgisinternal AND relnamespace = %(schema)s::regnamespace
    UNION ALL
    SELECT proname FROM pg_proc p WHERE pronamespace = %(schema)s::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    UNION ALL
    SELECT typname FROM pg_type t WHERE typnamespace = %(schema)s::regnamespace
        AND typtype IN ('e', 'd', 'r')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')
    LIMIT 1
"""
SEQUENCES = (
    "SELECT sequencename, last_value FROM pg_sequences "
    "WHERE schemaname = current_schema() AND last_value IS NOT NULL"
)


@contextmanager
def own_connection(**options: Any) -> Iterator[psycopg.Connection]:
    """A connection to the installation's database, beside Django's.

    Raises:
        BackupRefused: the database does not answer.
    """
    known = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        known.pop(name, None)
    try:
        with psycopg.connect(**{**known, **options}) as opened:
            yield opened
    except psycopg.Error as error:
        reason = (str(error).strip().splitlines() or ["it does not answer"])[0]
        raise BackupRefused(f"The database refuses: {reason}") from None


@contextmanager
def snapshot(in_the_quiet: Callable[[], None]) -> Iterator[psycopg.Connection]:
    """A connection that sees the database as it is now, whatever others write afterwards.

    Args:
        in_the_quiet: called at the moment of the snapshot, while nothing can be written.

    Raises:
        BackupRefused: there is no quiet moment, or the database does not answer.
    """
    with own_connection() as opened:
        with _quiet():
            in_the_quiet()
            opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            opened.read_only = True
            opened.execute("SELECT 1 FROM pg_class LIMIT 1")
        yield opened


@contextmanager
def _quiet() -> Iterator[None]:
    """Nobody writes while this lasts. Rather than a person's transaction, it gives up first:

    it waits less for a lock than the server waits before it looks for a deadlock.
    """
    with own_connection() as opened:
        tables = sql.SQL(", ").join(map(sql.Identifier, tables_of(opened)))
        opened.rollback()
        for _attempt in range(ATTEMPTS):
            try:
                opened.execute("SET LOCAL lock_timeout = '500ms'")
                opened.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(tables))
                break
            except psycopg.errors.LockNotAvailable:
                opened.rollback()
        else:
            raise BackupRefused("Somebody writes without a pause: try again in a while.")
        try:
            yield
        finally:
            opened.rollback()


def tables_of(opened: psycopg.Connection, schema: str | None = None) -> list[str]:
    """Tables of a schema; of the one in use, without a name."""
    schema = schema or current_schema(opened)
    return [row[0] for row in opened.execute(TABLES, [quoted(schema)])]


def current_schema(opened: psycopg.Connection) -> str:
    """The schema where our tables live.

    Raises:
        BackupRefused: there is none.
    """
    row = opened.execute("SELECT current_schema()").fetchone()
    if row is None or row[0] is None:
        raise BackupRefused("The database has no schema for our tables: create `public` in it.")
    return str(row[0])


def quoted(name: str) -> str:
    return sql.Identifier(name).as_string()


def size(opened: psycopg.Connection) -> int:
    """Bytes of the database on disk: what the progress bar counts against."""
    row = opened.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def write_tables(opened: psycopg.Connection, writer: ArchiveWriter) -> dict[str, Any]:
    """Write every table as pieces of COPY; returns what the manifest says of them."""
    refuse_foreign_tables(opened)
    told: dict[str, Any] = {"rows": {}, "columns": {}}
    for table in tables_of(opened):
        columns = [row[0] for row in opened.execute(COLUMNS, [quoted(table)])]
        told["columns"][table] = columns
        told["rows"][table] = _write_table(opened, writer, table, columns)
    told["sequences"] = dict(opened.execute(SEQUENCES).fetchall())
    return told


def _write_table(
    opened: psycopg.Connection, writer: ArchiveWriter, table: str, columns: list[str]
) -> int:
    question = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    piece, number = bytearray(), 0
    with opened.cursor() as cursor:
        with cursor.copy(question) as copy:
            for data in copy:
                piece += data
                if len(piece) >= PIECE:
                    number += 1
                    writer.add_bytes(f"database/{table}/{number:06}", bytes(piece))
                    piece.clear()
        if piece:
            writer.add_bytes(f"database/{table}/{number + 1:06}", bytes(piece))
        return cursor.rowcount


def refuse_foreign_tables(opened: psycopg.Connection) -> None:
    """Look whether the schema holds only what our migrations make.

    Raises:
        BackupRefused: it holds something else, of which this takes no copy.
    """
    schema = current_schema(opened)
    strange = opened.execute(STRANGE, {"schema": quoted(schema)}).fetchone()
    foreign = [table for table in tables_of(opened) if table not in our_tables()]
    if strange is not None or foreign:
        name = strange[0] if strange is not None else foreign[0]
        raise BackupRefused(
            f"The schema {schema} of the database holds “{name}”, which is not of Mestieri: "
            "move it to another schema, and copy it in another way."
        )


def our_tables() -> set[str]:
    """Tables of our models and of the neighbours', and the list of the migrations."""
    return {
        *connection.introspection.django_table_names(),
        MigrationRecorder.Migration._meta.db_table,
    }


def refuse_unless_it_can_be_restored() -> None:
    """Look whether a schema can be made and whether somebody else is at work in the database.

    Raises:
        BackupRefused: the account of the database may not, or is not alone.
    """
    with own_connection(autocommit=True) as opened:
        may = opened.execute(
            "SELECT has_database_privilege(current_database(), 'CREATE')"
        ).fetchone()
        if may is None or not may[0]:
            raise BackupRefused(
                "The account of the database may not make a schema: make it the owner of the "
                "database (ALTER DATABASE … OWNER TO …)."
            )
        others = opened.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
        if others is not None and others[0]:
            raise BackupRefused(
                "Somebody is connected to the database: stop servers and workers on every host, "
                "and close other programs that look into it."
            )


def make_schema_beside() -> None:
    """An empty schema, where the copy is loaded; what an earlier attempt left goes."""
    with own_connection() as opened:
        opened.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(RESTORED)))
        opened.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(RESTORED)))


def drop_schema_beside() -> None:
    """Remove what a restore that was refused had loaded."""
    with own_connection() as opened:
        opened.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(RESTORED)))


def swap_schemas() -> None:
    """Put the loaded tables in the place of the live ones, in one transaction; repeatable.

    The live ones are kept in a schema of their own until the next restore.
    """
    with own_connection(autocommit=True) as opened:
        opened.execute("SET lock_timeout = '20s'")
        here = opened.execute("SELECT to_regnamespace(%s)", [RESTORED]).fetchone()
        if here is None or here[0] is None:
            return  # done already
        live = current_schema(opened)
        before = sql.Identifier(BEFORE)
        opened.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(before))
        with opened.transaction():
            opened.execute(sql.SQL("CREATE SCHEMA {}").format(before))
            _move_tables(opened, live, BEFORE)
            _move_tables(opened, RESTORED, live)
            opened.execute(sql.SQL("DROP SCHEMA {}").format(sql.Identifier(RESTORED)))


def _move_tables(opened: psycopg.Connection, source: str, target: str) -> None:
    for table in tables_of(opened, source):
        opened.execute(
            sql.SQL("ALTER TABLE {}.{} SET SCHEMA {}").format(
                sql.Identifier(source), sql.Identifier(table), sql.Identifier(target)
            )
        )
