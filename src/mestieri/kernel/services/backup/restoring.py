"""Put a copy back: read and checked whole beside the live data, swapped at the end."""

from __future__ import annotations

import contextlib
import datetime
import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pyrage
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader

from mestieri.kernel.encryption import keys as data_keys
from mestieri.kernel.services.backup import (
    aside,
    files,
    making,
    postgresql,
    sealing,
    sqlite,
    staging,
    swapping,
    tables,
)
from mestieri.kernel.services.backup.archive import MANIFEST, OPENING, ArchiveReader, Limits
from mestieri.kernel.services.backup.refusal import DAMAGED, NOT_A_COPY, BackupRefused
from mestieri.kernel.services.backup.swapping import Move

#: Room that a restore leaves free on the disk.
ROOM_LEFT = 64 * 1024 * 1024
DEMO_MARK = "demo"
Tell = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Checked:
    """What is in a copy that was read to the end and found whole."""

    made_at: datetime.datetime
    version: str
    database: str
    rows: int
    files: int
    has_our_secret: bool


@dataclass(frozen=True)
class PutBack:
    """A copy that is the installation now.

    Attributes:
        checked: what was in it.
        migrations: how many were applied to it.
        sessions, tasks, links: how many were pending then and are closed now.
        hooks: what the rooms did to it.
        said: what they want to be known.
        kept_aside: where the earlier data is, or None when there was none.
    """

    checked: Checked
    migrations: int
    sessions: int
    tasks: int
    links: int
    hooks: list[str]
    said: list[str]
    kept_aside: str | None


def check(
    source: Path,
    identity: pyrage.x25519.Identity,
    *,
    tell: Tell | None = None,
    limits: Limits | None = None,
) -> Checked:
    """Read a copy to the end, writing nothing.

    Raises:
        BackupRefused: it is damaged, cut, hostile, of another key, kind or newer version.
    """
    limits = limits or Limits(bytes_in_all=sys.maxsize)
    opening, manifest = _read(source, identity, None, tell or _silence, limits)
    return _checked(opening, manifest)


def restore(
    source: Path,
    identity: pyrage.x25519.Identity,
    lock: int,
    *,
    replace: bool = False,
    tell: Tell | None = None,
    limits: Limits | None = None,
) -> PutBack:
    """Put a copy in the place of this installation. Refused, it changes nothing.

    Args:
        source: the copy.
        identity: the key that opens it.
        lock: descriptor by which this process has the installation alone (`swapping.enter`).
        replace: there may be data here; it is kept aside until the next restore.
        tell: called with (step, done, in all).
        limits: what it may unpack to; without, what the disk holds.

    Raises:
        BackupRefused: somebody uses the database, there is data here, or the copy is damaged,
            cut, hostile, of another key, of another kind of database, of a newer version.
    """
    tell = tell or _silence
    has_data = _has_data()
    if has_data and not replace:
        raise BackupRefused(
            "There is data here already: restore into another MESTIERI_DATA, or say --replace "
            "to put the copy in its place (the data of now is kept aside)."
        )
    _refuse_unusual_places()
    if connection.vendor == "postgresql":
        connections.close_all()
        postgresql.refuse_unless_it_can_be_restored()
    with _staged_folder() as staged:
        room = shutil.disk_usage(staged).free - ROOM_LEFT
        opening, manifest = _read(source, identity, staged, tell, limits or Limits(room))
        _take_data_keys_in(opening)
        report = _make_installation(staged, opening, manifest, lock, tell)
        tell("Putting everything in its place", 0, 0)
        _swap(staged)
    kept = _aside_now() if has_data else None
    return PutBack(_checked(opening, manifest), **report, kept_aside=kept)


def _take_data_keys_in(opening: dict[str, Any]) -> None:
    """Let the keys of the copy open its closed columns; ours close what is written from now on.

    Harmless if the restore is refused after all: one key more that opens.
    """
    try:
        if told := opening.get("data_keys"):
            data_keys.take_in(settings.KEYS_FILE, data_keys.parse("\n".join(map(str, told))))
        else:  # made before columns were closed
            data_keys.make(settings.KEYS_FILE)
    except (data_keys.KeysUnusable, TypeError) as refusal:
        raise BackupRefused(str(refusal)) from None


def _silence(step: str, done: int, total: int) -> None:
    """Nobody is told."""


def _has_data() -> bool:
    """Is anything here that a person or the door has put in?"""
    from mestieri.kernel.models import Account, Centre

    if any(any((settings.DATA / name).rglob("*")) for name in files.FOLDERS):
        return True
    if connection.vendor == "sqlite" and not _live_sqlite().exists():
        return False
    try:
        if Centre._meta.db_table not in connection.introspection.table_names():
            return False
        return Centre.objects.exists() or Account.objects.exists()
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or ["it does not answer"])[0]
        raise BackupRefused(f"The database cannot be used: {reason}") from None
    finally:
        connections.close_all()


def _refuse_unusual_places() -> None:
    """A folder that is a link or another disk cannot be swapped in one stroke."""
    for name in files.FOLDERS:
        folder = settings.DATA / name
        if folder.is_symlink() or os.path.ismount(folder):
            raise BackupRefused(
                f"{folder} is a link or another disk: restore into a plain folder, then move it."
            )


@contextlib.contextmanager
def _staged_folder() -> Iterator[Path]:
    """An empty folder beside the live data, gone at the end whatever happens."""
    staged: Path = settings.DATA / swapping.STAGED
    try:
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        yield staged
    except OSError as error:
        raise BackupRefused(f"The copy cannot be put back: {error.strerror or error}.") from None
    finally:
        if not (settings.DATA / swapping.JOURNAL).exists():
            shutil.rmtree(staged, ignore_errors=True)
            if connection.vendor == "postgresql":
                with contextlib.suppress(BackupRefused):
                    postgresql.drop_schema_beside()


def _read(
    source: Path,
    identity: pyrage.x25519.Identity,
    into: Path | None,
    tell: Tell,
    limits: Limits,
) -> tuple[dict[str, Any], dict[str, Any]]:
    opening: dict[str, Any] = {}

    def look(told: dict[str, Any]) -> None:
        _refuse_strange(told)
        opening.update(told)

    def consume(outlet: BinaryIO) -> dict[str, Any]:
        with gzip.GzipFile(fileobj=outlet, mode="rb") as stream:
            return ArchiveReader(stream, limits, into, look).read()

    try:
        total = source.stat().st_size
        with source.open("rb") as file:
            counted: Any = _Counted(file, lambda done: tell("Reading the copy", done, total))
            manifest = sealing.unseal(counted, identity, consume)
    except FileNotFoundError:
        raise BackupRefused(f"There is no file {source}.") from None
    if into is not None:
        (into / OPENING).write_text(json.dumps(opening))
        (into / MANIFEST).write_text(json.dumps(manifest))
    return opening, manifest


class _Counted:
    """A file that says how far it has been read."""

    def __init__(self, file: BinaryIO, tell: Callable[[int], None]) -> None:
        self._file, self._tell, self._done = file, tell, 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._done += len(data)
        self._tell(self._done)
        return data


def _refuse_strange(opening: dict[str, Any]) -> None:
    """Refuse what is not ours, newer than this program, or of the other kind of database."""
    try:
        product, form, kind = opening["product"], opening["format"], opening["database"]
        applied = {(str(app), str(name)) for app, name in opening["migrations"]}
        datetime.datetime.fromisoformat(opening["made_at"])
        version = str(opening["version"])
    except (KeyError, TypeError, ValueError):
        raise BackupRefused(NOT_A_COPY) from None
    if product != "mestieri":
        raise BackupRefused(NOT_A_COPY)
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    if form != making.FORMAT or not applied <= set(loader.disk_migrations):
        raise BackupRefused(
            f"This copy was made by a newer version ({version}): update this installation first."
        )
    if kind != connection.vendor:
        names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        raise BackupRefused(
            f"This copy is of {names.get(kind, 'another database')}, this installation uses "
            f"{names.get(connection.vendor, 'another one')}: a copy goes back to its own kind only."
        )


def _checked(opening: dict[str, Any], manifest: dict[str, Any]) -> Checked:
    try:
        return Checked(
            made_at=datetime.datetime.fromisoformat(opening["made_at"]),
            version=str(opening["version"]),
            database=opening["database"],
            rows=sum(manifest["rows"].values()),
            files=manifest["files"],
            has_our_secret=opening["secret_fingerprint"] == making.secret_fingerprint(),
        )
    except (KeyError, TypeError, AttributeError):
        raise BackupRefused(DAMAGED) from None


def _make_installation(
    staged: Path, opening: dict[str, Any], manifest: dict[str, Any], lock: int, tell: Tell
) -> dict[str, Any]:
    """Let a process of its own turn what was unpacked into an installation."""
    _checked(opening, manifest)
    for name in files.FOLDERS:
        (staged / name).mkdir(exist_ok=True)
    if connection.vendor == "sqlite":
        if not (staged / sqlite.MEMBER).is_file():
            raise BackupRefused(DAMAGED)
        (staged / sqlite.MEMBER).rename(staged / sqlite.NAME)
    else:
        applied = {(str(app), str(name)) for app, name in opening["migrations"]}
        made = tables.structure_here(applied)
        (staged / staging.STRUCTURE).write_text(json.dumps(made))
        postgresql.make_schema_beside()
    told: dict[str, Any] = {}
    with subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", "mestieri.kernel.services.backup.staging", str(settings.DATA)],
        env=_environment(staged),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=[lock],
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if "step" in told:
                tell(told["step"], 0, 0)
    if "refused" in told:
        raise BackupRefused(told["refused"])
    if "report" not in told:
        raise BackupRefused("The copy was read, but no installation could be made of it.")
    report: dict[str, Any] = told["report"]
    return report


def _environment(staged: Path) -> dict[str, str]:
    """Settings that point at the restored data and at nothing of the live one."""
    environment = {
        **os.environ,
        "MESTIERI_DATA": str(staged),
        "MESTIERI_SECRET_KEY": settings.SECRET_KEY,
        "MESTIERI_KEYS_FILE": str(settings.KEYS_FILE),
    }
    environment.pop("DATABASE_URL", None)
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = _address_of_the_schema(os.environ["DATABASE_URL"])
    return environment


def _address_of_the_schema(address: str) -> str:
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name != "currentSchema"]
    query = urlencode([*kept, ("currentSchema", postgresql.RESTORED)])
    return urlunsplit(parts._replace(query=query))


def _swap(staged: Path) -> None:
    """Forget what the last restore kept aside, write the journal, put everything in its place."""
    before = settings.DATA / swapping.BEFORE
    shutil.rmtree(before, ignore_errors=True)
    aside.keys_kept_aside().unlink(missing_ok=True)
    before.mkdir(mode=0o700)
    moves = [_move(name, staged / name) for name in files.FOLDERS]
    # A restored installation is real: `mestieri demo --fresh` must not wipe it.
    moves.append(_move(DEMO_MARK))
    if connection.vendor == "sqlite":
        moves += _moves_of_sqlite(staged / sqlite.NAME)
    swapping.sync_tree(staged)
    swapping.decide(settings.DATA, moves, has_schema=connection.vendor == "postgresql")
    try:
        swapping.finish(settings.DATA)
    except (BackupRefused, OSError) as error:
        raise BackupRefused(
            f"The copy is ready and decided upon, but is not all in its place yet ({error}): "
            "put that right, and the next command, `mestieri doctor` for one, finishes."
        ) from None


def _move(name: str, staged: Path | str = "") -> Move:
    data = settings.DATA
    return Move(str(data / name), str(data / swapping.BEFORE / name), str(staged))


def _live_sqlite() -> Path:
    return Path(connection.settings_dict["NAME"])


def _moves_of_sqlite(staged: Path) -> list[Move]:
    """The file and its two companions; on the disk of the database, wherever it is."""
    live = _live_sqlite()
    aside = settings.DATA / swapping.BEFORE / live.name
    if live.parent != settings.DATA:
        aside = live.with_name(f"{live.name}.{swapping.BEFORE}")
        for old in live.parent.glob(f"{aside.name}*"):
            old.unlink()
        near = live.with_name(f"{live.name}.{swapping.STAGED}")
        shutil.copyfile(staged, near)
        with near.open("rb") as file:
            os.fsync(file.fileno())
        staged = near
    companions = [Move(f"{live}{end}", f"{aside}{end}") for end in ("-wal", "-shm")]
    return [*companions, Move(str(live), str(aside), str(staged))]


def _aside_now() -> str:
    if connection.vendor == "postgresql":
        return f"{settings.DATA / swapping.BEFORE}, schema {postgresql.BEFORE}"
    return str(settings.DATA / swapping.BEFORE)
