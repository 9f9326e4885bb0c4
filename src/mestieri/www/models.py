"""Editorial pages: one root page per centre and language, so that centres stay apart."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from mestieri.kernel.models import Centre
from mestieri.kernel.privacy import World, classified

PAGE_MACHINERY = "page_ptr"


@classified(
    World.HOUSE,
    purpose=_("Hold the root pages of the centres, one tree a language."),
    retention=_("As long as the installation."),
    facts=PAGE_MACHINERY,
)
class HouseRootPage(Page):
    """The root of one language's tree; it only leads to the list of centres."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["www.CentreRootPage"]
    template = "www/editorial/house_root.html"

    class Meta:
        verbose_name = _("root of the pages")


@classified(
    World.HOUSE,
    purpose=_("Hold the editorial pages of one centre."),
    retention=_("As long as the centre."),
    facts=f"{PAGE_MACHINERY} centre",
)
class CentreRootPage(Page):
    """The root of a centre's editorial pages in one language."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="+", editable=False)

    parent_page_types: ClassVar[list[str]] = ["www.HouseRootPage"]
    subpage_types: ClassVar[list[str]] = ["www.EditorialPage"]
    template = "www/editorial/centre_root.html"
    max_count_per_parent = None

    class Meta:
        verbose_name = _("pages of a centre")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return _context_of(self, self.centre, super().get_context(request, *args, **kwargs))


@classified(
    World.HOUSE,
    purpose=_("Say what a centre wants to say in its own words."),
    retention=_("As long as the page, with its revisions."),
    facts=f"{PAGE_MACHINERY} introduction body is_in_footer",
)
class EditorialPage(Page):
    """A page written by the site editors: who we are, the alliance, how to arrive…"""

    introduction = models.CharField(_("introduction"), max_length=300, blank=True)
    body = RichTextField(
        _("text"),
        features=["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "image"],
        blank=True,
    )
    is_in_footer = models.BooleanField(_("in the footer of every page"), default=False)

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("is_in_footer"),
    ]
    parent_page_types: ClassVar[list[str]] = ["www.CentreRootPage", "www.EditorialPage"]
    subpage_types: ClassVar[list[str]] = ["www.EditorialPage"]
    template = "www/editorial/page.html"

    class Meta:
        verbose_name = _("page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        root = CentreRootPage.objects.ancestor_of(self).select_related("centre").get()
        return _context_of(self, root.centre, super().get_context(request, *args, **kwargs))


def _context_of(page: Page, centre: Centre, context: dict[str, Any]) -> dict[str, Any]:
    """What the house's templates expect: the page's centre, its children."""
    return {
        **context,
        "centre": centre,
        "children": page.get_children().live().public().order_by("path"),
    }
