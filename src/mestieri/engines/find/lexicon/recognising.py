"""What somebody means, in eleven languages: the concepts a question names."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mestieri.engines.find.lexicon.folding import LATIN, cut, script_of, stem_of
from mestieri.engines.find.lexicon.reading import (
    FOLDER,
    Concept,
    read_concepts,
    read_small_words,
)
from mestieri.engines.find.mistakes import differing_by_a_letter

MOST_WORDS = 60
SHORTEST_MISTAKEN_WORD = 6  # letters from which one mistake is forgiven
OWN_LANGUAGE = 0.5  # of a word, in favour of the language of the page


@dataclass(frozen=True)
class _Sense:
    """One way of saying a concept."""

    language: str
    concept: Concept
    form: str


@dataclass(frozen=True)
class Recognised:
    """Some words of a question and what they mean.

    Attributes:
        words: the words, folded.
        said: how to show them: as they were typed; in a script where folding shows, as the
            lexicon writes them.
        language: language in which they mean it.
        concepts: what they mean; several where one word has several senses.
        also: concepts whose things help too.
        is_exact: no letter had to be put right.
    """

    words: tuple[str, ...]
    said: str
    language: str
    concepts: tuple[Concept, ...]
    also: tuple[Concept, ...] = ()
    is_exact: bool = True

    @property
    def is_general(self) -> bool:
        return all(concept.is_general for concept in self.concepts)


@dataclass(frozen=True)
class Reading:
    """What the lexicon understands of a question.

    Attributes:
        recognised: the concepts, in the order of the question.
        language: language the question is probably in; empty if no word is known.
        small_words: words of that language and of the concepts' that say nothing, folded.
    """

    recognised: tuple[Recognised, ...] = ()
    language: str = ""
    small_words: frozenset[str] = frozenset()

    @property
    def telling(self) -> tuple[Recognised, ...]:
        """The concepts that say what is looked for; the general ones if there is nothing else."""
        specific = tuple(known for known in self.recognised if not known.is_general)
        return specific or self.recognised

    @property
    def framing(self) -> tuple[Recognised, ...]:
        """The general concepts that only go with others."""
        return tuple(known for known in self.recognised if known not in self.telling)


class Lexicon:
    """Everyday words of many languages and what they mean.

    Args:
        concepts: what can be meant.
        small_words: language → words that say nothing.
    """

    def __init__(
        self, concepts: Iterable[Concept], small_words: Mapping[str, Sequence[str]]
    ) -> None:
        self.concepts = {concept.key: concept for concept in concepts}
        self._exact: dict[tuple[str, ...], list[_Sense]] = defaultdict(list)
        self._stemmed: dict[tuple[str, ...], list[_Sense]] = defaultdict(list)
        self._languages: dict[str, set[str]] = defaultdict(set)
        self._by_initial: dict[str, set[str]] = defaultdict(set)
        self._small = {
            language: frozenset(word for form in words for word in cut(form))
            for language, words in small_words.items()
        }
        for concept in self.concepts.values():
            for language, forms in concept.forms.items():
                for form in forms:
                    self._learn(form, language, concept)
        self._longest = max(map(len, self._exact), default=0)

    def _learn(self, form: str, language: str, concept: Concept) -> None:
        words = tuple(cut(form))
        stems = tuple(map(stem_of, words))
        sense = _Sense(language, concept, form)
        self._exact[words].append(sense)
        self._stemmed[stems].append(sense)
        for word, stem in zip(words, stems, strict=True):
            self._languages[stem].add(language)
            if script_of(word) == LATIN and len(word) >= SHORTEST_MISTAKEN_WORD:
                self._by_initial[word[0]].add(word)

    def read(self, text: str, language: str) -> Reading:
        """Recognise the concepts of a text: longest first, no word twice.

        Args:
            text: any Unicode, already bounded in length.
            language: language of the page, which decides between equal readings.
        """
        words = cut(text)[:MOST_WORDS]
        votes = self._votes(words, language)
        meant = {word: self._meant(word) for word in words}
        found: dict[int, Recognised] = {}
        taken: set[int] = set()
        for length in range(min(self._longest, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                if taken.isdisjoint(places) and (
                    known := self._recognise(tuple(words[start : start + length]), votes, meant)
                ):
                    found[start] = known
                    taken.update(places)
        recognised = tuple(found[start] for start in sorted(found))
        main = max(votes, key=lambda code: votes[code], default="")
        small = (self._small.get(code, frozenset()) for code in {main, *_languages(recognised)})
        return Reading(recognised, main, frozenset().union(*small))

    def _votes(self, words: Sequence[str], language: str) -> dict[str, float]:
        """How many of the words each language has: a guess at the language of a question."""
        votes: dict[str, float] = defaultdict(float)
        for word in words:
            known = self._languages.get(stem_of(word), set())
            small = {code for code, small in self._small.items() if word in small}
            for code in sorted(known | small):  # of equal votes the same one wins everywhere
                votes[code] += 1
        if votes:
            votes[language] += OWN_LANGUAGE
        return votes

    def _recognise(
        self,
        words: tuple[str, ...],
        votes: dict[str, float],
        meant_words: Mapping[str, tuple[str, ...]],
    ) -> Recognised | None:
        exact = self._exact.get(words) or self._stemmed.get(tuple(map(stem_of, words)))
        senses = exact or self._mistaken(words, meant_words)
        if not senses:
            return None
        language = max((sense.language for sense in senses), key=lambda code: votes[code])
        if votes[language] * 2 < max(votes.values(), default=0):
            return None  # a word of another language that happens to look like this one
        own = [sense for sense in senses if sense.language == language]
        concepts = dict.fromkeys(sense.concept.key for sense in own)
        said = " ".join(words) if script_of(words[0]) == LATIN else own[0].form
        meant = tuple(self.concepts[key] for key in concepts)
        also = tuple(self.concepts[key] for concept in meant for key in concept.also)
        return Recognised(words, said, language, meant, also, is_exact=bool(exact))

    def _mistaken(
        self, words: tuple[str, ...], meant: Mapping[str, tuple[str, ...]]
    ) -> list[_Sense]:
        """The same with one letter of a long unknown word put right."""
        ways = [meant[word] for word in words]
        if all(way == (word,) for way, word in zip(ways, words, strict=True)):
            return []
        for way in itertools.islice(itertools.product(*ways), 8):
            if senses := self._stemmed.get(tuple(map(stem_of, way))):
                return senses
        return []

    def _meant(self, word: str) -> tuple[str, ...]:
        is_long = len(word) >= SHORTEST_MISTAKEN_WORD and script_of(word) == LATIN
        if not is_long or stem_of(word) in self._languages:
            return (word,)
        near = differing_by_a_letter(word, self._by_initial.get(word[0], ()))
        return tuple(sorted(near)) or (word,)


def _languages(recognised: Iterable[Recognised]) -> set[str]:
    return {known.language for known in recognised}


@functools.cache
def load_lexicon(folder: Path = FOLDER) -> Lexicon:
    """The lexicon of a folder, read once; without an argument, the one that ships.

    Raises:
        LexiconProblem: a file is not as it should be.
        OSError: a file cannot be read.
    """
    return Lexicon(read_concepts(folder), read_small_words(folder))
