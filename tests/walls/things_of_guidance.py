"""Things of guidance that addresses name: shipped texts, and a centre's own."""

from __future__ import annotations

from typing import Any

from mestieri.guidance.models import Edition, TextKind
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


def the_last_step(centre: Centre) -> dict[str, Any]:
    return {"code": GUIDE, "step": "dove"}


OWN = "lavorare-di-notte"


def own_guide(centre: Centre) -> dict[str, Any]:
    return {"word": "guide", **own_guide_alone(centre)}


def own_guide_alone(centre: Centre) -> dict[str, Any]:
    """A guide that no other centre has; made once."""
    if not Edition.objects.filter(centre=centre, kind=TextKind.GUIDE, code=OWN).exists():
        text = editions.new_text(TextKind.GUIDE, "Lavorare di notte")
        editions.begin(centre, TextKind.GUIDE, OWN, text, account=None)
    return {"code": OWN}


def own_step(centre: Centre) -> dict[str, Any]:
    return {**own_guide_alone(centre), "step": "inizio"}
