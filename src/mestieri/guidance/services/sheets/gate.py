"""How many codes are worked on at once: so few that nobody else notices.

Each derivation takes 64 MiB and some tenths of a second of a processor, on purpose. The threads
that wait for their turn are threads that answer no other page, so few may wait, and not for long:
whoever finds them all there is told to try again in a moment, which costs nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TooBusy(RuntimeError):
    """So many codes are being opened now that this one has to be sent again in a moment."""


class Gate:
    """Lets a few in at once, and a few more wait for a short while.

    Args:
        at_once: how many are inside.
        waiting: how many wait besides.
        patience: how long one waits at most, in seconds.
    """

    def __init__(self, *, at_once: int, waiting: int, patience: float) -> None:
        self._inside = threading.Semaphore(at_once)
        self._places = threading.Semaphore(at_once + waiting)
        self._patience = patience

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Be inside.

        Raises:
            TooBusy: the places to wait are taken, or the turn did not come in time.
        """
        if not self._places.acquire(blocking=False):
            raise TooBusy
        try:
            if not self._inside.acquire(timeout=self._patience):
                raise TooBusy
            try:
                yield
            finally:
                self._inside.release()
        finally:
            self._places.release()


#: Of a process. With one inside and one waiting, of the five threads that serve an old PC of two
#: processors (`mestieri serve`) three go on answering everybody else.
DERIVATIONS = Gate(at_once=1, waiting=1, patience=5.0)
