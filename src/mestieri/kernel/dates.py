"""Days in words."""

from __future__ import annotations

import datetime
import re

from django.utils.formats import date_format
from django.utils.translation import get_language


def day_in_words(day: datetime.date | None, pattern: str = "j F Y") -> str:
    """A date in words, as the language writes it: Italian keeps days and months small.

    Args:
        day: the date; nothing is written for None.
        pattern: format of Django's `date` filter, such as `l j F`.
    """
    if day is None:
        return ""
    words = date_format(day, pattern)
    return words.lower() if get_language() == "it" else words


def text_with_day_in_words(text: str) -> str:
    """A text as it is; in words when all of it is a date as computers write it (2026-11-23)."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return text
    try:
        return day_in_words(datetime.date.fromisoformat(text))
    except ValueError:
        return text
