"""The index of this host, kept in step with the database.

Who changes something searchable writes a row in the same transaction (`exchange.announce_change`).
The index says up to which row it has read. A question finds out, at most once a second, that
there are more: a few things are read again and put in at once, before it is answered; many are
put in by a thread, and the old index answers meanwhile. An index that is missing, damaged or
too far behind is built whole. The worker does the same every minute, for hosts where nobody
searches, and builds everything anew at night.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from mestieri.engines.find import (
    Answer,
    Changes,
    Document,
    Encoders,
    FindIndex,
    IndexIsBeingBuilt,
    IndexUnusable,
    Voice,
    build_index,
    change_index,
    encode_waiting,
    load_encoders,
    load_lexicon,
)
from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange
from mestieri.kernel.index_changes import Position, changes_between, present_position
from mestieri.kernel.services.index_changes import forget_old_changes
from mestieri.kernel.work import RegularWork, do_regularly

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_CHECKS = 1.0
#: So many changed things are put in at once, while the question waits.
AT_ONCE = 20
#: With more changes than this, building everything is quicker.
MOST_CHANGES = 2_000
SECONDS_OF_A_SLICE = 20.0
SECONDS_OF_A_TASK = 40.0  # a task of the worker lasts 60 at most


class FollowingIndex:
    """The index of this host.

    Args:
        folder: where it lives.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.encoders = the_encoders()
        self._index = FindIndex(folder, self.encoders)
        self._checked_at = float("-inf")
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._rebuilding = threading.Lock()
        self._builds = 0

    def search(self, words: str, language: str, limit: int, centre_slug: str = "") -> Answer:
        """Ask the index; one that turns out damaged is built again and asked once more."""
        seen = self._builds
        try:
            return self._ask(words, language, limit, centre_slug)
        except IndexUnusable:
            self._rebuild_once(seen)
            return self._ask(words, language, limit, centre_slug)

    def _ask(self, words: str, language: str, limit: int, centre_slug: str) -> Answer:
        return self._index.search(
            words,
            language,
            limit=limit,
            owner=centre_slug,
            lexicon=load_lexicon(),
            voices=self._voices(),
        )

    def _voices(self) -> frozenset[Voice]:
        """Nobody waits for the sentence encoder to be read: until then it is silent."""
        meaning = self.encoders.meaning
        if meaning is None or meaning.is_ready or not settings.INDEX_IS_BUILT_BY_A_THREAD:
            return frozenset(Voice)
        self._work_behind(self.warm_up)
        return frozenset(Voice) - {Voice.MEANING}

    def warm_up(self) -> None:
        """Read the sentence encoder now."""
        if self.encoders.meaning is not None:
            self.encoders.meaning.encode([""])

    def keep_in_step(self) -> None:
        """Look, at most once a second, whether something changed, and follow.

        Without an index there is nothing to serve meanwhile: the first is built at once.
        """
        seen = self._builds
        try:
            stamp = self._index.stamp
        except IndexUnusable:
            self._rebuild_once(seen)
            return
        if not settings.INDEX_IS_BUILT_BY_A_THREAD:
            self.catch_up()
            return
        now = time.monotonic()
        if now - self._checked_at < SECONDS_BETWEEN_CHECKS:
            return
        self._checked_at = now
        if stamp == stamp_of_the_data() and self._index.has_vectors:
            return
        if self._is_a_little_behind(stamp):
            self._catch_up_unless_somebody_does()
        else:
            self._work_behind(self._catch_up_unless_somebody_does)

    def _is_a_little_behind(self, stamp: str) -> bool:
        changes = changes_since(stamp, stamp_of_the_data())
        return (
            self._index.has_vectors
            and changes is not None
            and len(changes) <= AT_ONCE
            and all(key for _kind, key in changes)
        )

    def catch_up(self, *, wait: bool = True) -> None:
        """Follow now if something changed: put in what changed, or build everything.

        Raises:
            IndexIsBeingBuilt: another process is at it, and `wait` is False.
            OSError: the folder cannot be written.
        """
        try:
            stamp = self._index.stamp
            is_fit = self._index.has_vectors and not self._index.is_worn
        except IndexUnusable:
            self.rebuild(wait=wait)
            return
        # Read before the things: a change made meanwhile leaves the index behind, not ahead.
        wanted = stamp_of_the_data()
        if stamp == wanted and is_fit:
            return
        changes = changes_since(stamp, wanted) if is_fit else None
        if changes is None or len(changes) > MOST_CHANGES:
            self.rebuild(wait=wait)
            return
        try:
            change_index(self.folder, _changed(changes, wanted), wait=wait, encoders=self.encoders)
        except IndexUnusable:
            self.rebuild(wait=wait)

    def _rebuild_once(self, seen: int) -> None:
        """Build anew, unless another thread has done so since `seen` builds."""
        with self._rebuilding:
            if self._builds == seen:
                self.rebuild()
                self._builds += 1

    def rebuild(self, *, wait: bool = True, keep_previous: bool = True) -> None:
        """Build from everything there is.

        Args:
            keep_previous: leave the files of the index in use until the next build; else what
                was taken out of it is on no disk when this ends.

        Raises:
            IndexIsBeingBuilt: another process is at it, and `wait` is False.
            OSError: the folder cannot be written.
        """
        stamp = stamp_of_the_data()
        build_index(
            self.folder,
            documents(),
            stamp=stamp,
            wait=wait,
            encoders=self.encoders,
            keep_previous=keep_previous,
        )

    def encode_waiting(self, seconds: float) -> int:
        """Give documents that a build left without it their meaning, for some seconds.

        Returns:
            How many still wait.

        Raises:
            IndexIsBeingBuilt: another process is building.
            IndexUnusable: there is no usable index.
            OSError: the folder cannot be written.
        """
        return encode_waiting(self.folder, self.encoders, seconds=seconds)

    def _catch_up_unless_somebody_does(self) -> None:
        try:
            self.catch_up(wait=False)
        except IndexIsBeingBuilt:
            return  # another process of this host is at it: its index will be ours
        except Exception:
            logger.exception("The index could not be built; the old one keeps answering.")

    def _work_behind(self, work: object) -> None:
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(
                target=self._work_and_close, args=(work,), name="index", daemon=True
            )
            self._thread.start()

    def _work_and_close(self, work: object) -> None:
        try:
            work()  # type: ignore[operator]
            connection.close()  # what follows asks the database nothing
            while self.encode_waiting(SECONDS_OF_A_SLICE):
                pass
        except IndexIsBeingBuilt:
            return
        except Exception:
            logger.exception("Work on the index stopped; what there is keeps answering.")
        finally:
            connection.close()


_indexes: dict[Path, FollowingIndex] = {}


def the_index() -> FollowingIndex:
    """The index of this host."""
    folder = Path(settings.INDEX_FOLDER)
    if folder not in _indexes:
        _indexes.setdefault(folder, FollowingIndex(folder))
    return _indexes[folder]


def the_encoders() -> Encoders:
    """The encoders of this installation; an old PC goes without sentences."""
    return load_encoders(with_sentences=settings.INDEX_KNOWS_SENTENCES)


def stamp_of_the_data() -> str:
    """What an index of the present data is stamped with: which database, and how far it is."""
    return f"{_fingerprint()}:{present_position()}"


def _fingerprint() -> str:
    database = connection.settings_dict
    identity = "|".join(str(database.get(name, "")) for name in ("ENGINE", "HOST", "PORT", "NAME"))
    kinds = ",".join(exchange.searchable_kinds())  # another version may have others
    return hashlib.sha256(f"{identity}|{kinds}".encode()).hexdigest()[:12]


def changes_since(old: str, new: str) -> list[tuple[str, str]] | None:
    """Kind and key of what changed between two stamps; None where that is not known.

    A change of no kind that is searched (an erasure, a restore) may be anywhere.
    """
    database, _colon, old_position = old.partition(":")
    _same, _colon, new_position = new.partition(":")
    if database != _fingerprint():
        return None
    try:
        changes = changes_between(Position.read(old_position), Position.read(new_position))
    except ValueError:
        return None
    kinds = exchange.searchable_kinds()
    if changes is None or any(kind not in kinds for kind, _key in changes):
        return None
    return changes


def _changed(changes: list[tuple[str, str]], stamp: str) -> Changes:
    kinds = {kind for kind, key in changes if not key or not exchange.can_read_some(kind)}
    keys: dict[str, list[str]] = {}
    for kind, key in changes:
        if kind not in kinds:
            keys.setdefault(kind, []).append(key)
    things = [thing for kind in sorted(kinds) for thing in exchange.searchables_of(kind)]
    things += [
        thing for kind, some in keys.items() for thing in exchange.searchables_of(kind, some)
    ]
    return Changes(
        stamp,
        [document_of(thing) for thing in things],
        gone=[(kind, key) for kind, some in keys.items() for key in some],
        kinds=kinds,
    )


def documents() -> Iterator[Document]:
    """Everything that can be found, in the words of the index."""
    return map(document_of, exchange.all_searchables())


def document_of(thing: exchange.Searchable) -> Document:
    """Something searchable in the words of the index."""
    return Document(
        kind=thing.kind,
        key=thing.key,
        # A slash divides the two genders in the name of a trade; in a title it is a slash.
        titles={
            language: gendered_forms(title) if thing.is_trade else [title]
            for language, title in thing.titles.items()
        },
        names=thing.names,
        texts=thing.texts,
        purposes=[purpose.value for purpose in thing.purposes],
        isco=thing.isco,
        owner=thing.centre,
    )


def follow() -> None:
    """Keep the index of the worker's host in step; called every minute."""
    index = the_index()
    try:
        index.catch_up(wait=False)
        index.encode_waiting(SECONDS_OF_A_TASK)
    except IndexIsBeingBuilt:
        return  # a process of this host is at it


def renew() -> None:
    """Build the index of the worker's host anew, and forget old changes; called at night."""
    forget_old_changes()
    try:
        the_index().rebuild(wait=False, keep_previous=False)
    except IndexIsBeingBuilt:
        return


def forget_the_erased() -> None:
    """Build the index of this host anew, if there is one; other hosts do at night.

    A document taken out of an index stays in its files until they are written again.
    """
    if Path(settings.INDEX_FOLDER).exists():
        the_index().rebuild(keep_previous=False)


def register() -> None:
    """Have the worker keep its host's index; called once, when Django starts."""
    do_regularly(RegularWork("search-index", "mestieri.www.following.follow", minutes=1))
    do_regularly(
        RegularWork("search-index-anew", "mestieri.www.following.renew", at=datetime.time(3, 20))
    )
