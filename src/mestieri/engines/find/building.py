"""Building an index whole, changing a part of it, and adding what encoders make of it later."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import tantivy

from mestieri.engines.find import rows
from mestieri.engines.find.documents import Document
from mestieri.engines.find.encoders import DIMENSIONS, NO_ENCODERS, Encoders, Floats
from mestieri.engines.find.generations import (
    IndexUnusable,
    Stamp,
    current_generation,
    damage_said,
    next_generation,
    only_builder,
    read_stamp,
    write_stamp,
)
from mestieri.engines.find.schema import (
    EVERYBODY,
    LANGUAGES,
    register_analyzers,
    schema,
    words_of,
)

WRITER_MEMORY = 64_000_000  # bytes
AT_ONCE = 512  # documents encoded together
#: What a build spends on meanings; the rest is encoded afterwards (`encode_waiting`).
SECONDS_FOR_MEANINGS = 5.0
NAMES_OF_A_TEXT, LETTERS_OF_A_TEXT, NAMES_OF_A_TRADE = 8, 300, 12
WAITING = "waiting.jsonl"


@dataclass(frozen=True)
class Changes:
    """What changed since an index was built.

    Attributes:
        stamp: the new stamp.
        documents: as they are now; each takes the place of the one with its kind and key.
        gone: kind and key of those that may be there no more; one that is in `documents` stays.
        kinds: kinds of which `documents` has all there is.
    """

    stamp: str
    documents: Iterable[Document] = ()
    gone: Iterable[tuple[str, str]] = ()
    kinds: Iterable[str] = ()


def build_index(
    folder: Path,
    documents: Iterable[Document],
    *,
    stamp: str,
    wait: bool = True,
    encoders: Encoders = NO_ENCODERS,
    keep_previous: bool = True,
) -> int:
    """Build an index beside the one in use, then put it in use.

    Meanings that the old index has of the same texts are kept. New ones are made for at most
    `SECONDS_FOR_MEANINGS`; `encode_waiting` makes the others.

    Args:
        documents: read once, one at a time.
        stamp: kept with the index, read back by `FindIndex.stamp`.
        wait: wait for another builder to end; else raise.
        encoders: what makes vectors; without them, words alone are found.
        keep_previous: leave the old one's files until the next build, for whoever is opening it.

    Returns:
        How many documents it holds.

    Raises:
        IndexIsBeingBuilt: another process is building and `wait` is False.
        OSError: the folder cannot be written.
    """
    with only_builder(folder, wait):
        known = _known_meanings(folder, encoders)
        with next_generation(folder, keep_previous=keep_previous) as generation:
            index = tantivy.Index(schema(), path=str(generation))
            filling = _Filling(generation, index, encoders, rows.Codes(), 0, known)
            filling.add_all(documents)
            filling.finish(struck_out=())
            write_stamp(generation, stamp, filling.count, encoders.names)
    return filling.count


def change_index(
    folder: Path, changes: Changes, *, wait: bool = True, encoders: Encoders = NO_ENCODERS
) -> None:
    """Change a part of the index: a new generation that shares the files of the one before.

    Raises:
        IndexIsBeingBuilt: another process is building and `wait` is False.
        IndexUnusable: there is no usable index to change, or it was made with other encoders.
        OSError: the folder cannot be written.
    """
    with only_builder(folder, wait):
        previous = current_generation(folder)
        stamp = read_stamp(previous)
        if stamp.encoders != sorted(encoders.names):
            raise IndexUnusable(f"{previous}: made with other encoders")
        with damage_said(previous):
            _change(folder, previous, changes, encoders)


def _change(folder: Path, previous: Path, changes: Changes, encoders: Encoders) -> None:
    table = rows.RowTable(previous)
    documents = list(changes.documents)
    with next_generation(folder, beginning_from=previous) as generation:
        index = tantivy.Index.open(str(generation))
        ids = {id_of(document.kind, document.key) for document in documents}
        ids |= {id_of(kind, key) for kind, key in changes.gone}
        old = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.term_set_query(schema(), "id", sorted(ids))),
                (
                    tantivy.Occur.Should,
                    tantivy.Query.term_set_query(schema(), "kind", sorted(changes.kinds)),
                ),
            ]
        )
        struck_out = {*table.struck_out.tolist(), *_numbers_of(index, old, len(table))}
        known = {int(row["text"]): _Kept(table, n) for n, row in enumerate(table.rows)
                 if row["has_meaning"]} if len(documents) > 1 else {}  # fmt: skip
        filling = _Filling(generation, index, encoders, table.codes, len(table), known)
        filling.writer.delete_documents_by_query(old)
        filling.add_all(documents)
        filling.finish(struck_out)
        count = len(table) + filling.count - len(struck_out)
        write_stamp(generation, changes.stamp, count, encoders.names)


def _numbers_of(index: tantivy.Index, query: tantivy.Query, most: int) -> list[int]:
    searcher = index.searcher()
    found = searcher.search(query, limit=max(most, 1), count=False).hits
    addresses = [address for _score, address in found]
    return [int(number or 0) for number in searcher.fast_field_values("number", addresses)]


def id_of(kind: str, key: str) -> str:
    """What a document is called in the index."""
    return f"{kind}:{key}"


@dataclass
class _Kept:
    """The meaning of a text in a table that is open."""

    table: rows.RowTable
    number: int

    def vector(self) -> rows.Bytes:
        block = int(np.searchsorted(self.table.starts, self.number, side="right")) - 1
        kept: rows.Bytes = self.table.blocks[block][self.number - self.table.starts[block]]
        return kept[rows.MEANING]


def _known_meanings(folder: Path, encoders: Encoders) -> dict[int, _Kept]:
    """Hash of a text → its meaning in the index in use, if the same encoder made it."""
    if encoders.meaning is None:
        return {}
    try:
        generation = current_generation(folder)
        if encoders.meaning.name not in read_stamp(generation).encoders:
            return {}
        table = rows.RowTable(generation)
    except (IndexUnusable, OSError, ValueError, TypeError, KeyError):
        return {}
    with_meaning = np.flatnonzero(table.rows["has_meaning"])
    return {int(table.rows["text"][n]): _Kept(table, int(n)) for n in with_meaning}


@dataclass
class _Filling:
    """Writes documents and their rows into a generation."""

    generation: Path
    index: tantivy.Index
    encoders: Encoders
    codes: rows.Codes
    first: int
    known: dict[int, _Kept]
    count: int = 0
    writer: tantivy.IndexWriter = field(init=False)
    _rows: list[tuple] = field(default_factory=list)
    _vectors: list[rows.Bytes] = field(default_factory=list)
    _waiting: list[tuple[int, str]] = field(default_factory=list)
    _seconds: float = 0.0

    def __post_init__(self) -> None:
        register_analyzers(self.index)
        self.writer = self.index.writer(heap_size=WRITER_MEMORY, num_threads=1)

    def add_all(self, documents: Iterable[Document]) -> None:
        for some in _batches(documents):
            self._add_rows(some)
            for place, document in enumerate(some):
                self.writer.add_document(to_tantivy(document, self.first + self.count + place))
            self.count += len(some)

    def _add_rows(self, documents: list[Document]) -> None:
        texts = [text_of(document) for document in documents]
        hashes = [_hash(text) for text in texts]
        vectors = np.zeros((len(documents), 2 * DIMENSIONS), dtype=np.int8)
        has_meaning = self._add_meanings(vectors, texts, hashes)
        if self.encoders.trades is not None:
            vectors[:, rows.TRADES] = rows.to_bytes(trades_of(documents, self.encoders))
        for document, text, has in zip(documents, hashes, has_meaning, strict=True):
            self._rows.append((*self.codes.row_of(document, text)[:-1], has))
        self._vectors.append(vectors)

    def _add_meanings(self, vectors: rows.Bytes, texts: list[str], hashes: list[int]) -> list[bool]:
        """Fill in what is known or can be made in time; the rest waits."""
        encoder = self.encoders.meaning
        if encoder is None:
            return [False] * len(texts)
        for place, text in enumerate(hashes):
            if text in self.known:
                vectors[place, rows.MEANING] = self.known[text].vector()
        new = [place for place, text in enumerate(hashes) if text not in self.known]
        if new and self._seconds < SECONDS_FOR_MEANINGS:
            began = time.monotonic()
            made = rows.to_bytes(encoder.encode([texts[place] for place in new]))
            vectors[new, rows.MEANING] = made
            self._seconds += time.monotonic() - began
            return [True] * len(texts)
        first = self.first + self.count
        self._waiting += [(first + place, texts[place]) for place in new]
        waits = set(new)
        return [place not in waits for place in range(len(texts))]

    def finish(self, struck_out: Iterable[int]) -> None:
        """Write what is still to be written; the stamp is the caller's."""
        self.writer.commit()
        self.writer.wait_merging_threads()
        if self._rows:
            rows.write_block(self.generation, self.first, self._rows, np.concatenate(self._vectors))
        rows.write_struck_out(self.generation, list(struck_out))
        self.codes.write(self.generation)
        if self._waiting:
            _write_waiting(self.generation, [*_read_waiting(self.generation), *self._waiting])
        if len(rows.block_starts(self.generation)) > rows.MOST_BLOCKS:
            rows.join_blocks(self.generation)


def encode_waiting(folder: Path, encoders: Encoders, *, seconds: float) -> int:
    """Make meanings that a build left for later, for some seconds.

    Returns:
        How many documents still wait.

    Raises:
        IndexIsBeingBuilt: another process is building.
        IndexUnusable: there is no usable index.
        OSError: the folder cannot be written.
    """
    if encoders.meaning is None:
        return 0
    with only_builder(folder, wait=False):
        previous = current_generation(folder)
        stamp = read_stamp(previous)
        waiting = _read_waiting(previous)
        if not waiting or stamp.encoders != sorted(encoders.names):
            return 0
        made: dict[int, Floats] = {}
        until = time.monotonic() + seconds
        while len(made) < len(waiting) and time.monotonic() < until:
            some = waiting[len(made) : len(made) + AT_ONCE]
            vectors = encoders.meaning.encode([text for _number, text in some])
            made |= {number: vector for (number, _text), vector in zip(some, vectors, strict=True)}
        if made:
            _put_meanings(folder, previous, stamp, made, waiting[len(made) :])
    return len(waiting) - len(made)


def _put_meanings(
    folder: Path,
    previous: Path,
    stamp: Stamp,
    made: dict[int, Floats],
    still_waiting: list[tuple[int, str]],
) -> None:
    with next_generation(folder, beginning_from=previous) as generation:
        rows.join_blocks(generation)
        numbers = np.array(sorted(made), dtype=np.int64)
        table = np.load(generation / "rows-0.npy")
        vectors = np.load(generation / "vectors-0.npy")
        vectors[numbers, rows.MEANING] = rows.to_bytes(np.array([made[n] for n in numbers]))
        table["has_meaning"][numbers] = True
        np.save(generation / "rows-0.npy", table)
        np.save(generation / "vectors-0.npy", vectors)
        _write_waiting(generation, still_waiting)
        write_stamp(generation, stamp.stamp, stamp.documents, stamp.encoders)


def _read_waiting(generation: Path) -> list[tuple[int, str]]:
    path = generation / WAITING
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as file:
        return [(number, text) for number, text in map(json.loads, file)]


def _write_waiting(generation: Path, waiting: list[tuple[int, str]]) -> None:
    path = generation / WAITING
    path.unlink(missing_ok=True)  # it may be shared with the generation before
    if waiting:
        lines = (json.dumps(pair, ensure_ascii=True) + "\n" for pair in waiting)
        path.write_text("".join(lines), encoding="utf-8")


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def text_of(document: Document) -> str:
    """What the sentence encoder reads of a document: title, names, the beginning of its text."""
    languages = (*LANGUAGES, *document.titles)
    language = next((code for code in languages if document.titles.get(code)), "")
    title = next(iter(document.titles.get(language, ())), "")
    names = " ".join(list(document.names.get(language, ()))[:NAMES_OF_A_TEXT])
    parts = (title, names, document.texts.get(language, ""))
    return ". ".join(part[:LETTERS_OF_A_TEXT] for part in parts if part)


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def trades_of(documents: list[Document], encoders: Encoders) -> Floats:
    """What the occupation encoder makes of the titles and names of documents."""
    encoder = encoders.trades
    if encoder is None:
        return np.zeros((len(documents), DIMENSIONS), dtype=np.float32)
    return encoder.encode(
        [
            " ".join(names_of(document, encoder.languages)[:NAMES_OF_A_TRADE])
            for document in documents
        ]
    )


def names_of(document: Document, languages: Iterable[str]) -> list[str]:
    """Titles and names of a document in some languages."""
    return [
        name
        for names in (document.titles, document.names)
        for language in names
        if language in languages
        for name in names[language]
    ]


def to_tantivy(document: Document, number: int) -> tantivy.Document:
    """A document as the index keeps it; `number` is its row."""
    row = tantivy.Document()
    row.add_unsigned("number", number)
    row.add_text("id", id_of(document.kind, document.key))
    row.add_text("kind", document.kind)
    row.add_text("key", document.key)
    row.add_text("isco", document.isco)
    row.add_text("owner", document.owner or EVERYBODY)
    row.add_text("kept", document.to_json())
    for purpose in document.purposes:
        row.add_text("purpose", purpose)
    for language in LANGUAGES:
        for part, whole, names in (
            ("title", "title", document.titles),
            ("names", "name", document.names),
        ):
            for name in names.get(language, ()):
                row.add_text(f"{part}_{language}", name)
                row.add_text(f"{part}_words_{language}", name)
                row.add_text(f"whole_{whole}_{language}", " ".join(words_of(name)))
        if text := document.texts.get(language):
            row.add_text(f"texts_{language}", text)
    return row
