"""The poster «Che cosa manca» for everybody: on a page, and on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre
from mestieri.library import poster_paper
from mestieri.library.queries import posters as queries
from mestieri.library.queries.posters import ShownPoster


@public_centre_page
def missing(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The latest poster that was published, or that there is none yet."""
    found = queries.published_poster(centre)
    context = poster_paper.page_context(queries.shown(found)) if found else {"shown": None}
    return render(request, "library/missing.html", context)


@public_centre_page
def missing_pdf(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The same as one A4."""
    found = queries.published_poster(centre)
    if found is None:
        return redirect("missing", centre.slug)
    return pdf_response(centre, queries.shown(found))


def pdf_response(centre: Centre, shown: ShownPoster) -> HttpResponse:
    """The sheet, shown by the browser."""
    return HttpResponse(poster_paper.poster_pdf(centre, shown), content_type="application/pdf")
