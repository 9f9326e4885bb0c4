"""The bench of the occupation engine: how data sets are read, listed and scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mestieri.cli.benches import occupations as bench
from mestieri.cli.benches.occupations import melo
from mestieri.engines.occupations import Fusion, Ranking
from tests.engines.occupations.trades import small_classification, uri_of

pytestmark = pytest.mark.one_database

SCORER = Path("../shared/tools/melo_score.py")


@pytest.fixture
def data(tmp_path: Path) -> melo.DataSet:
    """Two trades with two labels each; every query is right about the first."""
    folder = tmp_path / "tst_q_it_c_en"
    folder.mkdir()
    tables = {
        "queries": "Q1\tsaldatori\nQ2\tcuoco di bordo\n",
        "corpus_elements": "C1\twelder\nC2\tarc welder\nC3\tcook\nC4\tkitchen cook\n",
        "concept_mapping": "".join(
            f"C{n}\t{uri_of(code)}\n"
            for n, code in enumerate(("7212.1", "7212.1", "5120.1", "5120.1"), start=1)
        ),
        "annotations": "Q1\t0\tC1\t1\nQ1\t0\tC2\t1\nQ2\t0\tC3\t1\nQ2\t0\tC4\t1\n",
    }
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf8")
    (found,) = melo.data_sets(tmp_path)
    return found


def test_a_data_set_says_its_languages_and_its_answers(data: melo.DataSet) -> None:
    assert data.name == "it→en"
    assert melo.right_concepts(data) == {"Q1": uri_of("7212.1"), "Q2": uri_of("5120.1")}


def test_candidates_only_knows_no_other_label(data: melo.DataSet) -> None:
    known = melo.of_its_texts(data, small_classification())
    assert {language for c in known.concepts for language in c.labels} == {"en"}
    full = melo.of_all_labels(data, small_classification())
    assert {"it", "fr"} <= {language for c in full.concepts for language in c.labels}


def test_labels_of_an_occupation_stay_together_or_are_spread(data: melo.DataSet) -> None:
    known = melo.of_its_texts(data, small_classification())
    ranking = Ranking(np.array([0, 1]), np.array([3.0, 2.0], dtype=np.float32), 2)
    first, second = (data.labels_by_uri[c.uri] for c in known.concepts)
    assert melo.ranked_texts(data, known, ranking, 0.0) == [*first, *second]
    spread = [first[0], second[0], first[1], second[1]]
    assert melo.ranked_texts(data, known, ranking, 5.0) == spread


def test_the_halves_are_fixed_and_both_are_used() -> None:
    halves = [melo.for_choosing(str(number)) for number in range(400)]
    assert halves == [melo.for_choosing(str(number)) for number in range(400)]
    assert 150 < sum(halves) < 250


@pytest.mark.skipif(not SCORER.exists(), reason="../shared/tools is not here")
def test_melos_own_scorer_scores_a_run(data: melo.DataSet) -> None:
    run = [
        ("saldatori", ["welder", "arc welder"]),
        ("cuoco di bordo", ["welder", "cook", "kitchen cook"]),
    ]
    whole = melo.Scorer(SCORER).score(data, run)["whole"]
    assert (whole["queries"], whole["mrr"]) == (2, 0.75)


def test_every_part_that_is_silenced_is_a_voice() -> None:
    assert bench.PARTS["everything"] == Fusion()
    assert len(set(bench.PARTS.values())) == len(bench.PARTS)


def test_the_result_is_told_in_lines() -> None:
    scores = {"map": 0.5, "mrr": 0.6}
    text = bench.as_text(
        {
            "linking": [
                {
                    "data_set": "fr→fr",
                    "setting": "as shipped",
                    "order": "labels together",
                    "scores": {"whole": scores},
                    "best_published": (0.7, 0.8),
                }
            ],
            "parts": [{"data_set": "fr→fr", "part": "everything", "scores": scores}],
            "speed": {name: {"per_second": 9} for name in ("ours", "tf_idf", "sentence_encoder")},
        }
    )
    assert "whole 0.5000/0.6000 (best published 0.7000/0.8000)" in text
    assert "tf_idf: per_second 9" in text
