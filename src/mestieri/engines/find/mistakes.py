"""Words mistyped by one letter."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA


def differing_by_a_letter(word: str, others: Collection[str]) -> list[str]:
    """Those of `others` that a letter added, left out, changed or exchanged makes of `word`."""
    near = process.extract(word, others, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [other for other, distance, _place in near if distance == 1]
