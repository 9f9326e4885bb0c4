"""Make an installation of what was unpacked; run in a process of its own by `restoring`.

    python -m mestieri.kernel.services.backup.staging LIVE_DATA_FOLDER

Its environment points at the restored folder (and schema), so that whatever runs here, the
hooks of the rooms included, sees restored data and cannot touch the live one. It writes a
line of JSON for each step, then one with `report` or `refused`; it ends by itself when its
parent does.
"""

from __future__ import annotations

import datetime
import io
import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

#: What makes the tables, where the installation that is here says it; written by `restoring`.
STRUCTURE = "structure.json"


def main() -> None:
    """Do every step, and say it."""
    _end_with_the_parent()
    import django

    django.setup()
    import psycopg
    from django.db import DatabaseError

    from mestieri.kernel.services.backup.refusal import BackupRefused

    try:
        _say(report=_make_installation(Path(sys.argv[1])))
    except BackupRefused as refusal:
        _say(refused=str(refusal))
    except (DatabaseError, psycopg.Error) as error:
        reason = (str(error).strip().splitlines() or ["no reason given"])[0]
        _say(refused=f"The database refuses what is in this copy: {reason}")
    except Exception as error:
        # A hook, a migration, a manifest that lies: whatever it is, the live data stays.
        _say(refused=f"No installation can be made of this copy ({type(error).__name__}: {error}).")


def _make_installation(live_data: Path) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection, connections

    from mestieri.kernel.encryption import keys
    from mestieri.kernel.services import key_mark
    from mestieri.kernel.services.backup import after

    folder: Path = settings.DATA
    opening = json.loads((folder / "opening.json").read_text())
    manifest = json.loads((folder / "manifest.json").read_text())
    _fill_database(folder, opening, manifest)
    migrations = _migrate_forward()
    _say(step="Closing what was pending")
    made_at = datetime.datetime.fromisoformat(opening["made_at"])
    closed = after.close_what_was_pending(made_at)
    key_mark.note(keys.ring_in(settings.KEYS_FILE))
    hooks = after.run_hooks(after.Restored(made_at, live_data))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    return {
        "migrations": migrations,
        **closed,
        "hooks": list(hooks),
        "said": [sentence for said in hooks.values() for sentence in said],
    }


def _fill_database(folder: Path, opening: dict[str, Any], manifest: dict[str, Any]) -> None:
    from django.db import connection

    from mestieri.kernel.services.backup import postgresql, sqlite, tables
    from mestieri.kernel.services.backup.refusal import DAMAGED, BackupRefused

    if connection.vendor == "postgresql":
        _say(step="Loading the tables")
        made = json.loads((folder / STRUCTURE).read_text())
        if made is None:  # an older copy, or nothing is here yet
            _say(step="Making the tables")
            made = tables.make_structure({(app, name) for app, name in opening["migrations"]})
        with postgresql.own_connection() as opened:
            tables.load_tables(opened, folder, manifest, made)
        return
    _say(step="Checking the tables")
    if sqlite.count_rows(Path(connection.settings_dict["NAME"])) != manifest["rows"]:
        raise BackupRefused(DAMAGED)


def _migrate_forward() -> int:
    """Apply what was added since; returns how many migrations."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        _say(step="Bringing the tables up to date")
        call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    return missing


def _say(**told: Any) -> None:
    print(json.dumps(told), flush=True)


def _end_with_the_parent() -> None:
    """The parent holds the other end of our standard input."""

    def wait_for_the_end() -> None:
        while os.read(0, 1):
            pass
        os._exit(1)

    threading.Thread(target=wait_for_the_end, daemon=True).start()


if __name__ == "__main__":
    main()
