"""Files of CVs on disk: each closed with a key of its own, which lies in the database.

Without its row a file opens for nobody: who erases the row has erased the file, even before
the file is taken away. Files are written before the row that names them and removed after it,
so that a copy of the installation is always whole; what nobody names is swept away.
"""

from __future__ import annotations

import base64
import os
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from mestieri.talents.models import CVDocument, CVImportFile

NONCE = 12  # bytes
#: A file that nobody names is left alone for so long: somebody may be about to name it.
SECONDS_UNNAMED = 24 * 60 * 60


class FileIsGone(Exception):
    """The file is not on disk any more, or does not open with its key."""


def folder() -> Path:
    """Where files of CVs lie, readable by the installation alone."""
    path = Path(settings.PRIVATE_FOLDER) / "cvs"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def path_of(token: UUID) -> Path:
    """Where a file lies; a folder never holds too many."""
    return folder() / token.hex[:2] / token.hex


def keep(token: UUID, content: bytes) -> str:
    """Close a file and write it.

    Returns:
        The key that opens it, for the closed column beside its token.
    """
    key, nonce = AESGCM.generate_key(256), secrets.token_bytes(NONCE)
    path = path_of(token)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(nonce + AESGCM(key).encrypt(nonce, content, token.bytes))
    unfinished.rename(path)
    return base64.b64encode(key).decode("ascii")


def content_of(token: UUID, file_key: str) -> bytes:
    """A file as its owner made it.

    Raises:
        FileIsGone: it is not there, or does not open.
    """
    try:
        data = path_of(token).read_bytes()
        key = AESGCM(base64.b64decode(file_key))
        return key.decrypt(data[:NONCE], data[NONCE:], token.bytes)
    except (OSError, ValueError, InvalidTag):
        raise FileIsGone from None


def remove(tokens: Iterable[UUID]) -> None:
    """Take files away; one that is not there is none the less gone."""
    for token in tokens:
        path_of(token).unlink(missing_ok=True)


def remove_once_written(tokens: Iterable[UUID]) -> None:
    """Take files away once what is being written has been written."""
    listed = list(tokens)
    transaction.on_commit(lambda: remove(listed))


def sweep(older_than: float = SECONDS_UNNAMED) -> int:
    """Take away files that no row names: whoever wrote them died before saying so.

    Args:
        older_than: seconds; younger files are left alone.

    Returns:
        How many went.
    """
    before = time.time() - older_than
    found = [path for path in folder().glob("*/*") if path.stat().st_mtime <= before]
    named = _named()
    unnamed = [path for path in found if path.name not in named]
    for path in unnamed:
        path.unlink(missing_ok=True)
    return len(unnamed)


def _named() -> set[str]:
    waiting = CVImportFile.objects.exclude(file_key="").values_list("token", flat=True)
    kept = CVDocument.objects.values_list("token", flat=True)
    return {token.hex for tokens in (waiting, kept) for token in tokens.iterator()}
