"""What somebody has taken on in a room and not done yet, for the start of the Banco.

A room says it when Django starts; the start page shows each account its own, and nobody else's.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Right


@dataclass(frozen=True)
class OwedWork:
    """A kind of work that an account may owe.

    Attributes:
        code: stable name, `room.what`.
        label: what it is (lazy).
        url_name: the page where it is done; it takes the centre's slug.
        right: who may owe it.
        counts: (centre, account, today) → how much is overdue, how much falls due this week.
    """

    code: str
    label: Any
    url_name: str
    right: Right
    counts: Callable[[Centre, Account, datetime.date], tuple[int, int]]


_owed_work: dict[str, OwedWork] = {}


def offer_owed_work(work: OwedWork) -> None:
    """Show who works in a room what they still owe there."""
    _owed_work[work.code] = work


def owed_work(rights: frozenset[Right]) -> list[OwedWork]:
    """Kinds of work that who holds these rights may owe."""
    return [work for work in _owed_work.values() if work.right in rights]
