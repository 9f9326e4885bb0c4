"""Occupations near an occupation, each with the reasons a person can check.

Three sources speak: the essential skills that both share (rare skills say more), the
place of both in the classification, and the encoder's view of their labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.classification import Classification, Occupation
from mestieri.engines.occupations.encoder import Floats

SKILLS_WEIGHT = 0.55
HIERARCHY_WEIGHT = 0.2
TITLES_WEIGHT = 0.25
"""Shares of the three sources in the score; a judgement of ours, there is no key to fit it to."""

SKILLS_NAMED = 5
CLOSE_TITLES_FROM = 0.6
"""Cosine of two occupations' vectors from which their titles are called alike."""


class Why(StrEnum):
    """Kinds of reasons."""

    SKILLS = "shared essential skills"
    BROADER = "same broader occupation"
    GROUP = "same ISCO group"
    TITLES = "titles alike in meaning"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for nearness.

    Attributes:
        why: its kind.
        names: what is shared: skill labels, rarest first; the group's or broader
            occupation's label; nothing for titles.
        count: how many skills are shared in all; 1 for the other kinds.
    """

    why: Why
    names: tuple[str, ...] = ()
    count: int = 1


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An occupation near another.

    Attributes:
        uri: of the neighbour.
        label: preferred label in the language asked for.
        isco: its unit group.
        nearness: 0 to 1.
        reasons: why, strongest kind first; never empty.
    """

    uri: str
    label: str
    isco: str
    nearness: float
    reasons: tuple[Reason, ...]


class Nearness:
    """Finds the occupations near an occupation.

    Args:
        classification: with essential skills; without them the other sources speak alone.
        vectors: from `concept_vectors`.
    """

    def __init__(self, classification: Classification, vectors: Floats) -> None:
        self.classification = classification
        occupations = classification.occupations
        self._place = {occupation.uri: n for n, occupation in enumerate(occupations)}
        self._vectors = vectors[: len(occupations)]
        self._by_code = {o.code: o for o in occupations if o.code}
        self._codes = [o.code or o.isco for o in occupations]
        self._number = _skill_numbers(classification)
        self._skills = [self._skills_of(occupation.uri) for occupation in occupations]
        self._rarity = _rarity(self._skills, len(self._number))
        self._weight = np.array([self._rarity[row].sum() for row in self._skills])
        self._holders = self._holders_of_skills()

    def near(self, uri: str, top: int = 10, language: str = "en") -> list[Neighbour]:
        """The nearest occupations, best first.

        Args:
            uri: of an occupation.
            top: how many at most.
            language: of labels, where there are labels in it.

        Returns:
            Neighbours that share something a person can be told; possibly none.

        Raises:
            KeyError: the classification has no such occupation.
        """
        self.classification.occupation(uri)
        own = self._place[uri]
        skills = self._shared_skills(own)
        hierarchy = np.array([_shared_levels(self._codes[own], code) for code in self._codes])
        titles = np.clip(self._vectors @ self._vectors[own], 0, 1)
        nearness = SKILLS_WEIGHT * skills + HIERARCHY_WEIGHT * hierarchy + TITLES_WEIGHT * titles
        nearness[own] = -1
        found: list[Neighbour] = []
        for place in np.argsort(-nearness, kind="stable").tolist():
            if len(found) >= top or nearness[place] <= 0:
                break
            reasons = self._reasons(own, place, float(titles[place]), language)
            if reasons:
                found.append(self._neighbour(place, float(nearness[place]), reasons, language))
        return found

    def _neighbour(
        self, place: int, nearness: float, reasons: tuple[Reason, ...], language: str
    ) -> Neighbour:
        other = self.classification.occupations[place]
        label = other.label(language)
        return Neighbour(other.uri, label, other.isco, round(min(nearness, 1.0), 4), reasons)

    def _shared_skills(self, own: int) -> npt.NDArray[np.float64]:
        """Cosine of the rarity-weighted sets of essential skills with every occupation's."""
        shared = np.zeros(len(self._codes))
        for skill in self._skills[own].tolist():
            shared[self._holders[skill]] += self._rarity[skill]
        length = np.sqrt(self._weight * self._weight[own])
        return np.divide(shared, length, out=np.zeros_like(shared), where=length > 0)

    def _holders_of_skills(self) -> list[npt.NDArray[np.int64]]:
        holders: list[list[int]] = [[] for _ in self._rarity]
        for place, row in enumerate(self._skills):
            for skill in row.tolist():
                holders[skill].append(place)
        return [np.array(places, dtype=np.int64) for places in holders]

    def _reasons(self, own: int, other: int, titles: float, language: str) -> tuple[Reason, ...]:
        one, two = (self.classification.occupations[place] for place in (own, other))
        reasons = [
            self._skills_reason(one, two, language),
            self._hierarchy_reason(one, two, language),
            Reason(Why.TITLES) if titles >= CLOSE_TITLES_FROM else None,
        ]
        return tuple(reason for reason in reasons if reason is not None)

    def _skills_reason(self, one: Occupation, two: Occupation, language: str) -> Reason | None:
        essential = self.classification.essential_skills
        shared = essential.get(one.uri, frozenset()) & essential.get(two.uri, frozenset())
        if not shared:
            return None
        rarest = sorted(shared, key=lambda uri: (-self._rarity_of(uri), uri))[:SKILLS_NAMED]
        names = tuple(self.classification.skill_label(uri, language) for uri in rarest)
        return Reason(Why.SKILLS, names, len(shared))

    def _rarity_of(self, uri: str) -> float:
        return float(self._rarity[self._number[uri]])

    def _skills_of(self, uri: str) -> npt.NDArray[np.int64]:
        skills = self.classification.essential_skills.get(uri, frozenset())
        return np.array(sorted(self._number[skill] for skill in skills), dtype=np.int64)

    def _hierarchy_reason(self, one: Occupation, two: Occupation, language: str) -> Reason | None:
        broader = self._by_code.get(_common_code(one.code, two.code))
        if broader is not None:
            return Reason(Why.BROADER, (broader.label(language),))
        group = self.classification.group_by_code.get(one.isco)
        if one.isco == two.isco and group is not None:
            return Reason(Why.GROUP, (group.label(language),))
        return None


def _skill_numbers(classification: Classification) -> dict[str, int]:
    """A number for each essential skill, in the order of their URIs."""
    skills = sorted(set().union(*classification.essential_skills.values()))
    return {uri: number for number, uri in enumerate(skills)}


def _rarity(rows: list[npt.NDArray[np.int64]], skills: int) -> npt.NDArray[np.float64]:
    """Squared inverse document frequency of each skill among the occupations."""
    joined = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
    frequency = np.bincount(joined, minlength=skills)
    return np.square(np.log((1 + len(rows)) / (1 + frequency)))


def _common_code(one: str, two: str) -> str:
    """The longest ESCO code that both are, or are under: «2654.1.7», «2654.1.2» → «2654.1»."""
    shared = []
    for left, right in zip(one.split("."), two.split("."), strict=False):
        if left != right:
            break
        shared.append(left)
    return ".".join(shared) if len(shared) > 1 else ""


def _shared_levels(one: str, two: str) -> float:
    """How far down two codes agree: 1 where the unit group is one, less for each digit lost."""
    if _common_code(one, two):
        return 1.0
    group, other = one[:4], two[:4]
    same = next((n for n in range(4, 0, -1) if group[:n] == other[:n]), 0)
    return (0.0, 0.05, 0.2, 0.45, 0.85)[same]
