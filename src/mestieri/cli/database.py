"""What the verbs ask of the database, with its refusals as sentences."""

from __future__ import annotations

from mestieri.cli.output import CommandFailure


def missing_migrations() -> list[str]:
    """Names of the migrations that have not been applied yet; Django is awake.

    Raises:
        CommandFailure: the database does not answer.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or ["it does not answer"])[0]
        raise CommandFailure(f"The database cannot be used: {reason}") from None
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_database() -> None:
    """Refuse to go on without a database that `mestieri setup` has made.

    Raises:
        CommandFailure: it does not answer, or tables are missing.
    """
    if missing_migrations():
        raise CommandFailure("The database is not ready: run `mestieri setup` first.")
