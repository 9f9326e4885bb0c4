"""Close and open a stream with age; the plain bytes pass through a pipe, never all at once."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar

import pyrage

from mestieri.kernel.services.backup.refusal import DAMAGED, WRONG_KEY, BackupRefused

Result = TypeVar("Result")


def seal(
    produce: Callable[[BinaryIO], Result], target: BinaryIO, recipient: pyrage.x25519.Recipient
) -> Result:
    """Let `produce` write to a stream that arrives closed in `target`.

    Raises:
        OSError: `target` cannot be written.
    """
    outlet, inlet = _pipe()
    work = _Aside(lambda: pyrage.encrypt_io(outlet, target, [recipient]), outlet)
    try:
        result = produce(inlet)
        inlet.close()
    finally:
        _close(inlet)
        work.join()
        if work.error is not None:
            raise OSError(str(work.error).removeprefix("OSError: ")) from None
    return result


def unseal(
    source: BinaryIO, identity: pyrage.x25519.Identity, consume: Callable[[BinaryIO], Result]
) -> Result:
    """Let `consume` read what `source` holds. It must read to the end: only there is it certain.

    Raises:
        BackupRefused: another key closed it, or it was altered or cut.
    """
    outlet, inlet = _pipe()
    work = _Aside(lambda: pyrage.decrypt_io(source, inlet, [identity]), inlet)
    try:
        return consume(outlet)
    finally:
        _close(outlet)
        work.join()
        if work.error is not None and not isinstance(work.error, BrokenPipeError):
            wrong_key = "No matching keys" in str(work.error)
            raise BackupRefused(WRONG_KEY if wrong_key else DAMAGED) from None


class _Aside:
    """A piece of work in a thread, which closes its end of the pipe when it ends."""

    def __init__(self, work: Callable[[], Any], end: BinaryIO) -> None:
        self.error: Exception | None = None
        self._work, self._end = work, end
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work()
            self._end.close()
        except Exception as error:
            self.error = error
        finally:
            _close(self._end)

    def join(self) -> None:
        self._thread.join()


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    outlet, inlet = os.pipe()
    return os.fdopen(outlet, "rb"), os.fdopen(inlet, "wb")


def _close(end: BinaryIO) -> None:
    with contextlib.suppress(OSError, ValueError):
        end.close()
