"""The words of the printed CV, in the languages it is printed in."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("it", "en", "fr", "es", "ro", "ar")


@functools.cache
def _wording() -> dict[str, dict[str, Any]]:
    file = Path(__file__).parent / "headings.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def headings(language: str) -> dict[str, str]:
    """The words by their names; English where the language is none of ours."""
    words: dict[str, str] = _wording()["words"][language if language in LANGUAGES else "en"]
    return words


def language_codes() -> tuple[str, ...]:
    """Codes of the languages that have a name here (ISO 639-1)."""
    return tuple(_wording()["languages"])


def language_name(code: str, language: str) -> str:
    """Name of a language of a record; its code where we have no name."""
    names: dict[str, str] = _wording()["languages"].get(code, {})
    return names.get(language if language in LANGUAGES else "en", code)
