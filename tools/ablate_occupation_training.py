"""What each part of the training recipe adds, in short runs that differ in one thing.

usage: python tools/ablate_occupation_training.py [FOLDER OF DATA] [SCORER]

Every variant is trained for as many steps from the same seed, then ranks by meaning alone
(no dictionary, no fuzzy labels, no ISCO odds) the half of the queries that nothing was
chosen on. Prints a line a variant, MAP/MRR by data set; a variant takes a minute or two.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from mestieri.cli.benches.occupations import SPREAD, melo
from mestieri.engines.occupations import (
    Classification,
    Ranking,
    TitleEncoder,
    concept_vectors,
    load,
)
from mestieri.engines.occupations.training.corpus import corpus_of
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training, train_steps

SHORT = replace(Recipe(), steps=200, batch=1024)
VARIANTS = {
    "the recipe, shortened": SHORT,
    "without the names of ISCO groups": replace(SHORT, group_share=0.0),
    "without dropout of features": replace(SHORT, least_dropout=0.0, most_dropout=0.0),
    "without negatives of the same ISCO unit": replace(SHORT, near_negatives=False),
    "without bags of labels": replace(SHORT, bag_share=0.0),
    "with skills as text (a tenth of the pairs)": replace(SHORT, skill_share=0.1),
    "with half the dimensions": replace(SHORT, dimensions=64),
}
DATA_SETS = ("fr→fr", "fr→en", "es→es", "de→de")


def listed(
    data: melo.DataSet, full: Classification, encoder: TitleEncoder, vectors: np.ndarray
) -> Iterator[tuple[str, list[str]]]:
    """Candidates in order of meaning for the queries that nothing was chosen on."""
    cut = melo.of_all_labels(data, full)
    place = {concept.uri: number for number, concept in enumerate(full.concepts)}
    own = np.stack([_vector(place.get(c.uri), vectors) for c in cut.concepts])
    queries = [q for q in dict.fromkeys(data.queries.values()) if not melo.for_choosing(q)]
    near = 16 * encoder.encode(queries) @ own.T
    for query, row in zip(queries, near, strict=True):
        order = np.argsort(-row, kind="stable")
        ranking = Ranking(order, row[order], len(order))
        yield query, melo.ranked_texts(data, cut, ranking, SPREAD)


def _vector(place: int | None, vectors: np.ndarray) -> np.ndarray:
    return np.zeros(vectors.shape[1], dtype=np.float32) if place is None else vectors[place]


def main(data_folder: Path, script: Path) -> None:
    full = load().classification
    corpus = corpus_of(full)
    sets = [one for one in melo.data_sets(data_folder / "melo") if one.name in DATA_SETS]
    scorer = melo.Scorer(script)
    for name, recipe in VARIANTS.items():
        training = Training(corpus, recipe)
        for _ in train_steps(training):
            pass
        encoder = training.encoder()
        vectors = concept_vectors(full, encoder)
        figures = []
        for data in sets:
            scores = scorer.score_half(data, listed(data, full, encoder, vectors), chosen=False)
            figures.append(f"{data.name} {scores['map']:.4f}/{scores['mrr']:.4f}")
        print(f"{name}: {', '.join(figures)}", flush=True)


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(*(given + [Path("../shared/data"), Path("../shared/tools/melo_score.py")][len(given) :]))
