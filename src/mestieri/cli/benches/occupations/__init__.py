"""How well titles of national classifications find their occupation, and how fast.

Quality is that of MELO's data sets, scored by MELO's own scorer; the peers are the models
whose results its authors published. Speed is measured beside two peers in the same run.
`MESTIERI_BENCH_DATA` names the folder of data, `MESTIERI_MELO_SCORER` the scorer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mestieri.cli.benches.occupations import melo
from mestieri.cli.output import CommandFailure, say
from mestieri.engines.occupations import Classification, Fusion, Linker, OccupationEngine, load

SPREAD = 2.0
"""Chosen with the fusion, on the same half (`tools/choose_occupation_fusion.py`)."""

# Best MAP and best MRR over all models in the result files of the paper.
BEST_PUBLISHED = {
    "fr→fr": (0.7256, 0.8721),
    "fr→en": (0.4125, 0.6160),
    "es→es": (0.4593, 0.5557),
    "es→en": (0.2949, 0.4859),
    "de→de": (0.5118, 0.6778),
    "en→en": (0.4735, 0.6842),
}

# What is known to the linker in each of the two settings.
SETTINGS: dict[str, Callable[[melo.DataSet, Classification], Classification]] = {
    "candidates only": melo.of_its_texts,
    "as shipped": melo.of_all_labels,
}

# Each part silenced in turn; measured as shipped, on the half not chosen on.
PARTS: dict[str, Fusion] = {
    "everything": Fusion(),
    "without the dictionary (exact and folded labels)": Fusion().without("exact", "dictionary"),
    "without fuzzy labels": Fusion().without("fuzzy"),
    "without shared n-grams": Fusion().without("overlap"),
    "without the ISCO group's meaning": Fusion().without("group_meaning"),
    "without the odds against groups": Fusion().without("unit_group", "upper_group"),
    "without the encoder": Fusion().without("meaning", "group_meaning"),
    "the encoder alone": Fusion().without("exact", "dictionary", "fuzzy", "overlap"),
}
PARTS_MEASURED_ON = ("fr→fr", "es→es")


def run() -> dict[str, Any]:
    """Measure linking, what each part adds, and speed.

    Returns:
        `engine, linking: [{data_set, queries, setting, order, scores}], parts, speed`; what
        lacks its data says so in `not_measured`.
    """
    engine = load()
    folder = Path(os.environ.get("MESTIERI_BENCH_DATA") or "../shared/data") / "melo"
    script = Path(os.environ.get("MESTIERI_MELO_SCORER") or "../shared/tools/melo_score.py")
    result: dict[str, Any] = {"bench": "occupations", "engine": engine.manifest}
    if folder.is_dir() and script.is_file():
        data = melo.data_sets(folder)
        scorer = melo.Scorer(script)
        result["linking"] = [row for one in data for row in _linking(one, engine, scorer)]
        result["parts"] = [row for one in data for row in _parts(one, engine, scorer)]
    else:
        result["not_measured"] = f"MELO's data sets or its scorer are not at {folder}, {script}."
    result["speed"] = _speed()
    return result


def _linking(
    data: melo.DataSet, engine: OccupationEngine, scorer: melo.Scorer
) -> list[dict[str, Any]]:
    """One data set in both settings, in both orders of labels."""
    rows = []
    for setting, cut in SETTINGS.items():
        say(f"{data.name}, {setting}…")
        classification = cut(data, engine.classification)
        linker = Linker(classification, engine.linker.encoder)
        found = melo.rankings(data, linker, data.asked)
        for order, spread in (("labels together", 0.0), ("labels spread", SPREAD)):
            listed = (
                (query, melo.ranked_texts(data, classification, ranking, spread))
                for query, ranking in found.items()
            )
            rows.append(
                {
                    "data_set": data.name,
                    "setting": setting,
                    "order": order,
                    "scores": scorer.score(data, listed),
                    "best_published": BEST_PUBLISHED.get(data.name),
                }
            )
    return rows


def _parts(
    data: melo.DataSet, engine: OccupationEngine, scorer: melo.Scorer
) -> list[dict[str, Any]]:
    """What becomes of the scores where a part is silent."""
    if data.name not in PARTS_MEASURED_ON:
        return []
    classification = melo.of_all_labels(data, engine.classification)
    vectors = Linker(classification, engine.linker.encoder).vectors
    rows = []
    for part, fusion in PARTS.items():
        say(f"{data.name}, {part}…")
        linker = Linker(classification, engine.linker.encoder, vectors, fusion)
        listed = (
            (query, melo.ranked_texts(data, classification, linker.rank(query, data.asked), SPREAD))
            for query in dict.fromkeys(data.queries.values())
            if not melo.for_choosing(query)
        )
        scores = scorer.score_half(data, listed, chosen=False)
        rows.append({"data_set": data.name, "part": part, "scores": scores})
    return rows


def _speed() -> dict[str, Any]:
    """The speeds, in a process whose libraries have one thread."""
    say("Speed…")
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    command = [sys.executable, "-m", f"{__name__}.speed"]
    environment = {**os.environ, **dict.fromkeys(threads, "1")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        reason = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CommandFailure(f"The speed could not be measured: {reason[0]}")
    speed: dict[str, Any] = json.loads(done.stdout)
    return speed


def as_text(result: dict[str, Any]) -> str:
    """The result as lines for a person."""
    lines = [result["not_measured"]] if "not_measured" in result else []
    for row in result.get("linking", []):
        lines.append(f"{row['data_set']} {row['setting']}, {row['order']}: {_figures(row)}")
        if row["best_published"]:
            lines[-1] += " (best published {:.4f}/{:.4f})".format(*row["best_published"])
    for row in result.get("parts", []):
        scores = row["scores"]
        lines.append(f"{row['data_set']} {row['part']}: {scores['map']:.4f}/{scores['mrr']:.4f}")
    speed = result["speed"]
    for name in ("ours", "tf_idf", "sentence_encoder"):
        told = ", ".join(f"{key} {value}" for key, value in speed[name].items())
        lines.append(f"{name}: {told}")
    return "\n".join(lines)


def _figures(row: dict[str, Any]) -> str:
    return "; ".join(
        f"{half} {scores['map']:.4f}/{scores['mrr']:.4f}" for half, scores in row["scores"].items()
    )
