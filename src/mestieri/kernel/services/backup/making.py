"""Make a copy of the installation while it serves."""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac

import mestieri
from mestieri.kernel.encryption.keys import KeysUnusable, ring_in
from mestieri.kernel.services import clock
from mestieri.kernel.services.backup import files, keys, postgresql, records, sealing, sqlite
from mestieri.kernel.services.backup.archive import OPENING, Advance, ArchiveWriter
from mestieri.kernel.services.backup.refusal import BackupRefused
from mestieri.kernel.services.backup.swapping import sync_folder

FORMAT = 1
LOCK, WORK = "backup.lock", "backup-work"
#: Of 9: a nightly copy on a small machine; the last levels cost minutes for a few per cent.
COMPRESSION = 3


@dataclass(frozen=True)
class Copied:
    """A copy that was made.

    Attributes:
        made_at: the moment it was begun.
        bytes: of the closed file.
        sha256: of the closed file, to see later that it is still the same.
        words: the four words of the key that closed it.
        rows: of all tables.
        files: how many.
        left_out: what is no plain file (a link) or lies too deep: not in the copy.
    """

    made_at: datetime.datetime
    bytes: int
    sha256: str
    words: str
    rows: int
    files: int
    left_out: int


def make_backup(target: Path, *, tell: Callable[[int, int], None] | None = None) -> Copied:
    """Write a copy of database and files into a new file; the installation goes on serving.

    Memory does not grow with what is copied, save a line of the manifest a file.

    Args:
        target: a file that is not there yet.
        tell: called with (bytes done, bytes in all) as the copy grows.

    Raises:
        BackupRefused: there is no key, `target` exists or cannot be written, another copy is
            being made, the disk is full.
    """
    public = keys.kept_public(settings.DATA)
    if public is None:
        raise BackupRefused("There is no key for the copies yet: run `mestieri backup-key new`.")
    _refuse_target(target)
    unfinished = target.with_name(target.name + ".part")
    with _one_at_a_time(), _as_refusals(target):
        made_at = clock.note()  # with a clock set back, what is erased later is still later
        try:
            with open(unfinished, "wb", opener=_for_the_owner_only) as file:
                digest = _Digest(file)
                manifest = _seal(digest, public, made_at, tell)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
            sync_folder(target.parent)
        finally:
            unfinished.unlink(missing_ok=True)
        copied = Copied(
            made_at=made_at,
            bytes=digest.bytes,
            sha256=digest.hexdigest(),
            words=keys.words_of(public),
            rows=sum(manifest["rows"].values()),
            files=manifest["files"],
            left_out=manifest["left_out"],
        )
        records.keep(settings.DATA, copied.made_at, copied.bytes, copied.sha256)
    return copied


def _seal(
    target: Any,
    public: str,
    made_at: datetime.datetime,
    tell: Callable[[int, int], None] | None,
) -> dict[str, Any]:
    def produce(inlet: BinaryIO) -> dict[str, Any]:
        with gzip.GzipFile("", "wb", COMPRESSION, inlet, mtime=0) as packed:
            return _write(ArchiveWriter(packed), made_at, tell or (lambda done, total: None))

    return sealing.seal(produce, target, keys.recipient_of(public))


def _write(
    writer: ArchiveWriter, made_at: datetime.datetime, tell: Callable[[int, int], None]
) -> dict[str, Any]:
    work = settings.DATA / WORK
    held = files.HeldFiles(settings.DATA, work / "files")
    held.holding.mkdir()
    held.look()
    known = _data_keys()
    with _database(work, held.look) as database:
        listed = list(held.sizes())
        progress = _Progress(database.bytes + sum(size for *_names, size in listed), tell)
        writer.add_bytes(OPENING, json.dumps(_opening(made_at, known)).encode())
        manifest = database.write(writer, progress.advance)
    for name, path, size in listed:
        with path.open("rb") as file:
            writer.add(name, size, file, progress.advance)
    manifest |= {"files": len(listed), "left_out": len(held.left_out)}
    writer.finish(manifest)
    return manifest


@dataclass(frozen=True)
class _Database:
    """A snapshot that waits to be written."""

    bytes: int
    write: Callable[[ArchiveWriter, Advance], dict[str, Any]]


@contextlib.contextmanager
def _database(work: Path, look: Callable[[], None]) -> Iterator[_Database]:
    if connection.vendor == "postgresql":
        with postgresql.snapshot(look) as opened:
            yield _Database(0, lambda writer, _advance: postgresql.write_tables(opened, writer))
        return
    copy = work / sqlite.NAME
    sqlite.take_snapshot(Path(connection.settings_dict["NAME"]), copy, look)

    def write(writer: ArchiveWriter, advance: Advance) -> dict[str, Any]:
        with copy.open("rb") as file:
            writer.add(sqlite.MEMBER, copy.stat().st_size, file, advance)
        return {"rows": sqlite.count_rows(copy)}

    yield _Database(copy.stat().st_size, write)


def _data_keys() -> list[str]:
    """Keys of the closed columns: without them nobody could read what the copy brings back.

    Asked for before the snapshot and after it: a rotation may end, or begin, in between.
    """
    if not settings.KEYS_FILE.exists():
        return []  # a copy without them is better than none; `mestieri doctor` says it
    try:
        return [key.secret for key in ring_in(settings.KEYS_FILE).keys]
    except KeysUnusable as refusal:
        raise BackupRefused(str(refusal)) from None


def _opening(made_at: datetime.datetime, known_before: list[str]) -> dict[str, Any]:
    return {
        "product": "mestieri",
        "format": FORMAT,
        "version": mestieri.__version__,
        "made_at": made_at.isoformat(),
        "database": connection.vendor,
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        "secret_fingerprint": secret_fingerprint(),
        "data_keys": list(dict.fromkeys([*_data_keys(), *known_before])),
    }


def secret_fingerprint() -> str:
    """Tells whether two installations have the same secret key, and nothing of it."""
    return salted_hmac("mestieri.backup", "fingerprint", algorithm="sha256").hexdigest()[:16]


class _Digest:
    """A file that remembers the SHA-256 and the size of what is written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._digest, self.bytes = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self.bytes += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


class _Progress:
    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self._done, self._total, self._tell = 0, total, tell

    def advance(self, size: int) -> None:
        self._done += size
        self._tell(self._done, self._total)


def _refuse_target(target: Path) -> None:
    if target.exists():
        raise BackupRefused(f"{target} exists already: a copy never takes the place of another.")
    inside = [settings.DATA / name for name in files.FOLDERS]
    if any(target.resolve().is_relative_to(folder.resolve()) for folder in inside):
        raise BackupRefused(f"{target} is among the files that are copied: choose another folder.")


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold the lock and an empty work folder; what a copy that was killed left goes."""
    work = settings.DATA / WORK
    with (settings.DATA / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRefused("Another copy is being made: wait until it has ended.") from None
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
        try:
            yield
        finally:
            shutil.rmtree(work, ignore_errors=True)


@contextlib.contextmanager
def _as_refusals(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = error.filename or target
        raise BackupRefused(f"The copy is not made: {where}: {error.strerror or error}.") from None


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
