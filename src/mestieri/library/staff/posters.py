"""The poster «Che cosa manca» at the Banco: this week's, edited in a minute, printed, published."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.library import poster_paper
from mestieri.library.forms.posters import PosterForm
from mestieri.library.models import MissingPoster
from mestieri.library.public.posters import pdf_response
from mestieri.library.queries import posters as queries
from mestieri.library.services import posters as services


@staff_page(Right.MANAGE_LIBRARY)
def posters(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The posters week by week; from here this week's is made, if the night has not made it."""
    if request.method == "POST":
        poster = services.prepare_poster(centre, timezone.localdate())
        return redirect("library-poster", centre.slug, poster.week.isoformat())
    this_week = queries.monday_of(timezone.localdate())
    made = queries.posters_of_centre(centre)
    context = {
        "posters": made,
        "this_week": this_week,
        "lacks_this_week": all(poster.week != this_week for poster in made),
    }
    return render(request, "library/posters.html", context)


@staff_page(Right.MANAGE_LIBRARY)
def poster(request: HttpRequest, centre: Centre, week: str) -> HttpResponse:
    """One week's poster: its sentences beside what will be printed."""
    found = _poster_or_404(centre, week)
    form = PosterForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.write_poster(
                found, left_out=form.cleaned_data.get("left_out", []), account=request.user
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            if request.POST.get("azione") == "pubblica":
                services.publish_poster(found, account=request.user)
                messages.success(request, _("Published: now print it for the door and the table."))
            else:
                messages.success(request, _("Saved."))
            return redirect("library-poster", centre.slug, week)
    return render(request, "library/poster.html", _context(found, form))


def _context(found: MissingPoster, form: PosterForm) -> dict[str, Any]:
    return {"form": form, **poster_paper.page_context(queries.shown(found))}


@staff_page(Right.MANAGE_LIBRARY)
@require_POST
def poster_act(request: HttpRequest, centre: Centre, week: str) -> HttpResponse:
    """Count again, or take it from the public page."""
    found = _poster_or_404(centre, week)
    if request.POST.get("azione") == "togli":
        services.withdraw_poster(found, account=request.user)
        messages.success(request, _("The public no longer sees it."))
    elif found.week == queries.monday_of(timezone.localdate()):
        services.prepare_poster(centre, timezone.localdate())
        messages.success(request, _("Counted again."))
    return redirect("library-poster", centre.slug, week)


@staff_page(Right.MANAGE_LIBRARY)
def poster_pdf(request: HttpRequest, centre: Centre, week: str) -> HttpResponse:
    """The sheet to print, as it is now."""
    return pdf_response(centre, queries.shown(_poster_or_404(centre, week)))


def _poster_or_404(centre: Centre, week: str) -> MissingPoster:
    try:
        found = queries.poster_of_week(centre, datetime.date.fromisoformat(week))
    except ValueError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found
