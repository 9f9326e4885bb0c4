"""A need in anyone's words: on a telephone, by keyboard, without scripts, at a shared station."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mestieri.kernel import exchange
from mestieri.kernel.models import Centre
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.browser


@pytest.fixture
def centre(open_page: object) -> Centre:
    """A centre with trades, and two schools that differ in their languages."""
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    factories.SiteFactory(centre=centre, municipality="Frascati")
    load_starter_occupations()
    for name, place, languages in (
        ("Vicina", "Grottaferrata", ["it"]), ("Lontana", "Viterbo", ["it", "ro"]),
    ):  # fmt: skip
        factories.DirectoryEntryFactory(
            centre=centre, organisation=f"Scuola {name}", service="Corsi per saldatore",
            municipality=place, languages=languages, purposes=["TRAINING"],
        )  # fmt: skip
    exchange.announce_change("directory_entry")
    return centre


def test_on_a_telephone_one_narrows_sees_why_opens_and_comes_back(
    phone: Page, centre: Centre
) -> None:
    phone.goto("/it/tuscolo/")
    phone.locator("#question").fill("saldatore")
    phone.locator("#question").press("Enter")
    expect(phone.locator("#way-leggi")).to_be_visible()
    expect(phone.locator(".find-hits mark").first).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.locator(".find-side summary").nth(0).click()
    phone.locator(".find-side a[href*='modo=vai']").click()
    expect(phone.locator(".find-group")).to_have_count(1)
    expect(phone.locator(".find-chosen a")).to_have_count(1)
    school = phone.locator(".find-hits li", has_text="Scuola Vicina")
    expect(school.locator(".quiet").first).to_contain_text("saldatore")
    school.get_by_role("link").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Scuola Vicina")
    phone.go_back()
    expect(phone.locator(".find-chosen a")).to_have_count(1)
    phone.locator(".find-chosen a").click()
    expect(phone.locator("#way-leggi")).to_be_visible()


def test_one_says_near_where_and_sees_how_far(phone: Page, centre: Centre) -> None:
    phone.goto("/it/tuscolo/cerca/?q=saldatore")
    phone.locator(".find-side summary").last.click()
    phone.locator("#near").fill("frascati")
    phone.locator("#near").press("Enter")
    expect(phone.locator(".find-hits li", has_text="Scuola Lontana")).to_contain_text("km")
    phone.locator(".find-side summary").last.click()
    assert_accessible(phone)
    phone.locator(".find-side a[href*='entro=5']").first.click()
    expect(phone.locator(".find-hits li", has_text="Scuola Lontana")).to_have_count(0)
    expect(phone.locator(".find-hits li", has_text="Scuola Vicina")).to_be_visible()


def test_by_keyboard_suggestions_are_a_combobox_that_keeps_what_was_typed(
    page: Page, centre: Centre
) -> None:
    page.goto("/it/tuscolo/cerca/")
    field = page.get_by_role("combobox")
    field.press_sequentially("salda")
    suggestions = page.get_by_role("option")
    expect(suggestions.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert_accessible(page)
    field.press("ArrowDown")
    expect(suggestions.first).to_have_attribute("aria-selected", "true")
    chosen = suggestions.first.get_attribute("id")
    expect(field).to_have_attribute("aria-activedescendant", chosen)
    field.press("Escape")
    expect(field).to_have_value("salda")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press("ArrowDown")
    expect(suggestions.first).to_be_visible()
    field.press("ArrowDown")
    words = field.input_value()
    field.press("Enter")
    expect(page.locator(".find-hits mark").first).to_be_visible()
    expect(page.locator("#question")).to_have_value(words)


def test_without_scripts_the_page_is_whole(open_page: Callable[..., Page], centre: Centre) -> None:
    plain = open_page(**PHONE, java_script_enabled=False)
    plain.goto("/it/tuscolo/")
    plain.locator("#question").fill("saldatore")
    plain.locator(".question-form button").click()
    assert plain.locator(".find-hits li").count() > 1
    plain.locator(".find-side summary").first.click()
    plain.locator(".find-side a[href*='modo=vai']").click()
    assert plain.locator(".find-group").count() == 1
    plain.locator(".find-title").first.click()
    assert "Scuola" in plain.locator("h1").inner_text()


def test_a_question_in_arabic_reads_from_the_right_and_finds_a_trade(
    page: Page, centre: Centre
) -> None:
    page.goto("/it/tuscolo/cerca/")
    page.locator("#question").fill("أبحث عن عمل في البناء")
    page.locator("#question").press("Enter")
    expect(page.locator(".find-said bdi")).to_have_text("أبحث عن عمل في البناء")
    direction = "element => getComputedStyle(element).direction"
    assert page.locator("#question").evaluate(direction) == "rtl"
    assert page.locator(".find-said").evaluate(direction) == "ltr"
    expect(page.locator(".find-hits li").first).to_be_visible()


def test_a_station_begins_again_and_back_does_not_show_who_was_here_before(
    page: Page, centre: Centre
) -> None:
    page.clock.install()
    page.goto("/it/tuscolo/postazione/")
    page.locator("#question").fill("saldatore")
    page.locator("#question").press("Enter")
    page.wait_for_url("**/cerca/**")
    expect(page.locator(".station-again")).to_be_visible()
    assert_accessible(page)
    page.clock.fast_forward(61_000)
    expect(page.locator(".station-bar [role=alert]")).to_be_visible()
    page.keyboard.press("Shift")
    expect(page.locator(".station-bar [role=alert]")).to_be_hidden()
    page.clock.fast_forward(61_000)
    page.clock.fast_forward(21_000)
    page.wait_for_url("**/postazione/")
    expect(page.locator("#question")).to_have_value("")
    page.go_back()
    page.wait_for_url("**/postazione/")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert not page.context.cookies()
