"""What a training run can be told; every number of it is written in the manifest."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """Settings of one training run.

    Attributes:
        seed: everything random derives from it and from the number of the step.
        steps: batches to learn from.
        batch: pairs of titles a batch, each pair of another concept.
        dimensions: length of a title's vector, an even number.
        temperature: of the softmax over the batch.
        learning_rate: of Adam, falling to a hundredth along half a cosine.
        least_dropout: share of features left out of a title, at least.
        most_dropout: the same, at most; the share is drawn anew for each title.
        group_share: share of pairs whose second title is the name of the ISCO group.
        skill_share: share of pairs whose second title is an essential skill.
        bag_share: share of pairs whose second title is several labels in one.
        same_language_share: share of pairs made inside one language.
        near_negatives: whether occupations of the same ISCO unit count as wrong answers
            (never where the second title is the group's name, which fits them all).

    Raises:
        ValueError: a setting that cannot be trained with; the message is a sentence.
    """

    seed: int = 20261123
    steps: int = 1600
    batch: int = 2048
    dimensions: int = 128
    temperature: float = 0.06
    learning_rate: float = 0.02
    least_dropout: float = 0.3
    most_dropout: float = 0.5
    group_share: float = 0.3
    skill_share: float = 0.0
    bag_share: float = 0.25
    same_language_share: float = 0.2
    near_negatives: bool = True

    def __post_init__(self) -> None:
        if self.steps < 1 or self.batch < 2 or self.dimensions < 2 or self.dimensions % 2:
            raise ValueError("Training needs a step, two pairs, and an even number of dimensions.")
        if not 0 <= self.least_dropout <= self.most_dropout < 1:
            raise ValueError("Dropout is a share of the features, the least before the most.")
        if self.group_share + self.skill_share + self.bag_share > 1:
            raise ValueError("The shares of groups, skills and bags make more than the whole.")
        if self.temperature <= 0 or self.learning_rate <= 0:
            raise ValueError("Temperature and learning rate are above zero.")

    def as_dict(self) -> dict[str, int | float]:
        """The settings by name, as they go into a manifest."""
        return asdict(self)
