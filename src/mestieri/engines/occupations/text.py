"""How a job title is written: folding, words, gendered pairs, coordinated titles, abbreviations.

Nothing here knows the classification; everything is a pure function from text to text.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST_TITLE = 400
"""Characters of a title that are read; what follows is not a job title any more."""

_WORD = re.compile(r"[^\W_]+[+#]*")
# Letters that Unicode does not decompose into a base letter and a mark.
_LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th"}
)

_AND = r"(?:e|ed|et|y|and|und|i|oraz|en|și|si|şi|ou|or|oder|o|oppure|sau|lub|of|&|\+)"
_COORDINATION = re.compile(rf"\s*[,;|]\s*(?:{_AND}\s+)?|\s+{_AND}\s+", re.IGNORECASE)
_SLASH = re.compile(r"\s*/\s*")
# Marks that Unicode splits off Latin, Greek and Cyrillic letters, and Arabic and Hebrew points.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]")
# «operaio/a», «Verkäufer*in», «vendeur·euse», «commesso(a)», «Lehrer/-in», «Maler:in».
_SHORT_ENDING = re.compile(
    r"(?<=\w{3})\s?(?:[/*:·•_]\s?-?|\(-?)"
    r"(a|e|o|i|in|innen|euse|rice|ice|trice|ière|ere|ne|essa|ora|ă|te|se|ra|triz|esse|ka|re)\b\)?",
    re.IGNORECASE,
)
_AND_OR = re.compile(rf"\b({_AND})/{_AND}\b", re.IGNORECASE)
_GERMAN_CAPITAL = re.compile(r"(?<=[a-zäöüß])In(nen)?\b")


def fold(text: str) -> str:
    """Fold case, accents, ligatures and compatibility forms: «Saldatóre» → «saldatore».

    Args:
        text: any text; only its first `LONGEST_TITLE` characters are read.

    Returns:
        The folded text, with punctuation and spaces as they were.
    """
    folded = text[:LONGEST_TITLE].casefold()
    if folded.isascii():
        return folded
    return _MARKS.sub("", unicodedata.normalize("NFKD", folded)).translate(_LETTERS)


def words_of(text: str) -> list[str]:
    """Folded words of a title, in order: letters and digits of any script, `C++` and `C#` whole.

    Args:
        text: any text.

    Returns:
        Words; an empty list where the text has none (blank, punctuation, emoji).
    """
    return _WORD.findall(fold(text))


def key_of(text: str) -> str:
    """What two spellings of a label share: their folded words, single-spaced."""
    return " ".join(words_of(text))


def single_forms(title: str) -> list[str]:
    """Every single form inside a gendered pair, or the title alone where there is none.

    «saldatore di tubi/saldatrice di tubi» → both halves. Where the halves share their
    tail («Accueillant familial / Accueillante familiale auprès d'enfants») the shorter
    half receives it. A short ending («operaio/a tessile», «Verkäufer*in») is dropped;
    «and/or» is no pair.

    Args:
        title: a title or label as written.

    Returns:
        One or more forms, first form first, never empty, never repeated.
    """
    whole = _SHORT_ENDING.sub("", _AND_OR.sub(r"\1", title))
    whole = _GERMAN_CAPITAL.sub("", whole).strip()
    halves = [half for half in _SLASH.split(whole) if half.strip()]
    # More than one slash joins fields («Bühne/Film/Fernsehen») as often as genders.
    if len(halves) != 2:
        return [whole or title]
    tail = halves[-1].split()
    forms = [_with_tail(half, tail) for half in halves]
    return list(dict.fromkeys(forms))


def _with_tail(half: str, last: list[str]) -> str:
    """Give `half` the words that only the last half of its pair spells out."""
    own = half.split()
    missing = len(last) - len(own)
    # «Chargé / Chargée d'information»: same start, so the rest of the last half is shared.
    if missing > 0 and fold(own[0])[:3] == fold(last[0])[:3]:
        return " ".join(own + last[len(own) :])
    return " ".join(own)


def coordinated_parts(title: str) -> list[str]:
    """The titles joined in one: «commessi e cassieri» → «commessi», «cassieri».

    Args:
        title: a title as written.

    Returns:
        At least two parts, or an empty list where nothing is coordinated.
    """
    parts = [part.strip() for part in _COORDINATION.split(title[:LONGEST_TITLE])]
    long_enough = [part for part in parts if len(part) > 2]
    return long_enough if len(long_enough) > 1 else []
