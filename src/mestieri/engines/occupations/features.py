"""From words to numbered features: hashed words and character 3–5-grams.

The whole vocabulary of nine languages lives in `BUCKETS` buckets: no word list is
shipped, and a word never seen still shares most of its features with words that were.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.text import words_of

BUCKETS = 131_072
"""Number of buckets, a power of two so that a mask replaces a division."""

SHORTEST_GRAM = 3
LONGEST_GRAM = 5
LONGEST_WORD = 40
MOST_WORDS = 48

_MASK = BUCKETS - 1

Buckets = npt.NDArray[np.int32]


def grams_of(word: str) -> list[str]:
    """The features of a folded word: itself, and its character 3–5-grams with its edges.

    Args:
        word: a folded word.

    Returns:
        Distinct features in a fixed order: «‹oste›», then «‹os», «ost», «ste», …
    """
    edged = f"‹{word[:LONGEST_WORD]}›"
    grams = [edged]
    for length in range(SHORTEST_GRAM, min(LONGEST_GRAM, len(edged)) + 1):
        grams += [edged[i : i + length] for i in range(len(edged) - length + 1)]
    return list(dict.fromkeys(grams))


def buckets_of_word(word: str) -> list[int]:
    """Bucket numbers of a folded word's features (CRC-32 of their UTF-8, masked)."""
    return [zlib.crc32(gram.encode()) & _MASK for gram in grams_of(word)]


def distinct_words(title: str) -> list[str]:
    """Distinct folded words of a title, the first `MOST_WORDS` of them."""
    return list(dict.fromkeys(words_of(title)))[:MOST_WORDS]


def feature_rows(titles: Iterable[str]) -> tuple[npt.NDArray[np.int64], Buckets]:
    """Features of many titles as compressed sparse rows.

    A title's features are those of its distinct words, one after the other.

    Args:
        titles: any number of texts.

    Returns:
        `(starts, buckets)`: row `i` holds `buckets[starts[i]:starts[i + 1]]`.
    """
    known: dict[str, list[int]] = {}
    buckets: list[int] = []
    starts = [0]
    for title in titles:
        for word in distinct_words(title):
            found = known.get(word)
            if found is None:
                found = known.setdefault(word, buckets_of_word(word))
            buckets += found
        starts.append(len(buckets))
    return np.array(starts, dtype=np.int64), np.array(buckets, dtype=np.int32)
