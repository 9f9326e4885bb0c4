"""Bring a recorded release to the present, in an installation of its own.

    python -m tests.upgrades.rehearsal RECORDING [--step-by-step]

Settings say which database: an empty one. It writes one JSON value: what was lost, what changed.
`--step-by-step` reaches the release by its migrations, as an installation did; without, its
tables are made at once as they stood, which takes seconds.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Rows = dict[str, list[dict[str, Any]]]


def main() -> None:
    import django

    django.setup()
    recording = json.loads(Path(sys.argv[1]).read_text())
    report = rehearse(recording, step_by_step="--step-by-step" in sys.argv)
    print(json.dumps(report, ensure_ascii=False))


def rehearse(recording: dict[str, Any], *, step_by_step: bool) -> dict[str, Any]:
    """Make the release, fill it, bring it to the present, look.

    Returns:
        `unknown` migrations of the release that are no more, `lost` rows, `changed` values,
        `rows` looked at, `broken` keys.
    """
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
    lost, changed, looked_at = compare(recording["rows"])
    return {
        "unknown": [],
        "lost": lost,
        "changed": changed,
        "rows": looked_at,
        "broken": broken_keys(),
    }


def make_tables(executor: Any, targets: list[tuple[str, str]]) -> None:
    """The tables of the release, and the note that its migrations have run."""
    from django.db import connection

    state = executor.loader.project_state(targets)
    with connection.schema_editor() as editor:
        for model in state.apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    executor.recorder.ensure_schema()
    for migration, _backwards in executor.migration_plan(targets):
        executor.recorder.record_applied(migration.app_label, migration.name)


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


def compare(rows: Rows) -> tuple[list[str], list[str], int]:
    """What of the recording is not there, or not the same; and how many rows were looked at."""
    lost, changed, looked_at = [], [], 0
    for label, model in present_models(rows):
        for row in rows[label]:
            looked_at += 1
            key = row[model._meta.pk.attname]
            now = model._base_manager.filter(pk=key).first()
            if now is None:
                lost.append(f"{label} {key}")
            else:
                changed += [f"{label}.{name}" for name in differences(model, row, now)]
    return lost, sorted(set(changed)), looked_at


def present_models(rows: Rows) -> Iterator[tuple[str, Any]]:
    """Models that are still there; what a release takes away is not looked for."""
    from django.apps import apps

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
