"""What the site itself lets people find: the pages of the four needs, in every centre.

An installation that has nothing but trades can so answer «non so che cosa fare».
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from mestieri.engines.find import IndexUnusable
from mestieri.kernel import exchange
from mestieri.kernel.for_persons import FoundThing, offer_finder
from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Way
from mestieri.www.finding import find
from mestieri.www.purposes import PURPOSE_FACES, PurposeFace

NEED = "need"


def needs_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """The page of each need, or of some, in the languages of the site."""
    for face in PURPOSE_FACES.values():
        if keys is None or face.slug in keys:
            yield _need(face)


def _need(face: PurposeFace) -> exchange.Searchable:
    titles, names, texts = {}, {}, {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            titles[language] = face.label
            names[language] = [str(example) for example in face.examples]
            texts[language] = str(face.explanation)
    return exchange.Searchable(
        kind=NEED, key=face.slug, titles=titles, names=names, texts=texts, purposes=(face.purpose,)
    )


def need_address(centre_slug: str, key: str) -> str:
    """Path of the page of a need in the active language."""
    return reverse("purpose", args=[centre_slug, key])


def things_found(words: str, language: str, centre: Centre, limit: int) -> list[FoundThing]:
    """What the site's search finds for a person; nothing while the index cannot be used."""
    try:
        found = find(words, language, centre.slug, limit=limit).hits
    except (IndexUnusable, OSError):
        return []
    return [FoundThing(one.title, one.url, tuple(one.reasons)) for one in found]


def register() -> None:
    """Offer them; called once, when Django starts."""
    offer_finder(things_found)
    exchange.offer_searchables(
        exchange.SearchableSource(NEED, needs_to_find, need_address, Way.ASK, some=needs_to_find)
    )
