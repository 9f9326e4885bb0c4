"""What the library lets people find, and lets others count."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mestieri.kernel import exchange
from mestieri.kernel.intake import offer_target
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Purpose
from mestieri.library import offers_of_resources as resources
from mestieri.library import queries
from mestieri.library.intake import TARGETS
from mestieri.library.models import Occupation

OCCUPATION = "occupation"
#: Needs that knowing a trade answers; starting a business is one step further.
PURPOSES_OF_AN_OCCUPATION = (Purpose.GUIDANCE, Purpose.TRAINING, Purpose.WORK)


def occupations_to_find() -> Iterator[exchange.Searchable]:
    """Every occupation, with all the names by which people may look for it."""
    for occupation in queries.all_occupations():
        yield exchange.Searchable(
            kind=OCCUPATION,
            key=occupation.key,
            titles=occupation.labels,
            names=_names(occupation),
            texts=_texts(occupation.summaries, occupation.descriptions),
            purposes=PURPOSES_OF_AN_OCCUPATION,
            isco=occupation.group.code,
        )


def _names(occupation: Occupation) -> dict[str, list[str]]:
    return {
        language: [
            *queries.other_names(occupation, language),
            *occupation.search_words.get(language, []),
        ]
        for language in {*occupation.labels, *occupation.everyday_names}
    }


def _texts(summaries: dict[str, str], descriptions: dict[str, str]) -> dict[str, str]:
    return {
        language: f"{summaries.get(language, '')}\n{descriptions.get(language, '')}".strip()
        for language in {*summaries, *descriptions}
    }


def occupation_address(centre_slug: str, key: str) -> str:
    """Path of an occupation's sheet in the active language."""
    return reverse("occupation", args=[centre_slug, key])


def register() -> None:
    """Offer what this room has; called once, when Django starts."""
    for target in TARGETS:
        offer_target(target)
    resources.register()
    exchange.offer_searchables(
        exchange.SearchableSource(OCCUPATION, occupations_to_find, occupation_address)
    )
    exchange.offer_indicator(
        exchange.Indicator(
            code="library.searches",
            label=_("Searches today"),
            unit=_("searches"),
            value=queries.searches_between,
        )
    )
    exchange.offer_desk_entry(
        exchange.DeskEntry(
            room="library",
            label=_("What people look for"),
            explanation=_("The words most asked this month, and those that found nothing."),
            url_name="library-asked",
            right=Right.SEE_ASKED,
            icon="it-search",
        )
    )
