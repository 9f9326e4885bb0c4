"""What the acts of the history of a resource are called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Any] = {
    "created": _("Added"),
    "changed": _("Changed"),
    "verified": _("Verified"),
    "published": _("Published"),
    "retired": _("Retired"),
    "restored": _("Published again"),
    "undone": _("Put back as it was"),
    "stock": _("Stock moved"),
}


def act_name(act: str) -> str:
    """An act in words, else its code."""
    return str(ACTS.get(act, act))
