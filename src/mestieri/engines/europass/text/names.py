"""Whose CV it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mestieri.engines.europass.text.dates import find_date, find_period
from mestieri.engines.europass.text.organisations import is_organisation
from mestieri.engines.europass.text.rows import Line
from mestieri.engines.europass.text.tokens import NO_LINE, Token
from mestieri.engines.europass.text.vocabulary import (
    TITLES,
    Label,
    Section,
    folded,
    keyed,
    meanings,
)

Name = tuple[str, str]
"""Given and family name."""

_PARTICLES = {
    "de", "di", "da", "del", "della", "dello", "dei", "degli", "dal", "dalla", "lo", "la", "le",
    "van", "von", "der", "den", "zu", "du", "des", "el", "al", "bin", "ben", "tal", "y", "e", "d",
    "mc", "mac", "o", "san", "santa", "st", "ter", "ten", "abu", "ibn", "los", "las", "do", "dos",
}  # fmt: skip
_TITLES = re.compile(
    r"^(?:dott(?:\.?\s?ssa)?|dr|ing|arch|avv|prof(?:\.?\s?ssa)?|rag|geom|sig(?:\.?\s?ra)?|mr|mrs|ms|mme|m|"
    r"herr|frau|sr|sra|d\.?na)\.\s*|^(?:herr|frau|mr|mrs|ms|mme)\s+",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*[.']?")
_NO_NAME = re.compile(
    r"[\d@:/|•+_]|\b(?:via|viale|piazza|corso|street|road|rue|calle|straße|strasse|strada|str)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:curriculum vitae|curriculum|cv|lebenslauf|c\.v\.)\s*(?:di|of|de|von|al lui|–|-|:)?\s+",
    re.IGNORECASE,
)


def find_name(tokens: Sequence[Token], lines: Sequence[Line]) -> Name:
    """Given and family name; both empty if none is found."""
    return _labelled(tokens) or _at_the_top(tokens, lines) or ("", "")


def _labelled(tokens: Sequence[Token]) -> Name | None:
    values: dict[Label, str] = {}
    for token in tokens:
        if token.section not in (None, Section.PERSONAL, Section.HEADLINE):
            continue
        if (
            token.label in (Label.NAME, Label.GIVEN, Label.FAMILY, Label.FAMILY_GIVEN)
            and token.text
        ):
            value = _clean(token.text)
            if value and token.label not in values:
                values[token.label] = value
    given, family = values.get(Label.GIVEN, ""), values.get(Label.FAMILY, "")
    if given and family:
        return _cased(given), _cased(family)
    if Label.FAMILY_GIVEN in values:
        return split_name(values[Label.FAMILY_GIVEN], family_first=True)
    both = values.get(Label.NAME) or given or family
    return split_name(both) if both and len(both.split()) > 1 else None


def _clean(text: str) -> str:
    bare = _TITLES.sub("", text.strip().strip("[]()").strip())
    return "" if re.search(r"[\d@:]", bare) else bare


def _at_the_top(tokens: Sequence[Token], lines: Sequence[Line]) -> Name | None:
    """What can be a name near the top of a column: the largest, the most like the mail address."""
    inside = {
        token.line.text for token in tokens if token.section in _AFTER_THE_TOP and not token.heading
    }
    mails = _mail_words(lines)
    worked = keyed(" ".join(token.text for token in tokens if token.section is Section.EMPLOYMENT))
    candidates: list[tuple[float, Name]] = []
    for depth, line in _tops(lines):
        if line.text in inside and line.size < 13:
            continue
        for part in re.split(r"\s{3,}|\s\|\s", line.text.strip()):
            text = _TITLES.sub("", _LEADING.sub("", part.strip()))
            if _can_be_name(text):
                weight = line.size + 1.5 * line.bold + 2.0 * text.isupper() - 0.15 * depth
                weight += 6.0 * _share(text, mails) - 6.0 * (keyed(text) in worked)
                candidates.append((weight - 6.0 * is_organisation(text), split_name(text)))
    if not candidates:
        return None
    return max(candidates, key=lambda one: one[0])[1]


def _tops(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The first lines of every column with how far down they stand, names on two lines as one."""
    depth, before, joined = 0, NO_LINE, ""
    usual = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    for line in lines:
        depth = 0 if line.opens else depth + 1
        if depth < TOP:
            yield depth, line
            if line.size > 1.2 * usual and _is_second_half(before, line):
                # Both lines weigh more than the first alone.
                joined = f"{joined or before.text} {line.text}"
                yield depth - 1, replace(line, text=joined, size=line.size + len(joined.split()))
            else:
                joined = ""
        before = line


def _is_second_half(first: Line, second: Line) -> bool:
    alike = abs(first.size - second.size) < 0.5 and first.bold == second.bold
    return alike and second.gap < 0.8 and not second.opens and not first.label


def _mail_words(lines: Sequence[Line]) -> str:
    """What stands before the @ of the addresses, without accents and signs."""
    text = " ".join(f"{line.label} {line.text}" for line in lines)
    return " ".join(folded(one).replace(" ", "") for one in _BEFORE_AT.findall(text))


def _share(text: str, mails: str) -> float:
    """The part of a name's words that stand in a mail address."""
    words = [word for word in folded(text).split() if len(word) > 2]
    return sum(word in mails for word in words) / len(words) if words else 0.0


TOP = 40
"""Lines from the top of a column that may hold a name."""
_BEFORE_AT = re.compile(r"([\w.+'-]+)@")
_AFTER_THE_TOP = set(Section) - {Section.PERSONAL}


def _can_be_name(text: str) -> bool:
    words = text.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or len(text) > 50 or _NO_NAME.search(text):
        return False
    if meanings(text) or keyed(text) in TITLES or find_period(text) or find_date(text):
        return False
    for word in words:
        if not _NAME_WORD.fullmatch(word):
            return False
        if not word[0].isupper() and word.lower().strip("'’.") not in _PARTICLES:
            return False
    return words[-1].lower() not in _PARTICLES


def split_name(text: str, family_first: bool = False) -> Name:
    """Given and family name of a whole name.

    A comma, or capitals on one of the two, say which is the family name; else it is the last
    word with its particles (the first, where the form asks for it first).
    """
    if "," in text:
        family, _, given = text.partition(",")
        return _cased(given), _cased(family)
    words = text.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        loud = {index for index, word in enumerate(words) if word in capitals}
        # «De PROVA»: the particle goes with the capitals after it.
        loud |= {
            i for i in range(len(words) - 1) if i + 1 in loud and words[i].lower() in _PARTICLES
        }
        family = " ".join(word for index, word in enumerate(words) if index in loud)
        given = " ".join(word for index, word in enumerate(words) if index not in loud)
        return _cased(given), _cased(family)
    parting = _parting(words, family_first)
    first, second = " ".join(words[:parting]), " ".join(words[parting:])
    return (_cased(second), _cased(first)) if family_first else (_cased(first), _cased(second))


def _parting(words: list[str], family_first: bool) -> int:
    if family_first:
        parting = 1
        while parting < len(words) - 1 and words[parting - 1].lower() in _PARTICLES:
            parting += 1
        return parting
    parting = len(words) - 1
    while parting > 1 and words[parting - 1].lower() in _PARTICLES:
        parting -= 1
    return parting


def _cased(text: str) -> str:
    """Names in capitals are shown as names."""
    bare = " ".join(text.split()).strip(" ,;")
    return bare.title() if bare.isupper() and len(bare) > 3 else bare
