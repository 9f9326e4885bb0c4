"""No person in the words of an event: world A knows none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mestieri.engines.discretion import find_personal_data

#: Addresses of the web are what an event is for, and an office has a telephone.
PERSONAL_KINDS = frozenset({"tax_code", "iban"})

#: What no feed (XML) may hold; ends of lines and tabs stay.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def without_controls(text: str) -> str:
    """A text without signs that nobody sees and feeds refuse."""
    return _CONTROLS.sub("", text)


def refuse_personal_data(row: Any, names: Iterable[str]) -> None:
    """Refuse a text in which somebody's codes stand.

    Raises:
        ValidationError: with a sentence beside each field.
    """
    wrong = {
        name: _("Take out what belongs to one person: “%(found)s”.")
        % {"found": text[found.start : found.end]}
        for name in names
        if (text := getattr(row, name))
        for found in find_personal_data(text)
        if found.kind in PERSONAL_KINDS
    }
    if wrong:
        raise ValidationError(wrong)


def refuse_contacts(text: str, field: str) -> None:
    """Refuse a nickname that is an e-mail, a telephone or a code.

    Raises:
        ValidationError: with a sentence.
    """
    if find_personal_data(text):
        raise ValidationError(
            {field: _("This says who you are: choose a nickname, such as “Blue umbrella”.")}
        )
