"""A record as it reads back: what writing changes, it changes here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from mestieri.engines.europass import codes
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
)
from mestieri.engines.europass.words import day, line, rich

RICH = {"summary", "description"}
DATES = {"start", "end", "date"}
HOME_PREFIX = "39"
"""Country prefix of a telephone number that is written without one: the portal of Europass
takes no number without."""


def normalised(record: Candidate, language: str = "") -> Candidate:
    """The record that is read back from what is written of this one.

    Text is cleaned as on reading, empty items go, mother tongues come first, telephone
    numbers begin with their country's prefix, codes have the letters of their lists.
    """
    clean: Candidate = _cleaned(record)
    return replace(
        clean,
        contacts=_unlike_empty(map(_contact, clean.contacts), "value"),
        addresses=_full(map(_address, clean.addresses), Address()),
        employment=_full(map(_placed, clean.employment), Employment()),
        education=_full(map(_course, clean.education), Education()),
        languages=tuple(
            sorted(
                (_language(one) for one in clean.languages if one.language),
                key=lambda one: not one.mother_tongue,
            )
        ),
        skills=tuple(one for one in clean.skills if one.name or one.level or one.description),
        certificates=tuple(one for one in clean.certificates if one != type(one)()),
        driving_licences=tuple(filter(None, clean.driving_licences)),
        locale=(language or clean.locale)[:2].lower(),
    )


def _cleaned(value: Any, name: str = "") -> Any:
    """Every text of a value cleaned by what its field holds."""
    if isinstance(value, str):
        return rich(value) if name in RICH else day(value) if name in DATES else line(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item, name) for item in value)
    if isinstance(value, bool):
        return value
    changes = {one.name: _cleaned(getattr(value, one.name), one.name) for one in fields(value)}
    return type(value)(**changes)


def _full(items: Iterable[Any], empty: Any) -> tuple[Any, ...]:
    return tuple(item for item in items if item != empty)


def _unlike_empty(items: Iterable[Any], name: str) -> tuple[Any, ...]:
    return tuple(item for item in items if getattr(item, name))


def _contact(contact: Contact) -> Contact:
    if contact.kind not in ("telephone", "fax"):
        return contact
    prefix, number = codes.split_telephone(contact.value)
    joined = line(f"+{prefix or HOME_PREFIX} {number}") if number else ""
    return replace(contact, value=joined)


def _address(address: Address) -> Address:
    return replace(address, country=_country(address.country))


def _placed(item: Any) -> Any:
    return replace(item, country=_country(item.country))


def _course(course: Education) -> Education:
    """Fields of study are codes of numbers, or words."""
    parts = [part.strip() for part in course.field.code.split(";")]
    numbers = "; ".join(part for part in parts if part.isdigit())
    word = course.field.label or ("" if numbers else course.field.code)
    placed: Education = _placed(course)
    return replace(placed, field=Coded(numbers, word))


def _country(country: Coded) -> Coded:
    return Coded(codes.country_code(country.code), country.label)


def _language(language: Language) -> Language:
    """A code that is none is the word of the language."""
    code = codes.language_code(language.language.code)
    if not codes.long_language_code(code):
        word = Coded("", language.language.label or language.language.code)
        language = replace(language, language=word)
    else:
        language = replace(language, language=Coded(code, language.language.label))
    if language.mother_tongue:
        return Language(language=language.language, mother_tongue=True)
    return replace(
        language,
        **{name: getattr(language, name).upper() for name in _LEVELS},
    )


_LEVELS = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
