"""What the documentation lets people find, lets others count, and lets the staff open."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import acts, exchange, work
from mestieri.kernel.roles import Right
from mestieri.kernel.vocabulary import Purpose
from mestieri.library import particulars
from mestieri.library.models import Occupation
from mestieri.library.queries import resources as queries
from mestieri.library.vocabulary import Facet

RESOURCE = "resource"


def resources_to_find(keys: Collection[str] | None = None) -> Iterator[exchange.Searchable]:
    """Every live resource, or some, each for the public of its own centre."""
    for resource in queries.resources_to_find(keys):
        # A title is what it is in every language: whoever searches in English finds it too.
        yield exchange.Searchable(
            kind=RESOURCE,
            key=str(resource.pk),
            titles={"it": resource.title},
            names=_names_of_trades(resource.occupations.all()),
            texts={"it": f"{resource.authors}\n{resource.summary}".strip()},
            purposes=tuple(Purpose(code) for code in queries.is_for(resource, Facet.PURPOSE)),
            centre=resource.centre.slug,
        )


def _names_of_trades(about: Iterable[Occupation]) -> dict[str, list[str]]:
    """What the trades it is about are called: who looks for one finds what tells of it."""
    names: dict[str, list[str]] = {}
    for occupation in about:
        for language, label in occupation.labels.items():
            names.setdefault(language, []).extend(gendered_forms(label))
        for language, everyday in occupation.everyday_names.items():
            names.setdefault(language, []).extend(everyday)
    return names


def resource_address(centre_slug: str, key: str) -> str:
    """Path of the page of a resource in the active language."""
    return reverse("resource", args=[centre_slug, key])


def register() -> None:
    """Offer it; called once, when Django starts."""
    exchange.offer_searchables(
        exchange.SearchableSource(
            RESOURCE,
            resources_to_find,
            resource_address,
            some=resources_to_find,
            particulars=particulars.of_resources,
        )
    )
    for code, label, unit, value in (
        ("library.resources", _("Live resources"), _("resources"), queries.live_resources),
        ("library.uses", _("Resources used today"), _("uses"), queries.uses_between),
        ("library.openings", _("Resources opened on line"), _("uses"), queries.openings_between),
        ("library.shelf", _("Taken from the shelf"), _("uses"), queries.shelf_uses_between),
    ):
        exchange.offer_indicator(exchange.Indicator(code, label, unit, value))
    for url_name, label, explanation, icon in (
        ("library-work", _("Documentation: what to do"),
         _("Late, dead, missing, running out, sought in vain: one list, worked through here."),
         "it-check-circle"),
        ("library-resources", _("Resources"),
         _("Books, sheets, brochures, films, websites: add, correct, retire, print labels."),
         "it-files"),
        ("library-coverage", _("What is covered"),
         _("Sectors, themes and needs crossed: where there is nothing yet."), "it-chart-line"),
        ("library-shelf", _("Taken from the shelf"),
         _("One tap for each use of the paper."), "it-bookmark"),
    ):  # fmt: skip
        exchange.offer_desk_entry(
            exchange.DeskEntry("library", label, explanation, url_name, Right.MANAGE_LIBRARY, icon)
        )
    acts.name_acts(
        {"library.change_link_settings": _("Said which internal servers the link checker may ask")}
    )
    work.do_regularly(
        work.RegularWork(
            "library-links", "mestieri.library.services.links.check_links",
            at=datetime.time(2, 30),
        )
    )  # fmt: skip
