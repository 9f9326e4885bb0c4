"""The classification in memory: occupations, ISCO groups, skills, and their labels.

Keyed on URIs, because labels change between versions of ESCO and URIs do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro")
"""ISO 639-1 codes of the languages the engine was trained in."""

ATTRIBUTION = (
    "This service uses the ESCO classification of the European Commission "
    "(© European Union, reused under Commission Decision 2011/833/EU)."
)


class ClassificationProblem(ValueError):
    """A classification that cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels of one concept in one language.

    Attributes:
        preferred: the preferred label, possibly a gendered pair («cuoco/cuoca»).
        alternatives: other labels, without the preferred one.
    """

    preferred: str
    alternatives: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[str]:
        yield self.preferred
        yield from self.alternatives


@dataclass(frozen=True, slots=True)
class Occupation:
    """An ESCO occupation.

    Attributes:
        uri: the identifier that never changes.
        isco: its ISCO-08 unit group, four digits.
        code: its ESCO code («2654.1.7»), empty where the source gives none.
        labels: labels by language code.
    """

    uri: str
    isco: str
    code: str
    labels: Mapping[str, Labels]

    def label(self, language: str) -> str:
        """Preferred label in `language`, else English, else any."""
        return _best_label(self.labels, language)


@dataclass(frozen=True, slots=True)
class Group:
    """An ISCO-08 group, from major (one digit) to unit (four digits)."""

    uri: str
    code: str
    labels: Mapping[str, Labels]

    @property
    def isco(self) -> str:
        """The group's own code, so that a group and an occupation are asked alike."""
        return self.code

    def label(self, language: str) -> str:
        """Preferred label in `language`, else English, else any."""
        return _best_label(self.labels, language)


@dataclass(frozen=True)
class Classification:
    """A version of the classification, ready to be asked.

    Attributes:
        version: as the source calls itself («ESCO 1.1.1»).
        occupations: every occupation, sorted by URI.
        groups: every ISCO group, sorted by code.
        skill_labels: labels of skills by skill URI, then language.
        essential_skills: URIs of the essential skills of an occupation, by its URI.
    """

    version: str
    occupations: tuple[Occupation, ...]
    groups: tuple[Group, ...] = ()
    skill_labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    essential_skills: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def concepts(self) -> tuple[Occupation | Group, ...]:
        """Occupations, then groups; a concept's number elsewhere is its place here."""
        return (*self.occupations, *self.groups)

    @cached_property
    def by_uri(self) -> dict[str, Occupation | Group]:
        """Occupations and groups by URI."""
        return {concept.uri: concept for concept in self.concepts}

    @cached_property
    def group_by_code(self) -> dict[str, Group]:
        """Groups by ISCO code."""
        return {group.code: group for group in self.groups}

    def occupation(self, uri: str) -> Occupation:
        """The occupation with this URI.

        Raises:
            KeyError: the classification has no such occupation.
        """
        concept = self.by_uri.get(uri)
        if not isinstance(concept, Occupation):
            raise KeyError(f"«{uri}» is not an occupation of {self.version}.")
        return concept

    def skill_label(self, uri: str, language: str) -> str:
        """Label of a skill in `language`, else English, else any, else its URI."""
        labels = self.skill_labels.get(uri, {})
        return labels.get(language) or labels.get("en") or next(iter(labels.values()), uri)


def _best_label(labels: Mapping[str, Labels], language: str) -> str:
    chosen = labels.get(language) or labels.get("en") or next(iter(labels.values()))
    return chosen.preferred
