"""The curator's word dictionary: which words of a job title say which family.

Its text has a line a family, so that a person can read and change it:

    saldatura-e-carpenteria: saldatore, carpentiere metallico, ~carpentiere
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from mestieri.engines.families.folding import Word, fold, stem_of, words_of

#: Under this name stand words that say no family: «studente», «varie».
NO_FAMILY = "nessuna"
WEAK = "~"
BEGINNING = "*"
_CHARACTERS_OF_A_BEGINNING = 3
#: Shorter words are taken as they are written.
LETTERS_OF_A_LONG_WORD = 6
#: Words that go with every trade: of two entries the one with more other words speaks.
WORDS_OF_MANY_TRADES = frozenset(
    word.stem
    for word in words_of(
        "addetto aiuto assistente capo caporeparto impiegato operaio operatore reparto "
        "responsabile settore tecnico ufficio servizio specialista"
    )
)


class DictionaryProblem(ValueError):
    """A dictionary that cannot be read; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that say a family.

    Attributes:
        family: slug of the family, or `NO_FAMILY`.
        text: the words as they were written, without the sign of weakness.
        is_weak: counts only where nothing else speaks.
    """

    family: str
    text: str
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a title, and where: `spans` are places in the title."""

    entry: Entry
    spans: tuple[tuple[int, int], ...]

    def words(self, title: str) -> str:
        """The words of the title that said so."""
        return " ".join(title[start:end] for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of an entry: a stem, or a beginning."""

    stem: str
    is_beginning: bool

    def meets(self, word: Word) -> bool:
        if self.is_beginning:
            return word.folded.startswith(self.stem)
        return word.stem == self.stem


class WordDictionary:
    """Entries, looked up by the words of a title.

    Args:
        entries: in any order; two that say the same words for two families are a
            `DictionaryProblem`.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_stem: dict[str, list[tuple[tuple[_Part, ...], Entry]]] = defaultdict(list)
        self._beginnings: list[tuple[tuple[_Part, ...], Entry]] = []
        self._known: dict[tuple[_Part, ...], Entry] = {}
        self._stems: set[str] = set()
        self._stems_by_letter: dict[str, list[str]] = defaultdict(list)
        for entry in entries:
            self.add(entry)

    @classmethod
    def read(cls, text: str) -> WordDictionary:
        """A dictionary written as text.

        Raises:
            DictionaryProblem: a line is not a family and its words, or two disagree.
        """
        return cls(read_entries(text))

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._known.values())

    def add(self, entry: Entry) -> None:
        """Take one more entry.

        Raises:
            DictionaryProblem: its words say another family already, or nothing.
        """
        parts = tuple(sorted(_parts(entry.text), key=lambda part: part.stem))
        if not parts:
            raise DictionaryProblem(f"«{entry.text}» holds no word that says anything.")
        other = self._known.get(parts)
        if other is not None:
            if other.family != entry.family:
                raise DictionaryProblem(
                    f"«{entry.text}» says two families: {other.family} and {entry.family}."
                )
            return
        self._known[parts] = entry
        for part in parts:
            if part.stem not in self._stems:
                self._stems.add(part.stem)
                self._stems_by_letter[part.stem[0]].append(part.stem)
        if all(part.is_beginning for part in parts):
            self._beginnings.append((parts, entry))
        else:
            whole = next(part for part in parts if not part.is_beginning)
            self._by_stem[whole.stem].append((parts, entry))

    def matches(self, title: str) -> list[Match]:
        """Every entry whose words are all in a title, the one that speaks first first.

        A strong entry comes before a weak one, a family before none, then the one with more words
        that say something of their own, then more words, then the one that begins earlier.
        """
        words = [self._as_known(word) for word in words_of(title)]
        candidates = [*self._beginnings]
        for stem in {word.stem for word in words}:
            candidates += self._by_stem.get(stem, ())
        found = []
        for parts, entry in candidates:
            said_by = _met(parts, words)
            if said_by:
                found.append((_order(entry, said_by), entry, said_by))
        found.sort(key=lambda one: one[0])
        return [Match(entry, _spans(said_by)) for _order_, entry, said_by in found]

    def _as_known(self, word: Word) -> Word:
        """A long word that no entry has, taken for the one that is a letter away, if any."""
        if len(word.stem) < LETTERS_OF_A_LONG_WORD or word.stem in self._stems:
            return word
        if any(
            word.folded.startswith(part.stem) for parts, _ in self._beginnings for part in parts
        ):
            return word
        near = self._near(word.stem)
        return replace(word, stem=near) if near else word

    def _near(self, stem: str) -> str:
        """The entry's word that begins alike and is written with one letter wrong."""
        for known in self._stems_by_letter.get(stem[0], ()):
            if len(known) >= LETTERS_OF_A_LONG_WORD - 1 and (
                OSA.distance(stem, known, score_cutoff=1) <= 1
            ):
                return known
        return ""

    def first(self, title: str) -> Match | None:
        """The entry that speaks first for a title, or none."""
        return next(iter(self.matches(title)), None)


def _order(entry: Entry, said_by: list[Word]) -> tuple[int, ...]:
    own = sum(word.stem not in WORDS_OF_MANY_TRADES for word in said_by)
    letters = sum(word.end - word.start for word in said_by)
    begins = min(word.start for word in said_by)
    last = entry.is_weak and entry.family == NO_FAMILY
    return last, entry.is_weak, -own, -len(said_by), begins, -letters


def _spans(said_by: list[Word]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((word.start, word.end) for word in said_by))


def _met(parts: tuple[_Part, ...], words: list[Word]) -> list[Word]:
    """A word of the title for each word of an entry; none if one is missing."""
    met: list[Word] = []
    for part in parts:
        word = next((word for word in words if word not in met and part.meets(word)), None)
        if word is None:
            return []
        met.append(word)
    return met


def _parts(text: str) -> Iterator[_Part]:
    for piece in text.split():
        if piece.endswith(BEGINNING) and len(piece) > _CHARACTERS_OF_A_BEGINNING:
            yield _Part(fold(piece[:-1]), is_beginning=True)
        else:
            yield from (_Part(stem_of(word.folded), False) for word in words_of(piece))


def read_entries(text: str) -> list[Entry]:
    """The entries of a dictionary written as text.

    Raises:
        DictionaryProblem: a line is not a family and its words.
    """
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        family, colon, said = line.partition(":")
        if not colon:
            raise DictionaryProblem(f"Line {number} is not a family, a colon and its words.")
        for piece in filter(None, (piece.strip() for piece in said.split(","))):
            is_weak = piece.startswith(WEAK)
            entries.append(Entry(family.strip(), piece.lstrip(WEAK).strip(), is_weak))
    return entries
