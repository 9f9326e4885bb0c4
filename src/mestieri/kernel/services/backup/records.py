"""When the last copy was made: a small file, not a row, so that a restore does not change it."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from pathlib import Path

FILE = "last-backup.json"


@dataclass(frozen=True)
class LastBackup:
    """The latest copy that was made whole. Where it was put is not kept: copies travel."""

    made_at: datetime.datetime
    bytes: int
    sha256: str


def keep(folder: Path, made_at: datetime.datetime, size: int, sha256: str) -> None:
    """Remember a copy just made."""
    unfinished = folder / f"{FILE}.part"
    told = {"made_at": made_at.isoformat(), "bytes": size, "sha256": sha256}
    unfinished.write_text(json.dumps(told))
    unfinished.replace(folder / FILE)


def last_backup(folder: Path) -> LastBackup | None:
    """The latest copy, or None when none was made (or the file does not say)."""
    try:
        told = json.loads((folder / FILE).read_text())
        made_at = datetime.datetime.fromisoformat(told["made_at"])
        return LastBackup(made_at, int(told["bytes"]), str(told["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
