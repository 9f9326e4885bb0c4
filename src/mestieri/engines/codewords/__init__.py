"""Four Italian words that open something nobody else can open; see `docs/engines/codewords.md`."""

from mestieri.engines.codewords.keys import Keys, derive, open_sealed, seal
from mestieri.engines.codewords.words import (
    WORDS_IN_A_CODE,
    UnreadableCode,
    all_words,
    draw,
    read,
)

__all__ = [
    "WORDS_IN_A_CODE",
    "Keys",
    "UnreadableCode",
    "all_words",
    "derive",
    "draw",
    "open_sealed",
    "read",
    "seal",
]
