"""How much each voice counts when a title is linked.

The numbers were chosen by `tools/choose_occupation_fusion.py` on one half of the queries
of seven MELO data sets (a fixed split by hash); the bench reports the other half.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace


@dataclass(frozen=True, slots=True)
class Fusion:
    """Weights of the voices; the sum is a log-odds, so it makes a probability.

    Attributes:
        meaning: nearness (cosine) of title and concept in the encoder's space.
        group_meaning: the same, of title and the ISCO group above the concept.
        overlap: shared words and character n-grams with the concept's best label.
        fuzzy: likeness of the writing to the concept's best label.
        exact: added where a folded label is the title itself.
        dictionary: 1 to let exact and folded labels come before all others, 0 not to.
        unit_group: added to ISCO unit groups, which are rarely what is meant.
        upper_group: added to ISCO groups above them, which share their names; set by
            hand, so that of several groups of one name the unit group comes first.
    """

    meaning: float = 11.9
    group_meaning: float = 1.34
    overlap: float = 1.59
    fuzzy: float = 2.63
    exact: float = 0.08
    dictionary: float = 1.0
    unit_group: float = -1.48
    upper_group: float = -6.0

    def without(self, *voices: str) -> Fusion:
        """The same with some voices silent.

        Raises:
            TypeError: there is no voice of that name.
        """
        return replace(self, **dict.fromkeys(voices, 0.0))

    def as_dict(self) -> dict[str, float]:
        """The weights by name."""
        return asdict(self)
