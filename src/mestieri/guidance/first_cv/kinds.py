"""Kinds of things that people have done, paid or not: what to call them on the CV."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What sort of work something was."""

    JOB = "lavoro"
    ODD_JOBS = "lavoretti"
    TRAINEESHIP = "tirocinio"
    VOLUNTEERING = "volontariato"
    CARE = "casa"
    OWN = "in-proprio"


@dataclass(frozen=True)
class KindFace:
    """How a kind looks to who is writing (all lazy).

    Attributes:
        label: the button that adds one.
        position, employer: examples of what to write.
        hint: what helps to remember.
    """

    label: Any
    position: Any
    employer: Any
    hint: Any


FACES: dict[str, KindFace] = {
    Kind.JOB: KindFace(
        _("A job"),
        _("For example: waiter, warehouse worker, sales assistant"),
        _("The firm, the shop, the restaurant"),
        _("Short jobs and seasons count too."),
    ),
    Kind.ODD_JOBS: KindFace(
        _("Odd jobs"),
        _("For example: help with removals, babysitting, harvesting grapes"),
        _("“Various families” or “various customers” is enough: no names are needed."),
        _("Put the odd jobs of one kind together: “babysitting”, from when to when."),
    ),
    Kind.TRAINEESHIP: KindFace(
        _("A traineeship"),
        _("For example: work experience as a mechanic, placement in an office"),
        _("Where you did it"),
        _("Work experience with the school counts too."),
    ),
    Kind.VOLUNTEERING: KindFace(
        _("Volunteering"),
        _("For example: help in the canteen, football coach for children"),
        _("The association; or only what it does, if you prefer"),
        _("Sport, the neighbourhood, the parish, a festival: what you did there you can do."),
    ),
    Kind.CARE: KindFace(
        _("Care at home"),
        _("For example: care of an elderly person, running a household"),
        _("“Family” is enough: no names are needed."),
        _("Looking after children, the elderly or a house is work, also when nobody paid it."),
    ),
    Kind.OWN: KindFace(
        _("Something of my own"),
        _("For example: market stall, sewing repairs, help in the family shop"),
        _("The name of the business, if it had one"),
        _("Also the work in the family’s shop or fields."),
    ),
}

#: What stands in brackets after the title, by the language of the CV.
_WORDS: dict[str, dict[str, str]] = {
    Kind.TRAINEESHIP: {
        "it": "tirocinio",
        "en": "traineeship",
        "fr": "stage",
        "es": "prácticas",
        "ro": "stagiu",
        "ar": "تدريب",
    },
    Kind.VOLUNTEERING: {
        "it": "volontariato",
        "en": "volunteering",
        "fr": "bénévolat",
        "es": "voluntariado",
        "ro": "voluntariat",
        "ar": "عمل تطوعي",
    },
    Kind.CARE: {
        "it": "in famiglia",
        "en": "in the family",
        "fr": "en famille",
        "es": "en familia",
        "ro": "în familie",
        "ar": "ضمن العائلة",
    },
}


def word_of(kind: str, language: str) -> str:
    """What a kind is called on a CV; nothing for those that need no word."""
    return _WORDS.get(kind, {}).get(language, "")
