"""A process that kills itself at its n-th act, as a power cut would."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

#: What a process does to files, as Python announces it: where it may be killed.
ACTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "subprocess.Popen"}


class KilledAt:
    """Kills this process with SIGKILL at its n-th sign of life; counts them."""

    def __init__(self, number: int | None) -> None:
        self.number, self.seen, self.watches = number, 0, True
        sys.addaudithook(self._hook)

    def _hook(self, event: str, _arguments: Any) -> None:
        if self.watches and event in ACTS:
            self.beat()

    def beat(self, *_told: Any) -> None:
        self.seen += 1
        if self.seen == self.number:
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, run: Callable[..., Any], *arguments: Any) -> Any:
        """Wrapper of the statements of a database: each is a sign of life."""
        if self.watches:
            self.beat()
        return run(*arguments)
