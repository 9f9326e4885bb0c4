"""Published once: the site, the paper, iCal, RSS, JSON-LD and the screen say the same."""

from __future__ import annotations

import datetime
import io
import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from mestieri.agenda.models import Event, EventState
from mestieri.agenda.queries.calendar import first_of
from mestieri.agenda.services import events
from mestieri.agenda.services.seats import book
from mestieri.kernel.models import Centre
from tests import factories

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


@pytest.fixture
def centre() -> Centre:
    return factories.CentreFactory(slug="tuscolo")


def morning(day: int, hour: int) -> datetime.datetime:
    """An hour of a day of next month."""
    first = first_of(timezone.localdate(), 1)
    moment = datetime.datetime.combine(first.replace(day=day), datetime.time(hour))
    return timezone.make_aware(moment)


@pytest.fixture
def titles(centre: Centre) -> list[str]:
    """A month of six events; one is called off, and drafts and others' stay out."""
    said = [f"Incontro <numero> {number} & più" for number in range(6)]
    for number, title in enumerate(said):
        factories.EventFactory(
            centre=centre, title=title, starts_at=morning(2 + number, 10),
            state=EventState.CANCELLED if number == 5 else EventState.PUBLISHED,
            reason="Neve" if number == 5 else "",
        )  # fmt: skip
    factories.EventFactory(centre=centre, title="Bozza", state="draft", starts_at=morning(3, 10))
    factories.EventFactory(title="Altrove", starts_at=morning(3, 10))
    return said


def path(name: str, centre: Centre) -> str:
    month = f"{first_of(timezone.localdate(), 1):%Y-%m}"
    needs_month = name in ("calendar-month", "calendar-pdf")
    return reverse(name, args=[centre.slug, month] if needs_month else [centre.slug])


def test_every_face_of_the_calendar_says_the_same(
    client: Client, centre: Centre, titles: list[str]
) -> None:
    page = client.get(path("calendar-month", centre))
    shown = page.context["month"].events
    hours = [event.local_start.isoformat() for event in shown]
    assert [event.title for event in shown] == titles
    assert page.text.count("data-event=") == 6

    (block,) = BLOCK.findall(page.text)
    structured = json.loads(block)["@graph"]
    assert [one["name"] for one in structured] == titles
    assert [one["startDate"] for one in structured] == hours
    assert [one["eventStatus"][-9:] for one in structured].count("Cancelled") == 1

    calendar = Calendar.from_ical(client.get(path("calendar-ics", centre)).content)
    components = calendar.walk("VEVENT")
    assert [str(one["SUMMARY"]) for one in components] == titles
    assert [one.decoded("DTSTART").isoformat() for one in components] == hours
    assert [str(one["STATUS"]) for one in components].count("CANCELLED") == 1

    feed = ElementTree.fromstring(client.get(path("calendar-feed", centre)).content)
    assert [item.findtext("title") for item in feed.iter("item")] == titles

    paper = PdfReader(io.BytesIO(client.get(path("calendar-pdf", centre)).content))
    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    assert all(title in text for title in titles)

    screen = client.get(reverse("calendar-screen", args=[centre.slug]))
    said = [*screen.context["today"], *(e for d in screen.context["next_days"] for e in d.events)]
    assert [event.title for event in said] == titles


def test_one_event_for_ones_own_calendar_has_a_lasting_identity_and_nobody_in_it(
    client: Client, centre: Centre
) -> None:
    event = factories.EventFactory(centre=centre)
    book(event, "Ombrello blu", contact="blu@example.org")
    answer = client.get(reverse("event-ics", args=[centre.slug, event.pk]))
    (one,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event.uid) in one["UID"]
    assert one["SEQUENCE"] == 0
    assert b"Ombrello" not in answer.content
    assert b"blu@example.org" not in answer.content
    event.revision = 3
    event.save()
    again = client.get(reverse("event-ics", args=[centre.slug, event.pk]))
    (later,) = Calendar.from_ical(again.content).walk("VEVENT")
    assert (later["UID"], later["SEQUENCE"]) == (one["UID"], 3)


@pytest.mark.parametrize("number", [0, 1, 20, 60])
def test_the_paper_is_one_page_however_full_the_month(
    client: Client, centre: Centre, number: int
) -> None:
    for position in range(number):
        factories.EventFactory(
            centre=centre, starts_at=morning(1 + position % 28, 9 + position // 28 * 3),
            title=f"Laboratorio con un titolo piuttosto lungo, numero {position}",
            host="Un’organizzazione inventata del territorio",
        )  # fmt: skip
    paper = PdfReader(io.BytesIO(client.get(path("calendar-pdf", centre)).content))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    assert len(re.findall(r"numero\s+\d+", text)) == number


def test_what_the_public_never_saw_has_no_page(client: Client, centre: Centre) -> None:
    for state in ("draft", "proposed", "declined"):
        event = factories.EventFactory(centre=centre, state=state)
        for name in ("event", "event-ics", "event-opinion"):
            assert client.get(reverse(name, args=[centre.slug, event.pk])).status_code == 404
    elsewhere = factories.EventFactory()
    assert client.get(reverse("event", args=[centre.slug, elsewhere.pk])).status_code == 404
    for month in ("2026-13", "2026-00", "0000-01", "1000-01", "2999-12", "1000-01.pdf"):
        assert client.get(f"/it/{centre.slug}/calendario/{month}/").status_code == 404


def test_the_paper_is_set_once_until_something_changes(
    client: Client, centre: Centre, titles: list[str]
) -> None:
    site = factories.SiteFactory(centre=centre)
    first = client.get(path("calendar-pdf", centre)).content
    site.name = "Altra sede"  # what the events say is what is looked at
    site.save()
    assert client.get(path("calendar-pdf", centre)).content == first
    event = Event.objects.filter(centre=centre, title=titles[0]).get()
    event.title = "Tutto nuovo"
    event.save()
    changed = PdfReader(io.BytesIO(client.get(path("calendar-pdf", centre)).content))
    assert "Tutto nuovo" in changed.pages[0].extract_text()


def test_signs_that_nobody_sees_do_not_stop_the_feeds(client: Client, centre: Centre) -> None:
    event = factories.EventFactory(centre=centre, starts_at=morning(3, 10))
    event.title, event.summary, event.place = "Incon\x0btro", "Uno\x00\ndue", "Via\x1f di Prova"
    events.save_event(event, account=None)
    events.cancel_event(event, "Ne\x08ve", account=None)
    event.refresh_from_db()
    said = (event.title, event.summary, event.place, event.reason)
    assert said == ("Incontro", "Uno\ndue", "Via di Prova", "Neve")
    assert client.get(path("calendar-feed", centre)).status_code == 200
