"""Languages of the questionnaires that the site itself does not speak: `/ar/CENTRE/…`."""

from __future__ import annotations

from django.urls import register_converter

#: Those in which the page of a questionnaire has its own words, beside the site's two.
PAGE_LANGUAGES = ("fr", "es", "ro", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})
NAMES = {
    "it": "Italiano",
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ro": "Română",
    "ar": "العربية",
}


class PageLanguageConverter:
    """One of the languages of questionnaires outside the site's own."""

    regex = "|".join(PAGE_LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PageLanguageConverter, "page_language")
