"""S6: twenty events composed by keyboard, a clash refused, published once, seats by nickname."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mestieri.agenda.models import Event, EventKind, EventState
from mestieri.agenda.queries.calendar import first_of
from mestieri.agenda.services import events
from mestieri.agenda.services.retention import old_bookings
from mestieri.agenda.services.series import moment_at
from mestieri.kernel.models import Centre, SpaceItem
from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
COMPANIES, SECTORS, FORMATS = 6, 4, 5


def furnished() -> tuple[Centre, SpaceItem]:
    centre = factories.CentreFactory(slug="tuscolo")
    room = factories.RoomFactory(site=factories.SiteFactory(centre=centre), name="Sala grande")
    for number in range(FORMATS):
        factories.EventFormatFactory(
            centre=centre, title=f"Laboratorio {number + 1}", minutes=120, capacity=20
        )
    return centre, room


def compose_the_rest(centre: Centre, room: SpaceItem, month: datetime.date) -> None:
    """The other eighteen events, by the same service: 6 companies, 4 sectors, 10 labs."""
    formats = list(centre_formats(centre)) * 2
    kinds = [EventKind.COMPANY] * (COMPANIES - 1) + [EventKind.SECTOR] * SECTORS
    for position, kind in enumerate(kinds):
        starts = moment_at(month.replace(day=6 + position), datetime.time(15))
        event = Event(
            centre=centre, kind=kind, title=f"Incontro {position + 1}", room=room,
            host="Impresa inventata", starts_at=starts,
            ends_at=starts + datetime.timedelta(hours=2),
        )  # fmt: skip
        events.save_event(event, account=None)
    for position, format in enumerate(formats[1:]):
        event = Event(centre=centre, room=room)
        event.starts_at = moment_at(month.replace(day=6 + position), datetime.time(10))
        events.save_event(events.fill_from_format(event, format), account=None)


def centre_formats(centre: Centre) -> list:
    from mestieri.agenda.models import EventFormat

    return list(EventFormat.objects.filter(centre=centre).order_by("title"))


def type_line(page: Page, *, day: datetime.date, hour: str, room: str, **words: str) -> None:
    """One line of the month, from the first field to Enter, without the mouse."""
    page.get_by_label("Formato" if "format" in words else "Titolo").first.focus()
    if "format" in words:
        page.keyboard.type(words["format"])
    else:
        page.get_by_label("Tipo", exact=True).focus()
        page.keyboard.type(words["kind"])
        page.get_by_label("Titolo").focus()
        page.keyboard.type(words["title"])
    page.get_by_label("Giorno").fill(day.isoformat())
    page.get_by_label("Dalle").fill(hour)
    page.get_by_label("Sala", exact=True).focus()
    page.keyboard.type(room)
    page.get_by_role("button", name="Aggiungi", exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.S6
@pytest.mark.S21
def test_the_month_is_composed_published_once_and_lived(page: Page, phone: Page) -> None:
    centre, room = furnished()
    month = first_of(timezone.localdate(), 1)
    watch(page).expect("status of 422")  # the clash
    sign_in(page, factories.account_with_role(Role.EVENTS_OFFICER, centre))
    page.goto(f"/banco/tuscolo/calendario/mese/{month:%Y-%m}/")
    day = month.replace(day=4)
    type_line(page, day=day, hour="10:00", room="Sala grande", format="Laboratorio 1")
    expect(page.get_by_role("status")).to_contain_text("Laboratorio 1")
    type_line(
        page, day=day, hour="11:00", room="Sala grande", kind="Incontro con un'azienda",
        title="Officine Riunite",
    )  # fmt: skip
    expect(page.get_by_text("Sala grande” è occupata").or_(
        page.get_by_text("Sala grande» è occupata"))).to_be_visible()  # fmt: skip
    page.get_by_label("Dalle").fill("14:00")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Officine Riunite")
    compose_the_rest(centre, room, month)
    page.reload()
    expect(page.get_by_text("20 eventi")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Pubblica il mese (20 bozze)").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("20 eventi")
    standing = Event.objects.filter(centre=centre, state=EventState.PUBLISHED)
    assert [standing.filter(kind=kind).count() for kind in ("company", "sector", "lab")] == [
        COMPANIES, SECTORS, 2 * FORMATS
    ]  # fmt: skip
    lab = standing.filter(kind="lab").order_by("starts_at").first()
    code = a_citizen_books(phone, centre, lab)
    live_it(page, centre, lab, code)


def a_citizen_books(phone: Page, centre: Centre, lab: Event) -> str:
    """A seat by nickname, on a telephone, with nothing but the keyboard."""
    phone.goto(f"/it/tuscolo/calendario/{lab.day:%Y-%m}/")
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    expect(phone.locator("[data-event]")).to_have_count(20)
    phone.get_by_role("link", name="Laboratorio 1").first.press("Enter")
    assert_accessible(phone)
    phone.get_by_label("Come ti chiamiamo?").focus()
    phone.keyboard.type("Ombrello blu")
    phone.keyboard.press("Tab")
    phone.keyboard.type("blu@example.org")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="Il posto è tuo")).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    code = phone.locator(".booking-code").inner_text()
    lab.refresh_from_db()
    assert lab.seats_taken == 1
    assert lab.bookings.get().nickname == "Ombrello blu"
    return code


def live_it(page: Page, centre: Centre, lab: Event, code: str) -> None:
    """The day comes: in by code, eighteen heads of twenty seats, fifteen opinions."""
    page.goto(f"/banco/tuscolo/calendario/eventi/{lab.pk}/presenze/")
    page.keyboard.type(code)  # a scanner types, and ends with Enter
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Ombrello blu")
    page.get_by_role("link", name="Scrivi in quanti erano").press("Enter")
    page.get_by_label("Persone in sala").fill("18")
    page.keyboard.press("Enter")
    expect(page.get_by_text("18 persone in sala")).to_be_visible()
    page.get_by_role("link", name="Inserisci i pareri").press("Enter")
    page.get_by_label("Quanti fogli").fill("15")
    page.get_by_label("È stato utile? Sì").fill("13")
    page.get_by_label("È stato utile? In parte").fill("2")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("15 pareri")).to_be_visible()
    lab.refresh_from_db()
    assert (lab.heads, lab.capacity, lab.checked_in, lab.opinions) == (18, 20, 1, 15)
    assert not old_bookings(lab.day + datetime.timedelta(days=6)).exists()
    assert old_bookings(lab.day + datetime.timedelta(days=7)).count() == 1
