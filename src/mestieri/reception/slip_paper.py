"""The slip on paper: where to go, when, with what, in two languages side by side.

Everything on it is a code of `library.slip_words`, a number, or a name: so it can be read by
who does not read Italian, and holds nothing about who takes it away.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from mestieri.kernel.models import Centre
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.printing import print_pdf, qr_square
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES
from mestieri.library.models import DirectoryEntry
from mestieri.library.slip_words import ITALIAN, Section, Words, words_in
from mestieri.reception.services.referrals import Slip
from mestieri.reception.slip_hours import closures_in_words, hours_in_words

TEMPLATE = Path(__file__).parent / "print" / "slip.typ"

#: One part of the slip in one language: lines of (words, times).
Part = Callable[[Slip, Words], list[tuple[str, str]]]


def slip_pdf(centre: Centre, slip: Slip, *, site: str) -> bytes:
    """The slip as an A4 page, tagged PDF/UA.

    Args:
        slip: what it says; without a code it has no place to answer.
        site: scheme and host of the site, such as `https://mestieri.example.org`.
    """
    entry = slip.destination
    columns = [words_in(language) for language in dict.fromkeys([slip.language, ITALIAN])]
    data = {
        "organisation": entry.organisation,
        "service": entry.service,
        "place": _place(entry),
        "how_to_reach": entry.how_to_reach,
        "contacts": [
            {"labels": _labels(columns, heading), "value": value}
            for heading, value in (
                ("phone", entry.phone), ("email", entry.email), ("web", _bare(entry.website))
            )
            if value
        ],
        "columns": [_column(words, entry) for words in columns],
        "rows": list(_rows(slip, columns)),
        "answer": _answer(centre, slip, columns, site) if slip.code else None,
        "footer": f"{centre.name} · {slip_date(slip.day)}",
    }  # fmt: skip
    title = f"{words_in(ITALIAN).say(Section.HEADINGS, 'title')}: {entry.organisation}"
    return print_pdf(TEMPLATE, data, title=title, language=ITALIAN)


def slip_date(day: datetime.date) -> str:
    """A day as every slip writes it: the way Italian offices do, in digits of ours."""
    return f"{day:%d/%m/%Y}"


def _column(words: Words, entry: DirectoryEntry) -> dict[str, Any]:
    return {
        "language": words.language,
        "direction": words.direction,
        "name": words.name,
        "title": words.say(Section.HEADINGS, "title"),
        "kinds": [words.say(Section.KINDS, code) for code in _kinds(entry)],
    }


def _kinds(entry: DirectoryEntry) -> list[str]:
    """Codes of the kinds of service that we have words for."""
    terms = (row.term for row in entry.entry_terms.select_related("term"))
    known = words_in(ITALIAN)
    return [
        term.code
        for term in terms
        if term.vocabulary == Vocabulary.REFERRAL_DESTINATION
        and known.says(Section.KINDS, term.code)
    ]


def _place(entry: DirectoryEntry) -> str:
    district = entry.district.name if entry.district else ""
    return ", ".join(part for part in (entry.address, entry.municipality, district) if part)


def _labels(columns: list[Words], heading: str) -> list[str]:
    """A short label in both languages, Italian first as the value after it."""
    return [words.say(Section.HEADINGS, heading) for words in reversed(columns)]


def _bare(address: str) -> str:
    """An address of the web as one writes it by hand."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def _rows(slip: Slip, columns: list[Words]) -> Iterator[list[dict[str, Any]]]:
    """The parts that have something to say, each in every language."""
    for heading, part in PARTS.items():
        cells = [
            {
                "heading": words.say(Section.HEADINGS, heading),
                "is_checklist": heading == "bring",
                "lines": [{"words": text, "times": times} for text, times in part(slip, words)],
            }
            for words in columns
        ]
        if any(cell["lines"] for cell in cells):
            yield cells


def _hours(slip: Slip, words: Words) -> list[tuple[str, str]]:
    entry = slip.destination
    schedules, exceptions = list(entry.schedules.all()), list(entry.exceptions.all())
    hours = hours_in_words(schedules, words, slip.day)
    closures = closures_in_words(schedules, exceptions, words, slip.day)
    unknown = [] if hours else [(words.say(Section.HOURS, "ask"), "")]
    return [*hours, *unknown, *((closure, "") for closure in closures)]


def _access(slip: Slip, words: Words) -> list[tuple[str, str]]:
    return _said(Section.ACCESS, slip.destination.access_modes, words)


def _bring(slip: Slip, words: Words) -> list[tuple[str, str]]:
    return _said(Section.DOCUMENTS, slip.destination.documents, words)


def _said(section: Section, codes: list[str], words: Words) -> list[tuple[str, str]]:
    return [(words.say(section, code), "") for code in codes if words.says(section, code)]


def _languages(slip: Slip, words: Words) -> list[tuple[str, str]]:
    """Each language as it calls itself: who speaks it reads it."""
    names = dict(SPOKEN_LANGUAGES)
    spoken = " · ".join(names.get(code, code) for code in slip.destination.languages)
    return [(spoken, "")] if spoken else []


def _good_to_know(slip: Slip, words: Words) -> list[tuple[str, str]]:
    entry = slip.destination
    cost = words.say(Section.FACTS, "free" if entry.is_free else "paid")
    if entry.cost_note and words.language == ITALIAN:
        cost = f"{cost}: {entry.cost_note}"
    facts = [line for line, _times in _said(Section.FACTS, entry.place_facts, words)]
    said = [
        cost,
        *facts,
        words.say(Section.HEADINGS, "verified_on", date=slip_date(entry.assured_on)),
    ]
    if entry.phone:
        said.append(words.say(Section.HEADINGS, "call_first"))
    return [(line, "") for line in said]


#: Heading → what stands under it.
PARTS: dict[str, Part] = {
    "hours": _hours,
    "access": _access,
    "bring": _bring,
    "languages": _languages,
    "good_to_know": _good_to_know,
}


def _answer(centre: Centre, slip: Slip, columns: list[Words], site: str) -> dict[str, Any]:
    """The code, its QR, and how to say whether it helped."""
    path = outcome_path(centre, slip.language)
    address = f"{site}{path}"
    return {
        "code": slip.code,
        "address": f"{urlsplit(site).netloc}{path}",
        "qr": qr_square(f"{address}?codice={slip.code}"),
        "said": [
            {
                "tell_us": words.say(
                    Section.HEADINGS, "tell_us", date=slip_date(slip.answers_from)
                ),
                "scan": words.say(Section.HEADINGS, "scan"),
                "no_name": words.say(Section.HEADINGS, "no_name"),
            }
            for words in columns
        ],
    }


def outcome_path(centre: Centre, language: str) -> str:
    """Path of the page «how did it go?» in the language of a slip."""
    return reverse("referral-outcome", args=[language, centre.slug])
