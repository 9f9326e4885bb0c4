"""The month and the event, as citizens read them; the month on one A4."""

from __future__ import annotations

import datetime
import hashlib

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from mestieri.agenda.forms.seats import BookingForm
from mestieri.agenda.models import Event
from mestieri.agenda.month_paper import month_pdf as paper
from mestieri.agenda.queries import calendar as queries
from mestieri.agenda.services.seats import is_bookable
from mestieri.agenda.structured import structured_events
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre

#: Names of rooms and sites are in the paper too: after this it is set anew.
KEPT_SECONDS = 600


@public_centre_page
@require_GET
def this_month(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The month of today."""
    return month_page(request, centre, queries.first_of(timezone.localdate()))


@public_centre_page
@require_GET
def month(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    return month_page(request, centre, month)


def month_or_404(centre: Centre, month: datetime.date) -> queries.Month:
    """A month that has something, or comes soon: there are not two thousand years of pages."""
    shown = queries.month_of(centre, month)
    if not shown.is_within:
        raise Http404
    return shown


def month_page(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    """Day by day, what one can take part in. Three queries."""
    shown = month_or_404(centre, month)
    context = {
        "month": shown,
        "now": timezone.now(),
        "structured": structured_events(shown.events, centre, request.build_absolute_uri),
    }
    return render(request, "agenda/calendar.html", context)


@public_centre_page
@require_GET
def month_pdf(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    """The month to hang on the door, on one page."""
    shown = month_or_404(centre, month)
    response = HttpResponse(_paper_kept(request, centre, shown), content_type="application/pdf")
    name = f"calendario-{centre.slug}-{month:%Y-%m}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _paper_kept(request: HttpRequest, centre: Centre, shown: queries.Month) -> bytes:
    """The page for the door, set once for as long as it says the same."""
    events = [f"{event.pk} {event.changed_at.isoformat()}" for event in shown.events]
    said = "\n".join(
        [str(centre.pk), shown.first.isoformat(), get_language() or "", request.get_host(), *events]
    )
    key = f"agenda-paper-{hashlib.sha256(said.encode()).hexdigest()}"
    kept = cache.get(key)
    if kept is None:
        kept = paper(centre, shown, request.build_absolute_uri)
        cache.set(key, kept, KEPT_SECONDS)
    return bytes(kept)


def public_event_or_404(centre: Centre, pk: int) -> Event:
    found = get_object_or_404(queries.public_events(centre), pk=pk)
    found.centre = centre
    return found


@public_centre_page
@require_GET
def event(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """One event, and a seat by nickname."""
    return event_page(request, public_event_or_404(centre, pk), BookingForm())


def event_page(
    request: HttpRequest, event: Event, form: BookingForm, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    context = {
        "event": event,
        "month": queries.first_of(event.day),
        "is_over": event.is_over(now),
        "is_bookable": is_bookable(event, now),
        "form": form,
        "refusal": refusal,
        "place": queries.place_in_words(event),
        "structured": structured_events([event], event.centre, request.build_absolute_uri),
    }
    return render(request, "agenda/event.html", context, status=status)
