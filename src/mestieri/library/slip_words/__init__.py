"""The words of a slip: what to bring, how to go there, how it went, in eleven languages.

Whoever describes a service chooses *codes* (`walk_in`, `tax_code`); each code is translated
once, by us, in one TOML file a language beside this one. So a slip can be read by who does
not read Italian, and nobody translates it at the desk. Names of places and of organisations
are nobody's to translate: they stay as they are.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.utils.translation import get_language

FOLDER = Path(__file__).parent
ITALIAN = "it"
#: Languages of the walk-in pages on paper, in the order in which they are offered.
SLIP_LANGUAGES = ("it", "en", "fr", "es", "ro", "ar", "zh", "uk", "sq", "bn", "ur")
RIGHT_TO_LEFT = frozenset({"ar", "ur"})


class Section(StrEnum):
    """What a code is about: a table of each language's file."""

    DOCUMENTS = "documents"  # what to bring
    ACCESS = "access"  # how to go there
    FACTS = "facts"  # what is good to know of a place
    DAYS = "days"
    HOURS = "hours"  # hours that do not come every week
    HEADINGS = "headings"  # of the slip
    OUTCOME = "outcome"  # of the page «how did it go?»
    KINDS = "kinds"  # the starter terms of the vocabulary of destinations


@dataclass(frozen=True)
class Words:
    """The words of one language.

    Attributes:
        language: ISO 639-1 code.
        name: what the language calls itself.
        tables: section → code → words.
    """

    language: str
    name: str
    tables: dict[str, dict[str, str]]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, for HTML."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def say(self, section: Section, code: str, **values: object) -> str:
        """The words of a code, with values in the places that wait for them.

        Raises:
            KeyError: there is no such code, or a value that the words wait for is missing.
        """
        return self.tables[section][code].format(**values)

    def says(self, section: Section, code: str) -> bool:
        """Whether there are words for a code: a centre may have made codes of its own."""
        return code in self.tables[section]


@functools.cache
def words_in(language: str) -> Words:
    """The words of a language; of a language that we do not have, the Italian ones."""
    if language not in SLIP_LANGUAGES:
        return words_in(ITALIAN)
    with (FOLDER / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    name = tables.pop("name")
    return Words(language, name, tables)


def language_names() -> dict[str, str]:
    """Language → what it calls itself, in the order in which they are offered."""
    return {language: words_in(language).name for language in SLIP_LANGUAGES}


def codes(section: Section) -> tuple[str, ...]:
    """Codes of a section, in the order in which they are offered."""
    return tuple(words_in(ITALIAN).tables[section])


def choices(section: Section, language: str) -> list[tuple[str, str]]:
    """Codes with their words, for a form at the desk."""
    return list(words_in(language).tables[section].items())


def offered_codes(section: Section) -> list[tuple[str, str]]:
    """Codes with their words in the language of the page."""
    return choices(section, get_language() or ITALIAN)


#: What one says of a place by hand; the other facts follow from its hours and its cost.
PLACE_FACTS = (
    "closed-on-holidays",
    "ground-floor",
    "upper-floor",
    "lift",
    "step-free",
    "interpreter",
    "no-name",
    "women-only",
)


def place_facts() -> list[tuple[str, str]]:
    """Codes of what is good to know of a place, with their words in the language of the page."""
    return [(code, words) for code, words in offered_codes(Section.FACTS) if code in PLACE_FACTS]
