"""How pages show what was read of a CV."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext as _

from mestieri.engines.europass import Period
from mestieri.engines.europass.words import plain
from mestieri.talents import acts

register = template.Library()
register.filter("cause_in_words", acts.in_words)


@register.filter
def cv_text(text: str) -> str:
    """A long text of a CV as plain text; the page escapes it and breaks its lines."""
    return plain(text)


@register.filter
def cv_period(period: Period) -> str:
    """When something began and ended."""
    end = _("today") if period.ongoing else period.end
    return " – ".join(part for part in (period.start, end) if part)


@register.filter
def cv_levels(language: Any) -> str:
    """The levels of a language, each once."""
    names = ("listening", "reading", "spoken_interaction", "spoken_production", "writing")
    levels = [getattr(language, name) for name in names]
    return " ".join(dict.fromkeys(level for level in levels if level))
