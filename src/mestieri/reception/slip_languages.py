"""The languages of the slips in addresses: `/ar/CENTRE/esito/`."""

from __future__ import annotations

from django.urls import register_converter

from mestieri.library.slip_words import SLIP_LANGUAGES


class SlipLanguageConverter:
    """One of the languages in which we write slips; more than the site speaks."""

    regex = "|".join(SLIP_LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SlipLanguageConverter, "slip_language")
