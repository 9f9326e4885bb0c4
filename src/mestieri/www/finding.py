"""Finding: the only place that sees what every room lets people find.

Each host keeps an index of its own in `settings.INDEX_FOLDER`, which follows the database
(`following`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from mestieri.engines.find import Hit, Near, Part, Voice
from mestieri.kernel import exchange
from mestieri.www.following import the_index

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
        spoken: code of the language the question is probably in; empty if nothing tells.
        is_understood: False when it is in a language that no voice of the search knows.
        is_sure: False when the best hit is a guess, or there is none.
    """

    words: str
    hits: list[Found]
    has_all_words: bool
    suggestion: str
    spoken: str = ""
    is_understood: bool = True
    is_sure: bool = True


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
    return Finding(
        words,
        hits,
        answer.has_all_words,
        answer.suggestion,
        answer.language,
        answer.is_language_known,
        answer.is_sure,
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
    """Why something was found, a sentence a reason; the surest come first."""
    reasons = [
        _("“%(said)s” means: %(meaning)s") % {"said": link.said, "meaning": link.meaning}
        for link in hit.links
    ]
    # Beside a meaning that is known, a likeness of letters says nothing.
    is_weak = hit.match.part is Part.TEXT or not hit.match.is_exact
    if hit.match.part is not Part.NONE and not (reasons and is_weak):
        reasons.insert(0, _reason(hit, language))
    return reasons or [_near(near) for near in hit.near]


def _near(near: Near) -> str:
    """That something is near to what was asked, a sentence."""
    if near.voice is Voice.TRADES:
        return _("A trade near to what you wrote: %(name)s") % {"name": near.to}
    return _("What you wrote is close in meaning to “%(name)s”.") % {"name": near.to}


def _reason(hit: Hit, language: str) -> str:
    """Why something was found, a sentence."""
    match = hit.match
    name = {"name": match.words}
    if match.part is Part.TEXT:
        return _("The description has the words you wrote.")
    if not match.is_exact:
        return _("It resembles what you wrote: %(name)s") % name
    if match.language != language:
        return _("In another language: %(name)s") % name
    if match.part is Part.NAME and not hit.document.isco:
        return _("It is about: %(name)s") % name
    if match.part is Part.NAME:
        return _("People also say: %(name)s") % name
    return _("The title has what you wrote: %(name)s") % name
