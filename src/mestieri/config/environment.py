"""The folder of the embedded installation, and the secret kept in it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

OWNER_ONLY = 0o700
#: What would open something to whoever reads it; other files are behind the folder's own door.
KEY_FILES = ("secret-key", "data-keys", "backup-key")


class UnusableDataFolder(RuntimeError):
    """The folder of the installation cannot be made, read or written."""


def data_folder() -> Path:
    """Return the folder named by `MESTIERI_DATA` (default `./var`), as an absolute path."""
    return Path(os.environ.get("MESTIERI_DATA") or "var").expanduser().resolve()


def ensure_writable(folder: Path) -> None:
    """Make the folder if it is not there and check that it can be written.

    Raises:
        UnusableDataFolder: with a sentence that names the folder and the reason.
    """
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        trial = folder / f".writable-{secrets.token_hex(4)}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise UnusableDataFolder(
            f"The folder {folder} cannot be used: {error.strerror}. "
            "Give write permission to it, or name another one in MESTIERI_DATA."
        ) from error


def close_to_others(folder: Path) -> None:
    """Let only its owner look into the folder of the installation; and read each file of keys.

    Raises:
        UnusableDataFolder: it is somebody else's.
    """
    try:
        folder.chmod(OWNER_ONLY)
        for name in KEY_FILES:
            if (folder / name).is_file():
                (folder / name).chmod(0o600)
    except OSError as error:
        raise UnusableDataFolder(
            f"The folder {folder} cannot be closed to other users: {error.strerror}. "
            "Run this as the user who owns it."
        ) from error


def read_or_make_secret(path: Path) -> str:
    """Return the installation's secret, making it once, readable by its owner only.

    Two processes that start together agree: the first to create the file wins.

    Raises:
        UnusableDataFolder: the file cannot be read or made.
    """
    ensure_writable(path.parent)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read_secret(path)
    except OSError as error:
        raise UnusableDataFolder(f"{path} cannot be made: {error.strerror}.") from error
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


def _read_secret(path: Path) -> str:
    try:
        secret = path.read_text().strip()
    except OSError as error:
        raise UnusableDataFolder(f"{path} cannot be read: {error.strerror}.") from error
    if len(secret) < 32:
        raise UnusableDataFolder(f"{path} is too short to be a secret: remove it and start again.")
    return secret
