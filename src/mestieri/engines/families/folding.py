"""Words of a job title, without what says man or woman, one or many."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

LONGEST_TITLE = 300  # characters; what follows is not read

#: «c++», «.net», «b&b», «r&d» and «d'aula» are words; signs between words are not.
_WORD = re.compile(r"\.?[^\W_]+(?:&[^\W_]+|\+\+|#)?")
#: What follows says where, not what.
_WHERE = re.compile(r"\s(?:presso|c/o|c\\o|at)\s", re.IGNORECASE)
#: «addetto/a», «operaio/operaia»: the ending after the stroke is no word.
_ENDING = re.compile(r"(?<=\w)[/*](?:a|e|i|o|ra|rice|trice|essa|in|x)\b", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LITTLE_WORDS = _words(
    """a ad ai al all alla alle allo agli and con d da dal dall dalla de dei del dell della delle
    dello degli di e ed for gli i il in l la le lo nel nell nella nelle o of per su sul sui sulla
    the to un una"""
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title.

    Attributes:
        folded: without case and accents.
        stem: without its ending.
        start, end: where it is in the title.
    """

    folded: str
    stem: str
    start: int
    end: int


def words_of(title: str) -> list[Word]:
    """Words of a title that say something, in their order."""
    text = title[:LONGEST_TITLE]
    where = _WHERE.search(text)
    if where and where.start() > 2:
        text = text[: where.start()]
    text = _ENDING.sub(lambda match: " " * len(match.group()), text)
    found = []
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        if folded not in LITTLE_WORDS:
            found.append(Word(folded, stem_of(folded), match.start(), match.end()))
    return found


def fold(word: str) -> str:
    """A word without case and accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


_ENDINGS = (
    ("trici", "tor"),
    ("trice", "tor"),
    ("tori", "tor"),
    ("tore", "tor"),
    ("tora", "tor"),
    ("esse", ""),
    ("essa", ""),
    ("ieri", "ier"),
    ("iere", "ier"),
    ("iera", "ier"),
    ("ghe", "g"),
    ("ghi", "g"),
    ("che", "c"),
    ("chi", "c"),
    ("ie", ""),
    ("ii", ""),
    ("ia", ""),
    ("io", ""),
)
_SHORTEST = 4


@functools.lru_cache(maxsize=20_000)
def stem_of(word: str) -> str:
    """A folded word without the ending that says gender and number."""
    if len(word) <= _SHORTEST:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            return word[: -len(ending)] + instead
    return word[:-1] if word[-1] in "aeios" else word
