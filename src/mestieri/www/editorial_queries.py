"""Questions about editorial pages."""

from __future__ import annotations

from dataclasses import dataclass

from mestieri.kernel.models import Centre
from mestieri.www.models import CentreRootPage, EditorialPage


@dataclass(frozen=True)
class EditorialLink:
    """A page to link: its title and address."""

    title: str
    address: str


def footer_pages(centre: Centre, language: str) -> list[EditorialLink]:
    """Pages of a centre that ask to be in the footer, in one language. Two queries."""
    root = CentreRootPage.objects.filter(centre=centre, locale__language_code=language).first()
    if root is None:
        return []
    pages = EditorialPage.objects.descendant_of(root).live().filter(is_in_footer=True)
    pages = pages.filter(view_restrictions__isnull=True)
    # The address is the path under the language's root: no query a page to find the site.
    prefix = len(root.url_path) - len(f"{root.slug}/")
    return [
        EditorialLink(page.title, f"/{language}/pagine/{page.url_path[prefix:]}")
        for page in pages.order_by("path")
    ]
