"""Drawing a code and reading what somebody typed of it."""

from __future__ import annotations

import functools
import re
import secrets
import unicodedata
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: 2,048 words: four of them are one of 2^44 codes.
WORDS_IN_A_CODE = 4
LONGEST_TYPED = 200  # characters; what follows is not read
MOST_OFFERED = 3
_SEPARATORS = re.compile(r"[^a-z]+")


class UnreadableCode(ValueError):
    """What was typed is no code.

    Attributes:
        count: how many words were typed.
        unknown: the first of them that is none of ours; empty if only the count is wrong.
        offered: words of ours that are a letter or two away from it.
    """

    def __init__(self, count: int, unknown: str = "", offered: tuple[str, ...] = ()) -> None:
        self.count = count
        self.unknown = unknown
        self.offered = offered
        super().__init__(f"{count} words; unknown: {unknown or 'none'}")


@functools.cache
def all_words() -> tuple[str, ...]:
    """The words, in alphabetical order; between any two at least two letters differ."""
    file = Path(__file__).parent / "words.txt"
    return tuple(file.read_text(encoding="ascii").split())


def draw() -> tuple[str, ...]:
    """A new code, drawn by the system's generator."""
    return tuple(secrets.choice(all_words()) for _place in range(WORDS_IN_A_CODE))


def read(typed: str) -> tuple[str, ...]:
    """The code that somebody typed.

    Capitals, accents and whatever stands between words do not matter; a word of which one
    letter is wrong is put right where only one of ours can be meant.

    Raises:
        UnreadableCode: it has not four words, or one is none of ours.
    """
    plain = unicodedata.normalize("NFKD", typed[:LONGEST_TYPED]).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = [word for word in _SEPARATORS.split(letters) if word]
    if len(words) != WORDS_IN_A_CODE:
        raise UnreadableCode(len(words))
    return tuple(_of_ours(word) for word in words)


def _of_ours(word: str) -> str:
    if word in _known():
        return word
    near = _near(word, letters=1)
    if len(near) == 1:
        return near[0]
    raise UnreadableCode(WORDS_IN_A_CODE, word, near or _near(word, letters=2))


def _near(word: str, *, letters: int) -> tuple[str, ...]:
    found = process.extract(
        word, all_words(), scorer=OSA.distance, score_cutoff=letters, limit=MOST_OFFERED
    )
    return tuple(near for near, _distance, _place in found)


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(all_words())
