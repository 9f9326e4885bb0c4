"""The stems by which the catalogue is searched in the database."""

from __future__ import annotations

import re

from mestieri.engines.find import stems_of

LONGEST_STEM = 40
SHORTEST_BEGINNING = 3


def catalogue_stems(text: str) -> list[str]:
    """Stems of a text, each once, in their order.

    All languages are cut by the Italian stemmer: what counts is that titles and questions are
    cut alike.
    """
    return list(dict.fromkeys(stem[:LONGEST_STEM] for stem in stems_of(text, "it")))


def beginnings(stem: str) -> tuple[str, str]:
    """The range of the words that begin with a stem, for an index of plain letters.

    Returns:
        First and the one past the last; the second is empty where only the stem itself
        counts: it is short, or of an alphabet whose order the databases do not share.
    """
    plain = stem.rstrip("z")
    if len(stem) < SHORTEST_BEGINNING or not re.fullmatch(r"[a-z]+", stem) or not plain:
        return stem, ""
    return stem, plain[:-1] + chr(ord(plain[-1]) + 1)
