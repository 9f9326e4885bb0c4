"""The labels of a classification in one language, ready to be compared with a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from mestieri.engines.occupations.classification import Classification
from mestieri.engines.occupations.features import BUCKETS, feature_rows
from mestieri.engines.occupations.text import key_of, single_forms

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


def sorted_key(key: str) -> str:
    """A key with its words in alphabetical order, so that word order does not matter."""
    return " ".join(sorted(key.split()))


class Labels:
    """Every form of every label of one language, in the order of their concepts.

    Args:
        classification: where the labels come from.
        language: ISO 639-1 code.
        rarity: inverse document frequency of each bucket, `uint8`, shape `(BUCKETS,)`.

    Attributes:
        texts: the label each form belongs to, as ESCO writes it.
        keys: the folded forms.
        concepts: the concept number of each form, never decreasing.
    """

    def __init__(
        self, classification: Classification, language: str, rarity: npt.NDArray[np.uint8]
    ) -> None:
        self.language = language
        self._rarity = np.square(rarity.astype(np.float32) / 255)
        self.texts: list[str] = []
        self.keys: list[str] = []
        concepts: list[int] = []
        for number, concept in enumerate(classification.concepts):
            labels = concept.labels.get(language)
            for key, text in _forms(labels or ()).items():
                self.texts.append(text)
                self.keys.append(key)
                concepts.append(number)
        self.concepts = np.array(concepts, dtype=np.int64)
        count = len(classification.concepts) + 1
        self._starts = np.searchsorted(self.concepts, np.arange(count))
        self._features: dict[int, npt.NDArray[np.int32]] = {}
        self._sizes = np.zeros(len(self.keys), dtype=np.int64)
        self._lengths = np.zeros(len(self.keys), dtype=np.float32)

    @cached_property
    def sorted_keys(self) -> list[str]:
        """The keys with their words in alphabetical order."""
        return [sorted_key(key) for key in self.keys]

    @cached_property
    def places_of_key(self) -> dict[str, list[int]]:
        """Places of the forms by key."""
        places: dict[str, list[int]] = {}
        for place, key in enumerate(self.keys):
            places.setdefault(key, []).append(place)
        return places

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Folded words of the labels with their frequency, in alphabetical order."""
        counted = Counter(word for key in self.keys for word in key.split())
        return dict(sorted(counted.items()))

    def with_key(self, keys: Iterable[str]) -> list[int]:
        """Places of the forms whose key is one of `keys`."""
        return [place for key in keys for place in self.places_of_key.get(key, ())]

    def alike(self, key: str, least: float, most: int) -> list[int]:
        """Places of the forms written most like `key`, whatever their word order.

        Args:
            key: a folded title.
            least: likeness from 0 to 1 below which a form is left out.
            most: how many places at most.
        """
        found = process.extract(
            sorted_key(key),
            self.sorted_keys,
            scorer=fuzz.ratio,
            score_cutoff=100 * least,
            limit=most,
        )
        return [place for _, _, place in found]

    def of_concepts(self, concepts: Integers) -> Integers:
        """Places of all forms of these concepts."""
        starts, ends = self._starts[concepts], self._starts[concepts + 1]
        lengths = ends - starts
        offsets = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
        return np.arange(int(lengths.sum())) + offsets

    def likeness(self, keys: Sequence[str], places: Integers) -> Floats:
        """How alike two writings are, 0 to 1, whatever the order of their words.

        Args:
            keys: folded writings of one title; the one most alike counts.
            places: forms to compare them with.

        Returns:
            Normalised indel similarity of the sorted words; shape `(len(places),)`.
        """
        others = [self.sorted_keys[place] for place in places.tolist()]
        asked = [sorted_key(key) for key in keys]
        alike = process.cdist(asked, others, scorer=fuzz.ratio, dtype=np.float32)
        likeness: Floats = np.asarray(alike, dtype=np.float32).max(axis=0) / np.float32(100)
        return likeness

    def overlap(self, keys: Sequence[str], places: Integers) -> Floats:
        """Cosine of the rarity-weighted (tf-idf) features of a title and of forms.

        Args:
            keys: folded writings of one title; the one with the largest overlap counts.
            places: forms to compare them with.

        Returns:
            Numbers from 0 to 1; shape `(len(places),)`.
        """
        self._learn(places)
        buckets = np.concatenate([self._features[place] for place in places.tolist()])
        starts = np.zeros(len(places), dtype=np.int64)
        np.cumsum(self._sizes[places][:-1], out=starts[1:])
        best = np.zeros(len(places), dtype=np.float32)
        for key in keys:
            own = np.unique(feature_rows([key])[1])
            asked = np.zeros(BUCKETS, dtype=np.float32)
            asked[own] = self._rarity[own]
            shared = np.add.reduceat(asked[buckets], starts)
            length = np.sqrt(self._rarity[own].sum()) * self._lengths[places]
            np.maximum(best, shared / np.maximum(length, 1e-6), out=best)
        return best

    def are(self, keys: Sequence[str], places: Integers) -> npt.NDArray[np.bool_]:
        """Whether forms are one of these writings."""
        return np.isin(places, self.with_key(keys))

    def _learn(self, places: Integers) -> None:
        """Hash the forms not met before; they are kept."""
        fresh = [place for place in places.tolist() if place not in self._features]
        starts, buckets = feature_rows(self.keys[place] for place in fresh)
        for row, place in enumerate(fresh):
            features = np.unique(buckets[starts[row] : starts[row + 1]])
            self._features[place] = features
            self._sizes[place] = len(features)
            self._lengths[place] = np.sqrt(self._rarity[features].sum())


def _forms(labels: Iterable[str]) -> dict[str, str]:
    """Keys of all forms of labels, each with the label that has it, whole labels first."""
    given = list(labels)
    forms: dict[str, str] = {}
    for label in given:
        forms.setdefault(key_of(label), label)
    for label in given:
        for form in single_forms(label):
            forms.setdefault(key_of(form), label)
    forms.pop("", None)
    return forms
