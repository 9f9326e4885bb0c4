"""Who is using this installation: everybody together, or a restore alone.

A lock on a file of the data folder, which the system lets go of when a process ends, however
it ends: nothing to clean up after a power cut. Every verb, server and worker shares it; a
restore wants it for itself. Needs no Django.
"""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path

LOCK = "in-use.lock"
#: Who comes while a restore is putting things in their place waits this long.
SECONDS_OF_PATIENCE = 5.0
PAUSE = 0.05

_held: dict[Path, int] = {}


class InstallationIsBusy(RuntimeError):
    """Somebody else uses the installation in a way that does not allow for us."""


def share(folder: Path) -> None:
    """Use the installation together with others, until this process ends.

    Raises:
        InstallationIsBusy: a restore is under way.
        OSError: the folder cannot be written.
    """
    if not _lock(_descriptor(folder), fcntl.LOCK_SH):
        raise InstallationIsBusy("A restore is under way here: wait until it has ended.")


def have_alone(folder: Path) -> int:
    """Use the installation alone, until this process ends or calls `share`.

    Returns:
        The descriptor of the lock: a child that inherits it keeps the lock too.

    Raises:
        InstallationIsBusy: a server, a worker or another command uses it.
        OSError: the folder cannot be written.
    """
    descriptor = _descriptor(folder)
    if not _lock(descriptor, fcntl.LOCK_EX):
        raise InstallationIsBusy(
            "The server, a worker or another command is using this installation: "
            "stop them first, then try again."
        )
    return descriptor


def _descriptor(folder: Path) -> int:
    if folder not in _held:
        folder.mkdir(parents=True, exist_ok=True)
        _held[folder] = os.open(folder / LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    return _held[folder]


def _lock(descriptor: int, kind: int) -> bool:
    deadline = time.monotonic() + SECONDS_OF_PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(PAUSE)
        else:
            return True
