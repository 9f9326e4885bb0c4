"""Count what people look for, and never who: numbers at once, words only when many ask them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mestieri.engines.discretion import find_names, find_personal_data
from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.models import Centre
from mestieri.library.models import SearchPhrase, SearchTally

#: A phrase is kept in words only from the time it has been asked in this many different half
#: hours of a month: who reloads a page, or insists, counts as one occasion.
ASKED_BY_SEVERAL = 5
MINUTES_OF_AN_OCCASION = 30
LONGEST_PHRASE = 80  # characters
BETWEEN_WORDS = re.compile(r"[\W_]+")

TALLIES = ("searches", "without_answer", "helped", "not_helped")


class TallyKey(NamedTuple):
    """What is counted: a column of `SearchTally` on one day."""

    centre_id: int
    day: datetime.date
    language: str
    tally: str


class PhraseKey(NamedTuple):
    """Something asked in a half hour of a month, and whether it was asked in vain."""

    centre_id: int
    month: datetime.date
    occasion: datetime.datetime
    language: str
    words: str
    in_vain: bool
    unsure: bool = False


def count_search(
    centre: Centre,
    language: str,
    text: str,
    *,
    has_answer: bool,
    is_sure: bool = True,
    now: datetime.datetime | None = None,
) -> None:
    """Count a search; nothing is written now.

    Args:
        text: what was typed. If it may hold somebody's name, e-mail, telephone, tax code, IBAN
            or address of the web, the search is counted and its words are forgotten.
        has_answer: something was found.
        is_sure: what was found has all that was asked; else the documentalist looks at it too.
        now: when it was asked, if not at this moment.
    """
    moment = timezone.localtime(now)
    today = moment.date()
    words = normalised(text)
    if not words:
        return
    _tallies.add(TallyKey(centre.pk, today, language, "searches"))
    if not has_answer:
        _tallies.add(TallyKey(centre.pk, today, language, "without_answer"))
    if len(words) <= LONGEST_PHRASE and not may_be_of_somebody(text):
        _phrases.add(
            PhraseKey(
                centre.pk,
                today.replace(day=1),
                occasion_of(moment),
                language,
                words,
                in_vain=not has_answer,
                unsure=has_answer and not is_sure,
            )
        )


def may_be_of_somebody(text: str) -> bool:
    """Whether words may say who somebody is: then they are not kept, nor printed.

    People search in small letters and with any sign between the words: a name is looked for
    as it would be written too. Words wrongly taken for a name are only not kept.
    """
    as_written = BETWEEN_WORDS.sub(" ", text).title()
    return bool(find_personal_data(text) or find_names(text) or find_names(as_written))


def occasion_of(moment: datetime.datetime) -> datetime.datetime:
    """Start of the half hour of a moment."""
    minute = moment.minute - moment.minute % MINUTES_OF_AN_OCCASION
    return moment.replace(minute=minute, second=0, microsecond=0)


def count_outcome(centre: Centre, language: str, *, helped: bool) -> None:
    """Count an answer to «did you find what you were looking for?»."""
    tally = "helped" if helped else "not_helped"
    _tallies.add(TallyKey(centre.pk, timezone.localdate(), language, tally))


def flush_searches() -> None:
    """Write now what has been counted so far."""
    _tallies.flush()
    _phrases.flush()


def normalised(text: str) -> str:
    """The words of a search, so that the same question is counted as the same."""
    return " ".join(text.replace("\x00", " ").casefold().split())


def digest_of(words: str) -> str:
    """Keyed digest of a phrase: without the installation's secret it tells nothing."""
    return salted_hmac("mestieri.library.searches", words, algorithm="sha256").hexdigest()


def _centres_still_there(counts: Iterable[TallyKey | PhraseKey]) -> set[int]:
    """Centres that were not removed meanwhile: a count of one that was would never be written."""
    asked = {key.centre_id for key in counts}
    return set(Centre.objects.filter(pk__in=asked).values_list("pk", flat=True))


@transaction.atomic
def _write_tallies(counts: Mapping[TallyKey, int]) -> None:
    by_row: dict[tuple[int, datetime.date, str], dict[str, int]] = {}
    there = _centres_still_there(counts)
    for key, times in sorted(counts.items()):
        if key.centre_id not in there:
            continue
        by_row.setdefault((key.centre_id, key.day, key.language), {})[key.tally] = times
    for (centre_id, day, language), tallies in by_row.items():
        row, _created = SearchTally.objects.get_or_create(
            centre_id=centre_id, day=day, language=language
        )
        more = {tally: F(tally) + times for tally, times in tallies.items()}
        SearchTally.objects.filter(pk=row.pk).update(**more)


@transaction.atomic
def _write_phrases(counts: Mapping[PhraseKey, int]) -> None:
    there = _centres_still_there(counts)
    for key, times in sorted(counts.items()):
        if key.centre_id not in there:
            continue
        row, _created = SearchPhrase.objects.get_or_create(
            centre_id=key.centre_id,
            month=key.month,
            language=key.language,
            digest=digest_of(key.words),
        )
        same = SearchPhrase.objects.filter(pk=row.pk)
        same.update(
            times=F("times") + times,
            without_answer=F("without_answer") + (times if key.in_vain else 0),
            unsure=F("unsure") + (times if key.unsure else 0),
        )
        same.exclude(last_occasion=key.occasion).update(
            occasions=F("occasions") + 1, last_occasion=key.occasion
        )
        same.filter(occasions__gte=ASKED_BY_SEVERAL, words="").update(words=key.words)


_tallies: CountBuffer[TallyKey] = CountBuffer("searches", _write_tallies)
_phrases: CountBuffer[PhraseKey] = CountBuffer("phrases", _write_phrases)


def take_phrase(phrase: SearchPhrase, *, is_taken: bool = True) -> None:
    """Say that somebody of the centre sees to what was searched in vain, or nobody any more."""
    phrase.taken_on = timezone.localdate() if is_taken else None
    phrase.save(update_fields=["taken_on"])


def answer_phrase(phrase: SearchPhrase, *, is_answered: bool = True) -> None:
    """Say that what was searched in vain is there now, or that nothing is to be added."""
    phrase.answered_on = timezone.localdate() if is_answered else None
    phrase.save(update_fields=["answered_on"])
