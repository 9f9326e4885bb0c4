"""The words of a slip: what to bring, how to go there, how it went, in eleven languages.

Whoever describes a service chooses *codes* (`appointment`, `tax-code`); each code is translated
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
from typing import Any

from django.db import models
from django.utils.functional import lazystr
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


def _words(section: Section, code: str) -> Any:
    """The words of a code in the active language, read when they are shown."""
    return lazystr(_Spoken(section, code))


@dataclass(frozen=True)
class _Spoken:
    """What `str` makes words of."""

    section: Section
    code: str

    def __str__(self) -> str:
        return words_in(get_language() or ITALIAN).say(self.section, self.code)


class AccessMode(models.TextChoices):
    """How one gets in."""

    FREE = "free", _words(Section.ACCESS, "free")
    APPOINTMENT = "appointment", _words(Section.ACCESS, "appointment")
    BOOK_ONLINE = "book-online", _words(Section.ACCESS, "book-online")
    PHONE = "phone", _words(Section.ACCESS, "phone")
    EMAIL = "email", _words(Section.ACCESS, "email")
    ONLINE = "online", _words(Section.ACCESS, "online")
    DIGITAL_IDENTITY = "digital-identity", _words(Section.ACCESS, "digital-identity")
    REFERRED = "referred", _words(Section.ACCESS, "referred")


class RequiredDocument(models.TextChoices):
    """What to bring."""

    IDENTITY_OR_PERMIT = "identity-or-permit", _words(Section.DOCUMENTS, "identity-or-permit")
    IDENTITY_DOCUMENT = "identity-document", _words(Section.DOCUMENTS, "identity-document")
    TAX_CODE = "tax-code", _words(Section.DOCUMENTS, "tax-code")
    RESIDENCE_PERMIT = "residence-permit", _words(Section.DOCUMENTS, "residence-permit")
    PASSPORT = "passport", _words(Section.DOCUMENTS, "passport")
    DIGITAL_IDENTITY = "digital-identity", _words(Section.DOCUMENTS, "digital-identity")
    CV = "cv", _words(Section.DOCUMENTS, "cv")
    QUALIFICATIONS = "qualifications", _words(Section.DOCUMENTS, "qualifications")
    CERTIFICATES = "certificates", _words(Section.DOCUMENTS, "certificates")
    EMPLOYMENT_CONTRACT = "employment-contract", _words(Section.DOCUMENTS, "employment-contract")
    PAY_SLIPS = "pay-slips", _words(Section.DOCUMENTS, "pay-slips")
    DISMISSAL_LETTER = "dismissal-letter", _words(Section.DOCUMENTS, "dismissal-letter")
    REGISTRATION = "registration", _words(Section.DOCUMENTS, "registration")
    ISEE = "isee", _words(Section.DOCUMENTS, "isee")
    FAMILY_STATUS = "family-status", _words(Section.DOCUMENTS, "family-status")
    TAX_STATEMENT = "tax-statement", _words(Section.DOCUMENTS, "tax-statement")
    RENT_CONTRACT = "rent-contract", _words(Section.DOCUMENTS, "rent-contract")
    DISABILITY_REPORT = "disability-report", _words(Section.DOCUMENTS, "disability-report")
    DRIVING_LICENCE = "driving-licence", _words(Section.DOCUMENTS, "driving-licence")
    BANK_DETAILS = "bank-details", _words(Section.DOCUMENTS, "bank-details")
    PHOTOGRAPHS = "photographs", _words(Section.DOCUMENTS, "photographs")
    BUSINESS_PLAN = "business-plan", _words(Section.DOCUMENTS, "business-plan")
    NOTHING = "nothing", _words(Section.DOCUMENTS, "nothing")
