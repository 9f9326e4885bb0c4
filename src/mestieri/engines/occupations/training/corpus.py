"""The titles to learn from, and the pairs drawn from them.

Only ESCO is read here: labels of occupations, names of ISCO groups, essential skills. No
crosswalk and no judgement of a benchmark is ever seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.classification import Classification, Labels
from mestieri.engines.occupations.features import BUCKETS, Buckets, feature_rows
from mestieri.engines.occupations.text import key_of, single_forms
from mestieri.engines.occupations.training.recipe import Recipe

Integers = npt.NDArray[np.int64]

LABELS_IN_A_BAG = 3


@dataclass(frozen=True)
class Corpus:
    """Titles as feature rows, and which titles belong to which concept and language.

    Attributes:
        starts: starts of the feature rows, as of `feature_rows`.
        buckets: features of all rows.
        titles_of: for each concept, for each of its languages, the numbers of its titles.
        unit: for each concept, the number of its ISCO group.
        group_titles: for each ISCO group, for each language, the numbers of its names.
        skill_titles: for each concept, the numbers of its essential skills.
    """

    starts: Integers
    buckets: Buckets
    titles_of: list[list[Integers]]
    unit: Integers
    group_titles: list[list[Integers]]
    skill_titles: list[Integers]

    @property
    def titles(self) -> int:
        """How many distinct titles there are."""
        return len(self.starts) - 1

    def frequency(self) -> Integers:
        """How often each bucket occurs; shape `(BUCKETS,)`."""
        return np.bincount(self.buckets, minlength=BUCKETS)

    def rarity(self) -> npt.NDArray[np.float32]:
        """Inverse document frequency of each bucket, 0 (in every title) to 1 (in none)."""
        share = np.log((1 + self.titles) / (1 + np.minimum(self.frequency(), self.titles)))
        return (share / np.log(1 + self.titles)).astype(np.float32)


@dataclass(frozen=True)
class Batch:
    """Pairs of titles, one pair of each of many concepts.

    Attributes:
        concepts: concept numbers, shape `(pairs,)`.
        titles: title numbers of all sides.
        owners: side each title belongs to: `i` is the first side of pair `i`,
            `pairs + i` its second; never decreasing.
        by_group: whether a pair's second side is the name of its ISCO group.
    """

    concepts: Integers
    titles: Integers
    owners: Integers
    by_group: npt.NDArray[np.bool_]


@dataclass
class _Gathering:
    """Numbers distinct titles and groups as they come."""

    titles: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)

    def number(self, title: str) -> int:
        return self.titles.setdefault(key_of(title), len(self.titles))

    def numbers(self, titles: list[str]) -> Integers:
        kept = dict.fromkeys(self.number(title) for title in titles if key_of(title))
        return np.fromiter(kept, dtype=np.int64, count=len(kept))

    def by_language(self, labels: Mapping[str, Labels]) -> list[Integers]:
        found = [
            self.numbers([form for label in labels[language] for form in single_forms(label)])
            for language in sorted(labels)
        ]
        return [numbers for numbers in found if len(numbers)]


def corpus_of(classification: Classification) -> Corpus:
    """Gather the titles of a classification.

    Args:
        classification: with labels in at least one language.

    Returns:
        The corpus; it depends on the classification alone.
    """
    gathering = _Gathering()
    titles_of, unit, skills = [], [], []
    for concept in classification.concepts:
        titles_of.append(gathering.by_language(concept.labels))
        unit.append(gathering.groups.setdefault(concept.isco, len(gathering.groups)))
        essential = sorted(classification.essential_skills.get(concept.uri, ()))
        labels = [
            label
            for uri in essential
            for label in classification.skill_labels.get(uri, {}).values()
        ]
        skills.append(gathering.numbers(labels))
    groups = classification.group_by_code
    group_titles = [
        gathering.by_language(groups[code].labels) if code in groups else []
        for code in gathering.groups
    ]
    starts, buckets = feature_rows(gathering.titles)
    return Corpus(starts, buckets, titles_of, np.array(unit), group_titles, skills)


def draw_batch(corpus: Corpus, recipe: Recipe, random: np.random.Generator) -> Batch:
    """Draw one batch: a pair of titles of each of `recipe.batch` different concepts.

    Args:
        corpus: where titles come from.
        recipe: the shares of each kind of pair.
        random: consumed in a fixed order, so one state gives one batch.

    Returns:
        As many pairs as `recipe.batch`, or as there are concepts if those are fewer.
    """
    size = min(recipe.batch, len(corpus.titles_of))
    concepts = random.choice(len(corpus.titles_of), size=size, replace=False)
    chances = random.random((size, 5 + LABELS_IN_A_BAG * 2))
    first, second, by_group = [], [], []
    for concept, chance in zip(concepts.tolist(), chances.tolist(), strict=True):
        language = _pick(corpus.titles_of[concept], chance[0])
        first.append(_pick(language, chance[1]))
        names = corpus.group_titles[corpus.unit[concept]]
        by_group.append(chance[2] < recipe.group_share and bool(names))
        second.append(_second_side(corpus, recipe, concept, language, chance[2:]))
    titles = np.array([*first, *(title for side in second for title in side)], dtype=np.int64)
    sizes = [1] * size + [len(side) for side in second]
    owners = np.repeat(np.arange(2 * size), sizes)
    return Batch(concepts, titles, owners, np.array(by_group, dtype=np.bool_))


def _second_side(
    corpus: Corpus, recipe: Recipe, concept: int, language: Integers, chance: list[float]
) -> list[int]:
    """Title numbers of a pair's second side: a group's name, a skill, a bag, or a label."""
    kind, which, place, *more = chance
    languages = corpus.titles_of[concept]
    names = corpus.group_titles[corpus.unit[concept]]
    skills = corpus.skill_titles[concept]
    if kind < recipe.group_share and names:
        return [_pick(_pick(names, which), place)]
    kind -= recipe.group_share
    if 0 <= kind < recipe.skill_share and len(skills):
        return [_pick(skills, place)]
    kind -= recipe.skill_share
    if 0 <= kind < recipe.bag_share:
        drawn = zip(more[::2], more[1::2], strict=True)
        return [_pick(_pick(languages, one), two) for one, two in drawn]
    if which < recipe.same_language_share:
        return [_pick(language, place)]
    return [_pick(_pick(languages, more[0]), place)]


def _pick(items: Any, chance: float) -> Any:
    return items[int(chance * len(items))]
