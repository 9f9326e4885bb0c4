"""Training: a small encoder learns, alike every time, and goes on where it stopped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mestieri.engines.occupations import Linker, TitleEncoder
from mestieri.engines.occupations.training.corpus import Corpus, corpus_of, draw_batch
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training, TrainingProblem, train_steps
from tests.engines.occupations.trades import small_classification

SMALL = Recipe(steps=60, batch=32, dimensions=16, learning_rate=0.05)

# Plurals and feminines that no label has, and the trades they mean.
UNSEEN = {
    "cuochi": "5120.1",
    "vendeuses": "5223.1",
    "enfermeras": "2221.1",
    "gardeners": "6113.1",
    "panaderas": "7512.1",
    "lorry drivers": "8332.1",
}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(small_classification())


def trained(corpus: Corpus, recipe: Recipe) -> Training:
    training = Training(corpus, recipe)
    for _ in train_steps(training):
        pass
    return training


def share_found(encoder: TitleEncoder) -> float:
    """Share of the titles whose trade, or its group, is among the three nearest."""
    trades = small_classification()
    linker = Linker(trades, encoder)
    numbers, _ = linker.nearest(list(UNSEEN), top=3)
    found = [
        any(trades.concepts[n].isco == code[:4] for n in row)
        for row, code in zip(numbers, UNSEEN.values(), strict=True)
    ]
    return float(np.mean(found))


def test_a_small_encoder_learns(corpus: Corpus) -> None:
    untaught = Training(corpus, SMALL)
    first = untaught.step()
    losses = [loss for _, loss in train_steps(Training(corpus, SMALL))]
    assert np.mean(losses[-5:]) < first / 2


def test_what_it_learned_joins_words_that_share_no_letter(corpus: Corpus) -> None:
    training = Training(corpus, SMALL)
    before = training.encoder().encode(["saldatore", "welder", "cook"])
    after = trained(corpus, SMALL).encoder().encode(["saldatore", "welder", "cook"])
    assert before[0] @ before[1] < 0.5
    assert after[0] @ after[1] > 0.7 > after[0] @ after[2] + 0.2


def test_titles_it_never_saw_find_their_trade(corpus: Corpus) -> None:
    chance = 3 / len(small_classification().concepts)
    assert share_found(trained(corpus, SMALL).encoder()) >= 0.8 > 3 * chance


def test_one_seed_gives_one_table_and_another_seed_another(corpus: Corpus) -> None:
    short = replace(SMALL, steps=8)
    once = trained(corpus, short).encoder().to_bytes()
    assert trained(corpus, short).encoder().to_bytes() == once
    assert trained(corpus, replace(short, seed=1)).encoder().to_bytes() != once


def test_an_interrupted_run_ends_with_the_same_weights(corpus: Corpus, tmp_path: Path) -> None:
    short = replace(SMALL, steps=8)
    interrupted = Training(corpus, short)
    for _ in range(3):
        interrupted.step()
    interrupted.save(tmp_path / "training.npz")
    resumed = Training(corpus, short)
    steps = [step for step, _ in train_steps(resumed, tmp_path / "training.npz")]
    assert steps == [4, 5, 6, 7, 8]
    assert resumed.encoder().to_bytes() == trained(corpus, short).encoder().to_bytes()


def test_a_run_with_other_settings_does_not_go_on_from_it(corpus: Corpus, tmp_path: Path) -> None:
    Training(corpus, SMALL).save(tmp_path / "training.npz")
    other = Training(corpus, replace(SMALL, temperature=0.1))
    with pytest.raises(TrainingProblem, match="other settings"):
        other.resume(tmp_path / "training.npz")


def test_a_damaged_state_is_refused_with_a_sentence(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "training.npz").write_bytes(b"cut short")
    with pytest.raises(TrainingProblem, match="damaged"):
        Training(corpus, SMALL).resume(tmp_path / "training.npz")


def test_what_was_never_seen_says_nothing(corpus: Corpus) -> None:
    encoder = Training(corpus, SMALL).encoder()
    assert not encoder.encode(["жжжжж"]).any()


def test_a_batch_holds_each_concept_once_and_pairs_of_its_own_titles(corpus: Corpus) -> None:
    recipe = replace(SMALL, group_share=0.0, bag_share=0.0)
    batch = draw_batch(corpus, recipe, np.random.default_rng(3))
    pairs = len(batch.concepts)
    assert len(set(batch.concepts.tolist())) == pairs == len(corpus.titles_of)
    assert batch.titles.shape == (2 * pairs,)
    for place, concept in enumerate(batch.concepts):
        own = {int(n) for language in corpus.titles_of[concept] for n in language}
        assert {int(batch.titles[place]), int(batch.titles[pairs + place])} <= own


def test_settings_that_cannot_be_trained_with_are_refused() -> None:
    for wrong in (
        {"steps": 0},
        {"dimensions": 7},
        {"least_dropout": 0.9, "most_dropout": 0.1},
        {"group_share": 0.9, "bag_share": 0.9},
        {"temperature": 0.0},
    ):
        with pytest.raises(ValueError):
            replace(SMALL, **wrong)
