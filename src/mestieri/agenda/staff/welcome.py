"""At the door of an event: check in by list or by code, count heads, type in opinions."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mestieri.agenda.forms.events import AfterForm, OpinionSheetsForm
from mestieri.agenda.models import Answer, Event
from mestieri.agenda.queries import calendar, composing
from mestieri.agenda.services import events, seats
from mestieri.agenda.services import opinions as opinion_services
from mestieri.agenda.staff.events import event_or_404
from mestieri.kernel.access import staff_page
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Right
from mestieri.kernel.staff.sheet import form_page


def _page(event: Event) -> str:
    return reverse("agenda-welcome", args=[event.centre.slug, event.pk])


@staff_page(Right.WELCOME_AT_EVENTS)
def today(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Today's events, and those of the last days of which heads are still to be written."""
    day = timezone.localdate()
    context = {
        "events": calendar.events_of_day(centre, day),
        "uncounted": calendar.uncounted_events(centre, day),
        "day": day,
    }
    return render(request, "agenda/today.html", context)


@staff_page(Right.WELCOME_AT_EVENTS)
def welcome(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """The list of who booked, and the box for codes."""
    return _welcome(request, event_or_404(centre, pk))


def _welcome(
    request: HttpRequest, event: Event, refusal: str = "", status: int = 200
) -> HttpResponse:
    bookings = composing.bookings_of(event)
    context = {
        "event": event,
        "booked": [booking for booking in bookings if booking.state == "booked"],
        "waiting": [booking for booking in bookings if booking.state != "booked"],
        "opinions": composing.opinions_of(event),
        "refusal": refusal,
        "parent_url": reverse("agenda-today", args=[event.centre.slug]),
        "parent_label": _("Today’s events"),
    }
    return render(request, "agenda/welcome.html", context, status=status)


@staff_page(Right.WELCOME_AT_EVENTS)
@require_POST
def by_code(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """A code typed, or read by a scanner that types."""
    event = event_or_404(centre, pk)
    booking = seats.open_by_code(centre.pk, request.POST.get("code", "")[:40])
    try:
        booking = seats.check_in(event, booking)
    except ValidationError as error:
        return _welcome(request, event, " ".join(error.messages), 422)
    messages.success(request, _("Welcome, %(nickname)s.") % {"nickname": booking.nickname})
    return redirect(_page(event))


@staff_page(Right.WELCOME_AT_EVENTS)
@require_POST
def by_list(request: HttpRequest, centre: Centre, pk: int, booking_id: int) -> HttpResponse:
    """Somebody of the list is here; or it was a mistake."""
    event = event_or_404(centre, pk)
    booking = get_object_or_404(event.bookings, pk=booking_id)
    try:
        seats.check_in(event, booking, is_in="back" not in request.POST)
    except ValidationError as error:
        return _welcome(request, event, " ".join(error.messages), 422)
    return redirect(f"{_page(event)}#posto-{booking.pk}")


@staff_page(Right.WELCOME_AT_EVENTS)
def after(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """How many were in the room, what came of it."""
    found = event_or_404(centre, pk)
    initial = {"heads": found.checked_in or None} if found.heads is None else {}
    return form_page(
        request,
        AfterForm(request.POST or None, instance=found, initial=initial),
        lambda form: events.write_after(
            event_or_404(centre, pk),
            heads=form.cleaned_data["heads"],
            outcome=form.cleaned_data["outcome"],
            account=request.user,
        ),
        heading=_("After “%(name)s”") % {"name": found.title},
        back=_page(found),
        done=_("Written down."),
        parent_label=found.title,
    )


@staff_page(Right.WELCOME_AT_EVENTS)
def opinions(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Opinions on paper, typed in as counts."""
    found = event_or_404(centre, pk)
    form = OpinionSheetsForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda form: opinion_services.type_in_opinions(
            found, form.cleaned_data["sheets"], form.counts, account=request.user
        ),
        heading=_("Opinions on “%(name)s”") % {"name": found.title},
        back=_page(found),
        done=_("Written down. Thank you."),
        parent_label=found.title,
        template="agenda/opinion_sheets.html",
        answers=[answer.label for answer in Answer],
    )
