"""Turn the keys of the closed columns: a new key closes, every row is closed again, the old goes.

It works while the installation serves: every process sees at once that the file of the keys
has changed. Interrupted at any moment, the next run goes on: two keys in the file say so.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from mestieri.kernel.encryption import keys
from mestieri.kernel.encryption.fields import AsItIs, ring, with_indexes
from mestieri.kernel.encryption.places import ClosedColumn, closed_columns, rows_by_key
from mestieri.kernel.encryption.second_factor import secrets_in, with_secrets
from mestieri.kernel.services import audit, key_mark
from mestieri.kernel.services.backup import aside

LOCK = "data-keys.lock"
ROWS_A_SLICE = 100
#: Who was about to write with the old key has written by then: a task lasts 90 s at most.
SECONDS_TO_SETTLE = 120.0
Tell = Callable[[str, int], None]


class RotationRefused(RuntimeError):
    """The keys cannot be turned now; nothing is lost."""


@dataclass(frozen=True)
class Turned:
    """What a rotation did.

    Attributes:
        was_resumed: it went on with one that had been interrupted.
        key: name of the key that closes from now on.
        retired: names of the keys that went.
        rewritten: how many things were closed again.
        kept_aside: where the old keys are, for the data that a restore kept aside.
    """

    was_resumed: bool
    key: str
    retired: list[str]
    rewritten: int
    kept_aside: Path | None = None


def rotate(
    *, seconds_to_settle: float = SECONDS_TO_SETTLE, tell: Tell = lambda step, done: None
) -> Turned:
    """Turn the keys, to the end.

    Args:
        seconds_to_settle: how long the new key has been there, at least, before the old one
            goes: whoever was writing with the old one ends in that time.
        tell: called with (step, how many things done).

    Raises:
        RotationRefused: another rotation is under way, or something does not open.
        KeysUnusable: the file of the keys is missing or cannot be written.
    """
    path: Path = settings.KEYS_FILE
    with _one_at_a_time():
        was_resumed = ring().is_turning
        keyring = ring() if was_resumed else keys.add(path)
        key_mark.note(keyring)
        old = {key.name for key in keyring.keys[1:]}
        done = _rewrite_all(tell)
        _wait_until_settled(path, seconds_to_settle, tell, done)
        # What was written with the old key in the meantime, and then nothing.
        while late := _rewrite_all(tell, done):
            done += late
        _check_nothing_needs(old)
        kept = aside.keep_keys(keys.KeyRing(tuple(k for k in ring().keys if k.name in old)))
        keys.retire(path, old)
    audit.record(
        "kernel.rotate_keys", centre=None, account=None, key=keyring.current.name, rewritten=done
    )
    return Turned(was_resumed, keyring.current.name, sorted(old), done, kept)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (settings.DATA / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RotationRefused("The keys are being turned already: wait for the end.") from None
        yield


def _wait_until_settled(path: Path, seconds: float, tell: Tell, done: int) -> None:
    while (left := path.stat().st_mtime + seconds - time.time()) > 0:
        # A clock set back must not make us wait for ever.
        if left > seconds:
            os.utime(path)
        tell(f"Waiting for who was writing ({left:.0f} s)", done)
        time.sleep(min(left, 1.0))


def _check_nothing_needs(old: set[str]) -> None:
    counts = rows_by_key()
    if any(counts[name] for name in old):
        raise RotationRefused(
            "Something is still closed with the old key, which stays: run `mestieri rotate-keys` "
            "again."
        )


def _rewrite_all(tell: Tell, before: int = 0) -> int:
    """Close again all that the current key did not close; returns how many things."""
    done = 0
    for column in closed_columns():
        for count in _rewrite_column(column):
            done += count
            tell(column.label, before + done)
    return done + _rewrite_second_factors()


def _rewrite_column(column: ClosedColumn) -> Iterator[int]:
    """Go through a column slice after slice; yields how many rows of each were rewritten."""
    current, last = ring().current.name, 0
    stale = column.rows().exclude(raw_text__startswith=f"{current}:")
    while found := list(stale.filter(pk__gt=last).values_list("pk", "raw_text")[:ROWS_A_SLICE]):
        with transaction.atomic():
            rewritten = sum(_rewrite_row(column, key, text) for key, text in found)
        yield rewritten
        last = found[-1][0]


def _rewrite_row(column: ClosedColumn, key: int, text: str) -> int:
    """Close a row again, unless somebody changed it since it was read."""
    keyring = ring()
    try:
        opened = keyring.open(text) if keys.is_sealed(text) else text.encode()
    except keys.KeysUnusable as refusal:
        raise RotationRefused(
            f"{column.label}, row {key}: {refusal} Nothing was lost; the old key stays."
        ) from None
    indexes = with_indexes(column.model, column.name, opened.decode()) if column.indexes else {}
    changes = {**indexes, column.name: AsItIs(keyring.seal(opened))}
    return column.rows().filter(pk=key, raw_text=text).order_by().update(**changes)


def _rewrite_second_factors() -> int:
    """The secrets inside allauth's authenticators."""
    current, done = ring().current.name, 0
    for key in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            locked = Authenticator.objects.select_for_update().filter(pk=key).first()
            if locked is None:
                continue
            stale = [s for s in secrets_in(locked.data) if not s.startswith(f"{current}:")]
            if stale:
                locked.data = with_secrets(locked.data, _closed_again)
                locked.save(update_fields=["data"])
                done += len(stale)
    return done


def _closed_again(text: str) -> str:
    keyring = ring()
    return keyring.seal(keyring.open(text) if keys.is_sealed(text) else text.encode())
