"""Finding: the only place that sees what every room lets people find.

Each host keeps an index of its own in `settings.INDEX_FOLDER` and follows the database: when
something searchable changed, the index is built again beside the one in use and swapped.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _

from mestieri.engines.find import (
    Answer,
    Document,
    FindIndex,
    Hit,
    IndexIsBeingBuilt,
    IndexUnusable,
    Match,
    Part,
    build_index,
    load_lexicon,
)
from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_CHECKS = 1.0
MOST_HITS = 20


@dataclass(frozen=True)
class Found:
    """Something that answers.

    Attributes:
        kind, key: what it is and its identity in its room.
        title: its title in the language of the page, with both genders («cuoco / cuoca»).
        title_language: language of the title, when it does not exist in the page's.
        url: path of its page; empty when there is no centre to show it in.
        purposes: needs it answers.
        isco: ISCO-08 code, or empty.
        reasons: why it was found, sentences in the language of the page.
    """

    kind: str
    key: str
    title: str
    title_language: str
    url: str
    purposes: list[str]
    isco: str
    reasons: list[str]


@dataclass(frozen=True)
class Finding:
    """The answer to a search.

    Attributes:
        words: what was asked.
        hits: things found, the best first.
        has_all_words: False when nothing has all the words, so that hits have some of them.
        suggestion: the question without its probable typing mistake, or empty.
    """

    words: str
    hits: list[Found]
    has_all_words: bool
    suggestion: str


def find(words: str, language: str, centre_slug: str, *, limit: int = MOST_HITS) -> Finding:
    """Find what answers some words, following the database first.

    Args:
        words: as they were typed.
        language: language of the page; titles and reasons are in it.
        centre_slug: the centre whose things are found, with what every centre has, and whose
            pages are linked; empty for what every centre has, without links.

    Raises:
        IndexUnusable, OSError: the index can neither be used nor built.
    """
    follower = the_index()
    follower.keep_in_step()
    answer = follower.search(words, language, limit, centre_slug)
    with translation.override(language):
        hits = [_found(hit, language, centre_slug) for hit in answer.hits]
    return Finding(words, hits, answer.has_all_words, answer.suggestion)


class FollowingIndex:
    """The index of this host, kept in step with the database.

    Args:
        folder: where it lives.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index = FindIndex(folder)
        self._checked_at = float("-inf")
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def search(self, words: str, language: str, limit: int, centre_slug: str = "") -> Answer:
        """Ask the index; one that turns out damaged is built again and asked once more."""
        try:
            return self._ask(words, language, limit, centre_slug)
        except IndexUnusable:
            self.rebuild()
            return self._ask(words, language, limit, centre_slug)

    def _ask(self, words: str, language: str, limit: int, centre_slug: str) -> Answer:
        return self._index.search(
            words, language, limit=limit, owner=centre_slug, lexicon=load_lexicon()
        )

    def keep_in_step(self) -> None:
        """Look, at most once a second, whether something changed; if so build behind.

        Without an index there is nothing to serve meanwhile: the first is built at once.
        """
        try:
            stamp = self._index.stamp
        except IndexUnusable:
            self.rebuild()
            return
        if not settings.INDEX_IS_BUILT_BY_A_THREAD:
            self.catch_up()
            return
        now = time.monotonic()
        if now - self._checked_at < SECONDS_BETWEEN_CHECKS:
            return
        self._checked_at = now
        if stamp != stamp_of_the_data():
            self._rebuild_behind()

    def catch_up(self) -> None:
        """Build now if something changed."""
        try:
            is_in_step = self._index.stamp == stamp_of_the_data()
        except IndexUnusable:
            is_in_step = False
        if not is_in_step:
            self.rebuild()

    def rebuild(self, *, wait: bool = True) -> None:
        """Build from everything there is.

        Raises:
            IndexIsBeingBuilt: another process is at it, and `wait` is False.
            OSError: the folder cannot be written.
        """
        # Read before the things: a change made meanwhile leaves the index behind, not ahead.
        stamp = stamp_of_the_data()
        build_index(self.folder, documents(), stamp=stamp, wait=wait)

    def _rebuild_behind(self) -> None:
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return
            self._thread = threading.Thread(
                target=self._rebuild_and_close, name="index", daemon=True
            )
            self._thread.start()

    def _rebuild_and_close(self) -> None:
        try:
            self.rebuild(wait=False)
        except IndexIsBeingBuilt:
            return  # another process of this host is at it: its index will be ours
        except Exception:
            logger.exception("The index could not be built; the old one keeps answering.")
        finally:
            connection.close()


_indexes: dict[Path, FollowingIndex] = {}


def the_index() -> FollowingIndex:
    """The index of this host."""
    folder = Path(settings.INDEX_FOLDER)
    return _indexes.setdefault(folder, FollowingIndex(folder))


def forget_the_erased() -> None:
    """Make the index of this host again, if there is one; other hosts do at their next search."""
    if Path(settings.INDEX_FOLDER).exists():
        the_index().catch_up()


def stamp_of_the_data() -> str:
    """What an index of the present data is stamped with: which database, and its latest change."""
    database = connection.settings_dict
    identity = "|".join(str(database.get(name, "")) for name in ("ENGINE", "HOST", "PORT", "NAME"))
    fingerprint = hashlib.sha256(identity.encode()).hexdigest()[:12]
    return f"{fingerprint}:{exchange.latest_change()}"


def documents() -> Iterator[Document]:
    """Everything that can be found, in the words of the index."""
    for thing in exchange.all_searchables():
        yield Document(
            kind=thing.kind,
            key=thing.key,
            # A slash divides the two genders in the name of a trade; in a title it is a slash.
            titles={
                language: gendered_forms(title) if thing.isco else [title]
                for language, title in thing.titles.items()
            },
            names=thing.names,
            texts=thing.texts,
            purposes=[purpose.value for purpose in thing.purposes],
            isco=thing.isco,
            owner=thing.centre,
        )


def _found(hit: Hit, language: str, centre_slug: str) -> Found:
    document = hit.document
    title_language = next(
        (code for code in (language, "it", "en", *document.titles) if document.titles.get(code)),
        language,
    )
    url = ""
    if centre_slug:
        url = exchange.searchable_address(document.kind, centre_slug, document.key)
    return Found(
        document.kind,
        document.key,
        " / ".join(document.titles.get(title_language, [])),
        title_language,
        url,
        list(document.purposes),
        document.isco,
        _reasons(hit, language),
    )


def _reasons(hit: Hit, language: str) -> list[str]:
    """Why something was found, a sentence a reason."""
    meanings = [
        _("“%(said)s” means: %(meaning)s") % {"said": link.said, "meaning": link.meaning}
        for link in hit.links
    ]
    # Beside a meaning that is known, a likeness of letters says nothing.
    has_better = meanings and (hit.match.part is Part.TEXT or not hit.match.is_exact)
    return meanings if has_better else [_reason(hit.match, language), *meanings]


def _reason(match: Match, language: str) -> str:
    """Why something was found, a sentence."""
    name = {"name": match.words}
    if match.part is Part.TEXT:
        return _("The description has the words you wrote.")
    if not match.is_exact:
        return _("It resembles what you wrote: %(name)s") % name
    if match.language != language:
        return _("In another language: %(name)s") % name
    if match.part is Part.NAME:
        return _("People also say: %(name)s") % name
    return _("The title has what you wrote: %(name)s") % name
