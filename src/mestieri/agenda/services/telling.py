"""Tell those who left a contact: a change, a call-off, a seat that became free.

Letters leave after what they tell is written, from a task; what waits in the queue is a number.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.agenda.models import Booking, BookingState, Event, EventState
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.services.letters import Letter, can_leave, send
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


def tell_changes(event_id: int, after: int = 0) -> int:
    """Write to those who have not been told of the present revision, some at a time.

    Who could not be written to stays untold, and `tell_untold` tries again. When no letter of
    a slice leaves, the mail server does not answer: the rest waits for it too.

    Args:
        after: bookings up to this one have had their turn.

    Returns:
        How many letters left now.
    """
    event = Event.objects.select_related("centre", "room").filter(pk=event_id).first()
    if event is None or event.state not in (EventState.PUBLISHED, EventState.CANCELLED):
        return 0
    untold = Booking.objects.filter(
        event=event, pk__gt=after, state__in=CONCERNED, told_revision__lt=event.revision
    ).exclude(contact="")
    slice_ = list(untold.order_by("id")[:LETTERS_A_SLICE])
    told = sum(_tell_change(event, booking) for booking in slice_)
    if told and len(slice_) == LETTERS_A_SLICE:
        do_later(CHANGES, event_id, slice_[-1].pk)
    return told


def _tell_change(event: Event, booking: Booking) -> bool:
    if not send(change_letter(event, booking), booking.contact):
        return False
    Booking.objects.filter(pk=booking.pk).update(told_revision=event.revision)
    return True


def tell_untold() -> None:
    """Try again to tell of changes of what is still to come, and of seats that are held."""
    if not can_leave():
        return
    untold = Booking.objects.filter(
        event__state__in=(EventState.PUBLISHED, EventState.CANCELLED),
        event__starts_at__gt=timezone.now(),
        state__in=CONCERNED,
        told_revision__lt=F("event__revision"),
    ).exclude(contact="")
    for event_id in untold.order_by("event_id").values_list("event_id", flat=True).distinct():
        do_later(CHANGES, event_id)
    held = Booking.objects.filter(
        state=BookingState.OFFERED, knows_of_offer=False, offered_until__gt=timezone.now()
    ).exclude(contact="")
    for booking_id in held.order_by("id").values_list("pk", flat=True):
        do_later(OFFER, booking_id)


def know_already(event: Event, before: int) -> None:
    """A change that nobody has to be told of: who knew the revision before knows this one."""
    Booking.objects.filter(event=event, told_revision=before).update(told_revision=event.revision)


def tell_offer(booking_id: int) -> bool:
    """Write to who waits that a seat is held for them; nothing if it is no longer so.

    Where no letter can leave now, `tell_untold` tries again while the seat is held.
    """
    booking = (
        Booking.objects.select_related("event__centre", "event__room")
        .filter(pk=booking_id, state=BookingState.OFFERED, knows_of_offer=False)
        .first()
    )
    if booking is None or not booking.contact:
        return False
    if not send(offer_letter(booking), booking.contact):
        return False
    Booking.objects.filter(pk=booking.pk).update(knows_of_offer=True)
    return True


def change_letter(event: Event, booking: Booking) -> Letter:
    """What changed, as the calendar says it now, and what it means for who booked."""
    with translation.override(booking.language):
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
            _("“%(event)s” is now:\n\n%(when)s\n%(where)s\n\n%(address)s\n\n%(standing)s")
            % {**words, "standing": _standing(booking)},
        )


def _standing(booking: Booking) -> str:
    """What a change leaves as it was."""
    if booking.state == BookingState.WAITING:
        return _("You are still in the waiting list, where you were.")
    if booking.state == BookingState.OFFERED and booking.offered_until is not None:
        return _(
            "A seat is held for you until %(until)s: take it, or give it up, with your code."
        ) % {"until": _moment_in_words(booking.offered_until)}
    return _(
        "Your seat is still yours. If you cannot come, give it up with your code: somebody else "
        "can come."
    )


def _moment_in_words(moment: datetime.datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_in_words(local.date(), 'l j F')}, {local:%H:%M}"


def offer_letter(booking: Booking) -> Letter:
    """A seat is held, until when, and how to take it."""
    event = booking.event
    with translation.override(booking.language):
        assert booking.offered_until is not None  # the database sees to it
        words = {
            "event": event.title,
            "centre": event.centre.name,
            "when": when_in_words(event),
            "until": _moment_in_words(booking.offered_until),
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
