"""A whole guide on paper: its steps numbered, each way saying where it leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from mestieri.engines.guides import Guide, Step
from mestieri.guidance.queries.places import place_names
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf

TEMPLATE = Path(__file__).parent / "print" / "guide.typ"
LANGUAGE = "it"  # of the texts of guides


def guide_pdf(centre: Centre, guide: Guide) -> bytes:
    """The guide, as PDF/UA-1, in Italian as its texts are."""
    with override(LANGUAGE):
        data = {
            "title": guide.title,
            "lead": guide.lead,
            "steps": _steps(guide),
            "bring": _("What to bring"),
            "go": _("Where to go"),
            "footer": f"{centre.name} · "
            + _("checked on %(day)s") % {"day": day_in_words(guide.verified_on)},
        }
        return print_pdf(TEMPLATE, data, title=guide.title, language=LANGUAGE)


def _steps(guide: Guide) -> list[dict[str, Any]]:
    names = place_names()
    numbers = {step.code: number for number, step in enumerate(guide.steps, 1)}
    return [_step(step, numbers, names) for step in guide.steps]


def _step(step: Step, numbers: dict[str, int], names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": f"{numbers[step.code]}. {step.title}",
        "paragraphs": step.paragraphs,
        "documents": list(step.documents),
        "places": [names[place] for place in step.places if place in names],
        "question": step.question,
        "ways": [
            _("%(words)s: go to %(number)s") % {"words": one.words, "number": numbers[one.target]}
            if one.words
            else _("Go to %(number)s") % {"number": numbers[one.target]}
            for one in step.answers
        ],
        "end": _("Here the guide ends.") if step.is_end else "",
    }
