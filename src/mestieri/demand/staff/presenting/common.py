"""What the pages of a shortlist have in common: the rows of a centre, or 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.urls import reverse

from mestieri.demand.models import Presentation, Request, Shortlist
from mestieri.kernel.models import Centre


def request_or_404(centre: Centre, pk: int) -> Request:
    """A request of a centre, with its company."""
    rows = Request.objects.filter(centre=centre, company__isnull=False)
    rows = rows.select_related("company", "training")
    found = get_object_or_404(rows, pk=pk)
    found.centre = centre
    return found


def shortlist_or_404(centre: Centre, pk: int) -> Shortlist:
    """A shortlist of a centre, with its request."""
    rows = Shortlist.objects.filter(centre=centre).select_related("request__company", "centre")
    return get_object_or_404(rows, pk=pk)


def presentation_or_404(centre: Centre, pk: int) -> Presentation:
    """A presentation of a centre, with its request."""
    rows = Presentation.objects.filter(shortlist__centre=centre)
    rows = rows.select_related("shortlist__centre", "request__company", "request__centre")
    return get_object_or_404(rows, pk=pk)


def people_page(request_row: Request) -> str:
    """Address of the page with the people of a request."""
    return reverse("demand-presenting", args=[request_row.centre.slug, request_row.pk])
