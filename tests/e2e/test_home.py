"""The home asks one thing, on a desktop, on a telephone, by keyboard, in both directions."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Page, expect

from mestieri.kernel.models import Centre, OpeningHours
from mestieri.kernel.services import centres
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Theme
from mestieri.www.services import publish_page
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll

TODAY = datetime.date(2026, 6, 15)


@pytest.fixture
def furnished_centre(open_page: object) -> Centre:
    """An open centre with a site, hours, somebody on duty and an editorial page."""
    centre = centres.create_centre(
        "tuscolo",
        "Tuscolo",
        [CentreKind.CITTA_MESTIERI],
        managing_body="Alleanza di prova",
        email="tuscolo@example.org",
    )
    centres.change_status(centre, CentreStatus.OPEN, reason="Apertura", since=TODAY)
    site = factories.SiteFactory(centre=centre)
    desk = factories.DeskFactory(centre=centre)
    for weekday in range(7):
        OpeningHours.objects.create(
            site=site, weekday=weekday, opens=datetime.time(0), closes=datetime.time(23, 59)
        )
        factories.DutyFactory(
            desk=desk, weekday=weekday, starts=datetime.time(0), ends=datetime.time(23, 59, 59)
        )
    publish_page(
        centre, "it", slug="chi-siamo", title="Chi siamo", introduction="Una porta sola.",
        body="<p>Nove organizzazioni.</p>", is_in_footer=True,
    )  # fmt: skip
    publish_page(
        centre, "en", slug="chi-siamo", title="Who we are", introduction="One door.",
        body="<p>Nine organisations.</p>", is_in_footer=True,
    )  # fmt: skip
    return centre


def test_the_first_thing_one_reads_is_the_question(page: Page, furnished_centre: Centre) -> None:
    page.goto("/it/tuscolo/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Che cosa cerchi?")
    expect(page.get_by_role("searchbox", name="Che cosa cerchi?")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_on_a_telephone_the_four_needs_are_a_thumb_away(
    phone: Page, furnished_centre: Centre
) -> None:
    phone.goto("/it/tuscolo/")
    for need in ("Cercare lavoro", "Scegliere la formazione", "Orientarsi", "Fare impresa"):
        box = phone.get_by_role("link", name=need).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)


def test_the_whole_page_fits_a_window_of_320_pixels(
    open_page: object, furnished_centre: Centre
) -> None:
    narrow = open_page(viewport={"width": 320, "height": 640})  # type: ignore[operator]
    narrow.goto("/it/tuscolo/")
    assert_no_sideways_scroll(narrow)


def test_by_keyboard_the_content_comes_first(page: Page, furnished_centre: Centre) -> None:
    page.goto("/it/tuscolo/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Vai al contenuto principale")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_same_page_is_there_in_english(page: Page, furnished_centre: Centre) -> None:
    page.goto("/it/tuscolo/orari/")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(page.url.split("/en/")[0] + "/en/tuscolo/orari/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hours and place")


def test_the_editorial_page_is_in_the_footer_in_each_language(
    page: Page, furnished_centre: Centre
) -> None:
    page.goto("/it/tuscolo/")
    page.get_by_role("contentinfo").get_by_role("link", name="Chi siamo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chi siamo")
    assert_accessible(page)
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who we are")


def test_a_workers_group_does_not_look_like_the_state(page: Page, furnished_centre: Centre) -> None:
    header = page.locator(".house-brand")
    page.goto("/it/tuscolo/")
    of_the_city = header.evaluate("element => getComputedStyle(element).backgroundColor")
    Centre.objects.update(theme=Theme.NEUTRAL)
    page.goto("/it/tuscolo/")
    of_the_group = header.evaluate("element => getComputedStyle(element).backgroundColor")
    assert of_the_group != of_the_city
    assert_accessible(page)


def test_read_from_right_to_left_the_page_is_mirrored(page: Page, furnished_centre: Centre) -> None:
    page.goto("/it/tuscolo/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    field = page.get_by_role("searchbox").bounding_box()
    button = page.get_by_role("button", name="Cerca").bounding_box()
    name = page.locator(".house-name").bounding_box()
    assert field is not None
    assert button is not None
    assert name is not None
    assert button["x"] < field["x"]
    assert name["x"] > 640
    assert_no_sideways_scroll(page)
