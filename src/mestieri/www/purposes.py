"""How the four needs look and sound to citizens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.vocabulary import Purpose


@dataclass(frozen=True)
class PurposeFace:
    """What a citizen sees of a need.

    Attributes:
        purpose: the need.
        slug: its word in addresses (Italian, the same in every language).
        icon: sprite of Bootstrap Italia.
        explanation: one sentence, in the first person of who comes in (lazy).
        examples: things people ask about it (lazy).
    """

    purpose: Purpose
    slug: str
    icon: str
    explanation: Any
    examples: tuple[Any, ...]

    @property
    def label(self) -> str:
        return str(self.purpose.label)


PURPOSE_FACES: dict[Purpose, PurposeFace] = {
    face.purpose: face
    for face in (
        PurposeFace(
            Purpose.WORK,
            "cercare-lavoro",
            "it-search",
            _("Who is hiring, how to write a CV, where to hand it in."),
            (_("I am looking for a first job"), _("I lost my job"), _("I want to change")),
        ),
        PurposeFace(
            Purpose.TRAINING,
            "scegliere-la-formazione",
            "it-bookmark",
            _("Schools, courses, qualifications: what there is and what it takes."),
            (
                _("What can I do after lower secondary school"),
                _("A free course near here"),
                _("Finish my diploma as an adult"),
            ),
        ),
        PurposeFace(
            Purpose.GUIDANCE,
            "orientarsi",
            "it-map-marker-circle",
            _("Understand what I like, what I can do, which trades exist."),
            (
                _("I do not know what to choose"),
                _("What does a welder do"),
                _("Start again after a break"),
            ),
        ),
        PurposeFace(
            Purpose.ENTERPRISE,
            "fare-impresa",
            "it-pa",
            _("From the idea to the first customer: rules, costs, who helps."),
            (
                _("Can I open a bar"),
                _("What is a VAT number for"),
                _("Who helps me with a business plan"),
            ),
        ),
    )
}

PURPOSE_BY_SLUG: dict[str, PurposeFace] = {face.slug: face for face in PURPOSE_FACES.values()}
