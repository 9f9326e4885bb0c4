"""The headings and labels of CVs in six languages, and how a line is known as one of them.

Phrases are compared folded: small letters, no accents, no brackets, no punctuation. The
wording of the forms of 2002, 2005, 2013 and 2020 is here, and what people write by
themselves.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz, process


class Section(StrEnum):
    """The parts of a CV."""

    PERSONAL = "personal"
    HEADLINE = "headline"
    SUMMARY = "summary"
    EMPLOYMENT = "employment"
    EDUCATION = "education"
    LANGUAGES = "languages"
    SKILLS = "skills"
    COMMUNICATION = "communication"
    ORGANISATIONAL = "organisational"
    JOB_RELATED = "job-related"
    DIGITAL = "digital"
    ARTISTIC = "artistic"
    CERTIFICATES = "certificates"
    LICENCE = "licence"
    REFERENCES = "references"
    MEMBERSHIPS = "memberships"
    OTHER = "other"


class Label(StrEnum):
    """The fields that forms label."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    FAMILY_GIVEN = "family-given"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    WEB = "web"
    NEVER = "never"
    DATES = "dates"
    START = "start"
    END = "end"
    POSITION = "position"
    TASKS = "tasks"
    EMPLOYER = "employer"
    SECTOR = "sector"
    CITY = "city"
    COUNTRY = "country"
    TITLE = "title"
    SCHOOL = "school"
    SUBJECTS = "subjects"
    LEVEL = "level"
    MOTHER_TONGUE = "mother-tongue"
    OTHER_LANGUAGES = "other-languages"
    LANGUAGE_SKILL = "language-skill"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase means, and the language it is in."""

    meaning: Section | Label
    language: str


WORDING = Path(__file__).parent / "vocabulary.toml"
"""What the forms of 2002, 2005, 2013 and 2020 say, and what people write by themselves."""

TITLES = {
    "formato europeo per il curriculum vitae": "formato europeo 2002",
    "formato europeo": "formato europeo 2002",
    "modello di formato europeo": "formato europeo 2002",
    "european curriculum vitae format": "formato europeo 2002",
    "modele europeen de curriculum vitae": "formato europeo 2002",
    "modelo de curriculum vitae europeo": "formato europeo 2002",
    "europaisches muster fur lebenslaufe": "formato europeo 2002",
    "model european de curriculum vitae": "formato europeo 2002",
    "europass": "Europass",
    "europass curriculum vitae": "Europass",
    "curriculum vitae europass": "Europass",
    "curriculum vitae": "",
    "curriculum": "",
    "lebenslauf": "",
    "resume": "",
    "cv": "",
}
"""Titles of forms, and what they say about the dialect."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ALIKE = 92


def folded(text: str) -> str:
    """Small letters, no accents, no punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in decomposed
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(kept).split())


def keyed(text: str) -> str:
    """Folded without what stands in brackets: `Cognome(i/)/Nome(i)` is `cognome nome`."""
    return folded(_BRACKETS.sub("", text)) or folded(text)


@functools.cache
def _meanings() -> dict[str, tuple[Phrase, ...]]:
    """Every meaning of a phrase: «qualifica» is a position here and a title there."""
    known: dict[str, dict[Phrase, None]] = {}
    for language, kinds in tomllib.loads(WORDING.read_text(encoding="utf-8")).items():
        for meaning, listed in _by_meaning(kinds):
            for phrase in listed:
                known.setdefault(folded(phrase), {})[Phrase(meaning, language)] = None
    return {key: tuple(values) for key, values in known.items()}


def _by_meaning(
    kinds: dict[str, dict[str, list[str]]],
) -> Iterator[tuple[Section | Label, list[str]]]:
    for name, listed in kinds["section"].items():
        yield Section(name), listed
    for name, listed in kinds["label"].items():
        yield Label(name), listed


def is_phrase(text: str) -> bool:
    """Whether the words are a heading or label to the letter."""
    return keyed(text) in _meanings() or folded(text) in _meanings()


def meanings(text: str) -> tuple[Phrase, ...]:
    """All that a heading or label may mean; empty if it is none."""
    if len(text) > 110:
        return ()
    for key in dict.fromkeys((keyed(text), folded(text))):
        found = _meanings().get(key)
        if found:
            return found
    return _alike(keyed(text))


@functools.lru_cache(maxsize=4_096)
def _alike(key: str) -> tuple[Phrase, ...]:
    """A long phrase that was misspelt or set with broken letters."""
    if len(key) < 9:
        return ()
    best = process.extractOne(key, _long_phrases(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return _meanings()[best[0]] if best else ()


@functools.cache
def _long_phrases() -> list[str]:
    return [phrase for phrase in _meanings() if len(phrase) > 8]


def begins_a_phrase(text: str) -> bool:
    """Whether a phrase goes on after these words: a label that is broken over lines."""
    key = keyed(text)
    return any(phrase.startswith(key + " ") for phrase in _meanings())


def section(text: str) -> Section | None:
    """The section that a heading opens, if the line is one."""
    for phrase in meanings(text):
        if isinstance(phrase.meaning, Section):
            return phrase.meaning
    return None


def labels(text: str) -> tuple[Label, ...]:
    """The fields that the words may name."""
    return tuple(one.meaning for one in meanings(text) if isinstance(one.meaning, Label))
