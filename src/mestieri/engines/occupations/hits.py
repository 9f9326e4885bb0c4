"""What the linker answers: hits for people, rankings for benchmarks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mestieri.engines.occupations.encoder import Floats
from mestieri.engines.occupations.labels import Integers


class How(StrEnum):
    """How the label of a hit matched the title."""

    EXACT = "exact"
    FOLDED = "folded"
    FUZZY = "fuzzy"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Hit:
    """One occupation (or ISCO group) that a title may mean.

    Attributes:
        uri: of the concept.
        label: its preferred label, in the language asked for where there is one.
        isco: ISCO-08 code: four digits for an occupation, one to four for a group.
        matched_label: the label that matched, as ESCO writes it.
        matched_language: the language of that label.
        how: how it matched.
        kind: `occupation` or `group`.
        confidence: share of belief among all candidates, 0 to 1.
        matched_part: the part of a coordinated title that matched; empty for the whole.
    """

    uri: str
    label: str
    isco: str
    matched_label: str
    matched_language: str
    how: How
    kind: str
    confidence: float
    matched_part: str = ""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every concept in order of fitness for one title.

    Attributes:
        concepts: concept numbers, best first; shape `(concepts,)`.
        scores: their sums of voices (log-odds), never increasing among equal ways.
        close: how many of the first were looked at closely.
    """

    concepts: Integers
    scores: Floats
    close: int
