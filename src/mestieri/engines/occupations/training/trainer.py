"""Learning the table of the title encoder, on one core, with numpy and scipy.

The objective is InfoNCE over a batch of pairs, both ways: of all second titles the one
of the same occupation must be nearest to the first, and the other way round. Only the
rows that a batch touches are read and written (a lazy, sparse Adam).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.encoder import Floats, TitleEncoder
from mestieri.engines.occupations.features import BUCKETS
from mestieri.engines.occupations.training.corpus import Batch, Corpus, draw_batch
from mestieri.engines.occupations.training.recipe import Recipe

STEPS_BETWEEN_SAVES = 250

_IMPOSSIBLE = np.float32(-1e4)
_FIRST_DECAY = 0.9
_SECOND_DECAY = 0.99
_BLOCK = 1024


class TrainingProblem(ValueError):
    """A training run that cannot go on; the message is a sentence for a person."""


@dataclass
class _Parameters:
    """Rows that learn, with Adam's memories of their gradients.

    The second memory is one number a row, not one a weight: as good here, and three
    times as fast on a core whose cache is small.
    """

    values: Floats
    drift: Floats = field(init=False)
    spread: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.drift = np.zeros_like(self.values)
        self.spread = np.zeros(len(self.values), dtype=np.float32)

    def descend(self, rows: npt.NDArray[np.int64], slope: Floats, rate: float, step: int) -> None:
        """One step of Adam on the touched rows alone, block by block to stay in the cache."""
        first = np.float32(rate / (1 - _FIRST_DECAY**step))
        second = np.float32(1 / (1 - _SECOND_DECAY**step))
        for start in range(0, len(rows), _BLOCK):
            block = rows[start : start + _BLOCK]
            steep = slope[start : start + _BLOCK]
            spread = self.spread[block]
            square = np.einsum("ij,ij->i", steep, steep) / np.float32(steep.shape[1])
            spread += np.float32(1 - _SECOND_DECAY) * (square - spread)
            self.spread[block] = spread
            drift = self.drift[block]
            drift += np.float32(1 - _FIRST_DECAY) * (steep - drift)
            self.drift[block] = drift
            drift *= (first / (np.sqrt(spread * second) + np.float32(1e-8)))[:, None]
            self.values[block] -= drift


class Training:
    """A run that can stop after any step and go on later to the same weights.

    Args:
        corpus: what to learn from.
        recipe: how.
    """

    def __init__(self, corpus: Corpus, recipe: Recipe) -> None:
        self.corpus = corpus
        self.recipe = recipe
        self.steps_done = 0
        random = np.random.default_rng([recipe.seed, 0])
        table = random.standard_normal((BUCKETS, recipe.dimensions), dtype=np.float32)
        self._table = _Parameters(table / np.float32(np.sqrt(recipe.dimensions)))
        # Rare features say more: a good place to start from, and learned from there on.
        self._weight = _Parameters(corpus.rarity()[:, None])

    def step(self) -> float:
        """Learn from one batch.

        Returns:
            The loss of the batch, in nats, before the step.
        """
        # One generator a step: a run that goes on needs no state of the generator.
        random = np.random.default_rng([self.recipe.seed, 1, self.steps_done])
        batch = draw_batch(self.corpus, self.recipe, random)
        matrix, touched = self._features(batch, random)
        table, weight = self._table.values[touched], self._weight.values[touched]
        sums: Floats = matrix @ (table * weight)
        lengths = np.sqrt(np.square(sums).sum(axis=1, keepdims=True)) + np.float32(1e-8)
        units = sums / lengths
        loss, slope = self._loss(units, batch)
        slope = (slope - units * (slope * units).sum(axis=1, keepdims=True)) / lengths
        rows_slope: Floats = matrix.T @ slope
        self.steps_done += 1
        rate = self._rate()
        weight_slope = np.einsum("ij,ij->i", rows_slope, table)[:, None]
        self._table.descend(touched, rows_slope * weight, rate, self.steps_done)
        self._weight.descend(touched, weight_slope, rate, self.steps_done)
        return loss

    def _rate(self) -> float:
        turn = np.pi * min(1.0, self.steps_done / self.recipe.steps)
        return self.recipe.learning_rate * float(0.01 + 0.99 * (1 + np.cos(turn)) / 2)

    def _features(
        self, batch: Batch, random: np.random.Generator
    ) -> tuple[Any, npt.NDArray[np.int64]]:
        """Feature matrix of the batch after dropout, over the touched buckets only."""
        sparse = _scipy_sparse()
        starts = self.corpus.starts
        lengths = starts[batch.titles + 1] - starts[batch.titles]
        ends = np.cumsum(lengths)
        places = np.repeat(starts[batch.titles] - (ends - lengths), lengths)
        buckets = self.corpus.buckets[places + np.arange(ends[-1])]
        sides = np.repeat(batch.owners, lengths)
        count = 2 * len(batch.concepts)
        recipe = self.recipe
        dropout = random.uniform(recipe.least_dropout, recipe.most_dropout, size=count)
        kept = random.random(len(buckets), dtype=np.float32) >= dropout[sides].astype(np.float32)
        kept[ends - lengths] = True  # a title never loses its first word
        buckets, sides = buckets[kept], sides[kept]
        seen = np.zeros(BUCKETS, dtype=np.bool_)
        seen[buckets] = True
        touched = np.flatnonzero(seen)
        column = np.cumsum(seen, dtype=np.int32) - 1
        row_starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(sides, minlength=count), out=row_starts[1:])
        ones = np.ones(len(buckets), dtype=np.float32)
        shape = (count, len(touched))
        return sparse.csr_matrix((ones, column[buckets], row_starts), shape=shape), touched

    def _loss(self, units: Floats, batch: Batch) -> tuple[float, Floats]:
        """InfoNCE both ways, and its slope by the unit vectors."""
        pairs = len(batch.concepts)
        first, second = units[:pairs], units[pairs:]
        odds = first @ second.T
        odds *= np.float32(1 / self.recipe.temperature)
        odds[self._not_wrong(batch)] = _IMPOSSIBLE
        odds -= odds.max()
        np.exp(odds, out=odds)
        right = np.diag(odds)
        by_row, by_column = odds.sum(axis=1), odds.sum(axis=0)
        tiny = np.float32(1e-30)
        chances = np.log(right / by_row + tiny).mean() + np.log(right / by_column + tiny).mean()
        slope = odds / by_row[:, None]
        odds /= by_column[None, :]
        slope += odds
        slope[np.arange(pairs), np.arange(pairs)] -= 2
        slope *= np.float32(1 / (2 * pairs * self.recipe.temperature))
        return float(-chances / 2), np.concatenate([slope @ second, slope.T @ first])

    def _not_wrong(self, batch: Batch) -> npt.NDArray[np.bool_]:
        """Pairs of the batch that are no wrong answer to each other."""
        unit = self.corpus.unit[batch.concepts]
        same = unit[:, None] == unit[None, :]
        if self.recipe.near_negatives:
            same &= batch.by_group[:, None] | batch.by_group[None, :]
        np.fill_diagonal(same, False)
        return same

    def encoder(self) -> TitleEncoder:
        """What has been learned so far, as an encoder of 4-bit weights.

        Buckets that no training title has are emptied: what the encoder knows nothing
        about adds nothing to a title.
        """
        table = self._table.values * self._weight.values
        table[self.corpus.frequency() == 0] = 0
        rarity = np.rint(self.corpus.rarity() * 255).astype(np.uint8)
        return TitleEncoder.from_floats(table, rarity)

    def save(self, path: Path) -> None:
        """Write everything needed to go on (about 200 MB at 128 dimensions)."""
        arrays = {"steps_done": np.array(self.steps_done), "recipe": self._fingerprint()}
        for name, parameters in (("table", self._table), ("weight", self._weight)):
            for part in ("values", "drift", "spread"):
                arrays[f"{name}_{part}"] = getattr(parameters, part)
        beside = path.with_name(path.name + ".part")
        with beside.open("wb") as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]
        beside.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a file written by `save`.

        Raises:
            TrainingProblem: it is damaged, or of another recipe or corpus.
        """
        try:
            with np.load(path, allow_pickle=False) as arrays:
                if not np.array_equal(arrays["recipe"], self._fingerprint()):
                    raise TrainingProblem(
                        f"«{path.name}» was saved by a run with other settings or other data."
                    )
                for name, parameters in (("table", self._table), ("weight", self._weight)):
                    for part in ("values", "drift", "spread"):
                        setattr(parameters, part, arrays[f"{name}_{part}"])
                self.steps_done = int(arrays["steps_done"])
        except TrainingProblem:
            raise
        except (ValueError, KeyError, OSError, EOFError) as problem:
            raise TrainingProblem(
                f"«{path.name}» is damaged; remove it to start anew."
            ) from problem

    def _fingerprint(self) -> npt.NDArray[np.float64]:
        """Numbers that differ where recipe or corpus differ."""
        corpus = self.corpus
        shape = [corpus.titles, len(corpus.buckets), int(corpus.buckets.sum(dtype=np.int64))]
        return np.array([*self.recipe.as_dict().values(), *shape], dtype=np.float64)


def train_steps(training: Training, saved: Path | None = None) -> Iterator[tuple[int, float]]:
    """Run a training to its last step, going on from `saved` if that file exists.

    On one machine, the same corpus and recipe give the same weights, whether the run was
    interrupted or not.

    Args:
        training: as new.
        saved: where to keep the state, every `STEPS_BETWEEN_SAVES` steps.

    Yields:
        The number of each step made (from 1), and its loss in nats.

    Raises:
        TrainingProblem: the saved state does not fit, or scipy is not installed.
    """
    _scipy_sparse()
    if saved is not None and saved.exists():
        training.resume(saved)
    while training.steps_done < training.recipe.steps:
        loss = training.step()
        last = training.steps_done == training.recipe.steps
        if saved is not None and (last or training.steps_done % STEPS_BETWEEN_SAVES == 0):
            training.save(saved)
        yield training.steps_done, loss


def _scipy_sparse() -> Any:
    try:
        from scipy import sparse
    except ImportError as problem:
        raise TrainingProblem(
            "Training needs scipy: install it with «pip install mestieri[train]»."
        ) from problem
    return sparse
