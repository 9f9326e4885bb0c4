"""Record what a release leaves in a database, so that later ones can be tried on it.

    MESTIERI_DATA=/an/empty/folder python tools/record_release.py 0.2.0

Run it in the tree of the release, once, and commit `tests/upgrades/0.2.0.json`: the migrations
of the release and a few rows of each table of the demo (all made up), with those that they
point at. `tests/upgrades/test_upgrades.py` then brings them to every later version.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "upgrades"
ROWS_OF_A_TABLE = 4
#: What is made again from the rest.
DERIVED = {"wagtailsearch", "sessions"}


def main() -> None:
    release = sys.argv[1]
    target = Path(sys.argv[2] if len(sys.argv) > 2 else FOLDER / f"{release}.json")
    subprocess.run([sys.executable, "-m", "mestieri", "demo", "--no-serve"], check=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mestieri.config.settings")
    import django

    django.setup()
    recorded = {"release": release, "migrations": leaves(), "rows": rows()}
    target.write_text(json.dumps(recorded, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    print(f"{target}: {sum(map(len, recorded['rows'].values()))} rows")


def leaves() -> dict[str, str]:
    """The last migration of each app."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    return dict(sorted(MigrationLoader(connection).graph.leaf_nodes()))


def rows() -> dict[str, list[dict[str, Any]]]:
    """A few rows of each table, and what they point at, however far."""
    from django.apps import apps

    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in DERIVED
    ]
    taken: dict[Any, dict[Any, Any]] = {model: {} for model in models}
    waiting = [(model, key) for model in models for key in some_keys(model)]
    while waiting:
        model, key = waiting.pop()
        if key in taken[model]:
            continue
        row = model._base_manager.get(pk=key)
        taken[model][key] = row
        waiting += pointed_at(row, model)
    return {
        model._meta.label: [told(found[key], model) for key in sorted(found, key=str)]
        for model, found in taken.items()
        if found
    }


def some_keys(model: Any) -> Iterable[Any]:
    """First, last and some between, so that what changed over time is among them."""
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    step = max(1, len(keys) // (ROWS_OF_A_TABLE - 1))
    return {*keys[::step][: ROWS_OF_A_TABLE - 1], *keys[-1:]}


def pointed_at(row: Any, model: Any) -> list[tuple[Any, Any]]:
    found = []
    for field in model._meta.local_concrete_fields:
        value = getattr(row, field.attname)
        if field.remote_field is not None and value is not None:
            target = field.remote_field.model._meta.concrete_model
            to = field.target_field
            key = value if to.primary_key else target._base_manager.get(**{to.name: value}).pk
            found.append((target, key))
    return found


def told(row: Any, model: Any) -> dict[str, Any]:
    """A row as JSON: each column of its own table as text, number or nothing."""
    return {f.attname: plain(f, row) for f in model._meta.local_concrete_fields}


def plain(field: Any, row: Any) -> Any:
    """A value as a recording writes it; what is closed is told in the clear."""
    value = getattr(row, field.attname)
    if value is None or isinstance(value, (bool, int, str)):
        return value
    text = field.value_to_string(row)
    return text if isinstance(text, str) else json.loads(json.dumps(text, default=str))


if __name__ == "__main__":
    main()
