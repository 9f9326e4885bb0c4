"""The month and the event, as citizens read them; the month on one A4."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mestieri.agenda.forms.seats import BookingForm
from mestieri.agenda.models import Event
from mestieri.agenda.month_paper import month_pdf as paper
from mestieri.agenda.queries import calendar as queries
from mestieri.agenda.services.seats import is_bookable
from mestieri.agenda.structured import structured_events
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.models import Centre


@public_centre_page
@require_GET
def this_month(request: HttpRequest, centre: Centre) -> HttpResponse:
    """The month of today."""
    return month_page(request, centre, queries.first_of(timezone.localdate()))


@public_centre_page
@require_GET
def month(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    return month_page(request, centre, month)


def month_page(request: HttpRequest, centre: Centre, month: datetime.date) -> HttpResponse:
    """Day by day, what one can take part in. Three queries."""
    shown = queries.month_of(centre, month)
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
    shown = queries.month_of(centre, month)
    response = HttpResponse(
        paper(centre, shown, request.build_absolute_uri), content_type="application/pdf"
    )
    name = f"calendario-{centre.slug}-{month:%Y-%m}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


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
