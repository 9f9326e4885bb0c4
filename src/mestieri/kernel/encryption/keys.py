"""The keys of the closed columns: a small file outside the database, never in it.

A line a key: the first closes what is written, all of them open. Two keys mean that a
rotation is under way: the old one goes once no row needs it (`kernel.services.rotation`).

What is closed says which key closed it: `a1b2c3d4:gAAAA…`, eight signs of the key's SHA-256
and a Fernet token of the library `cryptography`. The
moment that a Fernet token carries in the clear is always 1 January 1970: the walk-in world
keeps no moment.

Needs no Django: the verbs that make and turn keys use it before the database answers.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: In the data folder, unless MESTIERI_KEYS_FILE says otherwise.
FILE = "data-keys"
OWNER_ONLY = 0o600
SEALED = re.compile(r"[0-9a-f]{8}:gAAAA[\w-]+={0,2}\Z", re.ASCII)
NAME_LENGTH = 8
_HEADING = (
    "# Keys of the closed columns. The first closes, all of them open. Whoever loses this\n"
    "# file loses what is closed; whoever has it and the database reads everything.\n"
)


class KeysUnusable(RuntimeError):
    """The keys are not there, cannot be read, or do not open what they should."""


@dataclass(frozen=True)
class DataKey:
    """One key. `name` tells it from others and says nothing of it."""

    secret: str

    @functools.cached_property
    def name(self) -> str:
        return hashlib.sha256(self.secret.encode()).hexdigest()[:NAME_LENGTH]

    @functools.cached_property
    def fernet(self) -> Fernet:
        return Fernet(self.secret)

    @functools.cached_property
    def index_key(self) -> bytes:
        """Another key, worked out from this one, for the digests of blind indexes."""
        derive = HKDF(SHA256(), 32, salt=None, info=b"mestieri blind index")
        return derive.derive(self.secret.encode())

    def __repr__(self) -> str:
        return f"DataKey({self.name})"


@dataclass(frozen=True)
class KeyRing:
    """The keys of an installation, the one that closes first."""

    keys: tuple[DataKey, ...]

    @property
    def current(self) -> DataKey:
        return self.keys[0]

    @property
    def is_turning(self) -> bool:
        """Whether a rotation began and has not ended."""
        return len(self.keys) > 1

    def seal(self, data: bytes) -> str:
        """Close some bytes with the current key."""
        token = self.current.fernet.encrypt_at_time(data, current_time=0)
        return f"{self.current.name}:{token.decode('ascii')}"

    def open(self, sealed: str) -> bytes:
        """Open what some key of the ring closed.

        Raises:
            KeysUnusable: its key is not on the ring, or it was altered.
        """
        name, _colon, token = sealed.partition(":")
        key = next((key for key in self.keys if key.name == name), None)
        if key is None:
            raise KeysUnusable(
                f"Something was closed with the key {name[:NAME_LENGTH]}, which is not in the file "
                "of the keys: put the right file back (a copy of the installation holds it)."
            )
        try:
            return key.fernet.decrypt(token.encode())
        except InvalidToken:
            raise KeysUnusable(
                f"Something closed with the key {name} cannot be opened: it was altered."
            ) from None


def is_sealed(text: str) -> bool:
    """Whether a text has the form of something closed."""
    return SEALED.match(text) is not None


_known: dict[Path, tuple[tuple[int, int, int], KeyRing]] = {}


def ring_in(path: Path) -> KeyRing:
    """The keys in a file. A file that changed is read again: a rotation reaches every process.

    Raises:
        KeysUnusable: it is not there, cannot be read, or holds something else.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise KeysUnusable(_cannot_be_read(path, error)) from None
    version = (state.st_mtime_ns, state.st_ino, state.st_size)
    known = _known.get(path)
    if known is None or known[0] != version:
        known = _known[path] = (version, _read(path))
    return known[1]


def _cannot_be_read(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return (
            f"The keys of the closed columns are not there: {path} is missing. Put the file back "
            "(a copy of the installation holds it); in a new installation `mestieri setup` "
            "makes it."
        )
    return f"The keys of the closed columns cannot be read: {path}: {error.strerror}."


def _read(path: Path) -> KeyRing:
    try:
        text = path.read_text()
    except OSError as error:
        raise KeysUnusable(_cannot_be_read(path, error)) from None
    except UnicodeDecodeError:
        text = ""
    return parse(text, path)


def parse(text: str, path: Path | str = FILE) -> KeyRing:
    """The ring written in a text.

    Raises:
        KeysUnusable: no key, or a line that is none.
    """
    lines = [line.strip() for line in text.splitlines()]
    words = [line for line in lines if line and not line.startswith("#")]
    try:
        ring = KeyRing(tuple(DataKey(word) for word in dict.fromkeys(words)))
        for key in ring.keys:
            assert key.fernet
    except ValueError:
        ring = KeyRing(())
    if not ring.keys:
        raise KeysUnusable(f"{path} holds no keys, or a line in it is none: put the file back.")
    return ring


def make(path: Path) -> KeyRing:
    """Make the file with a first key, if there is none; of two who make it one wins.

    Raises:
        KeysUnusable: it cannot be made, or what is there holds no keys.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
    except FileExistsError:
        return ring_in(path)
    except OSError as error:
        raise KeysUnusable(f"{path} cannot be made: {error.strerror}.") from None
    try:
        # One write: who reads meanwhile finds nothing or everything.
        os.write(descriptor, _text([DataKey(Fernet.generate_key().decode())]).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return ring_in(path)


def add(path: Path) -> KeyRing:
    """Put a new key in front: from now on it closes what is written, the others only open.

    Raises:
        KeysUnusable: the file is not there or cannot be written.
    """
    ring = ring_in(path)
    return _replace(path, [DataKey(Fernet.generate_key().decode()), *ring.keys])


def retire(path: Path, names: set[str]) -> KeyRing:
    """Take keys away that nothing needs; never the current one.

    Raises:
        KeysUnusable: the file is not there or cannot be written.
    """
    ring = ring_in(path)
    kept = [key for key in ring.keys if key is ring.current or key.name not in names]
    return _replace(path, kept)


def take_in(path: Path, other: KeyRing) -> KeyRing:
    """Let the keys of a copy open what it brings; where there are no keys they become ours.

    Raises:
        KeysUnusable: the file cannot be read or written.
    """
    if not path.exists():
        return _replace(path, list(other.keys))
    ring = ring_in(path)
    missing = [key for key in other.keys if key not in ring.keys]
    return _replace(path, [*ring.keys, *missing]) if missing else ring


def _replace(path: Path, keys: list[DataKey]) -> KeyRing:
    """Write the file anew, whole or not at all, power cut or not."""
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY)
        with os.fdopen(descriptor, "w") as file:
            file.write(_text(keys))
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise KeysUnusable(f"{path} cannot be written: {error.strerror}.") from None
    return ring_in(path)


def _text(keys: list[DataKey]) -> str:
    return _HEADING + "".join(f"{key.secret}\n" for key in keys)


def others_can_read(path: Path) -> bool:
    """Whether somebody besides its owner can read the file."""
    return bool(stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO))
