"""Counts that leave a GET: kept in memory, written by a thread of their own.

A GET writes nothing (architecture, habits). What it counts is added to a buffer in the
process and written together with its neighbours every few seconds, so that no row carries
the moment of one person's request.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from multiprocessing.util import Finalize
from typing import Generic, TypeVar

from django.conf import settings
from django.db import close_old_connections

Key = TypeVar("Key", bound=Hashable)

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_WRITES = 5.0
MOST_KEYS = 10_000  # a flood of distinct keys must not fill the memory


#: Every buffer of the process, so that all can be written, or forgotten, together.
buffers: list[CountBuffer] = []


class CountBuffer(Generic[Key]):
    """Counts by key, handed to `write` together.

    Args:
        name: what is counted, for the log.
        write: receives the counts of one stretch; if it fails they stay in the buffer.
    """

    def __init__(self, name: str, write: Callable[[Mapping[Key, int]], None]) -> None:
        self._name = name
        self._write = write
        self._counts: Counter[Key] = Counter()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        buffers.append(self)

    def add(self, key: Key, times: int = 1) -> None:
        """Count once more; never waits for the database."""
        with self._lock:
            if key not in self._counts and len(self._counts) >= MOST_KEYS:
                return
            self._counts[key] += times
        if settings.COUNTS_ARE_WRITTEN_BY_A_THREAD:
            self._start_thread()

    def flush(self) -> None:
        """Write what has been counted so far; on failure keep it for the next time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self._write(counts)
        except Exception:
            logger.exception(
                "The counts of %s could not be written; they will be retried.", self._name
            )
            with self._lock:
                self._counts.update(counts)

    def forget(self) -> None:
        """Throw away what has not been written yet."""
        with self._lock:
            self._counts.clear()

    def _start_thread(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(
                target=self._write_now_and_then, name=f"counts-{self._name}", daemon=True
            )
            self._thread.start()
            # The web server's worker is a child process, which leaves without `atexit`.
            Finalize(None, self.flush, exitpriority=10)

    def _write_now_and_then(self) -> None:
        while not self._stop.wait(SECONDS_BETWEEN_WRITES):
            close_old_connections()
            self.flush()
