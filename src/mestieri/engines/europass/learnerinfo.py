"""The first dialect, 2005–2012: root `learnerinfo`, versions 1.0 to 2.0.

Version 1 writes bare text where version 2 writes `code` and `label`; both are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from mestieri.engines.europass import codes
from mestieri.engines.europass.outcome import Notes, UnreadReason
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)
from mestieri.engines.europass.trees import (
    Element,
    child,
    children,
    holds_something,
    local,
    text,
)
from mestieri.engines.europass.words import day_of, from_plain, line, rich

CEFR = {
    "listening": "listening",
    "reading": "reading",
    "spokeninteraction": "spoken_interaction",
    "spokenproduction": "spoken_production",
    "writing": "writing",
}
SKILL_KINDS = {
    "social": "communication",
    "organisational": "organisational",
    "technical": "job-related",
    "computer": "digital",
    "artistic": "artistic",
    "other": "other",
}
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_VERSION = re.compile(r"V(\d+(?:\.\d+)*)")
_LICENCE = re.compile(r"\b(AM|A1|A2|A|B1|BE|B\+E|B|C1E|C1|CE|C|D1E|D1|DE|D)\b")


def read_learnerinfo(root: Element, notes: Notes) -> tuple[str, Candidate]:
    """Dialect and record of a `learnerinfo` element."""
    identification = child(root, "identification")
    contact = child(identification, "contactinfo")
    _note_unread(root, identification, notes)
    languages = list(children(child(root, "languagelist"), "language"))
    skills = child(root, "skilllist")
    record = Candidate(
        given_name=line(text(identification, "firstname")),
        family_name=line(text(identification, "lastname")),
        headline=_words(child(root, "application")),
        contacts=tuple(_contacts(contact)),
        addresses=tuple(_addresses(contact)),
        employment=tuple(_employment(child(root, "workexperiencelist"), notes)),
        education=tuple(_education(child(root, "educationlist"), notes)),
        languages=tuple(filter(None, map(_language, languages))),
        skills=tuple(_skills(skills, notes)),
        driving_licences=tuple(_licences(skills)),
        locale=root.get("locale", "")[:2].lower(),
    )
    return f"learnerinfo {_version(root)}".strip(), record


def _version(root: Element) -> str:
    stated = text(root, "docinfo", "xsdversion") or root.tag
    match = _VERSION.search(stated)
    return match[1] if match else ""


def _note_unread(root: Element, identification: Element | None, notes: Notes) -> None:
    demographics = child(identification, "demographics")
    for part in demographics if demographics is not None else ():
        if holds_something(part) and text(part) != "NA":
            notes.leave_aside(f"demographics/{local(part)}", UnreadReason.NEVER_READ)
    photo = child(identification, "photo")
    if photo is not None and holds_something(photo):
        notes.leave_aside("photo", UnreadReason.NEVER_READ)
    for misc in children(child(root, "misclist"), "misc"):
        if holds_something(misc):
            notes.leave_aside(f"misc: {misc.get('type', '')}", UnreadReason.NOT_ON_THE_LIST)
    for part in ("documentlist", "attachmentlist"):
        element = child(root, part)
        if element is not None and holds_something(element):
            notes.leave_aside(part, UnreadReason.NOT_ON_THE_LIST)


def _words(element: Element | None) -> str:
    """The label of version 2, or the text of version 1."""
    return line(text(element, "label")) or line(text(element))


def _coded(element: Element | None, normal: Callable[[str], str] = str) -> Coded:
    return Coded(normal(line(text(element, "code"))), _words(element))


def _contacts(contact: Element | None) -> Iterator[Contact]:
    for name, kind, use in (
        ("email", "email", ""),
        ("telephone", "telephone", ""),
        ("mobile", "telephone", "mobile"),
        ("fax", "fax", ""),
    ):
        for element in children(contact, name):
            value = line(element.text)
            if value:
                yield Contact(kind, value, use)


def _addresses(contact: Element | None) -> Iterator[Address]:
    element = child(contact, "address")
    address = _address(element)
    if address != Address():
        yield address


def _address(element: Element | None) -> Address:
    return Address(
        line=line(text(element, "addressLine")) or line(text(element)),
        city=line(text(element, "municipality")),
        postal_code=line(text(element, "postalCode")),
        country=_coded(child(element, "country"), codes.country_code),
    )


def _employment(experiences: Element | None, notes: Notes) -> Iterator[Employment]:
    for one in children(experiences, "workexperience"):
        employer = child(one, "employer")
        place = _address(child(employer, "address"))
        sector = child(one, "sector")
        job = Employment(
            position=_words(child(one, "position")),
            occupation=line(text(one, "position", "code")),
            employer=line(text(employer, "name")) or line(text(employer)),
            city=place.city,
            country=place.country,
            sector=_coded(sector if sector is not None else child(employer, "sector")),
            period=_period(child(one, "period"), notes),
            description=_long(text(one, "activities"), notes),
        )
        if job != Employment():
            yield job


def _education(educations: Element | None, notes: Notes) -> Iterator[Education]:
    for one in children(educations, "education"):
        organisation = child(one, "organisation")
        place = _address(child(organisation, "address"))
        course = Education(
            title=line(text(one, "title")),
            organisation=line(text(organisation, "name")) or line(text(organisation)),
            city=place.city,
            country=place.country,
            level=_coded(child(one, "level")),
            field=_coded(child(one, "educationalfield")),
            period=_period(child(one, "period"), notes),
            description=_long(text(one, "skills"), notes),
        )
        if course != Education():
            yield course


def _long(words: str, notes: Notes) -> str:
    """Version 2 may hold tags, version 1 holds bare text."""
    return rich(words, notes) if "<" in words else from_plain(words, notes)


def _period(period: Element | None, notes: Notes) -> Period:
    start, end = (
        day_of(
            *(text(period, side, part) or None for part in ("year", "month", "day")), notes=notes
        )
        for side in ("from", "to")
    )
    ongoing = line(text(period, "current")) == "true"
    return Period(start, end, ongoing)


def _language(element: Element) -> Language | None:
    kind = element.get("type") or element.get(_TYPE) or ""
    name = child(element, "name")
    language = _coded(element, codes.language_code) if name is None else Coded("", line(name.text))
    if not language:
        return None
    if kind.rpartition(":")[2] == "mother":
        return Language(language=language, mother_tongue=True)
    levels: dict[str, Any] = {
        ours: line(text(element, "level", theirs)).upper() for theirs, ours in CEFR.items()
    }
    return Language(language=language, **levels)


def _skills(skills: Element | None, notes: Notes) -> Iterator[Skill]:
    for one in children(skills, "skill"):
        kind = SKILL_KINDS.get(one.get("type", ""))
        description = _long(one.text or "", notes)
        if kind and description:
            yield Skill(kind, description=description)


def _licences(skills: Element | None) -> Iterator[str]:
    """Categories listed in version 2, or named in the words of version 1."""
    for one in skills if skills is not None else ():
        kind = (one.get("type") or one.get(_TYPE) or "").rpartition(":")[2]
        if kind == "driving":
            listed = [line(part.text) for part in one.iter() if part is not one]
            yield from filter(None, listed)
            if not listed:
                yield from dict.fromkeys(_LICENCE.findall(one.text or ""))
