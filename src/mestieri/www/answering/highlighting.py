"""Marking in an answer the words by which it was found."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from mestieri.engines.find import stems_of, words_of

WORD = re.compile(r"\w+(?:[’']\w+)*")
#: Words marked one after the other are one mark.
NEXT_TO_EACH_OTHER = re.compile(r"</mark>(\s+)<mark>")
SHORTEST_BEGINNING = 3  # letters


def highlight(text: str, asked: Iterable[str], language: str) -> SafeString:
    """A text with `<mark>` around the words asked for, however they end or are accented.

    Args:
        text: anything; it is escaped.
        asked: what was asked, in one or more pieces.
        language: language of the text, for its endings.
    """
    words = [word for piece in asked for word in words_of(piece)]
    stems = {stem for word in words for stem in _stems(word, language)}
    begun = tuple(word for word in words[-1:] if len(word) >= SHORTEST_BEGINNING)
    parts, last = [], 0
    for found in WORD.finditer(text):
        if _is_asked(found.group(), stems, begun, language):
            parts += [escape(text[last : found.start()])]
            parts += [format_html("<mark>{}</mark>", found.group())]
            last = found.end()
    marked = NEXT_TO_EACH_OTHER.sub(r"\1", "".join([*parts, escape(text[last:])]))
    return mark_safe(marked)  # noqa: S308 - escaped above


def _is_asked(word: str, stems: set[str], begun: tuple[str, ...], language: str) -> bool:
    folded = words_of(word)
    found = {stem for part in folded for stem in _stems(part, language)}
    return not stems.isdisjoint(found) or any(part.startswith(begun) for part in folded if begun)


def _stems(word: str, language: str) -> list[str]:
    """Stems of a word, none for one that says nothing («di», «the»)."""
    return stems_of(word, language if language in ("it", "en") else "it")
