"""Bring a recorded release to the present, in an installation of its own.

    python -m tests.upgrades.rehearsal RECORDING [--step-by-step] [--back app.migration …]

Settings say which database: an empty one. It writes one JSON value: what was lost, what changed.
`--step-by-step` reaches the release by its migrations, as an installation did; without, its
tables are made at once as they stood, which takes seconds. `--back` then goes back to some
migrations, looks, and comes to the present again.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def main() -> None:
    import django

    django.setup()
    asked = argparse.ArgumentParser()
    asked.add_argument("recording", type=Path)
    asked.add_argument("--step-by-step", action="store_true")
    asked.add_argument("--back", nargs="*", default=[])
    told = asked.parse_args()
    recording = json.loads(told.recording.read_text())
    report = rehearse(recording, step_by_step=told.step_by_step)
    if told.back:
        report |= go_back([tuple(name.split(".")) for name in told.back], recording["rows"])
    print(json.dumps(report, ensure_ascii=False))


def rehearse(recording: dict[str, Any], *, step_by_step: bool) -> dict[str, Any]:
    """Make the release, fill it, bring it to the present, look.

    Returns:
        `unknown` migrations of the release that are no more, `lost` rows, `changed` values,
        `rows` looked at, `broken` keys.
    """
    from django.apps import apps as present
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in recording["migrations"].items()]
    unknown = [target for target in targets if target not in executor.loader.graph.nodes]
    if unknown:
        return {"unknown": [".".join(target) for target in unknown]}
    if step_by_step:
        executor.migrate(targets)
    else:
        make_tables(executor, targets)
    fill(executor.loader.project_state(targets).apps, recording["rows"])
    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    lost, changed, looked_at = compare(recording["rows"], present)
    return {
        "unknown": [],
        "lost": lost,
        "changed": changed,
        "rows": looked_at,
        "broken": broken_keys(),
    }


def go_back(targets: list[tuple[str, str]], rows: Rows) -> dict[str, Any]:
    """Go back to some migrations, look as they saw the tables, and come back; look again.

    Returns:
        `lost_behind` and `changed_behind` there, `changed` and `lost` here.
    """
    from django.apps import apps as present
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    loader = MigrationExecutor(connection).loader
    applied = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    behind = loader.project_state(sorted(applied)).apps
    lost_behind, changed_behind, _rows = compare(rows, behind)
    call_command("migrate", interactive=False, verbosity=0, stdout=io.StringIO())
    lost, changed, _rows = compare(rows, present)
    return {
        "lost_behind": lost_behind,
        "changed_behind": changed_behind,
        "lost": lost,
        "changed": changed,
    }


def make_tables(executor: Any, targets: list[tuple[str, str]]) -> None:
    """The tables of the release, and the note that its migrations have run."""
    from django.db import connection

    state = executor.loader.project_state(targets)
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        # Some libraries tell an index twice.
        editor.deferred_sql = list({str(each): each for each in editor.deferred_sql}.values())
    executor.recorder.ensure_schema()
    for migration, _backwards in executor.migration_plan(targets):
        executor.record_migration(migration)


def fill(apps: Any, rows: Rows) -> None:
    """Put the recorded rows, and nothing else, in the tables of the release."""
    from django.core.management.color import no_style
    from django.db import connection, transaction

    models = {
        model._meta.label: model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }
    with transaction.atomic():  # keys are looked at when it ends
        with connection.cursor() as cursor:
            for model in models.values():
                cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
        for label, found in rows.items():
            for row in found:
                made(models[label], row).save_base(raw=True, force_insert=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)


def made(model: Any, row: dict[str, Any]) -> Any:
    """A row of the release, of its own table alone."""
    fields = {field.attname: field for field in model._meta.local_concrete_fields}
    return model(**{name: fields[name].to_python(value) for name, value in row.items()})


def compare(rows: Rows, apps: Any) -> tuple[list[str], list[str], int]:
    """What of the recording is not there, or not the same; and how many rows were looked at."""
    lost, changed, looked_at = [], [], 0
    for label, model in known_models(rows, apps):
        for row in rows[label]:
            looked_at += 1
            key = row[model._meta.pk.attname]
            now = model._base_manager.filter(pk=key).first()
            if now is None:
                lost.append(f"{label} {key}")
            else:
                changed += [f"{label}.{name}" for name in differences(model, row, now)]
    return lost, sorted(set(changed)), looked_at


def known_models(rows: Rows, apps: Any) -> Iterator[tuple[str, Any]]:
    """Models that are there; what a release takes away is not looked for."""
    for label in rows:
        try:
            yield label, apps.get_model(label)
        except LookupError:
            continue


def differences(model: Any, row: dict[str, Any], now: Any) -> Iterator[str]:
    from tools.record_release import plain

    for field in model._meta.local_concrete_fields:
        if field.attname in row and plain(field, now) != row[field.attname]:
            yield field.attname


def broken_keys() -> list[str]:
    """Keys that lead nowhere after it all."""
    from django.db import IntegrityError, connection

    try:
        connection.check_constraints()
    except IntegrityError as error:
        return [str(error)]
    return []


if __name__ == "__main__":
    main()
