"""From lines to what they are: a heading, a labelled value, or text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mestieri.engines.europass.text.rows import BULLETS, Line
from mestieri.engines.europass.text.vocabulary import (
    TITLES,
    Label,
    Phrase,
    Section,
    begins_a_phrase,
    folded,
    keyed,
    meanings,
)

_FOOTER = re.compile(
    r"^(?:(?:pagina|page|seite|página|pag)\.?\s*\d+(?:\s*(?:di|of|sur|de|von|din|/)\s*\d+)?|\d{1,3}\s*/\s*\d{1,3}(?!\d)|\d{1,2})"
    r"(?:\s*[-–|]\s*(?:curriculum|europass|cv\b).*)?$|europass\.cedefop|©\s*(?:unione|european|union|europäische|uniunea|comunit)|"
    r"^curriculum vitae (?:di|of|de|von)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(r"^([^:]{2,60}?)\s*:\s*(.*)$")


NO_LINE = Line("")


@dataclass(frozen=True, slots=True)
class Token:
    """One line and what it is; `section` is where it stands.

    Args:
        label: the field that it is the value of, or None.
        name: the words of the label.
        heading: whether it opens its section.
    """

    text: str
    section: Section | None = None
    label: Label | None = None
    name: str = ""
    heading: bool = False
    line: Line = NO_LINE

    @property
    def bullet(self) -> bool:
        """An item of a list."""
        return self.text[:1] in BULLETS and not self.text[:2].strip("-–— ").isdigit()

    @property
    def words(self) -> str:
        """The text without its bullet."""
        return self.text.lstrip(BULLETS + " \t")


@dataclass(slots=True)
class Told:
    """What the headings and labels say about the document as a whole."""

    languages: Counter[str]
    dialect: str = ""

    @property
    def language(self) -> str:
        """The language of most of its headings."""
        return self.languages.most_common(1)[0][0] if self.languages else ""


_FIELDS_OF = {
    Section.EMPLOYMENT: {
        Label.DATES, Label.START, Label.END, Label.POSITION, Label.TASKS, Label.EMPLOYER,
        Label.SECTOR, Label.CITY, Label.COUNTRY,
    },
    Section.EDUCATION: {
        Label.DATES, Label.START, Label.END, Label.TITLE, Label.SCHOOL, Label.SUBJECTS,
        Label.LEVEL, Label.CITY, Label.COUNTRY,
    },
    Section.LANGUAGES: {Label.MOTHER_TONGUE, Label.OTHER_LANGUAGES, Label.LANGUAGE_SKILL},
}  # fmt: skip
_LANGUAGE_FIELDS = _FIELDS_OF[Section.LANGUAGES]
_PERSONAL_FIELDS = {
    Label.NAME, Label.GIVEN, Label.FAMILY, Label.FAMILY_GIVEN, Label.ADDRESS, Label.TELEPHONE,
    Label.EMAIL, Label.WEB, Label.NEVER,
}  # fmt: skip


def tokens_of(lines: Iterable[Line]) -> tuple[list[Token], Told]:
    """Every line as a token, in order, and what the document is."""
    told = Told(Counter())
    tokens: list[Token] = []
    where: Section | None = None
    waiting: Token | None = None
    for line in _joined_headings(lines):
        if line.opens:
            where, waiting = None, None
        if _FOOTER.search(line.text.strip()) and not line.label:
            continue
        for token in _tokens_of_line(line, where, told):
            if token.heading or token.section is not where:
                where = token.section
            bare = token.label is None and not token.heading
            if bare and waiting is not None and token.text and not token.line.label:
                token = Token(token.text, where, waiting.label, waiting.name, line=token.line)
            waiting = token if token.label is not None and not token.text else None
            tokens.append(token)
    return tokens, told


def _joined_headings(lines: Iterable[Line]) -> Iterator[Line]:
    """Headings that are broken over two lines, put together again."""
    before: Line | None = None
    for line in lines:
        if before is not None and not line.opens:
            both = f"{before.text} {line.text}"
            titled = keyed(both) in TITLES and not before.label
            if titled or (_may_be_broken(before, line) and meanings(both)):
                before = Line(both, before.bold, before.size, before.gap, before.left)
                continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _may_be_broken(first: Line, second: Line) -> bool:
    same = first.bold == second.bold and abs(first.size - second.size) < 0.5
    bare = not first.label and not second.label and second.text
    return bool(bare) and same and second.gap < 0.6 and begins_a_phrase(first.text)


def _tokens_of_line(line: Line, where: Section | None, told: Told) -> Iterator[Token]:
    if line.label:
        yield from _tokens_of_cell(line, where, told)
        return
    text = _closed_up(line.text.strip())
    if not text:
        return
    title = TITLES.get(keyed(text))
    if title is not None:
        told.dialect = told.dialect or title
        return
    found = _choose(meanings(text.rstrip(":")), where, told)
    if found is not None and _looks_like_heading(line, text, found, where):
        if isinstance(found.meaning, Section):
            yield Token("", found.meaning, name=text, heading=True, line=line)
            return
        yield Token("", _section_of(found.meaning, where), found.meaning, text, line=line)
        return
    yield from _inline(line, text, where, told)


def _closed_up(text: str) -> str:
    """A heading set with spaced letters, `E S P E R I E N Z E`, as words."""
    pieces = text.split()
    if len(pieces) < 5 or sum(len(piece) == 1 for piece in pieces) < 0.9 * len(pieces):
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))


def _tokens_of_cell(line: Line, where: Section | None, told: Told) -> Iterator[Token]:
    """A row of a form: its label may be a heading, a field, or a date or a language."""
    text = line.text.strip()
    found = _choose(meanings(line.label.rstrip(": ")), where, told)
    if found is None:
        title = TITLES.get(keyed(f"{line.label} {text}"))
        if title is not None:
            told.dialect = told.dialect or title
            return
        # A language and its levels are one line; a date stands above what it is the date of.
        together = where is Section.LANGUAGES and text
        for part in (f"{line.label.strip()} {text}",) if together else (line.label.strip(), text):
            if part:
                yield from _tokens_of_line(Line(part, line.bold, line.size, 1.0), where, told)
        return
    if isinstance(found.meaning, Label):
        yield Token(text, _section_of(found.meaning, where), found.meaning, line.label, line=line)
        return
    yield Token("", found.meaning, name=line.label, heading=True, line=line)
    if text:
        yield from _tokens_of_line(
            Line(text, line.bold, line.size, line.gap, line.left), found.meaning, told
        )


def _inline(line: Line, text: str, where: Section | None, told: Told) -> Iterator[Token]:
    """`Label: value`, several of them on a line parted by bars or wide gaps, or bare text."""
    parts = re.split(r"\s+\|\s+|\s{3,}", text)
    labelled = [_INLINE.match(part) for part in parts]
    known = [match and _choose(meanings(match[1]), where, told) for match in labelled]
    if not any(known):
        for part in parts if where in (None, Section.PERSONAL) else [text]:
            yield _never_or_text(part, where, line)
        return
    for part, match, found in zip(parts, labelled, known, strict=True):
        if not match or not found:
            yield _never_or_text(part, where, line)
        elif isinstance(found.meaning, Label):
            yield Token(
                match[2], _section_of(found.meaning, where), found.meaning, match[1], line=line
            )
        else:
            yield Token("", found.meaning, name=match[1], heading=True, line=line)
            if match[2]:
                yield Token(match[2], found.meaning, line=line)
            if found.meaning is Section.LICENCE:
                where = found.meaning


def _never_or_text(text: str, where: Section | None, line: Line) -> Token:
    """«Sesso F», «nata a Rho il…»: what is never read is known also without its colon."""
    words = text.split()
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:count])
        found = meanings(name)
        if (
            found
            and all(phrase.meaning is Label.NEVER for phrase in found)
            and where
            in (
                None,
                Section.PERSONAL,
            )
        ):
            return Token(" ".join(words[count:]), where, Label.NEVER, name, line=line)
    return Token(text, where, line=line)


def _choose(found: tuple[Phrase, ...], where: Section | None, told: Told) -> Phrase | None:
    """Of all that a phrase may mean, what fits where it stands and the document's language."""
    if not found:
        return None
    language = told.language

    def fitness(phrase: Phrase) -> tuple[bool, bool, bool]:
        own = phrase.meaning in _FIELDS_OF.get(where, ()) if where else False
        personal = where in (None, Section.PERSONAL) and phrase.meaning in _PERSONAL_FIELDS
        return phrase.language == language, own or personal, isinstance(phrase.meaning, Section)

    best = max(found, key=lambda phrase: (fitness(phrase)[1], *fitness(phrase)))
    told.languages[best.language] += len(folded(str(best.meaning))) > 0
    return best


def _section_of(label: Label, where: Section | None) -> Section | None:
    """Fields of languages stand below skills in older forms, but belong to languages."""
    if label in _LANGUAGE_FIELDS:
        return Section.LANGUAGES
    return where


def _looks_like_heading(line: Line, text: str, found: Phrase, where: Section | None) -> bool:
    """A line that is a phrase of the vocabulary and no item of a list or of running text."""
    if text[:1] in BULLETS or text.endswith((".", ",", ";")):
        return False
    if found.meaning in (Label.START, Label.END):
        return False
    if isinstance(found.meaning, Label):
        fits = found.meaning in _FIELDS_OF.get(where, ()) if where else False
        personal = where in (None, Section.PERSONAL) and found.meaning in _PERSONAL_FIELDS
        return fits or personal or found.meaning in _LANGUAGE_FIELDS - {Label.LANGUAGE_SKILL}
    marked = line.bold or text.isupper() or text.endswith(":") or line.gap > 0.4 or line.size > 14
    return marked or len(text) > 14
