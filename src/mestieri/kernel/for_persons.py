"""What rooms tell a person about their own: things found for them, where their CV was presented.

Messages between rooms, as those of `kernel.exchange`; nothing here is about who ranks people:
things are put in order for a person, never the other way round.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from mestieri.kernel.models import Centre


@dataclass(frozen=True)
class FoundThing:
    """A thing that somebody may read, ask for or meet, found for a person.

    Attributes:
        title, address: what it is and its page.
        reasons: why it was found, sentences in the language asked for.
    """

    title: str
    address: str
    reasons: tuple[str, ...] = ()


#: (words, language, centre, how many at most) → things, the best first.
Finder = Callable[[str, str, Centre, int], list[FoundThing]]


@dataclass(frozen=True)
class Presented:
    """That a CV was presented to somebody, as its owner reads it.

    Attributes:
        day: when.
        company: to whom, by name.
        request: what was sought, in one line.
        state: how it stands, in the reader's language.
        state_since: since when.
        answer_address: page on which the owner answers; empty when nothing is asked.
        told: who chose, why, what was sent and when: sentences, in order.
    """

    day: datetime.date
    company: str
    request: str
    state: str
    state_since: datetime.date
    answer_address: str = ""
    told: tuple[str, ...] = ()


#: Key of a CV → where it was presented.
PresentedSource = Callable[[str], list[Presented]]

_finders: list[Finder] = []
_presented_sources: dict[str, PresentedSource] = {}


def offer_finder(finder: Finder) -> None:
    """Let rooms find things for a person; the site offers it, which sees every room."""
    _finders[:] = [finder]


def find_things(words: str, language: str, centre: Centre, limit: int) -> list[FoundThing]:
    """Things for a person, the best first; none where nobody can look for them."""
    return _finders[0](words, language, centre, limit) if _finders and words.strip() else []


def offer_presented(code: str, source: PresentedSource) -> None:
    """Let owners of CVs read where a room presented theirs."""
    _presented_sources[code] = source


def presented(cv_key: str) -> list[Presented]:
    """Where a CV was presented, by whatever room, the latest first."""
    told = [one for source in _presented_sources.values() for one in source(cv_key)]
    return sorted(told, key=lambda one: one.day, reverse=True)
