"""Languages to choose from, by their names in the language of the page."""

from __future__ import annotations

import functools

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.europass.writing.headings import language_codes, language_name

OTHER = "altra"


def language_choices(there: str = "") -> list[tuple[str, str]]:
    """An empty choice, languages in alphabetical order, and another one."""
    names = list(_by_name(get_language() or "it"))
    if there and there != OTHER and there not in dict(names):
        names.append((there, there))
    return [("", _("Choose")), *names, (OTHER, _("Another one: I write it below"))]


@functools.cache
def _by_name(language: str) -> tuple[tuple[str, str], ...]:
    names = [(code, language_name(code, language)) for code in language_codes()]
    return tuple(sorted(names, key=lambda one: one[1].casefold()))
