"""How the voices are put together: the one place where they are weighed.

A document's score is the sum of what each voice says of it:

- words and lexicon (one query of tantivy, whose score has no upper end): s / (s + `HALF`);
- meaning: `MEANING_WEIGHT` × cosine;
- trades: `TRADES_WEIGHT` × cosine.

A document that no word found must be near enough to be shown at all. The numbers were chosen
on the open half of `tests/needs`, by nDCG at 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mestieri.engines.find.encoders import Floats
from mestieri.engines.find.rows import MEANING, TRADES, Numbers, RowTable

HALF = 30.0  # score of tantivy that is worth a half
MEANING_WEIGHT, TRADES_WEIGHT = 0.75, 0.3
#: Cosines below which a document is not near.
LEAST_MEANING, LEAST_TRADE = 0.30, 0.55
#: Documents that are far behind the best one only lengthen the page.
LEAST_SHARE_OF_BEST = 0.30
#: An answer whose best score is lower is a guess.
SURE_FROM = 0.55
FOUND_BY_VECTORS = 100


@dataclass(frozen=True)
class Scored:
    """One row and what the voices say of it.

    Attributes:
        number: the row.
        score: the sum.
        words: tantivy's score, 0 if no word found it.
        meaning, trades: cosines, 0 where the voice is silent.
    """

    number: int
    score: float
    words: float
    meaning: float
    trades: float


def fuse(
    words: Mapping[int, float],
    asked: Floats | None,
    table: RowTable | None,
    allowed: np.ndarray | None,
) -> list[Scored]:
    """Every row that answers, the best first.

    Args:
        words: row → tantivy's score.
        asked: vector of the question, both halves, each of length 1 or 0; None if no
            encoder has anything to say.
        table: the rows, where `asked` is given.
        allowed: which rows the search may answer with.
    """
    if asked is None or table is None or allowed is None:
        scored = [Scored(n, _of_words(score), score, 0.0, 0.0) for n, score in words.items()]
    else:
        weighed = np.concatenate([asked[MEANING] * MEANING_WEIGHT, asked[TRADES] * TRADES_WEIGHT])
        near = table.nearest(weighed, allowed, FOUND_BY_VECTORS)
        numbers = np.array([*words, *(n for n in near.tolist() if n not in words)], dtype=np.int64)
        scored = _with_vectors(numbers, words, asked, table.whole(numbers))
    scored.sort(key=lambda one: -one.score)
    least = scored[0].score * LEAST_SHARE_OF_BEST if scored else 0.0
    return [one for one in scored if one.score >= least]


def _with_vectors(
    numbers: Numbers, words: Mapping[int, float], asked: Floats, vectors: Floats
) -> list[Scored]:
    meanings = np.maximum(vectors[:, MEANING] @ asked[MEANING], 0.0)
    trades = np.maximum(vectors[:, TRADES] @ asked[TRADES], 0.0)
    return [
        Scored(
            number,
            _of_words(words.get(number, 0.0)) + MEANING_WEIGHT * meaning + TRADES_WEIGHT * trade,
            words.get(number, 0.0),
            meaning,
            trade,
        )
        for number, meaning, trade in zip(
            numbers.tolist(), meanings.tolist(), trades.tolist(), strict=True
        )
        if number in words or meaning >= LEAST_MEANING or trade >= LEAST_TRADE
    ]


def _of_words(score: float) -> float:
    return score / (score + HALF)
