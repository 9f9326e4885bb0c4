"""The waiting list: in order of arrival, by offers that expire, never to who is already in."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.agenda.models import Booking, BookingState, Event, EventState
from mestieri.agenda.models.seats import SEATED
from mestieri.agenda.services import telling

#: How long a seat is held for who waits.
HELD = datetime.timedelta(hours=24)
#: Later than this before the event nothing is offered: the free seat is for who comes.
NO_OFFERS_BEFORE_START = datetime.timedelta(hours=2)


def offer_ends(event: Event, now: datetime.datetime) -> datetime.datetime | None:
    """Until when a seat offered now is held; None when it is too late to offer one."""
    latest = event.starts_at - NO_OFFERS_BEFORE_START
    return min(now + HELD, latest) if now < latest else None


def next_in_line(event: Event) -> Booking | None:
    """Who waits first and is not already in with the same contact. Two queries."""
    seated = event.bookings.filter(state__in=SEATED).exclude(contact_index="")
    already_in = seated.values("contact_index")
    waiting = event.bookings.filter(state=BookingState.WAITING)
    return waiting.exclude(contact_index__in=already_in).order_by("id").first()


def pass_on(event: Event, now: datetime.datetime) -> None:
    """A seat that was taken is free: offer it to who waits first, else count it free.

    The event's row must be locked.
    """
    if not _offer(event, now):
        Event.objects.filter(pk=event.pk, seats_taken__gt=0).update(
            seats_taken=F("seats_taken") - 1
        )


def fill(event: Event, now: datetime.datetime) -> int:
    """Offer every free seat to who waits: there may be more seats than before.

    Returns:
        How many were offered.
    """
    offered = 0
    free = Event.objects.filter(pk=event.pk, seats_taken__lt=F("capacity"))
    while next_in_line(event) is not None and offer_ends(event, now) is not None:
        if free.update(seats_taken=F("seats_taken") + 1) != 1:
            break
        _offer(event, now)
        offered += 1
    return offered


def _offer(event: Event, now: datetime.datetime) -> bool:
    """Hold a seat that is already counted for who waits first."""
    ends = offer_ends(event, now) if event.state == EventState.PUBLISHED else None
    first = next_in_line(event) if ends is not None else None
    if first is None:
        return False
    first.state, first.offered_until = BookingState.OFFERED, ends
    first.knows_of_offer = False
    first.save(update_fields=["state", "offered_until", "knows_of_offer"])
    telling.offer_later(first)
    return True


def forget(booking: Booking, state: BookingState) -> None:
    """They are out: what they left of themselves goes at once, the code still says so."""
    booking.state, booking.nickname, booking.contact = state, "", ""
    booking.offered_until = None
    booking.save(update_fields=["state", "nickname", "contact", "contact_index", "offered_until"])


def lapse_offers(now: datetime.datetime | None = None) -> int:
    """Offers whose time is over go to who comes next, and free seats to who waits beside them.
    Done every few minutes.

    Returns:
        How many lapsed.
    """
    moment = now or timezone.now()
    over = Booking.objects.filter(state=BookingState.OFFERED, offered_until__lte=moment)
    keys = list(over.order_by("id").values_list("pk", "event_id"))
    lapsed = sum(_lapse(booking_id, event_id, moment) for booking_id, event_id in keys)
    free = Event.objects.filter(
        state=EventState.PUBLISHED,
        starts_at__gt=moment + NO_OFFERS_BEFORE_START,
        seats_taken__lt=F("capacity"),
        bookings__state=BookingState.WAITING,
    )
    for event_id in free.distinct().values_list("pk", flat=True):
        _fill_held(event_id, moment)
    return lapsed


@transaction.atomic
def _fill_held(event_id: int, now: datetime.datetime) -> None:
    event = Event.objects.select_for_update().filter(pk=event_id).first()
    if event is not None and event.state == EventState.PUBLISHED:
        fill(event, now)


def shorten_offers(event: Event, now: datetime.datetime) -> None:
    """Where an event was moved ahead, no offer holds a seat longer than one made now could.

    The event's row must be locked.
    """
    latest = max(offer_ends(event, now) or now, now)
    Booking.objects.filter(
        event=event, state=BookingState.OFFERED, offered_until__gt=latest
    ).update(offered_until=latest)


@transaction.atomic
def _lapse(booking_id: int, event_id: int, now: datetime.datetime) -> bool:
    event = Event.objects.select_for_update().filter(pk=event_id).first()
    still = Booking.objects.filter(
        pk=booking_id, state=BookingState.OFFERED, offered_until__lte=now
    ).first()
    if event is None or still is None:
        return False
    forget(still, BookingState.LAPSED)
    pass_on(event, now)
    return True
