"""Things of guidance that addresses name: shipped texts, and a centre's own."""

from __future__ import annotations

from typing import Any

from mestieri.guidance.models import TextKind
from mestieri.guidance.services import editions
from mestieri.kernel.models import Centre

INTERESTS, GUIDE = "interessi", "il-mio-primo-cv"


def interests(centre: Centre) -> dict[str, Any]:
    return {"code": INTERESTS}


def interests_in_arabic(centre: Centre) -> dict[str, Any]:
    return {"code": INTERESTS, "page_language": "ar"}


def a_guide(centre: Centre) -> dict[str, Any]:
    return {"code": GUIDE}


def a_step(centre: Centre) -> dict[str, Any]:
    return {"code": GUIDE, "step": "recapiti"}


def own_guide(centre: Centre) -> dict[str, Any]:
    return {"word": "guide", **own_guide_alone(centre)}


def own_guide_alone(centre: Centre) -> dict[str, Any]:
    return {"code": editions.adapt(centre, TextKind.GUIDE, GUIDE, account=None).code}


def own_step(centre: Centre) -> dict[str, Any]:
    return {**own_guide_alone(centre), "step": "recapiti"}
