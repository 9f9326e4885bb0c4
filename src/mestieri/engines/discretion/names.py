"""Names of persons in free text, by rules that can be read and a list that can be corrected.

Nothing here guesses from a model: each rule says why. A first name alone, said of nobody in
particular («Mario»), is not taken for somebody; after an introduction, a title or a relation, or
beside a surname, it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from mestieri.engines.discretion import vocabulary as words
from mestieri.engines.discretion.finding import Finding
from mestieri.engines.discretion.readings import readings
from mestieri.engines.discretion.vocabulary import fold

MOST_WORDS_OF_A_NAME = 4
#: Above this share of capital letters, capitals say nothing.
SHOUTING = 0.7

WORD = re.compile(r"[^\W\d_]+(?:[-’'ʼ][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?\n:;(]\s*$")
STRONG = re.compile(rf"(?<!\w)(?:{'|'.join(words.INTRODUCTIONS)})(?!\w)\s*:?\s*", re.IGNORECASE)
MAYBE = re.compile(
    rf"(?<!\w)(?:{'|'.join(words.MAYBE_INTRODUCTIONS)})(?!\w)\s*(?:è|e['’])?\s*:?\s*",
    re.IGNORECASE,
)
TITLE = re.compile(rf"(?<!\w)(?:{'|'.join(words.HONORIFICS)})(?!\w)\.?\s*", re.IGNORECASE)
WITHOUT_SPACES = re.compile(words.INTRODUCTION_WITHOUT_SPACES)


@dataclass(frozen=True)
class NameList:
    """First names, surnames, and which of them are everyday words too; folded."""

    given: frozenset[str]
    surnames: frozenset[str]
    common: frozenset[str]


@dataclass(frozen=True)
class Token:
    """One word of the text.

    Attributes:
        folded: without case and accents.
        is_capital: begins with a capital letter, in a text where that says something.
        begins: first word of a sentence.
        joined: nothing but spaces between the word before and this one.
    """

    start: int
    end: int
    folded: str
    is_capital: bool
    begins: bool
    joined: bool


@functools.cache
def name_list() -> NameList:
    """The list that ships with the engine, `names.txt`."""
    text = resources.files(__package__).joinpath("names.txt").read_text(encoding="utf-8")
    kinds: dict[str, set[str]] = {"given": set(), "surname": set(), "common": set()}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _community, *listed = line.split()
            kinds[kind].update(word.replace("-", " ") for word in listed)
    return NameList(*(frozenset(kinds[kind]) for kind in ("given", "surname", "common")))


def find_names(text: str) -> list[Finding]:
    """Names of persons, in the order of the text, without overlaps.

    Args:
        text: any Unicode; Italian first, with the ways of introducing oneself of ten other
            languages of Italy.

    Returns:
        Findings of kind `name`.
    """
    spans = [
        reading.span(start, end)
        for reading in readings(text)
        for start, end in _spans(reading.text)
    ]
    return [Finding("name", start, end) for start, end in _merged(spans)]


def _spans(text: str) -> list[tuple[int, int]]:
    """What each rule finds in one reading of the text."""
    tokens = list(_tokens(text))
    spans = [match.span("name") for match in WITHOUT_SPACES.finditer(text)]
    for rule in (_introduced, _maybe_introduced, _titled, _related, _paired):
        spans += rule(text, tokens)
    return spans


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _tokens(text: str) -> Iterator[Token]:
    letters = [sign for sign in text if sign.isalpha()]
    shouts = sum(sign.isupper() for sign in letters) > SHOUTING * max(1, len(letters))
    end = 0
    for match in WORD.finditer(text):
        for start, stop in _without_elision(text, *match.span()):
            before = text[end:start]
            yield Token(
                start,
                stop,
                fold(text[start:stop]),
                text[start].isupper() and not shouts,
                end == 0 or bool(SENTENCE_END.search(before)),
                not before.strip(" '’"),
            )
            end = stop


def _without_elision(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """«dall’Eritrea» is two words; «D’Angelo» and «Al-Amin» are one."""
    head = re.match(r"([^\W\d_]+)['’]", text[start:end])
    if head and not head[1][0].isupper() and fold(head[1]) in words.ELISIONS:
        yield start, start + len(head[1])
        start += head.end()
    yield start, end


def _is_given(token: Token) -> bool:
    return token.folded in name_list().given or any(
        part in name_list().given for part in token.folded.split("-")
    )


def _is_surname(token: Token) -> bool:
    listed = name_list().surnames
    return token.folded in listed or token.folded.replace("-", " ") in listed


def _is_known(token: Token) -> bool:
    return _is_given(token) or _is_surname(token)


def _is_common(token: Token) -> bool:
    return token.folded in name_list().common


def _looks_like_a_name(token: Token) -> bool:
    return token.is_capital or (_is_known(token) and not _is_common(token))


def _after(tokens: list[Token], position: int) -> int:
    """Index of the first token at or after a place of the text."""
    return next((i for i, token in enumerate(tokens) if token.start >= position), len(tokens))


def _stretch(tokens: list[Token], first: int) -> int:
    """Index after the last word of the name that begins at `first`."""
    last = first
    ahead = first + 1
    while ahead < len(tokens) and ahead - first < MOST_WORDS_OF_A_NAME and tokens[ahead].joined:
        token = tokens[ahead]
        if token.folded in words.PARTICLES:
            ahead += 1
            continue
        if not _continues(tokens[last], token):
            break
        last = ahead
        ahead += 1
    return last + 1


def _continues(before: Token, token: Token) -> bool:
    """Whether a word goes on a name: a capital, a listed name, a surname after a first name."""
    if token.folded in words.NOT_NAMES_HERE or token.folded in words.ROMAN_NUMERALS:
        return False
    after_a_first_name = _is_given(before) and not _is_common(before)
    return _looks_like_a_name(token) or (after_a_first_name and _is_surname(token))


def _span(tokens: list[Token], first: int, after: int) -> tuple[int, int]:
    return tokens[first].start, tokens[after - 1].end


def _introduced(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """«mi chiamo …»: what follows is a name, listed or not."""
    found = []
    for match in STRONG.finditer(text):
        first = _after(tokens, match.end())
        if first == len(tokens) or tokens[first].start > match.end() + 1:
            continue
        if tokens[first].folded not in words.NOT_NAMES_HERE:
            found.append(_span(tokens, first, _stretch(tokens, first)))
    return found


def _maybe_introduced(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """«sono …», «si chiama …»: a name if it is a listed one, and not an everyday word."""
    found = []
    for match in MAYBE.finditer(text):
        first = _after(tokens, match.end())
        if first == len(tokens) or tokens[first].start > match.end() + 1:
            continue
        after = _stretch(tokens, first)
        if _introduces(tokens, first, after):
            found.append(_span(tokens, first, after))
    return found


def _introduces(tokens: list[Token], first: int, after: int) -> bool:
    token = tokens[first]
    beside = tokens[after - 1] if after - first > 1 else None
    if token.folded in words.NOT_NAMES_HERE or token.folded in DEMONYMS:
        return False
    if not _is_given(token):
        return token.is_capital and beside is not None and _is_known(beside) and beside.is_capital
    if _is_common(token) and not token.is_capital:
        following = tokens[first + 1] if first + 1 < len(tokens) else None
        return following is not None and following.joined and _is_a_surname_here(following)
    return True


def _is_a_surname_here(token: Token) -> bool:
    return _is_surname(token) and token.folded not in words.NOT_NAMES_HERE


#: First names that say where somebody comes from: «sono Romano».
DEMONYMS = frozenset({"romano", "romana", "germano", "italo", "siria", "asia"})


def _titled(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """«la signora …», «dott. …»."""
    found = []
    for match in TITLE.finditer(text):
        first = _after(tokens, match.end())
        if first == len(tokens) or tokens[first].start > match.end() + 1:
            continue
        token = tokens[first]
        named = token.is_capital or (_is_known(token) and not _is_common(token))
        if named and not _is_named_after(tokens, first - 1):
            found.append(_span(tokens, first, _stretch(tokens, first)))
    return found


def _related(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """«mio figlio Luca», «la titolare, Zhang Li»."""
    found = []
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        between = text[token.end : following.start].strip()
        if token.folded not in words.RELATIONS or between not in ("", ","):
            continue
        mine = index > 0 and tokens[index - 1].folded in words.POSSESSIVES and not between
        if following.is_capital and (mine or _is_known(following)):
            found.append(_span(tokens, index + 1, _stretch(tokens, index + 1)))
    return found


def _paired(text: str, tokens: list[Token]) -> list[tuple[int, int]]:
    """A first name with a surname, in either order, unless a street or a school bears it."""
    found = []
    for index in range(len(tokens) - 1):
        after = _stretch(tokens, index)
        if after - index < 2 or _is_named_after(tokens, index):
            continue
        if _is_pair(tokens[index], tokens[after - 1]):
            found.append(_span(tokens, index, after))
    return found


def _is_pair(first: Token, last: Token) -> bool:
    if {first.folded, last.folded} & words.NAMED_AFTER_PEOPLE:
        return False
    if first.is_capital and last.is_capital:
        return _is_given(first) or (_is_surname(first) and _is_known(last))
    if first.is_capital or last.is_capital or _is_common(first):
        return False
    return _is_given(first) and _is_surname(last)


def _is_named_after(tokens: list[Token], index: int) -> bool:
    """Whether the word at `index` belongs to a street, a school, a firm, a saint."""
    before = [token.folded for token in tokens[max(0, index - 3) : index]]
    if any(word.split("'")[0] in words.SAINTS for word in [*before[-1:], tokens[index].folded]):
        return True
    return any(word in words.NAMED_AFTER_PEOPLE for word in before)
