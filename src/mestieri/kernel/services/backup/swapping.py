"""Put a restored installation in the place of the live one, all of it or nothing.

Everything restored lies ready and checked beside the live data. Writing the journal is the
decision: before it the old installation is whole, after it the new one is, because whoever
uses the installation next, after a power cut too, first finishes what the journal says. Each
step can be repeated.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from mestieri.kernel import installation

JOURNAL = "restore-journal.json"
STAGED, BEFORE = "restored", "before-restore"


@dataclass(frozen=True)
class Move:
    """One thing to put in its place.

    Attributes:
        live: its place.
        aside: where what is there now is kept.
        staged: what comes there; empty for what only goes away.
    """

    live: str
    aside: str
    staged: str = ""


def decide(folder: Path, moves: list[Move], *, has_schema: bool) -> None:
    """Write the journal; from here on the new installation is the installation."""
    unfinished = folder / f"{JOURNAL}.part"
    told = {"moves": [asdict(move) for move in moves], "has_schema": has_schema}
    with unfinished.open("w") as file:
        json.dump(told, file)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / JOURNAL)
    sync_folder(folder)


def enter(folder: Path, *, alone: bool = False) -> int | None:
    """Begin to use an installation, finishing first a swap that was interrupted.

    Args:
        folder: the data folder.
        alone: nobody else may use it until this process ends.

    Returns:
        The descriptor of the lock, when alone.

    Raises:
        InstallationIsBusy: a restore is under way, or (when alone) somebody uses it.
        BackupRefused: an interrupted swap cannot be finished: the database does not answer.
        OSError: the folder cannot be written.
    """
    if alone:
        descriptor = installation.have_alone(folder)
        finish(folder)
        return descriptor
    installation.share(folder)
    if (folder / JOURNAL).exists():
        installation.have_alone(folder)
        finish(folder)
        installation.share(folder)
    return None


def finish(folder: Path) -> None:
    """Do what the journal says, if there is one; the caller has the installation alone."""
    journal = folder / JOURNAL
    if not journal.exists():
        return
    told = json.loads(journal.read_text())
    moves = [Move(**move) for move in told["moves"]]
    if told["has_schema"]:
        from mestieri.kernel.services.backup import postgresql

        postgresql.swap_schemas()
    for move in moves:
        _set_aside(move)
    for move in moves:
        if move.staged and Path(move.staged).exists():
            Path(move.staged).rename(move.live)
    for place in {Path(move.live).parent for move in moves}:
        sync_folder(place)
    # The index was made of other data: the first search makes it again.
    shutil.rmtree(folder / "index", ignore_errors=True)
    journal.unlink()
    sync_folder(folder)
    shutil.rmtree(folder / STAGED, ignore_errors=True)


def _set_aside(move: Move) -> None:
    live, aside = Path(move.live), Path(move.aside)
    in_place_already = bool(move.staged) and not Path(move.staged).exists()
    if live.exists() and not aside.exists() and not in_place_already:
        aside.parent.mkdir(parents=True, exist_ok=True)
        live.rename(aside)


def sync_folder(folder: Path) -> None:
    """Have the disk remember which names a folder holds."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Have the disk hold everything under a folder before anything depends on it."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            with Path(place, name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))
