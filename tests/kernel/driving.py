"""Installations of their own, each driven by a process apart (`tests/kernel/apart.py`)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from mestieri.kernel.encryption import keys
from tests.database import copy_postgresql, migrated_sqlite


class Apart:
    """A process that drives an installation of its own."""

    def __init__(self, folder: Path, address: str | None) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("MESTIERI_")}
        kept.pop("DATABASE_URL", None)
        kept |= {
            "MESTIERI_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "mestieri.config.settings",
            # The default writes on the terminal, where the answers go.
            "MESTIERI_EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        }
        keys.make(folder / keys.FILE)
        if address is not None:
            kept["DATABASE_URL"] = address
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.kernel.apart"],
            env=kept, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def ask(self, *words: Any) -> dict[str, Any]:
        """Have something done; the whole answer, a refusal or a death included."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def do(self, *words: Any) -> Any:
        """Have something done that must succeed; what it returns."""
        answer = self.ask(*words)
        assert "value" in answer, answer
        return answer["value"]

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def make_apart(tmp_path: Path) -> Iterator[Callable[..., Apart]]:
    """Make installations with migrated tables and nothing in them."""
    made: list[tuple[Apart, str]] = []

    def make(name: str) -> Apart:
        folder = tmp_path / name
        folder.mkdir()
        address = None
        database = f"apart_{os.getpid()}_{name}"
        if connection.vendor == "sqlite":
            shutil.copyfile(migrated_sqlite(), folder / "mestieri.sqlite3")
        else:
            server = os.environ["DATABASE_URL"]
            copy_postgresql(server, database)
            address = server.rsplit("/", 1)[0] + f"/{database}"
        made.append((Apart(folder, address), database))
        return made[-1][0]

    yield make
    for apart, database in made:
        apart.close()
        if connection.vendor == "postgresql":
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as maintenance:
                maintenance.execute(f"DROP DATABASE {database} WITH (FORCE)")
