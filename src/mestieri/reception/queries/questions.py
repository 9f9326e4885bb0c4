"""What a centre asks after a tap: nothing, unless it chose to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mestieri.kernel import queries as kernel_queries
from mestieri.kernel.models import Centre
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import AgeBand, FirstTime, ResidenceZone
from mestieri.reception.models import DoorQuestions, Visit

#: The four attributes of a visit that may be said, in the order in which they are offered.
ATTRIBUTES = ("age_band", "first_time", "residence_zone", "audience")
_CHOICES: dict[str, Any] = {
    "age_band": AgeBand,
    "first_time": FirstTime,
    "residence_zone": ResidenceZone,
}


@dataclass(frozen=True)
class DoorQuestion:
    """One optional question: its attribute, its words, and (code, words) of each answer."""

    name: str
    label: str
    answers: list[tuple[str, str]]


def door_questions(centre: Centre) -> DoorQuestions:
    """Which questions a centre asks; a centre that chose nothing asks none. One query."""
    return DoorQuestions.objects.filter(centre=centre).first() or DoorQuestions(centre=centre)


def offered_after_a_tap(centre: Centre) -> list[DoorQuestion]:
    """The questions to offer, with their answers in the reader's language. Two queries at most."""
    asked = door_questions(centre)
    return [
        DoorQuestion(name, str(Visit._meta.get_field(name).verbose_name), _answers(name))
        for name in ATTRIBUTES
        if getattr(asked, name)
    ]


def _answers(name: str) -> list[tuple[str, str]]:
    if name == "audience":
        words = kernel_queries.terms(Vocabulary.AUDIENCE)
        return [(term.code, str(term)) for term in words]
    return [(choice.value, str(choice.label)) for choice in _CHOICES[name]]


def questions_asked(centre: Centre) -> list[dict[str, Any]]:
    """The same questions, as a tablet reads them."""
    return [
        {
            "name": question.name,
            "label": question.label,
            "answers": [{"code": code, "label": label} for code, label in question.answers],
        }
        for question in offered_after_a_tap(centre)
    ]
