"""Compose the calendar: rooms given once, drafts published once, changes told."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mestieri.agenda.models import Event, EventKind, EventState, RoomQuarter
from mestieri.agenda.queries.composing import bookings_of, untold_faults
from mestieri.agenda.services import events, series, telling
from mestieri.agenda.services.seats import book, give_up
from mestieri.kernel import exchange
from mestieri.kernel.models import Centre, SpaceItem
from mestieri.kernel.vocabulary import Mode
from mestieri.kernel.work import do_waiting_work
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2027, 6, 8)


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


@pytest.fixture
def room(centre: Centre) -> SpaceItem:
    return factories.RoomFactory(site=factories.SiteFactory(centre=centre), name="Sala grande")


def draft(centre: Centre, starts: str, ends: str, **columns: object) -> Event:
    """A draft on the day, saved as the composer saves it."""
    columns.setdefault("place", "Altrove")
    columns.setdefault("title", f"Incontro delle {starts}")
    day = columns.pop("day", DAY)
    event = Event(
        centre=centre,
        kind=EventKind.LAB,
        starts_at=series.moment_at(day, datetime.time.fromisoformat(starts)),
        ends_at=series.moment_at(day, datetime.time.fromisoformat(ends)),
        **columns,
    )
    return events.save_event(event, account=None)


def test_the_database_gives_a_room_once_and_the_sentence_says_who_has_it(
    centre: Centre, room: SpaceItem
) -> None:
    small = factories.RoomFactory(site=room.site, name="Sala piccola")
    draft(centre, "10:00", "12:00", room=room)
    with pytest.raises(ValidationError) as refused:
        draft(centre, "11:45", "13:00", room=room)
    sentence = " ".join(refused.value.messages)
    assert "Sala grande" in sentence
    assert "Incontro delle 10:00" in sentence
    assert "Sala piccola" in sentence
    assert Event.objects.count() == 1
    draft(centre, "12:00", "13:00", room=room)  # one goes out, the other comes in
    draft(centre, "11:00", "12:00", room=small)
    taken = RoomQuarter.objects.filter(room=room).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        RoomQuarter.objects.create(room=room, event=taken.event, quarter=taken.quarter)


def test_an_event_called_off_or_moved_leaves_its_room(centre: Centre, room: SpaceItem) -> None:
    first = draft(centre, "10:00", "12:00", room=room)
    first.ends_at -= datetime.timedelta(hours=1)
    events.save_event(first, account=None)
    second = draft(centre, "11:00", "12:00", room=room)
    events.publish_event(second, account=None)
    events.cancel_event(second, "Relatrice malata", account=None)
    draft(centre, "11:00", "12:00", room=room)


def test_what_cannot_be_is_refused_with_a_sentence(centre: Centre) -> None:
    for wrong in (("12:00", "10:00"), ("10:00", "10:00"), ("06:00", "23:00")):
        with pytest.raises(ValidationError):
            draft(centre, *wrong)
    with pytest.raises(ValidationError, match="2:30|02:30"):
        draft(centre, "02:30", "04:00", day=datetime.date(2027, 3, 28))
    elsewhere = factories.RoomFactory(site=factories.SiteFactory())
    with pytest.raises(ValidationError):
        draft(centre, "10:00", "12:00", room=elsewhere)
    assert not Event.objects.exists()


def test_a_month_is_published_whole_or_not_at_all(centre: Centre) -> None:
    draft(centre, "10:00", "12:00")
    nowhere = draft(centre, "15:00", "16:00", place="")
    draft(centre, "10:00", "12:00", day=datetime.date(2027, 7, 1))
    with pytest.raises(ValidationError):
        events.publish_month(centre, DAY, account=None)
    assert not Event.objects.filter(state=EventState.PUBLISHED).exists()
    nowhere.place = "Biblioteca"
    events.save_event(nowhere, account=None)
    assert events.publish_month(centre, DAY, account=None) == 2
    assert events.publish_month(centre, DAY, account=None) == 0


def test_a_repetition_keeps_the_hour_on_the_wall_and_its_exceptions(centre: Centre) -> None:
    first = draft(centre, "10:00", "12:00", day=datetime.date(2027, 3, 16))
    made = series.repeat_event(
        first,
        "FREQ=WEEKLY",
        until=datetime.date(2027, 4, 6),
        excepted={datetime.date(2027, 3, 23)},
        account=None,
    )
    assert [event.day for event in made] == [
        datetime.date(2027, 3, 30), datetime.date(2027, 4, 6)
    ]  # fmt: skip
    assert {event.local_start.hour for event in made} == {10}  # summer time began in between
    assert {event.series for event in made} == {first.series}
    leap = draft(centre, "10:00", "11:00", day=datetime.date(2028, 2, 29))
    with pytest.raises(ValidationError, match="29"):
        series.repeat_event(leap, "FREQ=YEARLY", until=datetime.date(2029, 3, 1), account=None)


def test_a_repetition_that_finds_the_room_taken_makes_nothing(
    centre: Centre, room: SpaceItem
) -> None:
    first = draft(centre, "10:00", "12:00", room=room)
    draft(centre, "11:00", "13:00", room=room, day=DAY + datetime.timedelta(days=14))
    with pytest.raises(ValidationError):
        series.repeat_event(
            first, "FREQ=WEEKLY", until=DAY + datetime.timedelta(days=21), account=None
        )
    assert Event.objects.count() == 2


def test_who_left_a_contact_is_told_of_a_change_and_of_a_call_off_once(
    centre: Centre, django_capture_on_commit_callbacks: object
) -> None:
    event = factories.EventFactory(centre=centre)
    book(event, "Ombrello blu", contact="blu@example.org")
    book(event, "Ombrello rosso")
    event.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        event.summary = "Altre parole"
        events.save_event(event, account=None)  # nobody has to be told of this
        event.starts_at += datetime.timedelta(minutes=30)
        events.save_event(event, account=None)
    do_waiting_work()
    assert [letter.to for letter in mail.outbox] == [["blu@example.org"]]
    assert "10:30" in mail.outbox[0].body
    with django_capture_on_commit_callbacks(execute=True):
        events.cancel_event(event, "Sciopero dei treni", account=None)
    do_waiting_work()
    do_waiting_work()
    assert len(mail.outbox) == 2
    assert "Sciopero dei treni" in mail.outbox[1].body


def test_who_could_not_be_told_is_told_when_the_mail_works_again(
    centre: Centre, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.agenda.mute.Mute"
    event = factories.EventFactory(centre=centre, capacity=1)
    book(event, "Blu", contact="blu@example.org")
    book(event, "Rosso", contact="rosso@example.org")
    event.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        event.starts_at += datetime.timedelta(minutes=30)
        events.save_event(event, account=None)
        event.summary = "Altre parole"
        events.save_event(event, account=None)
    do_waiting_work()
    assert "2" in untold_faults(event, bookings_of(event))[0]
    settings.EMAIL_BACKEND = working
    with django_capture_on_commit_callbacks(execute=True):
        telling.tell_untold()
    do_waiting_work()
    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert len(bodies) == len(mail.outbox) == 2
    assert bodies["blu@example.org"] != bodies["rosso@example.org"]  # one has a seat
    assert untold_faults(event, bookings_of(event)) == []


def test_an_offer_that_could_not_be_told_is_told_when_the_mail_works_again(
    centre: Centre, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.agenda.mute.Mute"
    event = factories.EventFactory(centre=centre, capacity=1)
    seated, _code = book(event, "Blu")
    book(event, "Rosso", contact="rosso@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        give_up(seated)
    do_waiting_work()
    settings.EMAIL_BACKEND = working
    for _again in range(2):  # told once
        with django_capture_on_commit_callbacks(execute=True):
            telling.tell_untold()
        do_waiting_work()
    assert [letter.to for letter in mail.outbox] == [["rosso@example.org"]]


def test_fewer_seats_than_are_taken_are_refused_by_the_database(centre: Centre) -> None:
    event = factories.EventFactory(centre=centre, capacity=2)
    for name in ("Uno", "Due"):
        book(event, name)
    event.refresh_from_db()
    event.capacity = 1
    with pytest.raises(ValidationError):
        events.save_event(event, account=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(capacity=1)


def test_heads_are_counted_as_meetings_and_never_as_visits(centre: Centre) -> None:
    today = timezone.localdate()
    event = factories.EventFactory(centre=centre, starts_at=timezone.now())
    events.write_after(event, heads=18, outcome="Cercano due saldatrici", account=None)
    count = exchange.mode_counts()[Mode.MEETING]
    assert count.value(centre, today, today) == 18
    indicators = {one.code: one for one in exchange.indicators()}
    assert indicators["reception.visits"].value(centre, today, today) == 0


def test_what_an_organisation_proposes_is_published_as_the_staff_corrected_it(
    centre: Centre,
) -> None:
    offered = exchange.proposable("event")
    day = timezone.localdate() + datetime.timedelta(days=5)
    data = {
        "kind": "company", "title": "Porte aperte in officina", "day": day.isoformat(),
        "starts": "15:00", "ends": "17:00", "place": "Via di Prova 2",
    }  # fmt: skip
    form = offered.form(centre, None, data)
    assert form.is_valid(), form.errors
    made = offered.save(centre, form, None, "Officine Inventate")
    assert (made.state, made.host) == (EventState.PUBLISHED, "Officine Inventate")
    past = offered.form(centre, None, {**data, "day": "2020-01-01"})
    assert not past.is_valid()
