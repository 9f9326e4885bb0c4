"""The folder of an index: built beside the one in use, swapped by a rename, read by many.

```
folder/
  lock          held by the one builder
  current       name of the generation in use; replaced by a rename
  g-<random>/   a generation: tantivy's files, and `stamp.json`
```
A build that is killed leaves a generation that nothing names; the next build removes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import secrets
import shutil
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import tantivy

from mestieri.engines.find.documents import Answer, Document, Hit
from mestieri.engines.find.lexicon import Lexicon
from mestieri.engines.find.question import Question, Strictness, query_for
from mestieri.engines.find.reasons import links_of, match_of, suggestion_from
from mestieri.engines.find.schema import (
    EVERYBODY,
    FORMAT,
    LANGUAGES,
    register_analyzers,
    schema,
    words_of,
)

logger = logging.getLogger(__name__)

WRITER_MEMORY = 64_000_000  # bytes
HITS_LOOKED_AT = 100  # among which equal scores are put in order


class IndexUnusable(RuntimeError):
    """There is no index, or it is damaged or of another format: build it."""


class IndexIsBeingBuilt(RuntimeError):
    """Another process is building, and the caller did not want to wait."""


@dataclass(frozen=True)
class Stamp:
    """What a generation says of itself.

    Attributes:
        stamp: what the caller gave when building: its own mark of how new the data is.
        documents: how many it holds.
        format: format of the fields.
        files: name of each file → bytes, by which damage is noticed.
    """

    stamp: str
    documents: int
    format: int
    files: dict[str, int]


def build_index(
    folder: Path, documents: Iterable[Document], *, stamp: str, wait: bool = True
) -> int:
    """Build an index beside the one in use, then put it in use.

    Args:
        documents: read once, one at a time.
        stamp: kept with the index, read back by `FindIndex.stamp`.
        wait: wait for another builder to end; else raise.

    Returns:
        How many documents it holds.

    Raises:
        IndexIsBeingBuilt: another process is building and `wait` is False.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _only_builder(folder, wait):
        _remove_generations(folder, keep={_current_name(folder)})
        generation = folder / f"g-{secrets.token_hex(6)}"
        generation.mkdir()
        count = _write_generation(generation, documents)
        _write_stamp(generation, stamp, count)
        previous = _current_name(folder)
        _put_in_use(folder, generation.name)
        # A reader may be opening the previous one in this very moment: the next build removes it.
        _remove_generations(folder, keep={generation.name, previous})
    return count


@contextlib.contextmanager
def _only_builder(folder: Path, wait: bool) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise IndexIsBeingBuilt(str(folder)) from error
        yield  # closing the file lets the lock go, also when the process dies


def _current_name(folder: Path) -> str:
    try:
        return (folder / "current").read_text().strip()
    except OSError:
        return ""


def _remove_generations(folder: Path, keep: set[str]) -> None:
    for generation in folder.glob("g-*"):
        if generation.name not in keep:
            shutil.rmtree(generation, ignore_errors=True)


def _put_in_use(folder: Path, name: str) -> None:
    beside = folder / "current.new"
    beside.write_text(name)
    os.replace(beside, folder / "current")


def _write_generation(generation: Path, documents: Iterable[Document]) -> int:
    index = tantivy.Index(schema(), path=str(generation))
    register_analyzers(index)
    writer = index.writer(heap_size=WRITER_MEMORY, num_threads=1)
    count = 0
    for document in documents:
        writer.add_document(_to_tantivy(document))
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def _to_tantivy(document: Document) -> tantivy.Document:
    row = tantivy.Document()
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


def _write_stamp(generation: Path, stamp: str, count: int) -> None:
    files = {
        file.name: file.stat().st_size
        for file in generation.iterdir()
        if not file.name.endswith(".lock")
    }
    content = {"stamp": stamp, "documents": count, "format": FORMAT, "files": files}
    (generation / "stamp.json").write_text(json.dumps(content))


def _read_stamp(generation: Path) -> Stamp:
    """The stamp of a whole generation.

    Raises:
        IndexUnusable: it is missing, of another format, or some file is missing or cut short.
    """
    try:
        stamp = Stamp(**json.loads((generation / "stamp.json").read_text()))
        whole = all(
            (generation / name).stat().st_size == size for name, size in stamp.files.items()
        )
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"{generation}: {error}") from error
    if not whole or stamp.format != FORMAT:
        raise IndexUnusable(f"{generation}: damaged, or of another format")
    return stamp


@dataclass(frozen=True)
class _Open:
    """A generation open for reading."""

    pointer: tuple[int, int]
    stamp: Stamp
    searcher: tantivy.Searcher


class FindIndex:
    """An index open for reading; threads may share it.

    It follows a swap by itself: each question looks whether `current` was replaced.

    Args:
        folder: where `build_index` builds; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
    ) -> Answer:
        """Find the documents that answer a text.

        Args:
            text: any Unicode; nothing in it is syntax, and only its beginning is read.
            language: language of the page; the other languages are searched too.
            limit: most hits returned, up to 100.
            kinds, purposes: search only among these.
            owner: search only what is everybody's or this owner's; None for everything.
            lexicon: everyday words of other languages, to be understood too.

        Raises:
            IndexUnusable: there is no usable index.
        """
        question = Question.read(text, language, lexicon)
        searcher = self._current().searcher
        if not question.words and not question.reading.recognised:
            return Answer([])
        for strictness in Strictness:
            query = query_for(question, strictness, kinds=kinds, purposes=purposes, owner=owner)
            hits = self._hits(searcher, query, question, limit)
            if hits:
                return _answer(hits, strictness, question)
        return Answer([], has_all_words=False)

    def _hits(
        self, searcher: tantivy.Searcher, query: tantivy.Query, question: Question, limit: int
    ) -> list[Hit]:
        try:
            found = searcher.search(query, limit=HITS_LOOKED_AT, count=False).hits
            scored = [(score, _from_tantivy(searcher.doc(address))) for score, address in found]
        except (ValueError, OSError) as error:
            raise IndexUnusable(f"{self.folder}: {error}") from error
        scored.sort(key=lambda pair: (-round(pair[0], 2), _length(pair[1], question.language)))
        return [
            Hit(document, score, match_of(document, question), links_of(document, question))
            for score, document in scored[:limit]
        ]

    def _current(self) -> _Open:
        try:
            status = (self.folder / "current").stat()
        except OSError as error:
            raise IndexUnusable(f"{self.folder}: no index") from error
        pointer = (status.st_ino, status.st_mtime_ns)
        opened = self._open
        if opened is None or opened.pointer != pointer:
            with self._lock:
                opened = self._open = self._open_generation(pointer)
        return opened

    def _open_generation(self, pointer: tuple[int, int]) -> _Open:
        generation = self.folder / (_current_name(self.folder) or "none")
        stamp = _read_stamp(generation)
        try:
            index = tantivy.Index.open(str(generation))
            register_analyzers(index)
            return _Open(pointer, stamp, index.searcher())
        except (ValueError, OSError) as error:
            raise IndexUnusable(f"{generation}: {error}") from error


def _from_tantivy(row: tantivy.Document) -> Document:
    values = (str(row.get_first(name)) for name in ("kind", "key", "kept"))
    return Document.from_json(*values)


def _length(document: Document, language: str) -> int:
    """Length of the title: among equals the plainest thing comes first."""
    forms = document.titles.get(language) or next(iter(document.titles.values()), [""])
    return len(forms[0]) if forms else 0


def _answer(hits: list[Hit], strictness: Strictness, question: Question) -> Answer:
    suggestion = ""
    is_exact = all(known.is_exact for known in question.reading.recognised)
    if strictness is not Strictness.ALL_WORDS or not is_exact:
        suggestion = suggestion_from([hit.document for hit in hits], question)
    return Answer(hits, strictness is not Strictness.ANY_WORD, suggestion)
