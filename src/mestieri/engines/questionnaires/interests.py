"""Trades in order of likeness to a profile of interests: things for a person.

The likeness is Pearson's correlation of the person's six hundredths with the six interests
of the occupation (O*NET, scale 1 to 7): the shape counts, not the height. It is indicative.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: The six types in the order of the hexagon (Holland).
HEXAGON = ("R", "I", "A", "S", "E", "C")


@dataclass(frozen=True)
class Trade:
    """An occupation and its six interests, 1 to 7, in the order of the hexagon."""

    key: str
    interests: tuple[float, ...]


@dataclass(frozen=True)
class Ranked:
    """A trade, how like the profile it is (-1 to 1), and the two types it has most of."""

    key: str
    likeness: float
    types: tuple[str, str]


def read_trades(lines: Iterable[str]) -> list[Trade]:
    """The rows of a table with the columns `key` and the six types."""
    return [
        Trade(row["key"], tuple(float(row[code]) for code in HEXAGON))
        for row in csv.DictReader(lines)
    ]


def rank_trades(profile: Sequence[float], trades: Iterable[Trade]) -> list[Ranked]:
    """Trades like the profile, the most alike first; none where the profile is flat.

    Args:
        profile: six numbers in the order of the hexagon.
    """
    if len(set(profile)) == 1:
        return []
    ranked = [
        Ranked(trade.key, likeness(profile, trade.interests), two_highest(trade.interests))
        for trade in trades
    ]
    return sorted(ranked, key=lambda one: (-one.likeness, one.key))


def likeness(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation, rounded to six places; 0 where either is flat."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    both = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = math.sqrt(
        sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    )
    return round(both / spread, 6) if spread else 0.0


def two_highest(interests: Sequence[float]) -> tuple[str, str]:
    """The two types an occupation has most of."""
    order = sorted(range(len(HEXAGON)), key=lambda place: -interests[place])
    return HEXAGON[order[0]], HEXAGON[order[1]]
