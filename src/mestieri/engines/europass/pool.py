"""Reading files of strangers: processes with little memory and little time, replaced when lost.

A nursery process loads the libraries once; readers are forked from it, so a new one costs
milliseconds. A reader gets a file's bytes over a socket, may open no file for writing, and
answers with JSON. Whatever becomes of it, the caller gets a `CandidateRecord`.
"""

from __future__ import annotations

import json
import os
import queue
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from mestieri.engines.europass.outcome import CandidateRecord, Status
from mestieri.engines.europass.reading import LARGEST_FILE

MEMORY = 256_000_000
"""Bytes of address space a reader may use."""
CPU_SECONDS = 2
WALL_SECONDS = 10.0
"""Long enough for two seconds of work on a busy machine."""
FILES_A_READER = 200
"""Files after which a reader is replaced, so that nothing piles up in it."""

_LENGTH = struct.Struct(">Q")
_LARGEST_ANSWER = 64_000_000


class PoolBroken(RuntimeError):
    """The nursery cannot be started or has died: no fault of any file."""


@dataclass(slots=True)
class _Reader:
    """One process and our end of its socket."""

    pid: int
    line: socket.socket
    files: int = 0


class ReaderPool:
    """A pool of reader processes; use it as a context manager.

    Args:
        workers: readers at a time; one a processor if not given.
        memory: bytes of address space a reader may use.
        cpu_seconds: processor time a file may take.
        wall_seconds: time on the clock a file may take.
    """

    def __init__(
        self,
        workers: int | None = None,
        memory: int = MEMORY,
        cpu_seconds: int = CPU_SECONDS,
        wall_seconds: float = WALL_SECONDS,
    ) -> None:
        self.workers = workers or os.cpu_count() or 1
        self.wall_seconds = wall_seconds
        self._limits = {"memory": memory, "cpu_seconds": cpu_seconds}
        self._asking = threading.Lock()
        self._idle: queue.LifoQueue[_Reader | None] = queue.LifoQueue()
        for _ in range(self.workers):
            self._idle.put(None)
        ours, theirs = socket.socketpair()
        with theirs:
            self._nursery = subprocess.Popen(  # noqa: S603 - our own module
                [
                    sys.executable,
                    "-I",
                    "-m",
                    _NURSERY,
                    str(theirs.fileno()),
                    json.dumps(self._limits),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._line = ours

    def __enter__(self) -> ReaderPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let every process go."""
        with suppress(queue.Empty):
            while True:
                reader = self._idle.get_nowait()
                if reader is not None:
                    reader.line.close()
        self._line.close()
        # Without us at the other end of its socket the nursery and its readers end.
        try:
            self._nursery.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._nursery.kill()
            self._nursery.wait()

    def read(self, source: Path | str | bytes) -> CandidateRecord:
        """Read one file within bounds.

        Raises:
            OSError: the path cannot be opened.
            PoolBroken: the nursery has died.
        """
        data = source if isinstance(source, bytes) else _bytes_of(Path(source))
        if len(data) > LARGEST_FILE:
            return CandidateRecord(Status.TOO_LARGE)
        reader = self._idle.get() or self._new_reader()
        kept: _Reader | None = None
        try:
            outcome = self._ask(reader, data)
            if outcome is None:
                return CandidateRecord(self._reason(reader))
            reader.files += 1
            if reader.files < FILES_A_READER and outcome.status is not Status.OUT_OF_MEMORY:
                kept = reader
            return outcome
        finally:
            if kept is None:
                self._bury(reader)
            self._idle.put(kept)

    def read_many(
        self, sources: Iterable[Path | str | bytes]
    ) -> Iterator[tuple[Path | str | bytes, CandidateRecord]]:
        """Read files side by side; each with its outcome, in the order given."""
        with ThreadPoolExecutor(self.workers) as threads:
            listed = list(sources)
            yield from zip(listed, threads.map(self.read, listed), strict=True)

    # ---- one exchange

    def _ask(self, reader: _Reader, data: bytes) -> CandidateRecord | None:
        """The reader's answer; None if it has died or was too slow."""
        deadline = time.monotonic() + self.wall_seconds
        try:
            reader.line.settimeout(self.wall_seconds)
            reader.line.sendall(_LENGTH.pack(len(data)) + data)
            head = _receive(reader.line, _LENGTH.size, deadline)
            length = _LENGTH.unpack(head)[0]
            if length > _LARGEST_ANSWER:
                return None
            answer = _receive(reader.line, length, deadline)
            return CandidateRecord.from_dict(json.loads(answer))
        except (OSError, EOFError, ValueError, KeyError, TypeError):
            return None

    def _reason(self, reader: _Reader) -> Status:
        """Why a reader is gone: asked of the nursery, which is its parent."""
        if not _has_ended(reader):
            with suppress(ProcessLookupError):
                os.kill(reader.pid, signal.SIGKILL)
        ended = self._tell(f"end {reader.pid}")
        if ended == "memory":
            return Status.OUT_OF_MEMORY
        if ended in ("cpu", "killed"):
            return Status.OUT_OF_TIME
        return Status.FAILED

    def _bury(self, reader: _Reader) -> None:
        reader.line.close()
        with suppress(ProcessLookupError):
            os.kill(reader.pid, signal.SIGKILL)
        self._tell(f"end {reader.pid}")

    def _new_reader(self) -> _Reader:
        ours, theirs = socket.socketpair()
        with theirs, self._asking:
            try:
                socket.send_fds(self._line, [b"new\n"], [theirs.fileno()])
                pid = int(self._heard())
            except (OSError, ValueError):
                ours.close()
                raise PoolBroken("The reader processes cannot be started.") from None
        return _Reader(pid, ours)

    def _tell(self, order: str) -> str:
        with self._asking:
            try:
                self._line.sendall(f"{order}\n".encode())
                return self._heard()
            except OSError:
                return ""

    def _heard(self) -> str:
        """One line of the nursery."""
        self._line.settimeout(30)
        heard = b""
        while not heard.endswith(b"\n"):
            part = self._line.recv(64)
            if not part:
                raise OSError("the nursery has ended")
            heard += part
        return heard.decode().strip()


_NURSERY = "mestieri.engines.europass.nursery"


def _bytes_of(path: Path) -> bytes:
    """The file, or enough of it to be refused as too large."""
    with path.open("rb") as file:
        return file.read(LARGEST_FILE + 1)


def _has_ended(reader: _Reader) -> bool:
    """Whether the other end is closed: the process ended by itself."""
    readable, _, _ = select.select([reader.line], [], [], 0)
    if not readable:
        return False
    try:
        return reader.line.recv(1, socket.MSG_PEEK) == b""
    except OSError:
        return True


def _receive(line: socket.socket, length: int, deadline: float) -> bytes:
    parts: list[bytes] = []
    while length:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        part = line.recv(min(length, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        length -= len(part)
    return b"".join(parts)
