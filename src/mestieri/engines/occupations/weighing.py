"""Candidates on the scales: what was read, and what every voice said of it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.encoder import Floats
from mestieri.engines.occupations.labels import Integers

FUZZY_FROM = 0.8
"""Likeness of writing from which a hit is called fuzzy and not by meaning."""

_FIRST = np.float32(100)


@dataclass
class Reading:
    """One way to read a title: its forms, their keys, and their vector."""

    text: str
    keys: list[str]
    vector: Floats
    is_part: bool


@dataclass
class Weighed:
    """Candidates after a close look at one reading; arrays of one entry a candidate."""

    concepts: Integers
    scores: Floats
    exact: npt.NDArray[np.bool_]
    fuzzy: Floats
    matched: Integers
    language: Integers
    names: list[str]
    reading: list[Reading]
    front: list[int] = field(default_factory=list)

    def order(self) -> list[int]:
        """Places of the candidates, best first: parts, then exact labels, then all others."""
        ordered = np.argsort(-(self.scores + _FIRST * self.exact), kind="stable").tolist()
        front = list(dict.fromkeys(self.front))
        return [*front, *(place for place in ordered if place not in front)]

    def confidence(self) -> Floats:
        """Softmax of the scores."""
        odds = np.exp(self.scores - self.scores.max())
        share: Floats = odds / odds.sum()
        return share

    def named(self) -> int | None:
        """The best candidate whose label is, or is written like, what was read."""
        order = np.argsort(-(self.scores + _FIRST * self.exact), kind="stable")
        known = (self.exact | (self.fuzzy >= FUZZY_FROM))[order]
        return int(order[known.argmax()]) if known.any() else None

    def put_first(self, place: int, part: Weighed) -> None:
        """Let a candidate come first for what one part of the title says of it."""
        self.front.append(place)
        for name in ("exact", "fuzzy", "matched", "language"):
            getattr(self, name)[place] = getattr(part, name)[place]
        self.reading[place] = part.reading[place]
