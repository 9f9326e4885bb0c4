"""What every template of the house may use."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from mestieri import __version__


def house(request: HttpRequest) -> dict[str, Any]:
    """The centre of the page (if any), the reading direction, the version of the product."""
    return {
        "centre": getattr(request, "centre", None),
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "version": __version__,
    }
