"""Meetings that the calendar holds with organisations: a message between rooms, by name alone.

No key joins the two: the calendar belongs to the walk-in side and knows no register of companies.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mestieri.kernel.models import Centre


@dataclass(frozen=True)
class Meeting:
    """A meeting with an organisation, as the public reads it.

    Attributes:
        host: the organisation as the calendar names it.
        day: when.
        title, address: what it is called and its public page.
        is_called_off: whether it was published and called off.
    """

    host: str
    day: datetime.date
    title: str
    address: str
    is_called_off: bool = False


MeetingSource = Callable[[Centre], Iterable[Meeting]]

_sources: list[MeetingSource] = []


def offer_meetings(source: MeetingSource) -> None:
    """Let rooms read the meetings of a centre; the calendar offers them."""
    if source not in _sources:
        _sources.append(source)


def meetings_of(centre: Centre) -> list[Meeting]:
    """Every published meeting that names an organisation, the latest first."""
    found = [meeting for source in _sources for meeting in source(centre)]
    return sorted(found, key=lambda meeting: meeting.day, reverse=True)
