"""Questions about the poster «Che cosa manca»: what it counts, and what of it is shown."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mestieri.kernel.models import Centre
from mestieri.library.models import (
    DirectoryEntry,
    KeepingState,
    MissingPoster,
    Opportunity,
    Resource,
    Revision,
    SearchPhrase,
)
from mestieri.library.services.searches import ASKED_BY_SEVERAL, may_be_of_somebody
from mestieri.library.vocabulary import ResourceState

#: Counts are published as «at least»: the smallest is that of words that are kept at all.
AT_LEAST = (ASKED_BY_SEVERAL, 10, 20, 50, 100, 200, 500, 1000)
LONGEST_WORD = 26  # letters
MOST_ASKED, MOST_IN_VAIN, MOST_ANSWERED, MOST_UNOWNED = 8, 6, 6, 6


@dataclass(frozen=True)
class Line:
    """Words on the poster, and at least how often they were sought."""

    words: str
    at_least: int


@dataclass(frozen=True)
class ShownPoster:
    """A poster as the public reads it, without what the staff left out."""

    poster: MissingPoster
    asked: list[Line]
    in_vain: list[Line]
    answered: list[str]
    unowned: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.asked or self.in_vain or self.answered or self.unowned)


@dataclass(frozen=True)
class Counted:
    """What is counted for a poster: words and at least how often; words answered, unowned."""

    since: datetime.date
    asked: list[tuple[str, int]]
    in_vain: list[tuple[str, int]]
    answered: list[str]
    unowned: list[str]
    additions: int


def monday_of(day: datetime.date) -> datetime.date:
    """First day of the week of a day."""
    return day - datetime.timedelta(days=day.weekday())


def counted_until(day: datetime.date) -> datetime.date:
    """First day of the month before that of a day: words are counted by the month."""
    return (day.replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


def at_least(times: int) -> int:
    """A count as it is published: 0 when it is too small to be."""
    return max((step for step in AT_LEAST if step <= times), default=0)


def count_for_poster(centre: Centre, today: datetime.date) -> Counted:
    """What was sought in this month and the one before. Five queries.

    Only words that several asked are there at all; those that may name somebody are left out.
    """
    since = counted_until(today)
    phrases = [
        phrase
        for phrase in SearchPhrase.objects.filter(centre=centre, month__gte=since).exclude(words="")
        if not may_be_of_somebody(phrase.words) and _can_be_read(phrase.words)
    ]
    vain = [phrase for phrase in phrases if phrase.without_answer]
    waiting = [phrase for phrase in vain if phrase.answered_on is None]
    answered = [p.words for p in vain if p.answered_on is not None and p.answered_on >= since]
    missing = _counts((p.words, p.without_answer) for p in waiting)
    taken = {phrase.words for phrase in waiting if phrase.taken_on is not None}
    return Counted(
        since,
        _counts((p.words, p.times) for p in phrases)[:MOST_ASKED],
        missing[:MOST_IN_VAIN],
        list(dict.fromkeys(answered))[:MOST_ANSWERED],
        [words for words, _times in missing if words not in taken][:MOST_UNOWNED],
        _additions(centre, since),
    )


def _can_be_read(words: str) -> bool:
    """Whether it is made of words: a row of letters without end would also break the sheet."""
    return all(len(word) <= LONGEST_WORD for word in words.split() if word.isascii())


def _counts(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Words and at least how often, the most sought first; small counts are not there."""
    times: Counter[str] = Counter()
    for words, number in found:
        times[words] += number
    ordered = sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(words, at_least(number)) for words, number in ordered if at_least(number)]


def _additions(centre: Centre, since: datetime.date) -> int:
    """Things of the documentation, the directory and the board added since, and still there."""
    made = Revision.objects.filter(centre=centre, act="created", made_at__date__gte=since)
    there = (
        (Resource, {"state": ResourceState.LIVE}),
        (DirectoryEntry, {"state": KeepingState.PUBLISHED}),
        (Opportunity, {"state": KeepingState.PUBLISHED}),
    )
    return sum(
        model._default_manager.filter(
            centre=centre,
            pk__in=[
                int(key)
                for key in made.filter(subject_kind=model._meta.model_name).values_list(
                    "subject_key", flat=True
                )
            ],
            **live,
        ).count()
        for model, live in there
    )


def shown(poster: MissingPoster) -> ShownPoster:
    """A poster as the public reads it."""
    out = set(poster.left_out)
    return ShownPoster(
        poster,
        [Line(words, times) for words, times in poster.asked if words not in out],
        [Line(words, times) for words, times in poster.in_vain if words not in out],
        [words for words in poster.answered if words not in out],
        [words for words in poster.unowned if words not in out],
    )


def poster_of_week(centre: Centre, week: datetime.date) -> MissingPoster | None:
    """The poster of the week that begins on a day. One query."""
    return MissingPoster.objects.filter(centre=centre, week=week).first()


def published_poster(centre: Centre) -> MissingPoster | None:
    """The latest poster that the public sees. One query."""
    return MissingPoster.objects.filter(centre=centre, published_on__isnull=False).first()


def posters_of_centre(centre: Centre, most: int = 12) -> list[MissingPoster]:
    """The latest posters, whatever their state. One query."""
    return list(MissingPoster.objects.filter(centre=centre)[:most])
