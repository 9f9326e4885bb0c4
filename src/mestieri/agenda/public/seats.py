"""A seat by nickname, without JavaScript: ask, read with the code, take an offer, give it up.

A code never stands in an address, where histories and logs would keep it: it travels in a post,
and the page that answers is the answer to that post.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mestieri.agenda.forms.seats import BookingForm
from mestieri.agenda.models import Booking
from mestieri.agenda.public.calendar import event_page, public_event_or_404
from mestieri.agenda.queries.calendar import place_in_words
from mestieri.agenda.services import seats as services
from mestieri.kernel.access import public_centre_page
from mestieri.kernel.credentialless import RateLimit, credentialless
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import qr_square

#: Wrong codes of the whole house in a minute: beyond, a wrong code is only told to wait.
WRONG_CODES = RateLimit(posts=30, seconds=60)
CODE_LENGTH = 40


@public_centre_page
@credentialless(posts=300, seconds=60)
def book(request: HttpRequest, centre: Centre, pk: int) -> HttpResponse:
    """Give a seat, or a place in the waiting list, and show its code, once."""
    event = public_event_or_404(centre, pk)
    form = BookingForm(request.POST)
    if not form.is_valid():
        return never_kept(event_page(request, event, form, status=422))
    try:
        booking, code = services.book(
            event,
            form.cleaned_data["nickname"],
            contact=form.cleaned_data["contact"],
            language=get_language() or settings.LANGUAGE_CODE,
        )
    except services.NotBookable as refused:
        event.refresh_from_db(fields=["seats_taken"])
        page = event_page(request, event, form, refusal=refused.sentence, status=409)
        return never_kept(page)
    except ValidationError as error:
        form.refuse(error)
        return never_kept(event_page(request, event, form, status=422))
    return booking_page(request, booking, code, is_new=True)


@public_centre_page
@require_GET
def ask(request: HttpRequest, centre: Centre) -> HttpResponse:
    """Type the code of a seat."""
    return never_kept(render(request, "agenda/booking_ask.html", {"refusal": ""}))


@public_centre_page
@credentialless(posts=300, seconds=60)
def read(request: HttpRequest, centre: Centre) -> HttpResponse:
    """What a code says; give the seat up, or take the one that is offered."""
    code = request.POST.get("code", "")[:CODE_LENGTH]
    booking = services.open_by_code(centre.pk, code)
    if booking is None:
        return code_refused(request, "agenda/booking_ask.html")
    refusal = ""
    try:
        if "give_up" in request.POST:
            services.give_up(booking)
        elif "take" in request.POST:
            services.take_offer(booking)
    except ValidationError as error:
        refusal = " ".join(error.messages)
    return booking_page(request, booking, code, refusal=refusal)


def code_refused(request: HttpRequest, template: str, **context: object) -> HttpResponse:
    """A code that opens nothing; after many of them, only to wait."""
    sentence, status = (
        (_("No seat has this code here. Check each sign; a week after the event codes are "
           "deleted."), 404)
        if WRONG_CODES.allows()
        else (_("Too many wrong codes: wait a minute."), 429)
    )  # fmt: skip
    page = render(request, template, {**context, "refusal": sentence}, status=status)
    return never_kept(page)


def booking_page(
    request: HttpRequest, booking: Booking, code: str, *, is_new: bool = False, refusal: str = ""
) -> HttpResponse:
    """The seat with its code, to copy, print or show at the door."""
    context = {
        "booking": booking,
        "event": booking.event,
        "place": place_in_words(booking.event),
        "code": code,
        # Our own drawing of signs that we chose: nothing in it comes from outside.
        "square": mark_safe(qr_square(code)) if booking.state == "booked" else "",  # noqa: S308
        "held_until": booking.offered_until and timezone.localtime(booking.offered_until),
        "ahead": ahead_of(booking),
        "is_new": is_new,
        "refusal": refusal,
    }
    return never_kept(
        render(request, "agenda/booking.html", context, status=409 if refusal else 200)
    )


def ahead_of(booking: Booking) -> int:
    """How many wait before who waits."""
    if booking.state != "waiting":
        return 0
    return booking.event.bookings.filter(state="waiting", pk__lt=booking.pk).count()


def never_kept(response: HttpResponse) -> HttpResponse:
    """A page that no browser, shared by many, keeps."""
    add_never_cache_headers(response)
    return response
