"""Why a document answers, and what the person probably meant to type."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

import numpy as np

from mestieri.engines.find.building import names_of
from mestieri.engines.find.documents import Document, Link, Match, Near, Part, Voice
from mestieri.engines.find.encoders import Encoders, Floats
from mestieri.engines.find.fusion import LEAST_MEANING_BESIDE_WORDS, LEAST_TRADE, Scored
from mestieri.engines.find.lexicon import Concept, Recognised, cut
from mestieri.engines.find.mistakes import differing_by_a_letter
from mestieri.engines.find.question import (
    SHORTEST_BEGINNING,
    SHORTEST_MISTAKEN_WORD,
    Question,
)
from mestieri.engines.find.rows import TRADES
from mestieri.engines.find.schema import LANGUAGES, stems_of, words_of

MOST_NAMES_COMPARED = 12


def match_of(document: Document, question: Question) -> Match:
    """The title or name that has most words of the question, the title if there is a choice."""
    best = Match(Part.TEXT, question.language, "", is_exact=True)
    best_found = 0.0
    for part, language, name in _names(document, question):
        found, is_exact = _words_found(question, name, language)
        if found > best_found:
            best, best_found = Match(part, language, name, is_exact), found
    return best


def no_match(question: Question) -> Match:
    """That no word of the question was found."""
    return Match(Part.NONE, question.language, "", is_exact=True)


def near_of(
    document: Document, question: Question, one: Scored, asked: Floats | None, encoders: Encoders
) -> tuple[Near, ...]:
    """To what the encoders find the document near, if they do."""
    if asked is None:
        return ()
    near = []
    if one.meaning >= LEAST_MEANING_BESIDE_WORDS:
        language = next(
            (code for code in (question.language, *document.titles) if document.titles.get(code)),
            question.language,
        )
        title = " / ".join(document.titles.get(language, ()))
        near.append(Near(Voice.MEANING, title, language, one.meaning))
    if one.trades >= LEAST_TRADE and encoders.trades is not None:
        language, name = _nearest_name(document, question, asked[TRADES], encoders)
        near.append(Near(Voice.TRADES, name, language, one.trades))
    return tuple(near)


def _nearest_name(
    document: Document, question: Question, asked: Floats, encoders: Encoders
) -> tuple[str, str]:
    """The name whose trade is nearest to the question's, in the page's language if it has one."""
    encoder = encoders.trades
    for language in (question.language, *document.titles):
        names = names_of(document, {language})[:MOST_NAMES_COMPARED]
        if names and encoder is not None:
            return language, names[int(np.argmax(encoder.encode(names) @ asked))]
    return question.language, ""


def links_of(document: Document, question: Question) -> tuple[Link, ...]:
    """Through which words of the lexicon a document answers, as far as one can see."""
    names = [
        frozenset(stems_of(name, "it"))
        for names in (document.titles.get("it", ()), document.names.get("it", ()))
        for name in names
    ]
    links = (
        Link(known.said, meaning)
        for known in question.reading.telling
        if (meaning := _meaning(known, document, names)) and cut(meaning) != list(known.words)
    )
    return tuple(dict.fromkeys(links))


def _meaning(known: Recognised, document: Document, names: list[frozenset[str]]) -> str:
    """The Italian words of what was recognised that the document has, or empty.

    The index does not keep long texts: a document found by words of a language that no text
    has can only have been found through the plainest Italian ones, or so it is told.
    """
    for concept in (*known.concepts, *known.also):
        if form := _form_in(concept, names):
            return form
        if concept.isco and concept.isco == document.isco:
            return concept.forms["it"][0]
    return "" if known.language in LANGUAGES else known.concepts[0].forms["it"][0]


def _form_in(concept: Concept, names: list[frozenset[str]]) -> str:
    for form in concept.forms["it"]:
        stems = frozenset(stems_of(form, "it"))
        if stems and any(stems <= name for name in names):
            return form
    return ""


def _names(document: Document, question: Question) -> Iterator[tuple[Part, str, str]]:
    languages = [language for language, _weight in question.languages()]
    for language in languages:
        yield from ((Part.TITLE, language, name) for name in document.titles.get(language, ()))
    for language in languages:
        yield from ((Part.NAME, language, name) for name in document.names.get(language, ()))


def _words_found(question: Question, name: str, language: str) -> tuple[float, bool]:
    """How much of the question a name has, and whether without changing a letter.

    A word as it was typed is worth 1; begun, or in another form, a little less; but for a
    letter, half.
    """
    words = words_of(name)
    stems = set(stems_of(name, language))
    found, is_exact = 0.0, True
    for asked in question.telling:
        may_be_begun = asked == question.words[-1] and len(asked) >= SHORTEST_BEGINNING
        if asked in words:
            found += 1
        elif not stems.isdisjoint(stems_of(asked, language)) or (
            may_be_begun and any(word.startswith(asked) for word in words)
        ):
            found += 0.9
        elif meant_word(asked, words):
            found, is_exact = found + 0.5, False
    return found, is_exact


def meant_word(asked: str, words: Collection[str]) -> str:
    """The first word that differs by one letter from the one asked, or empty."""
    if len(asked) < SHORTEST_MISTAKEN_WORD:
        return ""
    near = set(differing_by_a_letter(asked, words))
    return next((word for word in words if word in near), "")


def suggestion_from(documents: list[Document], question: Question) -> str:
    """The question with its mistaken words put right by what was found, or empty."""
    meant = list(question.words)
    names = _some_names(documents, question)
    known = list(dict.fromkeys(word for name in names for word in words_of(name)))
    for place, asked in enumerate(question.words):
        if asked not in question.telling:
            continue
        if asked not in known:
            meant[place] = meant_word(asked, known) or asked
    return " ".join(meant) if tuple(meant) != question.words else ""


def _some_names(documents: list[Document], question: Question) -> list[str]:
    names = (name for document in documents for _p, _l, name in _names(document, question))
    return list(itertools.islice(names, 400))
