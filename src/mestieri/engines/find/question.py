"""From what a person typed to a query: never parsed as syntax, bounded in length."""

from __future__ import annotations

import enum
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

import tantivy

from mestieri.engines.find.lexicon import Concept, Lexicon, Reading, Recognised, cut
from mestieri.engines.find.schema import EVERYBODY, LANGUAGES, schema, stems_of, words_of

LONGEST_QUESTION = 200  # characters; what follows is not read
MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # letters after which a word may be only begun
SHORTEST_MISTAKEN_WORD = 4  # letters from which one mistake is forgiven

WEIGHT_OF_OTHER_LANGUAGE = 0.5
WEIGHT_OF_TITLE, WEIGHT_OF_NAME, WEIGHT_OF_TEXT = 6.0, 3.0, 1.0
WEIGHT_OF_WHOLE_TITLE, WEIGHT_OF_WHOLE_NAME = 200.0, 60.0

#: What the lexicon adds to the words of a question.
WEIGHT_OF_TRADE = 30.0  # the thing has the ISCO code of the trade that is meant
WEIGHT_OF_PLAINEST_FORM, WEIGHT_OF_OTHER_FORM, WEIGHT_OF_FRAME = 1.0, 0.6, 0.2
WEIGHT_OF_ALSO = 0.3  # what only helps too
WEIGHT_OF_WHOLE_FORM = 0.4  # of what is worth a title or a name that was typed whole

Clause = tuple[tantivy.Occur, tantivy.Query]


class Strictness(enum.Enum):
    """How far an answer may be from the words of the question; tried in this order."""

    ALL_WORDS = 1
    ALL_WORDS_MISTAKES_FORGIVEN = 2
    ANY_WORD = 3


@dataclass(frozen=True)
class Question:
    """What was typed, cut in words.

    Attributes:
        words: every word, plain.
        telling: the words that say something in the language of the page; all of them when
            none does.
        language: language of the page.
        reading: what the lexicon understands of it; nothing without a lexicon.
    """

    words: tuple[str, ...]
    telling: tuple[str, ...]
    language: str
    reading: Reading = field(default_factory=Reading)

    @classmethod
    def read(cls, text: str, language: str, lexicon: Lexicon | None = None) -> Question:
        words = tuple(words_of(text[:LONGEST_QUESTION])[:MOST_WORDS])
        own = language if language in LANGUAGES else next(iter(LANGUAGES))
        telling = tuple(word for word in words if stems_of(word, own)) or words
        if lexicon is None:
            return cls(words, telling, own)
        reading = lexicon.read(text[:LONGEST_QUESTION], language)
        if reading.recognised:  # then it is known which words are small
            telling = tuple(w for w in telling if not reading.small_words.issuperset(cut(w)))
        return cls(words, telling or words, own, reading)

    def languages(self) -> list[tuple[str, float]]:
        """Every language with its weight, the page's first."""
        others = [code for code in LANGUAGES if code != self.language]
        return [(self.language, 1.0), *((code, WEIGHT_OF_OTHER_LANGUAGE) for code in others)]


class Limited(Protocol):
    """What a search is limited to."""

    @property
    def kinds(self) -> Collection[str]: ...
    @property
    def purposes(self) -> Collection[str]: ...
    @property
    def owner(self) -> str | None: ...


def words_query(
    question: Question, strictness: Strictness, limits: Limited, unknown: Collection[str]
) -> tantivy.Query:
    """The query of a question that has at least one word.

    Args:
        unknown: words that nothing has as they are: in these a mistake may be forgiven.
    """
    asked: list[Clause] = [
        (_occur(strictness), _word_query(question, word, strictness, word in unknown))
        for word in question.telling
    ]
    clauses: list[Clause] = [(tantivy.Occur.Must, tantivy.Query.boolean_query(asked))]
    clauses += [(tantivy.Occur.Should, query) for query in _whole_names(question)]
    return tantivy.Query.boolean_query([*clauses, *_limiting(limits)])


def presence_query(word: str, limits: Limited) -> tantivy.Query:
    """What has a word as it is, or its stem, in any place and language."""
    places = [
        (tantivy.Occur.Should, tantivy.Query.term_query(schema(), field, term))
        for field, term in places_of(word)
    ]
    found = (tantivy.Occur.Must, tantivy.Query.boolean_query(places))
    return tantivy.Query.boolean_query([found, *_limiting(limits)])


def places_of(word: str) -> list[tuple[str, str]]:
    """Every field in which a word may be, with what the field would have of it."""
    return [
        (field, term)
        for language in LANGUAGES
        for field, term in (
            (f"title_words_{language}", word),
            (f"names_words_{language}", word),
            *((f"texts_{language}", stem) for stem in stems_of(word, language)),
        )
    ]


def lexicon_query(question: Question, strictness: Strictness, limits: Limited) -> tantivy.Query:
    """The query of what the lexicon recognised, at least one thing, in its Italian words."""
    clauses: list[Clause] = [
        (_occur(strictness), _recognised_query(known, strictness))
        for known in question.reading.telling
    ]
    for known in question.reading.framing:
        query = _recognised_query(known, strictness)
        clauses.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, WEIGHT_OF_FRAME)))
    meant = tantivy.Query.boolean_query(clauses)
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, meant), *_limiting(limits)])


def _limiting(limits: Limited) -> list[Clause]:
    owners = () if limits.owner is None else (EVERYBODY, limits.owner)
    return [
        (tantivy.Occur.Must, tantivy.Query.const_score_query(_one_of(name, values), 0.0))
        for name, values in (
            ("kind", limits.kinds),
            ("purpose", limits.purposes),
            ("owner", owners),
        )
        if values
    ]


def _one_of(name: str, values: Collection[str]) -> tantivy.Query:
    return tantivy.Query.term_set_query(schema(), name, list(values))


def _occur(strictness: Strictness) -> tantivy.Occur:
    return tantivy.Occur.Should if strictness is Strictness.ANY_WORD else tantivy.Occur.Must


def _word_query(
    question: Question, word: str, strictness: Strictness, is_unknown: bool
) -> tantivy.Query:
    """Where one word may be: the best of its places counts, the others a little."""
    places: list[tantivy.Query] = []
    is_last = word == question.words[-1]
    for language, weight in question.languages():
        places += _stem_places(word, language, weight, strictness)
        places += _word_places(word, language, weight)
        if is_last and len(word) >= SHORTEST_BEGINNING:
            places += _loose_places(word, language, weight * 0.8, distance=0, prefix=True)
        may_be_mistaken = is_unknown and len(word) >= SHORTEST_MISTAKEN_WORD
        if strictness is not Strictness.ALL_WORDS and may_be_mistaken:
            places += _loose_places(word, language, weight * 0.5, distance=1, prefix=False)
    return tantivy.Query.disjunction_max_query(places, 0.1)


def _stem_places(
    word: str, language: str, weight: float, strictness: Strictness
) -> list[tantivy.Query]:
    parts = [("title", WEIGHT_OF_TITLE), ("names", WEIGHT_OF_NAME)]
    if strictness is not Strictness.ANY_WORD:  # one word in a long text is no answer
        parts.append(("texts", WEIGHT_OF_TEXT))
    return [
        _term(f"{part}_{language}", stem, weight * part_weight)
        for stem in stems_of(word, language)
        for part, part_weight in parts
    ]


def _word_places(word: str, language: str, weight: float) -> list[tantivy.Query]:
    return [
        _term(f"title_words_{language}", word, weight * WEIGHT_OF_TITLE),
        _term(f"names_words_{language}", word, weight * WEIGHT_OF_NAME),
    ]


def _loose_places(
    word: str, language: str, weight: float, *, distance: int, prefix: bool
) -> list[tantivy.Query]:
    return [
        tantivy.Query.boost_query(
            tantivy.Query.fuzzy_term_query(
                schema(), f"{part}_words_{language}", word, distance=distance, prefix=prefix
            ),
            weight * part_weight,
        )
        for part, part_weight in (("title", WEIGHT_OF_TITLE), ("names", WEIGHT_OF_NAME))
    ]


def _recognised_query(known: Recognised, strictness: Strictness) -> tantivy.Query:
    """Where what is meant may be: the best of its places counts, the others a little."""
    places = [
        place
        for concepts, weight in ((known.concepts, 1.0), (known.also, WEIGHT_OF_ALSO))
        for concept in concepts
        for place in _concept_places(concept, weight, strictness)
    ]
    return tantivy.Query.disjunction_max_query(places, 0.1)


def _concept_places(concept: Concept, weight: float, strictness: Strictness) -> list[tantivy.Query]:
    places: list[tantivy.Query] = []
    if concept.isco:
        trade = tantivy.Query.term_query(schema(), "isco", concept.isco, "basic")
        places.append(tantivy.Query.const_score_query(trade, weight * WEIGHT_OF_TRADE))
    for place, form in enumerate(concept.forms["it"]):
        own = weight * (WEIGHT_OF_OTHER_FORM if place else WEIGHT_OF_PLAINEST_FORM)
        words = [_stem_places(word, "it", own, strictness) for word in words_of(form)]
        needed: list[Clause] = [
            (tantivy.Occur.Must, tantivy.Query.disjunction_max_query(found, 0.1))
            for found in words
            if found
        ]
        if needed:
            places.append(tantivy.Query.boolean_query(needed))
        places += _whole_places(" ".join(words_of(form)), "it", own * WEIGHT_OF_WHOLE_FORM)
    return places


def _whole_names(question: Question) -> list[tantivy.Query]:
    """Who types a whole title or name finds its owner first."""
    typed = {" ".join(question.words), " ".join(question.telling)}
    return [
        query
        for name in sorted(typed)
        for language, weight in question.languages()
        for query in _whole_places(name, language, weight)
    ]


def _whole_places(name: str, language: str, weight: float) -> list[tantivy.Query]:
    return [
        tantivy.Query.const_score_query(
            tantivy.Query.term_query(schema(), f"whole_{part}_{language}", name, "basic"),
            weight * part_weight,
        )
        for part, part_weight in (
            ("title", WEIGHT_OF_WHOLE_TITLE),
            ("name", WEIGHT_OF_WHOLE_NAME),
        )
    ]


def _term(field: str, value: str, weight: float) -> tantivy.Query:
    return tantivy.Query.boost_query(
        tantivy.Query.term_query(schema(), field, value, "freq"), weight
    )
