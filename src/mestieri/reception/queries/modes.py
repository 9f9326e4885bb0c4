"""The three uses of a centre, derived and never asked.

A ticket of the queue is ADVICE, a head at an event is MEETING, and what is left of the visits
is SELF: visits less tickets. No ticket has a key to a visit, so the difference is of two
counts, never of two rows; and heads are people in a room, not entries at a door: they stand
beside the visits and are never added to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from mestieri.kernel.exchange import mode_counts
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Mode


@dataclass(frozen=True)
class Uses:
    """How a centre was used in a stretch of days.

    Attributes:
        visits: entries counted at the door: the self-use and the advice among them.
        advice: tickets; None when no room counts them.
        meeting: heads at events; None when no room counts them. Not among the visits.
    """

    visits: int
    advice: int | None
    meeting: int | None

    @property
    def on_ones_own(self) -> int:
        return max(0, self.visits - (self.advice or 0))

    @property
    def without_a_visit(self) -> int:
        """Tickets more than visits: people advised whom nobody counted at the door."""
        return max(0, (self.advice or 0) - self.visits)

    def of(self, mode: Mode) -> int | None:
        """The figure of one use; figures of different uses are never added."""
        return {
            Mode.SELF: self.on_ones_own,
            Mode.ADVICE: self.advice,
            Mode.MEETING: self.meeting,
        }[mode]


def uses_between(
    centre: Centre,
    first_day: datetime.date,
    last_day: datetime.date,
    visits: int,
    counted: Mapping[Mode, int] | None = None,
) -> Uses:
    """The uses of a centre from a day to another, both included. One query a room that counts.

    Args:
        visits: how many were counted at the door in those days, which the asker knows already.
        counted: modes that the asker has counted already, by the same rule.
    """
    known = dict(counted or {})
    for mode, count in mode_counts().items():
        if mode not in known:
            known[mode] = count.value(centre, first_day, last_day)
    return Uses(visits, advice=known.get(Mode.ADVICE), meeting=known.get(Mode.MEETING))
