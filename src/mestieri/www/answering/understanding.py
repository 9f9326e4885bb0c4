"""What kind of thing was typed: words, nothing at all, signs, or a script nobody here reads."""

from __future__ import annotations

import enum
import unicodedata
from collections import Counter

#: Scripts that some voice of the search reads, as Unicode names their letters.
SCRIPTS_WE_READ = frozenset({"LATIN", "CYRILLIC", "ARABIC", "CJK", "BENGALI"})


class Understanding(enum.Enum):
    """What to say before the answers."""

    WORDS = "words"
    NOTHING = "nothing"
    SIGNS = "signs"
    UNKNOWN_LANGUAGE = "unknown language"


def understand(words: str) -> Understanding:
    """What was typed; a question half in a script we read is read."""
    if not words:
        return Understanding.NOTHING
    scripts = Counter(_script(sign) for sign in words if unicodedata.category(sign)[0] == "L")
    if not scripts:
        has_digits = any(sign.isdigit() for sign in words)
        return Understanding.WORDS if has_digits else Understanding.SIGNS
    if SCRIPTS_WE_READ.isdisjoint(scripts):
        return Understanding.UNKNOWN_LANGUAGE
    return Understanding.WORDS


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split(" ")[0].split("-")[0]
