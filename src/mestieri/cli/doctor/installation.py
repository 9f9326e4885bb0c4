"""What lies on this machine: folder, files and who may read them, disk, keys, index."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from mestieri.cli.data_keys import OTHER_KEYS
from mestieri.cli.doctor.findings import ADVICE, GOOD, WRONG, Finding
from mestieri.cli.output import CommandFailure
from mestieri.cli.static_files import is_current
from mestieri.config.environment import KEY_FILES, data_folder
from mestieri.kernel.encryption.keys import KeyRing

OTHERS = stat.S_IRWXG | stat.S_IRWXO
MEGABYTE = 1024 * 1024
#: With less, a copy or an import may not end.
LITTLE_ROOM = 1024 * MEGABYTE
#: With less, the database stops soon.
NO_ROOM = 200 * MEGABYTE


def look() -> Iterator[Finding]:
    """Every finding about the machine, in the order in which one would put it right."""
    yield Finding("data_folder", GOOD, f"The folder {data_folder()} can be written.")
    yield database()
    yield secret()
    yield from files_of_others()
    yield disk(shutil.disk_usage(data_folder()).free)
    yield from data_keys()
    yield static_files()
    yield index()


def database() -> Finding:
    """Does it answer, and has it every table?"""
    from mestieri.cli.database import missing_migrations

    try:
        missing = missing_migrations()
    except CommandFailure as error:
        return Finding("database", WRONG, str(error))
    if missing:
        sentence = f"The database lacks {len(missing)} changes: run `mestieri setup`."
        return Finding("database", WRONG, sentence)
    return Finding("database", GOOD, "The database answers and has every table.")


def secret() -> Finding:
    """Who can read the signing key?"""
    if os.environ.get("MESTIERI_SECRET_KEY"):
        return Finding("secret", GOOD, "The secret comes from the environment.")
    path = data_folder() / "secret-key"
    if others_can_read(path):
        return Finding("secret", WRONG, f"Others can read {path}: run `chmod 600 {path}`.")
    return Finding("secret", GOOD, "Only its owner can read the secret.")


def files_of_others() -> Iterator[Finding]:
    """May other users of this machine read what the installation holds?"""
    folder = data_folder()
    if not others_can_read(folder):
        yield Finding("permissions", GOOD, "Only its owner can open the folder of the data.")
        return
    held = ("mestieri.sqlite3", "documents", "private", "media", *KEY_FILES)
    readable = [name for name in held if others_can_read(folder / name)]
    what = f"read {', '.join(readable)} in" if readable else "look into"
    sentence = f"Other users of this machine can {what} {folder}: run `chmod 700 {folder}`."
    yield Finding("permissions", ADVICE, sentence)


def others_can_read(path: Path) -> bool:
    """Whether somebody besides its owner can; what is not there nobody reads."""
    try:
        return bool(stat.S_IMODE(path.stat().st_mode) & OTHERS)
    except OSError:
        return False


def disk(free: int) -> Finding:
    """Is there room for what is going to be written?

    Args:
        free: bytes left where the data is.
    """
    room = f"{free // MEGABYTE:,} MB are free on the disk of the data"
    if free < NO_ROOM:
        return Finding("disk", WRONG, f"{room}: make room now, the database is about to stop.")
    if free < LITTLE_ROOM:
        return Finding("disk", ADVICE, f"{room}: make room, a copy may not fit.")
    return Finding("disk", GOOD, f"{room}.")


def data_keys() -> Iterator[Finding]:
    """The keys of the closed columns: there, for their owner alone, and the right ones?"""
    from django.conf import settings
    from django.db import DatabaseError

    from mestieri.kernel.encryption import keys, places
    from mestieri.kernel.services import key_mark

    path = settings.KEYS_FILE
    try:
        ring = keys.ring_in(path)
    except keys.KeysUnusable as refusal:
        yield Finding("data_keys", WRONG, str(refusal))
        return
    if keys.others_can_read(path):
        sentence = f"Others can read the keys in {path}: run `chmod 600 {path}`."
        yield Finding("data_keys", WRONG, sentence)
    else:
        yield Finding("data_keys", GOOD, "Only their owner can read the keys of closed columns.")
    with contextlib.suppress(DatabaseError):
        if missing := key_mark.missing_in(ring):
            sentence = OTHER_KEYS.format(path=path, name=missing)
            yield Finding("shared_keys", WRONG, sentence)
    try:
        closed, shut = places.rows_by_key(), places.what_does_not_open()
    except DatabaseError:
        return  # the database has been spoken of
    yield _closed_columns(ring, closed, shut)


def _closed_columns(ring: KeyRing, closed: dict[str, int], shut: list[str]) -> Finding:
    if shut:
        return Finding("closed_columns", WRONG, " ".join(shut))
    older = sum(closed.values()) - closed.get(ring.current.name, 0)
    if older:
        sentence = f"{older:,} things are in the clear or closed with an older key"
        return Finding("closed_columns", ADVICE, f"{sentence}: run `mestieri rotate-keys`.")
    if ring.is_turning:
        sentence = "A rotation of the keys has not ended: run `mestieri rotate-keys`."
        return Finding("closed_columns", ADVICE, sentence)
    return Finding("closed_columns", GOOD, "What must be closed is, with the present key.")


def static_files() -> Finding:
    """Will pages find their style?"""
    if is_current(data_folder() / "static"):
        return Finding("static_files", GOOD, "The files of the pages are collected.")
    sentence = "The files of the pages are not collected yet: `mestieri serve` does it first."
    return Finding("static_files", ADVICE, sentence)


def index() -> Finding:
    """Is there an index, and does it know the latest change?"""
    from django.conf import settings
    from django.db import DatabaseError

    from mestieri.engines.find import FindIndex, IndexUnusable
    from mestieri.www.following import stamp_of_the_data

    try:
        is_in_step = FindIndex(settings.INDEX_FOLDER).stamp == stamp_of_the_data()
    except IndexUnusable:
        return Finding("index", ADVICE, "There is no search index yet: the first search makes it.")
    except DatabaseError:
        return Finding("index", ADVICE, "The search index waits for the database.")
    if is_in_step:
        return Finding("index", GOOD, "The search index knows the latest change.")
    sentence = "The search index is behind: the next search makes it again, see `mestieri find`."
    return Finding("index", ADVICE, sentence)
