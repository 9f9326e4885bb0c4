"""What any release left in a database is there after the upgrade to this one.

A release is a recording beside this file (`tools/record_release.py`): a clone without tags has
them all. A tag without a recording is a mistake.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from mestieri.kernel.encryption import keys

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
RECORDINGS = sorted(FOLDER.glob("*.json"))
VERSION = re.compile(r"v?(\d+\.\d+(?:\.\d+)?)\Z")

#: Columns whose values an upgrade changes on purpose, each with the reason.
CHANGED_ON_PURPOSE = {
    "mfa.Authenticator.data": "secrets of the second factor are closed (kernel.0007)",
}
#: From the present back to these, and forward again: what was closed stands in the clear there.
BACK = {"0.1.0": ("kernel.0006_rights_of_persons", "reception.0005_figures")}
#: Models whose rows an upgrade takes away on purpose, each with the reason.
TAKEN_AWAY_ON_PURPOSE: dict[str, str] = {}


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An empty database of the kind that the tests use, and a folder with keys."""
    keys.make(tmp_path / keys.FILE)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MESTIERI_")}
    kept |= {"DJANGO_SETTINGS_MODULE": "mestieri.config.settings", "MESTIERI_DATA": str(tmp_path)}
    if connection.vendor == "sqlite":
        kept.pop("DATABASE_URL", None)
        yield kept
        return
    server, name = os.environ["DATABASE_URL"], f"upgrade_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as maintenance:
        maintenance.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield kept | {"DATABASE_URL": server.rsplit("/", 1)[0] + f"/{name}"}
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            maintenance.execute(drop)


def rehearse(recording: Path, environment: dict[str, str], *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrades.rehearsal", str(recording), *options],
        env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def check(report: dict[str, Any]) -> None:
    assert report["unknown"] == [], "a migration of a release is never renamed or removed"
    away = tuple(f"{label} " for label in TAKEN_AWAY_ON_PURPOSE)
    assert [lost for lost in report["lost"] if not lost.startswith(away)] == []
    assert [name for name in report["changed"] if name not in CHANGED_ON_PURPOSE] == []
    assert report["broken"] == []
    assert report["rows"] > 100


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_nothing_is_lost_between_a_release_and_this_one(
    recording: Path, environment: dict[str, str]
) -> None:
    back = BACK.get(recording.stem, ())
    report = rehearse(recording, environment, *(["--back", *back] if back else []))
    check(report)
    assert report.get("lost_behind", []) == report.get("changed_behind", []) == []


@pytest.mark.soak
@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_nothing_is_lost_migration_by_migration(
    recording: Path, environment: dict[str, str]
) -> None:
    check(rehearse(recording, environment, "--step-by-step"))


def test_every_tag_is_recorded() -> None:
    tags = subprocess.run(
        ["git", "tag"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    released = {match[1] for tag in tags if (match := VERSION.match(tag))}
    recorded = {path.stem for path in RECORDINGS}
    assert recorded
    assert released <= recorded, "record it: tools/record_release.py"


def test_the_first_recording_holds_what_was_closed_later() -> None:
    told = json.loads((FOLDER / "0.1.0.json").read_text())
    told_of = {
        "kernel.MagicLink",
        "kernel.IntakeRow",
        "reception.RemoteMessage",
        "mfa.Authenticator",
    }
    assert told["rows"].keys() >= {"kernel.Centre", "library.Resource", "reception.Visit"} | told_of
