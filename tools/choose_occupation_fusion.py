"""Choose how much each voice of the linker counts, on one half of MELO's queries.

usage: python tools/choose_occupation_fusion.py [FOLDER OF DATA] [SCORER]

The weights maximise the likelihood of the right concept among the candidates (a softmax
over them), on the half of the queries that `melo.for_choosing` names; the spread of the
labels is the one whose worst result, against the best published, is best on that half.
Prints what goes into `engines/occupations/fusion.py` and into the bench. The encoder is
not touched: no judgement is ever trained on.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from mestieri.cli.benches import occupations as bench
from mestieri.cli.benches.occupations import melo
from mestieri.engines.occupations import Fusion, Linker, load

SPREADS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)
WITHIN_ONE_LANGUAGE = ("de→de", "en→en", "es→es", "fr→fr", "pt→pt")
MOST_CANDIDATES = 300
PENALTY = 1e-5


def examples(data: melo.DataSet, linker: Linker) -> tuple[np.ndarray, np.ndarray]:
    """Voices of the candidates and the place of the right one, a row a query."""
    right = melo.right_concepts(data)
    place = {concept.uri: n for n, concept in enumerate(linker.classification.concepts)}
    rows, targets = [], []
    for key, query in data.queries.items():
        if not melo.for_choosing(query) or key not in right:
            continue
        found = linker.voices(query, data.asked)
        if found is None:
            continue
        candidates, voices = found
        where = np.flatnonzero(candidates == place[right[key]])
        if len(where):
            # The right one first, so that cutting to one length never loses it.
            order = np.r_[where, np.delete(np.arange(len(candidates)), where)]
            kept = voices[order][:MOST_CANDIDATES]
            rows.append(np.pad(kept, ((0, MOST_CANDIDATES - len(kept)), (0, 0)), mode="edge"))
            targets.append(len(kept))
    return np.stack(rows).astype(np.float32), np.array(targets)


def chosen(sets: list[tuple[np.ndarray, np.ndarray]]) -> dict[str, float]:
    """Weights of greatest likelihood; every data set counts the same."""
    voices = np.concatenate([rows for rows, _ in sets])
    counts = np.concatenate([targets for _, targets in sets])
    share = np.concatenate([np.full(len(rows), 1 / len(rows) / len(sets)) for rows, _ in sets])
    beyond = np.arange(voices.shape[1])[None, :] >= counts[:, None]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = voices @ weights.astype(np.float32)
        odds[beyond] = -1e4
        odds -= odds.max(axis=1, keepdims=True)
        chance = np.exp(odds)
        chance /= chance.sum(axis=1, keepdims=True)
        value = -(share * np.log(chance[:, 0] + 1e-12)).sum() + PENALTY * (weights @ weights)
        chance[:, 0] -= 1
        slope = np.einsum("qc,qcv->v", chance * share[:, None], voices)
        return float(value), slope.astype(float) + 2 * PENALTY * weights

    names = Linker.VOICES
    found = minimize(loss, np.ones(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)}


def best_spread(sets: list[tuple[melo.DataSet, Linker]], scorer: melo.Scorer) -> dict[str, object]:
    """The spread whose worst ratio to the best published is best, over the data sets."""
    table = {}
    ranked = [(data, linker, melo.rankings(data, linker, data.asked)) for data, linker in sets]
    for spread in SPREADS:
        scores = {}
        for data, linker, found in ranked:
            listed = (
                (query, melo.ranked_texts(data, linker.classification, ranking, spread))
                for query, ranking in found.items()
                if melo.for_choosing(query)
            )
            scores[data.name] = scorer.score_half(data, listed, chosen=True)
        table[spread] = {name: (one["map"], one["mrr"]) for name, one in scores.items()}

    def worst(spread: float) -> float:
        return min(
            figure / published
            for name, figures in table[spread].items()
            for figure, published in zip(figures, bench.BEST_PUBLISHED[name], strict=True)
        )

    return {"spread": max(SPREADS, key=worst), "table": table}


def main(data_folder: Path, script: Path) -> None:
    engine = load()
    encoder, full = engine.linker.encoder, engine.classification
    linkers = [
        (data, Linker(melo.of_all_labels(data, full), encoder))
        for data in melo.data_sets(data_folder / "melo")
        if data.name in WITHIN_ONE_LANGUAGE
    ]
    weights = chosen([examples(data, linker) for data, linker in linkers])
    print(json.dumps(weights, indent=2))
    published = [
        (data, Linker(one.classification, encoder, one.vectors, Fusion(**weights)))
        for data, one in linkers
        if data.name in bench.BEST_PUBLISHED
    ]
    print(json.dumps(best_spread(published, melo.Scorer(script)), indent=2, ensure_ascii=False))


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:]]
    main(*(given + [Path("../shared/data"), Path("../shared/tools/melo_score.py")][len(given) :]))
