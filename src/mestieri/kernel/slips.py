"""What the code of a slip says to its holder, for rooms that do not give slips."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from mestieri.kernel.models import Centre


@dataclass(frozen=True)
class SlipSeen:
    """A service somebody was sent on to.

    Attributes:
        name: organisation and service.
        day: when the slip was given, where its code still says so.
    """

    name: str
    day: datetime.date | None


SlipReader = Callable[[Centre, str], SlipSeen | None]

_readers: list[SlipReader] = []


def offer_slip_reader(reader: SlipReader) -> None:
    """Let other rooms ask what a slip's code leads to; reading it spends nothing."""
    _readers[:] = [reader]


def slip_seen(centre: Centre, typed: str) -> SlipSeen | None:
    """What the code of a slip leads to; None if no slip that is still alive has it."""
    return next((seen for reader in _readers if (seen := reader(centre, typed))), None)
