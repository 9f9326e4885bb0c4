"""The ledger of erasures: what a restored copy must not bring back.

It is a file of lines that are only ever added, in a folder of its own (`ERASURES_FOLDER`) that
no copy holds, so that going back to an old copy does not go back on an erasure. A line says
when, in which centre and how much, and names the person by a keyed digest of the e-mail
address: without the key nobody can be told from it, nor guessed. Each line carries the seal of
the one before it: a line that is changed or missing is found. Its moment is never before that
of the line before it, nor before what the installation has seen, whatever the clock says.
"""

from __future__ import annotations

import contextlib
import datetime
import fcntl
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from mestieri.kernel.models import Centre
from mestieri.kernel.services import clock

FILE, KEY = "ledger.jsonl", "key"
BEGUN, FINISHED, ABANDONED = "begun", "finished", "abandoned"
KEY_BYTES = 32
NO_SEAL = ""


class LedgerDamaged(Exception):
    """A line of the ledger is not as it was written."""


@dataclass(frozen=True)
class Entry:
    """One erasure.

    Attributes:
        code: its name, the same as that of the row `Erasure`.
        digest: keyed digest of the person's e-mail address.
        centre: `Centre.code`, which outlives every change of name, of the centre for which it was
            done; empty for the whole installation.
        begun_at: when it was decided.
        finished_at: when nothing was left to do; None if it was cut short.
    """

    code: str
    digest: str
    centre: str
    begun_at: datetime.datetime
    finished_at: datetime.datetime | None = None


class Ledger:
    """The ledger of one folder.

    Raises:
        LedgerDamaged: (every method that reads) a line was changed, or one is missing.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(settings.ERASURES_FOLDER) if folder is None else folder

    @property
    def exists(self) -> bool:
        return (self.folder / FILE).exists()

    def digest_of(self, email: str) -> str:
        """The keyed digest by which a person is named, in hexadecimal."""
        return hmac.new(self._key(), email.strip().lower().encode(), hashlib.sha256).hexdigest()

    def begin(self, code: str, email: str, centre: Centre | None) -> None:
        """Write down that a person is going to be erased, before anything is."""
        told = {"digest": self.digest_of(email), "centre": str(centre.code) if centre else ""}
        self._append({"what": BEGUN, **told}, code)

    def abandon(self, code: str) -> None:
        """Write down that an erasure failed and was rolled back: the rows are all there."""
        self._append({"what": ABANDONED}, code)

    def finish(self, code: str) -> None:
        """Write down that nothing is left to do."""
        self._append({"what": FINISHED}, code)

    def entries(self) -> list[Entry]:
        """Every erasure, in the order in which they were decided."""
        if not self.exists:
            return []
        begun: dict[str, Entry] = {}
        for line in self._read((self.folder / FILE).read_bytes()):
            at = _moment(line)
            if line["what"] == BEGUN:
                begun[line["code"]] = Entry(line["code"], line["digest"], line["centre"], at)
            elif line["what"] == ABANDONED:
                begun.pop(line["code"], None)
            elif line["code"] in begun:
                one = begun[line["code"]]
                begun[one.code] = Entry(one.code, one.digest, one.centre, one.begun_at, at)
        return list(begun.values())

    def unfinished(self) -> list[Entry]:
        """Erasures that were cut short."""
        return [entry for entry in self.entries() if entry.finished_at is None]

    def _key(self) -> bytes:
        """The key of the digests, made once; readable by the installation alone."""
        path = self.folder / KEY
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            made = self.folder / f"{KEY}.{secrets.token_hex(4)}"
            descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_hex(KEY_BYTES))
                file.flush()
                os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(made, path)  # of two that make it at once the first wins
            made.unlink()
        return bytes.fromhex(path.read_text().strip())

    def _append(self, told: dict[str, Any], code: str) -> None:
        with self._alone() as file:
            content = file.read()
            whole = content[: content.rfind(b"\n") + 1]
            lines = self._read(whole)
            last = lines[-1]["seal"] if lines else NO_SEAL
            at = max([clock.note(), *(_moment(line) for line in lines[-1:])])
            line = {**told, "code": code, "at": at.isoformat(), "before": last}
            line["seal"] = self._seal(line)
            # A line cut by a power cut was never acknowledged: the next one takes its place.
            file.truncate(len(whole))
            file.write(json.dumps(line).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    @contextlib.contextmanager
    def _alone(self) -> Iterator[IO[bytes]]:
        self._key()
        descriptor = os.open(self.folder / FILE, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _read(self, content: bytes) -> list[dict[str, Any]]:
        """Whole lines, each as it was written; a last one without its end is not there yet."""
        lines: list[dict[str, Any]] = []
        last = NO_SEAL
        for number, text in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), start=1):
            try:
                line = json.loads(text)
                right = line["before"] == last and hmac.compare_digest(
                    line["seal"], self._seal({key: line[key] for key in line if key != "seal"})
                )
            except (ValueError, KeyError, TypeError):
                right = False
            if not right:
                raise LedgerDamaged(
                    f"The ledger of erasures in {self.folder} is not as it was written (line "
                    f"{number}): put back the copy of it that you keep elsewhere."
                )
            lines.append(line)
            last = line["seal"]
        return lines

    def _seal(self, line: dict[str, Any]) -> str:
        words = json.dumps(line, sort_keys=True).encode()
        return hmac.new(self._key(), words, hashlib.sha256).hexdigest()


def _moment(line: dict[str, Any]) -> datetime.datetime:
    return datetime.datetime.fromisoformat(line["at"])
