"""Tell those who left a contact: a change, a call-off, a seat that became free.

Letters leave after what they tell is written, from a task; what waits in the queue is a number.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.agenda.models import Booking, BookingState, Event, EventState
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.services.letters import Letter, send
from mestieri.kernel.work import do_later

LETTERS_A_SLICE = 40
CHANGES = "mestieri.agenda.services.telling.tell_changes"
OFFER = "mestieri.agenda.services.telling.tell_offer"
#: Whoever still means to come.
CONCERNED = (BookingState.BOOKED, BookingState.OFFERED, BookingState.WAITING)


def tell_later(event: Event) -> None:
    """Have everybody who left a contact told of what changed."""
    do_later(CHANGES, event.pk)


def offer_later(booking: Booking) -> None:
    """Have who waits told that a seat is held for them."""
    if booking.contact:
        do_later(OFFER, booking.pk)


def tell_changes(event_id: int) -> int:
    """Write to those who have not been told of the present revision, some at a time.

    Returns:
        How many letters were written now.
    """
    event = Event.objects.select_related("centre", "room").filter(pk=event_id).first()
    if event is None or event.state not in (EventState.PUBLISHED, EventState.CANCELLED):
        return 0
    untold = Booking.objects.filter(
        event=event, state__in=CONCERNED, told_revision__lt=event.revision
    ).exclude(contact="")
    slice_ = list(untold.order_by("id")[:LETTERS_A_SLICE])
    for booking in slice_:
        send(change_letter(event, booking.language), booking.contact)
        Booking.objects.filter(pk=booking.pk).update(told_revision=event.revision)
    if len(slice_) == LETTERS_A_SLICE:
        do_later(CHANGES, event_id)
    return len(slice_)


def tell_offer(booking_id: int) -> bool:
    """Write to who waits that a seat is held for them; nothing if it is no longer so."""
    booking = (
        Booking.objects.select_related("event__centre", "event__room")
        .filter(pk=booking_id, state=BookingState.OFFERED)
        .first()
    )
    if booking is None or not booking.contact:
        return False
    return send(offer_letter(booking), booking.contact)


def change_letter(event: Event, language: str) -> Letter:
    """What changed, as the calendar says it now."""
    with translation.override(language):
        words = {
            "event": event.title,
            "centre": event.centre.name,
            "when": when_in_words(event),
            "where": event.where,
            "reason": event.reason,
            "address": address_of(event, "event", event.pk),
        }
        if event.is_cancelled:
            return Letter(
                _("%(centre)s: “%(event)s” is called off") % words,
                _(
                    "“%(event)s” of %(when)s will not be held.\n\nReason: %(reason)s\n\n"
                    "Your contact is erased from our calendar seven days after that day. The "
                    "other events are here:\n%(address)s"
                )
                % words,
            )
        return Letter(
            _("%(centre)s: “%(event)s” has changed") % words,
            _(
                "“%(event)s” is now:\n\n%(when)s\n%(where)s\n\n%(address)s\n\n"
                "Your seat is still yours. If you cannot come, give it up with your code: "
                "somebody waits for it."
            )
            % words,
        )


def offer_letter(booking: Booking) -> Letter:
    """A seat is held, until when, and how to take it."""
    event = booking.event
    with translation.override(booking.language):
        until = timezone.localtime(booking.offered_until)
        words = {
            "event": event.title,
            "centre": event.centre.name,
            "when": when_in_words(event),
            "until": f"{day_in_words(until.date(), 'l j F')}, {until:%H:%M}",
            "address": address_of(event, "booking"),
        }
        return Letter(
            _("%(centre)s: a seat for “%(event)s”") % words,
            _(
                "A seat has become free for “%(event)s”, %(when)s. It is held for you until "
                "%(until)s: take it, or give it up, with your code, here:\n\n%(address)s\n\n"
                "After that it goes to who comes next."
            )
            % words,
        )


def when_in_words(event: Event) -> str:
    """«venerdì 5 giugno, 10:00–12:00»."""
    day = day_in_words(event.day, "l j F")
    return f"{day}, {event.local_start:%H:%M}–{event.local_end:%H:%M}"


def address_of(event: Event, name: str, *arguments: int) -> str:
    """A whole address of the public site, for letters."""
    path = reverse(name, args=[event.centre.slug, *arguments])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
