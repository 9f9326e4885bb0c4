"""How the voices are put together: the one place where they are weighed.

A document's score is the sum of what each voice says of it:

- words, lexicon (each a query of tantivy, whose score has no upper end): a weight ×
  s / (s + `HALF`); words that are only some of the question's weigh little, for a word in
  common is chance more often than not;
- meaning: `MEANING_WEIGHT` × cosine;
- trades: `TRADES_WEIGHT` × cosine.

A document that nothing else found than one word of several, or an encoder, must be near enough
to be shown at all. The numbers were chosen on the open half of `tests/needs`, by nDCG at 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mestieri.engines.find.encoders import Floats
from mestieri.engines.find.rows import MEANING, TRADES, RowTable

HALF = 30.0  # score of tantivy that is worth a half
WORDS_WEIGHT, SOME_WORDS_WEIGHT, LEXICON_WEIGHT = 0.8, 0.16, 1.0
MEANING_WEIGHT, TRADES_WEIGHT = 0.75, 0.3
#: Cosines below which a document is not near. Where words or the lexicon found something, what
#: is a little farther completes the page.
LEAST_MEANING, LEAST_TRADE = 0.30, 0.55
LEAST_MEANING_BESIDE_WORDS = 0.20
#: Documents that are far behind the best one only lengthen the page.
LEAST_SHARE_OF_BEST = 0.15
#: An answer whose best score is lower is a guess.
SURE_FROM = 0.45
FOUND_BY_VECTORS = 100


@dataclass(frozen=True)
class ByWords:
    """What a query of tantivy found.

    Attributes:
        scores: row → score.
        has_all: every word of the question, or everything the lexicon recognised, was asked for.
    """

    scores: Mapping[int, float]
    has_all: bool = True


FOUND_NOTHING = ByWords({}, has_all=False)


@dataclass(frozen=True)
class Scored:
    """One row and what the voices say of it.

    Attributes:
        number: the row.
        score: the sum.
        words, lexicon: tantivy's scores, 0 if they did not find it.
        meaning, trades: cosines, 0 where the voice is silent.
    """

    number: int
    score: float
    words: float = 0.0
    lexicon: float = 0.0
    meaning: float = 0.0
    trades: float = 0.0


def fuse(
    words: ByWords,
    lexicon: ByWords,
    asked: Floats | None,
    table: RowTable | None,
    allowed: npt.NDArray[np.bool_] | None,
) -> list[Scored]:
    """Every row that answers, the best first.

    Args:
        words, lexicon: what they found.
        asked: vector of the question, both halves, each of length 1 or 0; None if no
            encoder has anything to say.
        table: the rows, where `asked` is given.
        allowed: which rows the search may answer with.
    """
    found = [_scored(number, words, lexicon) for number in {**words.scores, **lexicon.scores}]
    if asked is not None and table is not None and allowed is not None:
        found = _with_vectors(found, words, lexicon, asked, table, allowed)
    found.sort(key=lambda one: -one.score)
    least = found[0].score * LEAST_SHARE_OF_BEST if found else 0.0
    return [one for one in found if one.score >= least]


def _with_vectors(
    found: list[Scored],
    words: ByWords,
    lexicon: ByWords,
    asked: Floats,
    table: RowTable,
    allowed: npt.NDArray[np.bool_],
) -> list[Scored]:
    weighed = np.concatenate([asked[MEANING] * MEANING_WEIGHT, asked[TRADES] * TRADES_WEIGHT])
    near = table.nearest(weighed, allowed, FOUND_BY_VECTORS)
    by_words = {one.number for one in found}
    others = [number for number in near.tolist() if number not in by_words]
    numbers = np.array([*by_words, *others], dtype=np.int64)
    # Without a meaning to compare, one word in common is all there is to go by.
    is_told = words.has_all or not asked[MEANING].any()
    told = {one.number for one in found if one.lexicon > 0 or is_told}
    least = LEAST_MEANING_BESIDE_WORDS if by_words else LEAST_MEANING
    vectors = table.whole(numbers)
    meanings = np.maximum(vectors[:, MEANING] @ asked[MEANING], 0.0)
    trades = np.maximum(vectors[:, TRADES] @ asked[TRADES], 0.0)
    return [
        _scored(number, words, lexicon, meaning, trade)
        for number, meaning, trade in zip(
            numbers.tolist(), meanings.tolist(), trades.tolist(), strict=True
        )
        if number in told or meaning >= least or trade >= LEAST_TRADE
    ]


def _scored(
    number: int, words: ByWords, lexicon: ByWords, meaning: float = 0.0, trade: float = 0.0
) -> Scored:
    by_words, by_lexicon = words.scores.get(number, 0.0), lexicon.scores.get(number, 0.0)
    score = (WORDS_WEIGHT if words.has_all else SOME_WORDS_WEIGHT) * _bounded(by_words)
    score += LEXICON_WEIGHT * _bounded(by_lexicon)
    score += MEANING_WEIGHT * meaning + TRADES_WEIGHT * trade
    return Scored(number, score, by_words, by_lexicon, meaning, trade)


def _bounded(score: float) -> float:
    return score / (score + HALF)
