"""Why a document answers, and what the person probably meant to type."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from mestieri.engines.find.documents import Document, Match, Part
from mestieri.engines.find.question import (
    SHORTEST_BEGINNING,
    SHORTEST_MISTAKEN_WORD,
    Question,
)
from mestieri.engines.find.schema import stems_of, words_of


def match_of(document: Document, question: Question) -> Match:
    """The title or name that has most words of the question, the title if there is a choice."""
    best = Match(Part.TEXT, question.language, "", is_exact=True)
    best_found = 0.0
    for part, language, name in _names(document, question):
        exact, forgiven = _words_found(question, name, language)
        found = exact + forgiven * 0.5
        if found > best_found:
            best, best_found = Match(part, language, name, is_exact=not forgiven), found
    return best


def _names(document: Document, question: Question) -> Iterator[tuple[Part, str, str]]:
    languages = [language for language, _weight in question.languages()]
    for language in languages:
        yield from ((Part.TITLE, language, name) for name in document.titles.get(language, ()))
    for language in languages:
        yield from ((Part.NAME, language, name) for name in document.names.get(language, ()))


def _words_found(question: Question, name: str, language: str) -> tuple[int, int]:
    """How many words of the question a name has as they are, and how many but for a letter."""
    words = words_of(name)
    stems = set(stems_of(name, language))
    exact = forgiven = 0
    for asked in question.telling:
        if _has(asked, words, stems, language, may_be_begun=asked == question.words[-1]):
            exact += 1
        elif meant_word(asked, words):
            forgiven += 1
    return exact, forgiven


def _has(
    asked: str, words: list[str], stems: set[str], language: str, *, may_be_begun: bool
) -> bool:
    if asked in words or not stems.isdisjoint(stems_of(asked, language)):
        return True
    begun = may_be_begun and len(asked) >= SHORTEST_BEGINNING
    return begun and any(word.startswith(asked) for word in words)


def meant_word(asked: str, words: list[str]) -> str:
    """The word that differs by one letter from the one asked, or empty."""
    if len(asked) < SHORTEST_MISTAKEN_WORD:
        return ""
    return next((word for word in words if OSA.distance(asked, word, score_cutoff=1) == 1), "")


def suggestion_from(documents: list[Document], question: Question) -> str:
    """The question with its mistaken words put right by what was found, or empty."""
    meant = list(question.words)
    for place, asked in enumerate(question.words):
        if asked not in question.telling:
            continue
        known = [words_of(name) for name in _some_names(documents, question)]
        if any(asked in words for words in known):
            continue
        meant[place] = next(filter(None, (meant_word(asked, words) for words in known)), asked)
    return " ".join(meant) if tuple(meant) != question.words else ""


def _some_names(documents: list[Document], question: Question) -> list[str]:
    names = (name for document in documents for _p, _l, name in _names(document, question))
    return list(itertools.islice(names, 400))
