"""Partners' calendars: what they announce is proposed, and a person decides."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from mestieri.agenda.forms.events import EventForm
from mestieri.agenda.models import Event, EventState, PartnerFeed
from mestieri.agenda.services import events, feeds
from mestieri.engines.calendars import MOST_BYTES
from tests import factories

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")


@pytest.fixture
def feed() -> PartnerFeed:
    return factories.PartnerFeedFactory(partner="Biblioteca inventata")


def calendar(*lines: str, title: str = "<b>Leggere le offerte</b>", days: int = 5) -> bytes:
    day = timezone.localdate() + datetime.timedelta(days=days)
    said = [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", f"SUMMARY:{title}", f"DTSTART:{day:%Y%m%d}T150000",
        "DESCRIPTION:Chiama 347 123 4567", *lines, "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "\n".join(said).encode()


def test_what_is_announced_waits_for_a_decision_once(feed: PartnerFeed) -> None:
    assert feeds.take_in(feed, calendar()).new == 1
    assert feeds.take_in(feed, calendar()).same == 1
    event = Event.objects.get(feed=feed)
    assert (event.title, event.state) == ("Leggere le offerte", EventState.PROPOSED)
    assert "347" not in event.summary
    assert event.place == "Biblioteca inventata"
    events.decide_proposed(event, accept=True, account=None)
    event.refresh_from_db()
    assert event.state == EventState.DRAFT
    with pytest.raises(ValidationError):
        events.decide_proposed(event, accept=False, account=None)


def test_what_changed_there_follows_until_somebody_decided(feed: PartnerFeed) -> None:
    feeds.take_in(feed, calendar("UID:1"))
    assert feeds.take_in(feed, calendar("UID:1", title="Altro titolo")).changed == 1
    event = Event.objects.get(feed=feed)
    assert event.title == "Altro titolo"
    events.decide_proposed(event, accept=False, account=None)
    assert feeds.take_in(feed, calendar("UID:1", title="Terzo")).same == 1
    event.refresh_from_db()
    assert (event.title, event.state) == ("Altro titolo", EventState.DECLINED)


def test_what_is_called_off_there_over_or_far_away_is_not_proposed(feed: PartnerFeed) -> None:
    feeds.take_in(feed, calendar("UID:1"))
    feeds.take_in(feed, calendar("UID:1", "STATUS:CANCELLED"))
    assert Event.objects.get(feed=feed).state == EventState.DECLINED
    for days in (-5, 200):
        assert feeds.take_in(feed, calendar(f"UID:{days}", days=days)).past == 1
    assert feeds.take_in(feed, calendar("UID:9", "STATUS:CANCELLED")).past == 1
    assert Event.objects.count() == 1


def test_what_no_form_would_accept_is_cleaned_when_it_is_announced(feed: PartnerFeed) -> None:
    said = calendar(
        "UID:1", "URL:https://non valido", "URL:https://-male/", "LOCATION:Sala RSSMRA80A01H501U",
        title="Sportello RSSMRA80A01H501U",
    )  # fmt: skip
    feeds.take_in(feed, said)
    event = Event.objects.get(feed=feed)
    assert (event.title, event.place, event.website) == ("Sportello […]", "Sala […]", "")
    events.decide_proposed(event, accept=True, account=None)


def test_what_is_proposed_can_be_corrected_and_is_then_a_draft(feed: PartnerFeed) -> None:
    feeds.take_in(feed, calendar("UID:1"))
    event = Event.objects.select_related("centre").get(feed=feed)
    data = {
        "kind": "lab", "title": "Corretto", "day": event.day.isoformat(), "starts": "21:00",
        "ends": "00:30", "place": "Biblioteca",
    }  # fmt: skip
    form = EventForm(data, instance=event, centre=event.centre)
    assert form.is_valid(), form.errors
    events.take_corrected(form.instance, account=None)
    feeds.take_in(feed, calendar("UID:1"))
    event.refresh_from_db()
    assert (event.state, event.title, event.minutes) == (EventState.DRAFT, "Corretto", 210)
    wrong = EventForm({**data, "starts": "12:00", "ends": "10:00"}, centre=event.centre)
    assert "ends" in wrong.errors


def test_a_file_that_is_too_big_or_no_calendar_leaves_a_sentence(feed: PartnerFeed) -> None:
    feeds.take_in(feed, b"x" * (MOST_BYTES + 1))
    assert "5 MB" in feed.note
    feeds.take_in(feed, b"<html>")
    assert "iCal" in feed.note
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/a.ics", "https://intranet/a.ics", "http://[::1]/a.ics"]
)
def test_no_internal_door_is_knocked_at(feed: PartnerFeed, address: str) -> None:
    feed.address = address
    with pytest.raises(ValidationError):
        feeds.save_feed(feed, account=None)
    # And were it written by another hand, the reading itself would refuse.
    PartnerFeed.objects.filter(pk=feed.pk).update(address="http://127.0.0.1:9/a.ics")
    feeds.read_feed(feed.pk)
    feed.refresh_from_db()
    assert "intern" in feed.note
