"""Seats by nickname. The database counts them: whoever comes at once, no seat is given twice."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.agenda.models import Booking, BookingState, Event, EventState
from mestieri.agenda.models.seats import SEATED
from mestieri.agenda.services import waiting
from mestieri.agenda.services.codes import digest_of, new_code
from mestieri.agenda.services.words import refuse_contacts

MOST_WAITING = 500


class NotBookable(Exception):
    """No seat can be asked for.

    Attributes:
        sentence: why, for who asks.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def is_bookable(event: Event, now: datetime.datetime) -> bool:
    """Whether seats are given for an event, or places in its waiting list."""
    return (
        event.state == EventState.PUBLISHED and event.capacity is not None and event.starts_at > now
    )


@transaction.atomic
def book(
    event: Event,
    nickname: str,
    *,
    contact: str = "",
    language: str = "it",
    now: datetime.datetime | None = None,
) -> tuple[Booking, str]:
    """Give a seat, or a place in the waiting list when all are taken.

    One statement takes the seat if there is one: the database lets nobody in between. Where
    none was free, it is tried once more with the row held: nobody waits beside a free seat.

    Args:
        nickname: whatever they like to be called.
        contact: an e-mail address, only if they wish to be told of changes.

    Returns:
        The booking and its code. The code is not kept: show it now or never.

    Raises:
        NotBookable: no seats are given for it (any more), or it is full.
        ValidationError: the nickname is missing or says who somebody is; the e-mail is wrong.
    """
    moment = now or timezone.now()
    if not is_bookable(event, moment):
        raise NotBookable(_("No seats are given for this event any more."))
    code = new_code()
    booking = Booking(
        event=event,
        nickname=" ".join(nickname.split()),
        contact=contact.strip().lower(),
        state=BookingState.WAITING,
        code_digest=digest_of(code),
        language=language,
        told_revision=event.revision,
    )
    refuse_contacts(booking.nickname, "nickname")
    booking.clean_fields(exclude=["event", "state"])
    if _take_seat(event) or _take_seat(_held(event, moment)):
        booking.state = BookingState.BOOKED
    elif not event.has_waiting_list:
        raise NotBookable(_("All the seats are taken."))
    elif event.bookings.filter(state=BookingState.WAITING).count() >= MOST_WAITING:
        raise NotBookable(_("All the seats are taken, and the waiting list is full."))
    booking.save()
    return booking, code


def _held(event: Event, now: datetime.datetime) -> Event:
    """The event, its row held: whoever was giving a seat up at this moment has ended.

    Raises:
        NotBookable: it was called off or moved meanwhile.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    if not is_bookable(held, now):
        raise NotBookable(_("No seats are given for this event any more."))
    return held


def _take_seat(event: Event) -> bool:
    """Take a seat if one is free; one statement, which holds the row until the end."""
    free = Event.objects.filter(
        pk=event.pk, state=EventState.PUBLISHED, seats_taken__lt=F("capacity")
    )
    return free.update(seats_taken=F("seats_taken") + 1) == 1


def open_by_code(centre_id: int, code: str) -> Booking | None:
    """The booking that a code opens in a centre, or None."""
    found = Booking.objects.select_related("event__centre", "event__room")
    return found.filter(event__centre_id=centre_id, code_digest=digest_of(code)).first()


@transaction.atomic
def give_up(booking: Booking, *, now: datetime.datetime | None = None) -> None:
    """Leave a seat, an offer or the waiting list; the seat goes to who waits first.

    What they left (nickname, contact) is erased at once. Asked twice, it does nothing more.

    Raises:
        ValidationError: they have already come in.
    """
    moment = now or timezone.now()
    event = Event.objects.select_for_update().get(pk=booking.event_id)
    booking.refresh_from_db()
    if booking.is_checked_in:
        raise ValidationError(_("You are already in: nothing to give up."))
    if booking.state not in (*SEATED, BookingState.WAITING):
        return
    had_seat = booking.state in SEATED
    waiting.forget(booking, BookingState.LEFT)
    if had_seat:
        waiting.pass_on(event, moment)


@transaction.atomic
def take_offer(booking: Booking, *, now: datetime.datetime | None = None) -> None:
    """Take the seat that was offered.

    Raises:
        ValidationError: there is no offer, its time is over, or the event was called off or has
            begun.
    """
    moment = now or timezone.now()
    event = Event.objects.select_for_update().get(pk=booking.event_id)
    if not is_bookable(event, moment):
        raise ValidationError(_("No seats are given for this event any more."))
    offered = Booking.objects.filter(
        pk=booking.pk, state=BookingState.OFFERED, offered_until__gt=moment
    )
    if offered.update(state=BookingState.BOOKED) != 1:
        raise ValidationError(_("This offer is over: the seat went to who came next."))
    booking.refresh_from_db()


@transaction.atomic
def check_in(event: Event, booking: Booking | None, *, is_in: bool = True) -> Booking:
    """Note that who booked has come in, or take it back.

    Raises:
        ValidationError: no seat of this event is booked so.
    """
    seats = Booking.objects.filter(event=event, state=BookingState.BOOKED)
    if booking is None or seats.filter(pk=booking.pk).update(is_checked_in=is_in) != 1:
        raise ValidationError(_("No seat of this event has this code."))
    Event.objects.filter(pk=event.pk).update(checked_in=seats.filter(is_checked_in=True).count())
    booking.refresh_from_db()
    return booking
