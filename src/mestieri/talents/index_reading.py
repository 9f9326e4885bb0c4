"""What a CV says for each index, read from its record with the phrase that says it."""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mestieri.engines.europass import Candidate, Employment, Language
from mestieri.engines.places import load_municipalities
from mestieri.talents.index_codes import CEFR, NO_LEVEL, TENTHS, mask_of, with_language
from mestieri.talents.models import IndexType, ReadFrom

WHOLE = "0"  # the name of the phrase of an index that is no list
LONGEST_PHRASE = 140
_AROUND = 60
_TAG = re.compile(r"<[^>]+>")
_MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Choice:
    """A value of a list, as it is read: `words` hold its name and what else says it."""

    number: int
    code: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """An index, as it is read."""

    type: str
    read_from: str
    words: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Read:
    """What was read: the number of `index_codes`, and the phrases by number of the value."""

    code: int
    phrases: dict[str, str]


def read_index(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    """What a record says for an index; None where it does not say."""
    reader = _READERS.get(definition.read_from)
    return reader(definition, record, today) if reader else None


def plain(text: str) -> str:
    """A text without capitals and accents, letter for letter."""
    return "".join(unicodedata.normalize("NFKD", sign)[0].lower()[:1] or " " for sign in text)


def untagged(text: str) -> str:
    """A long field without its HTML tags."""
    return " ".join(_TAG.sub(" ", text).split())


def pieces(record: Candidate) -> Iterator[str]:
    """Every text of a record that tells what the person does and can, without names of persons."""
    yield record.headline
    yield untagged(record.summary)
    for job in record.employment:
        yield from (job.position, job.employer, str(job.sector), untagged(job.description))
    for study in record.education:
        yield from (study.title, study.organisation, str(study.field), untagged(study.description))
    yield from skill_pieces(record)
    yield from (str(one.language) for one in record.languages)


def skill_pieces(record: Candidate) -> Iterator[str]:
    """Skills and certificates."""
    for skill in record.skills:
        yield from (skill.name, untagged(skill.description))
    for certificate in record.certificates:
        yield from (certificate.title, certificate.issuer, untagged(certificate.description))


def title_pieces(record: Candidate) -> Iterator[str]:
    """Job titles, then the headline."""
    yield from (job.position for job in record.employment)
    yield record.headline


def study_pieces(record: Candidate) -> Iterator[str]:
    """Titles of studies."""
    yield from (study.title for study in record.education)


@functools.lru_cache(maxsize=500)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    longest = sorted({plain(word.strip()) for word in words if word.strip()}, key=len, reverse=True)
    if not longest:
        return None
    either = "|".join(re.escape(word) for word in longest)
    return re.compile(rf"(?<![\w+#])(?:{either})(?![\w+#])")


def _around(piece: str, start: int, end: int) -> str:
    """The words of a piece around what was found."""
    first, last = max(0, start - _AROUND), min(len(piece), end + _AROUND)
    phrase = piece[first:last].strip()
    return f"{'…' if first else ''}{phrase}{'…' if last < len(piece) else ''}"[:LONGEST_PHRASE]


def _found(choices: Sequence[Choice], texts: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Values of a list whose words stand in some texts, with the phrase; each once."""
    number_of = {plain(word.strip()): one.number for one in choices for word in one.words}
    pattern = _pattern(tuple(number_of))
    seen: set[int] = set()
    for piece in texts if pattern else ():
        for match in pattern.finditer(plain(piece)):  # type: ignore[union-attr]
            number = number_of[match.group()]
            if number not in seen:
                seen.add(number)
                yield number, _around(piece, *match.span())


def _by_words(
    texts: Callable[[Candidate], Iterator[str]], *, highest: bool = False
) -> Callable[[Definition, Candidate, datetime.date], Read | None]:
    def read(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
        if definition.type == IndexType.YES_NO:
            return _yes(definition, texts(record))
        found = list(_found(definition.choices, texts(record)))
        if not found:
            return None
        if definition.type == IndexType.ONE_OF:
            found = [max(found)] if highest else found[:1]
        return Read(
            mask_of(number for number, _phrase in found),
            {str(number): phrase for number, phrase in found},
        )

    return read


def _yes(definition: Definition, texts: Iterator[str]) -> Read | None:
    """A yes where one of the words stands; silence is no no."""
    pattern = _pattern(definition.words)
    for piece in texts if pattern else ():
        match = pattern.search(plain(piece))  # type: ignore[union-attr]
        if match:
            return Read(1, {WHOLE: _around(piece, *match.span())})
    return None


def _study(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    """The highest level: of the European framework where the file says it, else by its words."""
    by_code = {choice.code: choice.number for choice in definition.choices if choice.code}
    said = [
        (by_code[study.level.code.strip()], study.title[:LONGEST_PHRASE])
        for study in record.education
        if study.level.code.strip() in by_code
    ]
    said += _found(definition.choices, study_pieces(record))
    if not said:
        return None
    if definition.type == IndexType.ONE_OF:
        said = [max(said)]
    return Read(mask_of(number for number, _p in said), {str(n): phrase for n, phrase in said})


def _languages(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    by_code = {choice.code: choice for choice in definition.choices if choice.code}
    by_name = {plain(choice.name): choice for choice in definition.choices}
    code, phrases = 0, {}
    for said in record.languages:
        choice = by_code.get(said.language.code) or by_name.get(plain(said.language.label))
        if choice is not None:
            code = with_language(code, choice.number, _level(said))
            phrases[str(choice.number)] = _said(said, choice)
    # Languages that the list does not hold were said too: the others are not spoken.
    return Read(code, phrases) if record.languages else None


def _level(said: Language) -> int:
    """The lowest of the levels said, as one can count on it; the mother tongue is C2."""
    if said.mother_tongue:
        return len(CEFR)
    levels = [
        CEFR.index(level) + 1
        for level in (
            said.listening,
            said.reading,
            said.spoken_interaction,
            said.spoken_production,
            said.writing,
        )
        if level in CEFR
    ]
    return min(levels) if levels else NO_LEVEL


def _said(said: Language, choice: Choice) -> str:
    name = said.language.label or choice.name
    if said.mother_tongue:
        return f"{name} (madrelingua)"
    level = _level(said)
    return name if level == NO_LEVEL else f"{name} {CEFR[level - 1]}"


def _licences(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    by_code = {choice.code.upper(): choice.number for choice in definition.choices}
    said = [licence.strip().upper() for licence in record.driving_licences]
    found = {by_code[code]: code for code in said if code in by_code}
    if not found:
        return None
    return Read(mask_of(found), {str(number): code for number, code in found.items()})


def _sectors(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    by_code = {choice.code.upper(): choice.number for choice in definition.choices}
    found = {
        by_code[job.sector.code[:1].upper()]: (job.sector.label or job.employer)[:LONGEST_PHRASE]
        for job in record.employment
        if job.sector.code[:1].upper() in by_code
    }
    return Read(mask_of(found), {str(n): phrase for n, phrase in found.items()}) if found else None


def _years(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    """Years of work: months covered by at least one job."""
    covered: set[int] = set()
    for job in record.employment:
        covered |= _months(job, today)
    if not covered:
        return None
    years = round(len(covered) / _MONTHS_A_YEAR, 1)
    first, last = min(covered) // _MONTHS_A_YEAR, max(covered) // _MONTHS_A_YEAR
    return Read(int(years * TENTHS), {WHOLE: f"{first}–{last}"})


def _months(job: Employment, today: datetime.date) -> set[int]:
    start = _month(job.period.start, first=True)
    end = _month(job.period.end, first=False)
    if end is None and job.period.ongoing:
        end = today.year * _MONTHS_A_YEAR + today.month - 1
    return set(range(start, end + 1)) if start is not None and end is not None else set()


def _month(text: str, *, first: bool) -> int | None:
    """A date as months since year 0; a year alone is its first month, or its last."""
    if not text[:4].isdigit():
        return None
    month = int(text[5:7]) if len(text) >= 7 else (1 if first else _MONTHS_A_YEAR)
    return int(text[:4]) * _MONTHS_A_YEAR + month - 1


def _place(definition: Definition, record: Candidate, today: datetime.date) -> Read | None:
    for address in record.addresses:
        town = load_municipalities().named(address.city) if address.city.strip() else None
        if town is not None:
            return Read(int(town.istat), {WHOLE: address.city.strip()[:LONGEST_PHRASE]})
    return None


_READERS: dict[str, Callable[[Definition, Candidate, datetime.date], Read | None]] = {
    ReadFrom.WORDS: _by_words(pieces),
    ReadFrom.TITLES: _by_words(title_pieces),
    ReadFrom.SKILLS: _by_words(skill_pieces),
    ReadFrom.STUDY: _study,
    ReadFrom.LANGUAGES: _languages,
    ReadFrom.LICENCES: _licences,
    ReadFrom.SECTORS: _sectors,
    ReadFrom.YEARS: _years,
    ReadFrom.PLACE: _place,
}
