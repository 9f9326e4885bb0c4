"""Seats by nickname: as many as there are, a waiting list in order, nothing kept of anybody."""

from __future__ import annotations

import datetime
import threading

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from mestieri.agenda.models import Booking, BookingState, Event, OpinionCount
from mestieri.agenda.queries.composing import bookings_of, waiting_list_faults
from mestieri.agenda.services import events, opinions, waiting
from mestieri.agenda.services.retention import old_bookings
from mestieri.agenda.services.seats import (
    NotBookable,
    book,
    check_in,
    give_up,
    open_by_code,
    take_offer,
)
from mestieri.kernel.exchange import Subject, personal_data
from mestieri.kernel.work import do_waiting_work
from tests import factories

HOUR = datetime.timedelta(hours=1)


def states(event: Event) -> list[str]:
    return list(event.bookings.order_by("id").values_list("state", flat=True))


@pytest.fixture
def event(db: None) -> Event:
    return factories.EventFactory(capacity=2)


def test_when_all_the_seats_are_taken_one_waits_in_order_of_arrival(event: Event) -> None:
    first, _code = book(event, "Uno")
    book(event, "Due")
    third, code = book(event, "Tre")
    book(event, "Quattro")
    assert states(event) == ["booked", "booked", "waiting", "waiting"]
    give_up(first)
    give_up(first)  # asked twice, it does nothing more
    assert states(event) == ["left", "booked", "offered", "waiting"]
    opened = open_by_code(event.centre_id, code.lower().replace("-", " "))
    assert opened == third
    take_offer(opened)
    assert states(event) == ["left", "booked", "booked", "waiting"]
    event.refresh_from_db()
    assert event.seats_taken == 2
    first.refresh_from_db()
    assert (first.nickname, first.contact) == ("", "")


def test_an_offer_expires_and_goes_to_who_comes_next(event: Event) -> None:
    event.capacity, event.starts_at = 1, timezone.now() + 10 * HOUR * 24
    event.ends_at = event.starts_at + HOUR
    event.save()
    seated, _code = book(event, "Uno")
    second, _code = book(event, "Due", contact="due@example.org")
    book(event, "Tre")
    give_up(seated)
    assert waiting.lapse_offers() == 0
    late = timezone.now() + 25 * HOUR
    assert waiting.lapse_offers(late) == 1
    assert states(event) == ["left", "lapsed", "offered"]
    with pytest.raises(ValidationError):
        take_offer(second)
    assert waiting.lapse_offers(late + 25 * HOUR) == 1
    event.refresh_from_db()
    assert event.seats_taken == 0


def test_a_free_seat_beside_who_waits_is_offered_by_itself(event: Event) -> None:
    for name in ("Uno", "Due", "Tre"):
        book(event, name)
    Event.objects.filter(pk=event.pk).update(seats_taken=1)
    assert waiting.lapse_offers() == 0
    assert states(event) == ["booked", "booked", "offered"]


def test_no_offer_outlives_its_event(event: Event) -> None:
    event.capacity = 1
    event.save()
    seated, _code = book(event, "Uno")
    second, _code = book(event, "Due")
    give_up(seated)
    second.refresh_from_db()
    event.refresh_from_db()
    event.starts_at = timezone.now() + 4 * HOUR
    event.ends_at = event.starts_at + HOUR
    events.save_event(event, account=None)
    second.refresh_from_db()
    assert second.offered_until <= event.starts_at - 2 * HOUR
    events.cancel_event(event, "Neve", account=None)
    with pytest.raises(ValidationError):
        take_offer(second)


def test_no_seat_is_offered_to_who_is_already_in(event: Event) -> None:
    seated, _code = book(event, "Uno")
    book(event, "Due", contact="Due@example.org")
    book(event, "Due di nuovo", contact="due@example.org")
    book(event, "Tre", contact="tre@example.org")
    give_up(seated)
    assert states(event) == ["left", "booked", "waiting", "offered"]


def test_who_waits_and_left_a_contact_is_written_to(
    event: Event, django_capture_on_commit_callbacks: object
) -> None:
    seated, _code = book(event, "Uno")
    book(event, "Due")
    book(event, "Tre", contact="tre@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        give_up(seated)
    do_waiting_work()
    assert [letter.to for letter in mail.outbox] == [["tre@example.org"]]
    assert event.title in mail.outbox[0].subject


def test_the_waiting_list_says_what_keeps_it_from_working(event: Event) -> None:
    assert waiting_list_faults(event, []) == []
    for name in ("Uno", "Due", "Tre"):
        book(event, name)
    event.refresh_from_db()
    said = " ".join(waiting_list_faults(event, bookings_of(event)))
    assert "fermo" in said  # nobody sends what waits
    assert "1" in said  # one left no contact
    event.has_waiting_list = False
    assert waiting_list_faults(event, bookings_of(event))


@pytest.mark.parametrize(
    ("nickname", "contact"),
    [
        ("", ""),
        ("a@example.org", ""),
        ("347 000 0000", ""),
        ("x" * 41, ""),
        ("Blu", "non una mail"),
    ],
)
def test_a_nickname_says_nobody_and_a_contact_is_an_address(
    event: Event, nickname: str, contact: str
) -> None:
    with pytest.raises(ValidationError):
        book(event, nickname, contact=contact)
    event.refresh_from_db()
    assert (event.seats_taken, event.bookings.count()) == (0, 0)


def test_nothing_is_booked_for_what_is_over_a_draft_or_free_to_enter(db: None) -> None:
    over = factories.EventFactory(starts_at=timezone.now() - HOUR)
    free = factories.EventFactory(capacity=None)
    draft = factories.EventFactory(state="draft")
    full = factories.EventFactory(capacity=1, has_waiting_list=False)
    book(full, "Uno")
    for event in (over, free, draft, full):
        with pytest.raises(NotBookable):
            book(event, "Blu")


def test_who_comes_in_is_checked_once_by_code_or_by_list(event: Event) -> None:
    seat, code = book(event, "Blu")
    for _time in range(2):
        check_in(event, open_by_code(event.centre_id, code))
    event.refresh_from_db()
    assert event.checked_in == 1
    with pytest.raises(ValidationError):
        give_up(seat)
    check_in(event, seat, is_in=False)
    other = factories.EventFactory(centre=event.centre)
    for wrong in (None, seat):
        with pytest.raises(ValidationError):
            check_in(other, wrong)


def test_three_answers_are_counted_once_a_code_and_lead_to_nobody(event: Event) -> None:
    seat, _code = book(event, "Blu")
    answers = {"useful": "yes", "clear": "partly", "next": "no"}
    with pytest.raises(ValidationError):
        opinions.give_opinion(seat, answers)  # it is still to come
    Event.objects.filter(pk=event.pk).update(
        starts_at=timezone.now() - 2 * HOUR, ends_at=timezone.now() - HOUR
    )
    seat = Booking.objects.select_related("event").get(pk=seat.pk)
    with pytest.raises(ValidationError):
        opinions.give_opinion(seat, {"useful": "yes"})
    opinions.give_opinion(seat, answers)
    with pytest.raises(ValidationError):
        opinions.give_opinion(seat, answers)
    assert OpinionCount.objects.count() == 3
    with pytest.raises(ValidationError):
        opinions.type_in_opinions(event, 2, {"useful": {"yes": 3}}, account=None)
    opinions.type_in_opinions(event, 14, {"useful": {"yes": 10, "no": 4}}, account=None)
    event.refresh_from_db()
    assert event.opinions == 15
    assert OpinionCount.objects.get(event=event, question="useful", answer="yes").times == 11


def test_what_was_left_vanishes_seven_days_after_and_the_counts_stay(event: Event) -> None:
    book(event, "Blu", contact="blu@example.org")
    day = timezone.localdate(event.ends_at)
    assert not old_bookings(day + datetime.timedelta(days=6)).exists()
    assert old_bookings(day + datetime.timedelta(days=7)).count() == 1
    old_bookings(day + datetime.timedelta(days=7)).delete()
    event.refresh_from_db()
    assert event.seats_taken == 1


def test_who_asks_about_an_address_is_answered_and_it_is_forgotten(event: Event) -> None:
    book(event, "Blu", contact="blu@example.org")
    (offered,) = [one for one in personal_data() if one.code == "agenda.bookings"]
    subject = Subject("blu@example.org", centre=event.centre)
    assert sum(rows.count() for rows in offered.rows(subject)) == 1
    assert offered.erase(subject) == 1
    assert offered.erase(subject) == 0
    assert states(event) == [BookingState.BOOKED]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_however_many_book_at_once_the_last_seats_are_given_once() -> None:
    event = factories.EventFactory(capacity=4, seats_taken=0)
    ready = threading.Barrier(8)
    failed: list[BaseException] = []

    def come(number: int) -> None:
        try:
            ready.wait(timeout=20)
            book(event, f"Ospite {number}")
        except BaseException as error:
            failed.append(error)
        finally:
            connections.close_all()

    guests = [threading.Thread(target=come, args=(number,)) for number in range(8)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    assert failed == []
    event.refresh_from_db()
    assert event.seats_taken == 4
    assert sorted(states(event)) == ["booked"] * 4 + ["waiting"] * 4
