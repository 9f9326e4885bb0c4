"""What is covered and what is not; uses of the paper; labels and lists in print."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf, qr_square
from mestieri.kernel.roles import Right
from mestieri.library.models import Holding, Resource
from mestieri.library.places import place_line
from mestieri.library.queries.catalogue import Filters, resources_matching
from mestieri.library.queries.coverage import CROSSINGS, coverage
from mestieri.library.queries.resources import kind_label, shelf_uses_of_today
from mestieri.library.services.consultations import tally_shelf_use, untally_shelf_use
from mestieri.library.staff.resources import resource_or_404

TEMPLATES_FOR_PRINT = Path(__file__).parent.parent / "print"
MOST_LABELS = 480  # twenty sheets
MOST_LINES = 2000
ROWS_OF_THE_SHELF = 24


@staff_page(Right.MANAGE_LIBRARY)
def covered(request: HttpRequest, centre: Centre) -> HttpResponse:
    """One side crossed with another: empty cells stand out, and lead to what is to be added."""
    chosen = request.GET.get("incrocio", "")
    chosen = chosen if chosen in CROSSINGS else next(iter(CROSSINGS))
    context = {
        "coverage": coverage(centre, *CROSSINGS[chosen]),
        "crossings": [
            (f"?incrocio={name}", f"{lines.label} × {columns.label}", name == chosen)
            for name, (lines, columns) in CROSSINGS.items()
        ],
        "caption": " × ".join(str(side.label) for side in CROSSINGS[chosen]),
    }
    return render(request, "library/resources/coverage.html", context)


@staff_page(Right.MANAGE_LIBRARY)
def shelf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What people took from the shelf: one tap each."""
    filters = Filters.read({**request.GET.dict(), "stato": ""})
    rows = resources_matching(centre, filters).filter(holdings__isnull=False).distinct()
    context = {
        "filters": filters,
        "resources": rows[:ROWS_OF_THE_SHELF],
        "today": shelf_uses_of_today(centre),
    }
    return render(request, "library/resources/shelf.html", context)


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def shelf_tap(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One use more, or one of today's less."""
    found = resource_or_404(centre, pk)
    if request.POST.get("azione") == "annulla":
        if untally_shelf_use(found):
            messages.success(request, _("“%(title)s”: one less.") % {"title": found.title})
    else:
        tally_shelf_use(found)
        messages.success(request, _("“%(title)s”: one more.") % {"title": found.title})
    filters = Filters.read({"q": request.POST.get("q", ""), "scaffale": request.POST.get("m", "")})
    return redirect(reverse("library-shelf", args=[centre.slug]) + filters.address())


@staff_page(Right.MANAGE_LIBRARY)
def labels_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """A sheet of labels for the shelves: title, place, and the way to the page."""
    filters = Filters.read(request.GET.dict())
    holdings = (
        Holding.objects.filter(resource__in=resources_matching(centre, filters).order_by())
        .select_related("resource", "shelf", "site")
        .order_by("shelf_mark", "resource__sort_title", "id")[:MOST_LABELS]
    )
    title = _("Shelf labels of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "labels": [
            {
                "title": holding.resource.title[:90],
                "mark": str(holding),
                "kind": kind_label(holding.resource),
                "square": qr_square(_page_address(centre, holding.resource)),
                "alt": _("Code that opens the page of “%(title)s”")
                % {"title": holding.resource.title[:90]},
            }
            for holding in holdings
        ],
        "nothing": _("Nothing stands on a shelf here."),
        "footer": centre.name,
    }
    return _pdf("labels.typ", data, title, "etichette.pdf")


def _page_address(centre: Centre, resource: Resource) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse(
        "resource", args=[centre.slug, resource.pk]
    )


@staff_page(Right.MANAGE_LIBRARY)
def list_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The list as it is filtered, on paper: to check a shelf, to hang a theme."""
    filters = Filters.read(request.GET.dict())
    rows = resources_matching(centre, filters).prefetch_related("holdings__site", "holdings__shelf")
    title = _("Documentation of %(centre)s") % {"centre": centre.name}
    data = {
        "title": title,
        "heads": [_("Title"), _("Kind"), _("Where to find it"), _("Verified on")],
        "rows": [
            [
                resource.title,
                kind_label(resource),
                "; ".join(place_line(holding) for holding in resource.holdings.all()) or "–",
                f"{resource.verified_on:%d/%m/%Y}" if resource.verified_on else "–",
            ]
            for resource in rows[:MOST_LINES]
        ],
        "nothing": _("Nothing here has all of this. Let a filter go, or write one word only."),
        "date": f"{timezone.localdate():%d/%m/%Y}",
        "footer": centre.name,
    }
    return _pdf("resources.typ", data, title, "documentazione.pdf")


def _pdf(template: str, data: dict, title: str, name: str) -> HttpResponse:
    pdf = print_pdf(
        TEMPLATES_FOR_PRINT / template, data, title=title, language=get_language() or "it"
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
