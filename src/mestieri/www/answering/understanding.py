"""What kind of thing was typed: words, nothing at all, or signs without a word."""

from __future__ import annotations

import enum
import unicodedata


class Understanding(enum.Enum):
    """What to say before the answers."""

    WORDS = "words"
    NOTHING = "nothing"
    SIGNS = "signs"
    #: Only the search can tell: words of a language that no voice of it knows.
    UNKNOWN_LANGUAGE = "unknown language"


def understand(words: str) -> Understanding:
    """What was typed, as far as its signs tell: a letter or a figure makes a word."""
    if not words:
        return Understanding.NOTHING
    if any(unicodedata.category(sign)[0] in "LN" for sign in words):
        return Understanding.WORDS
    return Understanding.SIGNS
