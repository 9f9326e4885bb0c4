"""An index open for reading: a question in, documents out, each with its reasons."""

from __future__ import annotations

import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import tantivy

from mestieri.engines.find.asking import asked_vector, is_known
from mestieri.engines.find.documents import Answer, Document, Hit, Voice
from mestieri.engines.find.encoders import NO_ENCODERS, Encoders, Floats
from mestieri.engines.find.fusion import FOUND_NOTHING, SURE_FROM, ByWords, Scored, fuse
from mestieri.engines.find.generations import (
    IndexUnusable,
    Stamp,
    current_generation,
    damage_said,
    read_stamp,
)
from mestieri.engines.find.lexicon import Lexicon
from mestieri.engines.find.question import (
    LONGEST_QUESTION,
    Question,
    Strictness,
    lexicon_query,
    places_of,
    presence_query,
    words_query,
)
from mestieri.engines.find.reasons import links_of, match_of, near_of, no_match, suggestion_from
from mestieri.engines.find.rows import RowTable
from mestieri.engines.find.schema import register_analyzers, schema
from mestieri.engines.find.speaking import spoken_in

HITS_LOOKED_AT, MORE_LOOKED_AT = 100, 5
EVERY_VOICE = frozenset(Voice)


@dataclass(frozen=True)
class Limits:
    """What a search is limited to; an empty limit is none.

    Attributes:
        kinds, purposes: only among these.
        owner: only what is everybody's or this owner's; None for everything.
    """

    kinds: Collection[str] = ()
    purposes: Collection[str] = ()
    owner: str | None = None


@dataclass(frozen=True)
class _Open:
    """A generation open for reading; `table` is None where no encoder made vectors."""

    pointer: tuple[int, int]
    stamp: Stamp
    searcher: tantivy.Searcher
    table: RowTable | None


@dataclass(frozen=True)
class _Asked:
    """A question as every voice hears it.

    Attributes:
        question: its words, and what the lexicon recognised.
        limits: what may answer.
        vector: for the encoders; None where they have nothing to say.
    """

    question: Question
    limits: Limits
    vector: Floats | None


class FindIndex:
    """An index open for reading; threads may share it.

    It follows a swap by itself: each question looks whether `current` was replaced.

    Args:
        folder: where `build_index` builds; it need not exist yet.
        encoders: those it was built with; an index built with others answers by words alone.
    """

    def __init__(self, folder: Path, encoders: Encoders = NO_ENCODERS) -> None:
        self.folder = folder
        self.encoders = encoders
        self._lock = threading.Lock()
        self._open: _Open | None = None

    @property
    def stamp(self) -> str:
        """The stamp given to the build in use.

        Raises:
            IndexUnusable: there is no usable index.
        """
        return self._current().stamp.stamp

    @property
    def documents(self) -> int:
        """How many documents the index holds.

        Raises:
            IndexUnusable: there is no usable index.
        """
        return self._current().stamp.documents

    @property
    def has_vectors(self) -> bool:
        """Was it built with the encoders given here?

        Raises:
            IndexUnusable: there is no usable index.
        """
        return self._current().stamp.encoders == sorted(self.encoders.names)

    @property
    def is_worn(self) -> bool:
        """Has it changed so often that building it again makes it quicker?

        Raises:
            IndexUnusable: there is no usable index.
        """
        table = self._current().table
        return table is not None and 1_000 < len(table) < 2 * len(table.struck_out)

    def search(
        self,
        text: str,
        language: str,
        *,
        limit: int = 20,
        kinds: Collection[str] = (),
        purposes: Collection[str] = (),
        owner: str | None = None,
        lexicon: Lexicon | None = None,
        voices: Collection[Voice] = EVERY_VOICE,
    ) -> Answer:
        """Find the documents that answer a text.

        Args:
            text: any Unicode; nothing in it is syntax, and only its beginning is read.
            language: language of the page; the other languages are searched too.
            limit: most hits returned, up to 100.
            kinds, purposes: search only among these.
            owner: search only what is everybody's or this owner's; None for everything.
            lexicon: everyday words of other languages, to be understood too.
            voices: those that may speak; all, if not told otherwise.

        Raises:
            IndexUnusable: there is no usable index.
        """
        text = text[:LONGEST_QUESTION].encode("utf-8", "replace").decode("utf-8")
        has_lexicon = Voice.LEXICON in voices
        question = Question.read(text, language, lexicon if has_lexicon else None)
        current = self._current()
        if not question.words and not question.reading.recognised:
            return Answer([], is_sure=False)
        spoken = spoken_in(text, question.reading)
        is_language_known = is_known(spoken, self.encoders)
        vector = None
        if current.table is not None and is_language_known:
            vector = asked_vector(text, question.reading, spoken, self.encoders, voices)
        asked = _Asked(question, Limits(kinds, purposes, owner), vector)
        with damage_said(self.folder):
            words = _by_words(current.searcher, asked, voices)
            meant = _by_lexicon(current.searcher, asked)
            hits = self._hits(current, asked, words, meant, limit)
        return Answer(
            hits,
            has_all_words=words.has_all or meant.has_all,
            suggestion=_suggestion(hits, words, question),
            language=spoken.language,
            is_language_known=is_language_known,
            is_sure=bool(hits) and _is_sure(hits, asked, words, meant),
        )

    def _hits(
        self, current: _Open, asked: _Asked, words: ByWords, meant: ByWords, limit: int
    ) -> list[Hit]:
        table, allowed = current.table, None
        if table is not None and asked.vector is not None:
            limits = asked.limits
            owners = () if limits.owner is None else ("", limits.owner)
            allowed = table.allowed(limits.kinds, limits.purposes, owners)
        # A few more than asked for: of equal scores the plainest title comes first.
        best = fuse(words, meant, asked.vector, table, allowed)[: limit + MORE_LOOKED_AT]
        documents = _documents(current.searcher, [one.number for one in best])
        scored = [(one, documents[one.number]) for one in best if one.number in documents]
        scored.sort(key=lambda pair: (-round(pair[0].score, 3), _length(pair[1], asked.question)))
        return [self._hit(one, document, asked) for one, document in scored[:limit]]

    def _hit(self, one: Scored, document: Document, asked: _Asked) -> Hit:
        question = asked.question
        has_words = one.words > 0 or one.lexicon > 0
        return Hit(
            document,
            one.score,
            match_of(document, question) if has_words else no_match(question),
            links_of(document, question) if one.lexicon > 0 else (),
            near_of(document, question, one, asked.vector, self.encoders),
        )

    def _current(self) -> _Open:
        try:
            status = (self.folder / "current").stat()
        except OSError as error:
            raise IndexUnusable(f"{self.folder}: no index") from error
        pointer = (status.st_ino, status.st_mtime_ns)
        opened = self._open
        if opened is None or opened.pointer != pointer:
            with self._lock:
                opened = self._open
                if opened is None or opened.pointer != pointer:
                    opened = self._open = self._open_generation(pointer)
        return opened

    def _open_generation(self, pointer: tuple[int, int]) -> _Open:
        generation = current_generation(self.folder)
        stamp = read_stamp(generation)
        with damage_said(generation):
            index = tantivy.Index.open(str(generation))
            register_analyzers(index)
            searcher = index.searcher()
            is_of_ours = bool(stamp.encoders) and stamp.encoders == sorted(self.encoders.names)
            table = RowTable(generation) if is_of_ours else None
        if searcher.num_docs != stamp.documents:
            raise IndexUnusable(f"{generation}: {searcher.num_docs} of {stamp.documents} documents")
        return _Open(pointer, stamp, searcher, table)


def _by_words(searcher: tantivy.Searcher, asked: _Asked, voices: Collection[Voice]) -> ByWords:
    """The most demanding reading of the words that finds anything."""
    if Voice.WORDS not in voices or not asked.question.words:
        return FOUND_NOTHING
    as_typed = words_query(asked.question, Strictness.ALL_WORDS, asked.limits, unknown=())
    if scores := _scores(searcher, as_typed):
        return ByWords(scores)
    unknown = _unknown_words(searcher, asked)
    # Where every word is somewhere as it is, there is no mistake to forgive.
    looser = (Strictness.ALL_WORDS_MISTAKES_FORGIVEN,) if unknown else ()
    for strictness in (*looser, Strictness.ANY_WORD):
        query = words_query(asked.question, strictness, asked.limits, unknown)
        if scores := _scores(searcher, query):
            return ByWords(scores, strictness is not Strictness.ANY_WORD)
    return FOUND_NOTHING


def _unknown_words(searcher: tantivy.Searcher, asked: _Asked) -> frozenset[str]:
    """The words of a question that no title, name or text of what may answer has."""
    return frozenset(
        word for word in asked.question.telling if not _is_there(searcher, word, asked.limits)
    )


def _is_there(searcher: tantivy.Searcher, word: str, limits: Limits) -> bool:
    # A frequency is quick to read, but counts the things of every owner.
    if not any(searcher.doc_freq(field, term) for field, term in places_of(word)):
        return False
    return bool(searcher.search(presence_query(word, limits), limit=1, count=False).hits)


def _by_lexicon(searcher: tantivy.Searcher, asked: _Asked) -> ByWords:
    """What has everything the lexicon recognised, or else something of it."""
    if not asked.question.reading.recognised:
        return FOUND_NOTHING
    for strictness in (Strictness.ALL_WORDS, Strictness.ANY_WORD):
        scores = _scores(searcher, lexicon_query(asked.question, strictness, asked.limits))
        if scores:
            return ByWords(scores, strictness is not Strictness.ANY_WORD)
    return FOUND_NOTHING


def _scores(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[int, float]:
    """Row → score."""
    found = searcher.search(query, limit=HITS_LOOKED_AT, count=False).hits
    numbers = searcher.fast_field_values("number", [address for _score, address in found])
    pairs = zip(numbers, found, strict=True)
    return {int(number or 0): float(score) for number, (score, _address) in pairs}


def _documents(searcher: tantivy.Searcher, numbers: list[int]) -> dict[int, Document]:
    """Row → its document, of those that are in the index."""
    if not numbers:
        return {}
    query = tantivy.Query.term_set_query(schema(), "number", numbers)
    found = [a for _s, a in searcher.search(query, limit=len(numbers), count=False).hits]
    rows = searcher.fast_field_values("number", found)
    return {
        int(row or 0): _from_tantivy(searcher.doc(address))
        for row, address in zip(rows, found, strict=True)
    }


def _from_tantivy(row: tantivy.Document) -> Document:
    values = (str(row.get_first(name)) for name in ("kind", "key", "kept"))
    return Document.from_json(*values)


def _length(document: Document, question: Question) -> int:
    """Length of the title: among equals the plainest thing comes first."""
    titles = document.titles
    forms = titles.get(question.language) or next(iter(titles.values()), [""])
    return len(forms[0]) if forms else 0


def _suggestion(hits: list[Hit], words: ByWords, question: Question) -> str:
    is_as_typed = all(known.is_exact for known in question.reading.recognised)
    if not words.scores or (is_as_typed and words.has_all and hits[0].match.is_exact):
        return ""
    return suggestion_from([hit.document for hit in hits], question)


def _is_sure(hits: list[Hit], asked: _Asked, words: ByWords, meant: ByWords) -> bool:
    if asked.vector is None:  # words alone: having all of them is what there is to go by
        return words.has_all or meant.has_all
    return hits[0].score >= SURE_FROM
