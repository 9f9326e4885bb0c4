"""Numbers as they come in an address or a form."""

from __future__ import annotations

#: Digits of the largest number that anybody may send: a column holds it.
LONGEST = 9


def number_in(text: str) -> int | None:
    """A whole number written in the digits 0–9; None for anything else, as «²»."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
