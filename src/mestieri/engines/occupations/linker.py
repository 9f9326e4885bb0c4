"""From a job title as people write it to the occupations it may mean, with the reason.

Four ways, in this order: the label as written, the folded label, labels written alike,
labels that mean the same. All candidates are ranked by one sum (see `fusion`); those
whose label is the title itself come first.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.abbreviations import spelled_out
from mestieri.engines.occupations.classification import Classification, Group
from mestieri.engines.occupations.encoder import Floats, TitleEncoder
from mestieri.engines.occupations.fusion import Fusion
from mestieri.engines.occupations.hits import Hit, How, Ranking
from mestieri.engines.occupations.labels import Integers, Labels
from mestieri.engines.occupations.text import (
    LONGEST_TITLE,
    coordinated_parts,
    key_of,
    single_forms,
)
from mestieri.engines.occupations.vectors import concept_vectors
from mestieri.engines.occupations.weighing import FUZZY_FROM, Reading, Weighed

NEAREST_BY_MEANING = 150
"""Concepts that are looked at closely because the encoder finds them near."""

ALIKE_IN_WRITING = 30
"""Forms that are looked at closely because they are written alike, a language."""

LEAST_LIKENESS = 0.72
"""Likeness of writing below which two titles are no longer called alike."""

MOST_PARTS = 4
FEWEST_LETTERS = 2

_TITLES_AT_ONCE = 256


class Linker:
    """Links titles to the concepts of a classification.

    Args:
        classification: what to link to.
        encoder: what titles mean.
        vectors: of the classification's concepts, from `concept_vectors`; computed here
            (some seconds) where not given.
        fusion: how much each voice counts.
    """

    VOICES = (
        "meaning",
        "group_meaning",
        "overlap",
        "fuzzy",
        "exact",
        "unit_group",
        "upper_group",
    )

    def __init__(
        self,
        classification: Classification,
        encoder: TitleEncoder,
        vectors: Floats | None = None,
        fusion: Fusion | None = None,
    ) -> None:
        self.classification = classification
        self.encoder = encoder
        self.vectors = concept_vectors(classification, encoder) if vectors is None else vectors
        self.fusion = fusion or Fusion()
        concepts = classification.concepts
        self.languages = sorted({language for c in concepts for language in c.labels})
        self._labels: dict[str, Labels] = {}
        self._above = _groups_above(classification)
        self._levels = _levels(classification)
        odds = np.array([self.fusion.unit_group, self.fusion.upper_group], dtype=np.float32)
        self._group_odds = odds @ self._levels

    def labels(self, language: str) -> Labels:
        """The labels of one language; made at the first call, then kept."""
        if language not in self._labels:
            made = Labels(self.classification, language, self.encoder.rarity)
            self._labels[language] = made
        return self._labels[language]

    def link(
        self, title: str, language: str | None = None, top: int = 10, groups: bool = True
    ) -> list[Hit]:
        """The concepts that a title may mean, best first.

        Args:
            title: as written, in any language; gendered pairs, coordinated titles,
                abbreviations and misspellings included.
            language: ISO 639-1 code of the title, if known; an unknown or missing one
                makes every language's labels count.
            top: how many hits at most.
            groups: whether ISCO groups may be hits beside occupations.

        Returns:
            At most `top` hits; none where the title has fewer than two letters or digits,
            or nothing in it was ever seen in any label.
        """
        readings = self._readings(title, language)
        if not readings or top < 1:
            return []
        weighed = self._weighed(readings, language, max(NEAREST_BY_MEANING, top))
        if weighed is None:
            return []
        order = [place for place in weighed.order() if groups or not self._is_group(weighed, place)]
        return [self._hit(weighed, place, language) for place in order[:top]]

    def nearest(self, titles: Sequence[str], top: int = 10) -> tuple[Integers, Floats]:
        """The nearest concepts by meaning alone: the fast way for very many titles.

        Args:
            titles: as of `link`; what has no known word gets arbitrary concepts at 0.
            top: how many concepts a title.

        Returns:
            Concept numbers and cosines, best first, both of shape `(len(titles), top)`.
        """
        top = min(top, len(self.vectors))
        numbers = np.empty((len(titles), top), dtype=np.int64)
        cosines = np.empty((len(titles), top), dtype=np.float32)
        for start in range(0, len(titles), _TITLES_AT_ONCE):
            block = slice(start, start + _TITLES_AT_ONCE)
            near = self.encoder.encode(titles[block]) @ self.vectors.T
            best = np.argpartition(near, -top, axis=1)[:, -top:]
            found = np.take_along_axis(near, best, axis=1)
            order = np.argsort(-found, axis=1)
            numbers[block] = np.take_along_axis(best, order, axis=1)
            cosines[block] = np.take_along_axis(found, order, axis=1)
        return numbers, cosines

    def rank(self, title: str, language: str | None = None) -> Ranking:
        """Every concept in order, for benchmarks: close candidates first, then by meaning.

        Args:
            title: as of `link`.
            language: as of `link`.
        """
        readings = self._readings(title, language)
        weighed = self._weighed(readings, language, NEAREST_BY_MEANING) if readings else None
        everyone = np.arange(len(self.classification.concepts))
        if weighed is None:
            return Ranking(everyone, np.zeros(len(everyone), dtype=np.float32), 0)
        order = np.array(weighed.order(), dtype=np.int64)
        close, scores = weighed.concepts[order], _falling(weighed.scores[order])
        rest = np.setdiff1d(everyone, close)
        far = self._far(readings[0].vector)[rest]
        far_order = np.argsort(-far, kind="stable")
        floor = min(float(scores.min()), float(far.max(initial=0))) if len(rest) else 0.0
        far_scores = far[far_order] - far.max(initial=0) + floor - 1
        joined = np.concatenate([scores, far_scores]).astype(np.float32)
        return Ranking(np.concatenate([close, rest[far_order]]), joined, len(close))

    def voices(
        self, title: str, language: str | None = None
    ) -> tuple[Integers, npt.NDArray[np.float32]] | None:
        """What each voice says of each candidate, before any weight: for choosing weights.

        Args:
            title: as of `link`.
            language: as of `link`.

        Returns:
            Concept numbers, shape `(candidates,)`, and the voices in the order of
            `VOICES`, shape `(candidates, voices)`; None where nothing is known.
        """
        readings = self._readings(title, language)[:1]
        names = self._asked(language)
        candidates = self._candidates(readings, names, NEAREST_BY_MEANING)
        if not len(candidates):
            return None
        near = self.vectors @ readings[0].vector
        written = np.zeros((3, len(candidates)), dtype=np.float32)
        for name in names:
            labels = self.labels(name)
            places = labels.of_concepts(candidates)
            if not len(places):
                continue
            owner = np.searchsorted(candidates, labels.concepts[places])
            for row, said in enumerate(_compare(labels, readings[0].keys, places)):
                np.maximum.at(written[row], owner, said.astype(np.float32))
        spoken = [near[candidates], near[self._above][candidates], *written]
        return candidates, np.stack([*spoken, *self._levels[:, candidates]], axis=1)

    def _readings(self, title: str, language: str | None) -> list[Reading]:
        """The whole title first, then its parts if it is a coordinated one."""
        title = title[:LONGEST_TITLE]
        if len(key_of(title).replace(" ", "")) < FEWEST_LETTERS:
            return []
        whole = self._reading(title, language, is_part=False)
        exact = any(self.labels(name).with_key(whole.keys) for name in self._asked(language))
        parts = [] if exact else coordinated_parts(title)[:MOST_PARTS]
        read = (self._reading(part, language, is_part=True) for part in parts)
        return [whole, *(part for part in read if part.keys)]

    def _reading(self, title: str, language: str | None, *, is_part: bool) -> Reading:
        forms = single_forms(title)
        keys = [key_of(title), *(key_of(form) for form in forms)]
        spelled = self._spelled_out(title, language)
        if spelled != title:
            forms = single_forms(spelled)
            keys += [key_of(form) for form in forms]
        vector = self.encoder.encode(forms).sum(axis=0)
        vector /= max(float(np.linalg.norm(vector)), 1e-9)
        return Reading(title, [key for key in dict.fromkeys(keys) if key], vector, is_part)

    def _spelled_out(self, title: str, language: str | None) -> str:
        known = language in self.languages
        vocabulary = self.labels(language).vocabulary if known and language else {}
        return spelled_out(title, language, vocabulary)

    def _asked(self, language: str | None) -> Sequence[str]:
        return [language] if language in self.languages and language else self.languages

    def _weighed(
        self, readings: list[Reading], language: str | None, nearest: int
    ) -> Weighed | None:
        """Look closely at the candidates of every reading; None where nothing is known."""
        names = self._asked(language)
        candidates = self._candidates(readings, names, nearest)
        if not len(candidates):
            return None
        whole, *parts = [self._weigh(reading, candidates, names) for reading in readings]
        named = [(place, part) for part in parts if (place := part.named()) is not None]
        several = len({place for place, _ in named}) > 1
        # Only where every part is a title by itself, and the whole is none, is it two in one:
        # «impiegati, in generale» has a comma and is a single title.
        if several and len(named) == len(parts) and whole.named() is None:
            for place, part in named:
                whole.put_first(place, part)
        return whole

    def _candidates(self, readings: list[Reading], names: Sequence[str], nearest: int) -> Integers:
        """Concepts near in meaning, written alike, or named exactly so."""
        found: set[int] = set()
        for reading in readings:
            if reading.vector.any():
                near = self._far(reading.vector)
                most = min(nearest, len(near))
                found.update(np.argpartition(-near, most - 1)[:most].tolist())
            for name in names:
                labels = self.labels(name)
                places = labels.with_key(reading.keys)
                places += labels.alike(reading.keys[-1], LEAST_LIKENESS, ALIKE_IN_WRITING)
                found.update(labels.concepts[places].tolist())
        return np.array(sorted(found), dtype=np.int64)

    def _far(self, vector: Floats) -> Floats:
        """What can be said of every concept at once: meaning, and whether it is a group."""
        near = self.vectors @ vector
        fusion = self.fusion
        odds: Floats = (
            fusion.meaning * near + fusion.group_meaning * near[self._above] + self._group_odds
        )
        return odds

    def _weigh(self, reading: Reading, candidates: Integers, names: Sequence[str]) -> Weighed:
        """Sum the voices for one reading."""
        fusion = self.fusion
        written = np.full(len(candidates), -1, dtype=np.float32)
        fuzzy = np.zeros(len(candidates), dtype=np.float32)
        matched = np.full(len(candidates), -1, dtype=np.int64)
        spoken = np.zeros(len(candidates), dtype=np.int64)
        exact = np.zeros(len(candidates), dtype=np.bool_)
        for index, name in enumerate(names):
            labels = self.labels(name)
            places = labels.of_concepts(candidates)
            if not len(places):
                continue
            owner = np.searchsorted(candidates, labels.concepts[places])
            overlap, alike, same = _compare(labels, reading.keys, places)
            sums = fusion.overlap * overlap + fusion.fuzzy * alike + fusion.exact * same
            order = np.lexsort((-sums, owner))
            first = order[np.r_[True, owner[order][1:] != owner[order][:-1]]]
            better = sums[first] > written[owner[first]]
            chosen = first[better]
            written[owner[chosen]] = sums[chosen]
            fuzzy[owner[chosen]] = alike[chosen]
            matched[owner[chosen]] = places[chosen]
            spoken[owner[chosen]] = index
            exact[owner[chosen]] = same[chosen]
        scores = self._far(reading.vector)[candidates] + np.maximum(written, 0)
        read = [reading] * len(candidates)
        exact &= fusion.dictionary > 0
        return Weighed(candidates, scores, exact, fuzzy, matched, spoken, list(names), read)

    def _matched(self, weighed: Weighed, place: int) -> tuple[str, How]:
        """The label that matched a candidate, and how."""
        concept = self.classification.concepts[weighed.concepts[place]]
        name = weighed.names[weighed.language[place]]
        matched = int(weighed.matched[place])
        if matched < 0:
            return concept.label(name), How.MEANING
        asked = " ".join(weighed.reading[place].text.split()).casefold()
        written = (text for text in concept.labels[name] if text.casefold() == asked)
        as_written = next(written, None)
        if as_written is not None:
            return as_written, How.EXACT
        text = self.labels(name).texts[matched]
        if weighed.exact[place]:
            return text, How.FOLDED
        return text, How.FUZZY if weighed.fuzzy[place] >= FUZZY_FROM else How.MEANING

    def _is_group(self, weighed: Weighed, place: int) -> bool:
        return isinstance(self.classification.concepts[weighed.concepts[place]], Group)

    def _hit(self, weighed: Weighed, place: int, language: str | None) -> Hit:
        concept = self.classification.concepts[weighed.concepts[place]]
        reading = weighed.reading[place]
        name = weighed.names[weighed.language[place]]
        text, how = self._matched(weighed, place)
        return Hit(
            uri=concept.uri,
            label=concept.label(language or name),
            isco=concept.isco,
            matched_label=text,
            matched_language=name,
            how=how,
            kind="group" if isinstance(concept, Group) else "occupation",
            confidence=round(float(weighed.confidence()[place]), 4),
            matched_part=reading.text if reading.is_part else "",
        )


def _falling(scores: Floats) -> Floats:
    """Scores that never increase: what was put first is raised to what it precedes."""
    raised: Floats = np.maximum.accumulate(scores[::-1])[::-1]
    return raised


def _compare(
    labels: Labels, keys: list[str], places: Integers
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Overlap, likeness and sameness of the forms with the best of the title's keys."""
    overlap, alike = labels.overlap(keys, places), labels.likeness(keys, places)
    return overlap, alike, labels.are(keys, places)


def _groups_above(classification: Classification) -> Integers:
    """For each concept the number of the ISCO group above it, or its own if there is none."""
    number = {concept.uri: place for place, concept in enumerate(classification.concepts)}
    above = []
    for place, concept in enumerate(classification.concepts):
        code = concept.isco[:-1] if isinstance(concept, Group) else concept.isco
        group = classification.group_by_code.get(code)
        above.append(number[group.uri] if group else place)
    return np.array(above, dtype=np.int64)


def _levels(classification: Classification) -> Floats:
    """Whether each concept is an ISCO unit group, and whether it is a group above those."""
    codes = [c.code if isinstance(c, Group) else "" for c in classification.concepts]
    lengths = np.array([len(code) for code in codes])
    levels: Floats = np.stack([lengths == 4, (lengths > 0) & (lengths < 4)]).astype(np.float32)
    return levels
