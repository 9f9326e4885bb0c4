"""A hand on the shoulder: what one may not want on a CV. It says so, and forbids nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mestieri.engines.discretion import (
    find_discrimination,
    find_names,
    find_personal_data,
    find_sensitive,
)
from mestieri.engines.europass.words import plain
from mestieri.guidance.first_cv.draft import Draft

#: Grounds about which one need not tell anything to who offers work.
ABOUT_ONESELF = frozenset(["family", "pregnancy", "health", "belief", "orientation", "convictions"])
KINDS_OF_DATA = frozenset({"tax_code", "iban"})


@dataclass(frozen=True)
class Caution:
    """What to look at again.

    Attributes:
        page, number: where it was written, and in which of the items there.
        words: as written.
        sentence: why, and what to do.
    """

    page: str
    number: int | None
    words: str
    sentence: str

    @property
    def target(self) -> str:
        """What a button sends to go there."""
        return f"cambia:{self.page}:{self.number}" if self.number is not None else self.page


def cautions_of(draft: Draft) -> list[Caution]:
    """Everything to look at again, in the order of the CV, each word once a page."""
    own = _names_of(draft)
    found: dict[tuple[str, int | None, str], Caution] = {}
    for page, number, text in _texts(draft):
        for words, sentence in _found_in(plain(text), own):
            found.setdefault(
                (page, number, words.casefold()), Caution(page, number, words, sentence)
            )
    return list(found.values())


def _texts(draft: Draft) -> Iterator[tuple[str, int | None, str]]:
    for number, work in enumerate(draft.works):
        for text in (work.job.position, work.job.employer, work.job.description):
            yield "lavori", number, text
    for number, course in enumerate(draft.record.education):
        for text in (course.title, course.description):
            yield "studi", number, text
    for skill in draft.record.skills:
        yield "capacita", None, f"{skill.name}\n{skill.description}"
    for text in (draft.record.headline, draft.record.summary):
        yield "cerco", None, text


def _names_of(draft: Draft) -> set[str]:
    written = f"{draft.record.given_name} {draft.record.family_name}".casefold()
    return set(written.split())


def _found_in(text: str, own: set[str]) -> Iterator[tuple[str, str]]:
    """Words and why to look at them again."""
    for name in find_names(text):
        words = text[name.start : name.end]
        if not set(words.casefold().split()) <= own:
            yield (
                words,
                _(
                    "This looks like somebody’s name. Others have not asked to be on your CV: "
                    "“a family”, “a colleague” is enough."
                ),
            )
    for data in find_personal_data(text):
        if data.kind in KINDS_OF_DATA:
            yield (
                text[data.start : data.end],
                _("Numbers of documents and accounts: never on a CV."),
            )
        elif data.kind in ("telephone", "email"):
            yield (
                text[data.start : data.end],
                _("Is it somebody else’s? Yours stand at the top of the CV already."),
            )
    for mention in [*find_discrimination(text), *find_sensitive(text)]:
        if mention.ground.key in ABOUT_ONESELF:
            yield (
                text[mention.start : mention.end],
                _(
                    "You need not tell this to who offers work, and they may not ask. Leave it "
                    "only if it is useful to you."
                ),
            )
