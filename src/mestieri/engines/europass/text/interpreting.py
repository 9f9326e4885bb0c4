"""From lines to a record: each section is read by what it is, the rest is left aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mestieri.engines.europass.outcome import Notes, UnreadReason
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Certificate,
    Coded,
    Contact,
    Language,
    Skill,
)
from mestieri.engines.europass.text.dates import find_date, find_period, last_date
from mestieri.engines.europass.text.entries import education, employment
from mestieri.engines.europass.text.names import find_name
from mestieri.engines.europass.text.rows import Line
from mestieri.engines.europass.text.tokens import Token, tokens_of
from mestieri.engines.europass.text.vocabulary import Label, Section
from mestieri.engines.europass.words import from_plain, line

_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(
    r"(?:\(?\+\d{1,3}\)?|00\d{2})?[\s./-]*\(?\d{2,4}\)?(?:[\s./-]*\d{2,4}){2,4}"
)
_WEB = re.compile(r"\b(?:https?://|www\.)[^\s|,;]+", re.IGNORECASE)
_LEVELS = re.compile(r"\b[ABC][12]\b")
_LICENCE = re.compile(r"(?<![\w+])(?:AM|A1|A2|B1|BE|B\+E|C1E|C1|CE|D1E|D1|DE|[ABCDEK])(?![\w'’+])")
_LANGUAGE_NAME = re.compile(r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]+){0,2}")
_POSTAL = re.compile(r"\b\d{4,6}\b")
_PERSONAL = (None, Section.PERSONAL)
_SKILL_SECTIONS = {
    Section.SKILLS: "other",
    Section.COMMUNICATION: "communication",
    Section.ORGANISATIONAL: "organisational",
    Section.JOB_RELATED: "job-related",
    Section.DIGITAL: "digital",
    Section.ARTISTIC: "artistic",
}
_LEFT_ASIDE = {
    Section.REFERENCES: UnreadReason.THIRD_PARTY,
    Section.MEMBERSHIPS: UnreadReason.NEVER_READ,
    Section.OTHER: UnreadReason.NOT_ON_THE_LIST,
}
_CEFR = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")


def interpret(lines: Sequence[Line], notes: Notes) -> tuple[str, Candidate, int]:
    """Dialect, record, and how many headings and labels were known."""
    tokens, told = tokens_of(lines)
    _note_unread(tokens, notes)
    given, family = find_name(tokens, lines)
    record = Candidate(
        given_name=line(given),
        family_name=line(family),
        headline=line(_text_of(tokens, Section.HEADLINE).replace("\n", " ")),
        summary=from_plain(_text_of(tokens, Section.SUMMARY), notes),
        contacts=tuple(_contacts(tokens)),
        addresses=tuple(_addresses(tokens)),
        employment=tuple(employment(_within(tokens, Section.EMPLOYMENT))),
        education=tuple(education(_within(tokens, Section.EDUCATION))),
        languages=tuple(_languages(tokens)),
        skills=tuple(_skills(tokens, notes)),
        certificates=tuple(_certificates(tokens)),
        driving_licences=tuple(_licences(tokens)),
        locale=told.language,
    )
    known = sum(token.heading or token.label is not None for token in tokens)
    return told.dialect, record, known


def _within(tokens: Iterable[Token], section: Section) -> list[Token]:
    return [token for token in tokens if token.section is section]


def _text_of(tokens: Iterable[Token], section: Section) -> str:
    inside = (token for token in _within(tokens, section) if token.label is not Label.NEVER)
    return "\n".join(token.words for token in inside if token.text)


def _note_unread(tokens: Iterable[Token], notes: Notes) -> None:
    for token in tokens:
        if token.heading and token.section in _LEFT_ASIDE:
            notes.leave_aside(token.name.strip()[:80], _LEFT_ASIDE[token.section])
        elif token.label is Label.NEVER:
            notes.leave_aside(token.name.strip()[:80], UnreadReason.NEVER_READ)


# ---- the person


def _contacts(tokens: Sequence[Token]) -> Iterator[Contact]:
    seen: set[str] = set()
    for token in tokens:
        if token.section not in _PERSONAL or token.label is Label.NEVER:
            continue
        for contact in _contacts_in(token):
            if contact.value not in seen:
                seen.add(contact.value)
                yield contact


def _contacts_in(token: Token) -> Iterator[Contact]:
    text = token.text
    for match in _MAIL.finditer(text):
        yield Contact("email", match[0].strip("."))
    for match in _WEB.finditer(text):
        yield Contact("web", match[0].rstrip("."))
    bare = _WEB.sub(" ", _MAIL.sub(" ", text))
    if find_period(bare) or find_date(bare) or (last_date(bare) and token.label is None):
        return
    for match in _TELEPHONE.finditer(bare):
        digits = sum(letter.isdigit() for letter in match[0])
        if 7 <= digits <= 15:
            yield Contact("telephone", match[0].strip(" .-/"))


def _addresses(tokens: Sequence[Token]) -> Iterator[Address]:
    for token in tokens:
        if token.section in _PERSONAL and token.label is Label.ADDRESS and token.text:
            postal = _POSTAL.search(token.text)
            yield Address(line=line(token.text), postal_code=postal[0] if postal else "")
            return


# ---- what the person knows


def _languages(tokens: Sequence[Token]) -> Iterator[Language]:
    seen: set[str] = set()
    inside = _within(tokens, Section.LANGUAGES)
    mother_next = any(token.label is Label.MOTHER_TONGUE for token in inside)
    for token in inside:
        if token.heading or token.label is Label.LANGUAGE_SKILL or not token.text:
            continue
        mother = token.label is Label.MOTHER_TONGUE
        for language in _languages_in(token.words, mother):
            name = language.language.label.casefold()
            if name not in seen and (
                mother or not mother_next or language.listening or token.label
            ):
                seen.add(name)
                yield language


def _languages_in(text: str, mother: bool) -> Iterator[Language]:
    for part in re.split(r"[,;/](?![^(]*\))|\s+\|\s+", text):
        match = _LANGUAGE_NAME.match(_LEVELS.split(part.strip())[0])
        if match is None:
            continue
        levels = _LEVELS.findall(part)
        whole = (levels * 5)[:5] if len(levels) == 1 else (levels + [""] * 5)[:5]
        name = Coded("", line(match[0]))
        if mother:
            yield Language(language=name, mother_tongue=True)
        else:
            yield Language(language=name, **dict(zip(_CEFR, whole, strict=True)))


def _skills(tokens: Sequence[Token], notes: Notes) -> Iterator[Skill]:
    for section, kind in _SKILL_SECTIONS.items():
        text = _text_of(tokens, section)
        if text:
            yield Skill(kind, description=from_plain(text, notes))


def _certificates(tokens: Sequence[Token]) -> Iterator[Certificate]:
    for token in _within(tokens, Section.CERTIFICATES):
        text = token.words
        if token.heading or len(text) < 4:
            continue
        found = find_period(text) or find_date(text) or last_date(text)
        date = (found[0].end or found[0].start) if found else ""
        bare = f"{text[: found[1]]} {text[found[2] :]}" if found else text
        title = line(bare).strip(" -–—:,;()[]")
        if title:
            yield Certificate(title=title, date=date)


def _licences(tokens: Sequence[Token]) -> Iterator[str]:
    found: dict[str, None] = {}
    for token in _within(tokens, Section.LICENCE):
        if token.text and len(token.text) < 120:
            found.update(dict.fromkeys(_LICENCE.findall(token.text)))
    yield from found
