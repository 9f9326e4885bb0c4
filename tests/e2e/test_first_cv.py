"""Somebody who has no CV makes one on a telephone, alone, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mestieri.engines.europass import read
from mestieri.kernel.models import Centre
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scroll, watch

START = "/it/tuscolo/primo-cv/"
MOST_STEPS = 30


@pytest.fixture
def centre(open_page: object) -> Centre:
    load_starter_occupations()
    return factories.CentreFactory(slug="tuscolo", name="Tuscolo", is_job_center=True)


class Hand:
    """A hand that writes a CV: it counts what it presses and looks at each page once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.looked: set[str] = set()

    def press(self, go: str) -> None:
        """Press a button; the page that comes has another heading, which is focused."""
        self.presses += 1
        heading = self.page.locator("h1").text_content() or ""
        self.page.locator(f'button[name="vai"][value="{go}"]').first.click()
        expect(self.page.locator("h1")).not_to_have_text(heading)
        self.look()

    def look(self) -> None:
        expect(self.page.locator("h1")).to_be_visible()
        name = self.page.locator("h1").text_content() or ""
        if name not in self.looked:
            self.looked.add(name)
            assert_no_sideways_scroll(self.page)
            assert_accessible(self.page)

    def write(self, **said: str) -> None:
        for name, value in said.items():
            field = self.page.locator(f'#cv-form [name="{name}"]')
            if field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def tick(self, *values: str) -> None:
        for value in values:
            self.page.locator(f'#cv-form input[type=checkbox][value="{value}"]').check()


def downloaded(page: Page) -> bytes:
    with page.expect_download() as waiting:
        page.locator('button[name="formato"][value="pdf"]').click()
    return Path(waiting.value.path()).read_bytes()


def test_a_first_cv_on_a_telephone_in_thirty_steps(phone: Page, centre: Centre) -> None:
    phone.goto("/it/tuscolo/esigenze/cercare-lavoro/")
    phone.locator(f'main a[href="{START}"]').click()
    phone.wait_for_url(f"**{START}")
    hand = Hand(phone)
    hand.look()
    phone.locator(".cv-begin button").click()
    hand.presses += 2
    phone.wait_for_url("**/passo/")
    hand.look()
    hand.write(given_name="Amina", family_name="Diallo", telephone="333 0000000", city="Torino")
    hand.press("avanti")
    hand.press("aggiungi:volontariato")
    hand.write(position="Aiuto in mensa", employer="Associazione del quartiere")
    hand.press("avanti")
    hand.write(start_year="2022", description="Servivo i pasti a cento persone.")
    phone.locator('[name="ongoing"]').check()
    hand.press("avanti")
    hand.press("aggiungi:casa")
    hand.write(position="Assistenza a una persona anziana")
    hand.press("avanti")
    hand.write(start_year="2019", end_year="2021")
    hand.press("avanti")
    hand.press("avanti")
    hand.press("aggiungi:studio")
    hand.write(title="Licenza media", end_year="2012", level="1")
    hand.press("avanti")
    hand.press("avanti")
    hand.press("aggiungi:prima")
    hand.write(language="it")
    hand.press("avanti")
    hand.press("aggiungi:altra")
    hand.write(language="fr", listening="B2", spoken_interaction="B1")
    hand.press("avanti")
    hand.press("avanti")
    hand.tick("squadra", "cucinare")
    hand.press("avanti")
    hand.tick("B")
    hand.press("avanti")
    hand.write(headline="Aiuto cucina", summary="Mi piace lavorare con le persone.")
    hand.press("avanti")
    outcome = read(downloaded(phone))
    hand.presses += 1
    assert hand.presses <= MOST_STEPS
    assert outcome.status == "read"
    record = outcome.record
    assert record is not None
    assert record.name == "Amina Diallo"
    assert [job.position for job in record.employment] == [
        "Aiuto in mensa (volontariato)",
        "Assistenza a una persona anziana (in famiglia)",
    ]
    assert len(record.languages) == 2
    assert len(record.skills) == 2
    assert record.driving_licences == ("B",)
    assert phone.context.cookies() == []

    hand.press("finito")
    hand.press("cancella")
    expect(phone.locator('a[href="/it/tuscolo/lascia-il-tuo-cv/"]')).to_be_visible()
    assert "Diallo" not in phone.content()
    phone.go_back()  # the history holds nothing to come back to
    phone.wait_for_url(f"**{START}")
    assert "Diallo" not in phone.content()
    assert phone.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_back_in_the_browser_goes_a_page_back_and_loses_nothing(page: Page, centre: Centre) -> None:
    watch(page).expect("422")  # a page that is not in order says so in its status too
    page.goto(START)
    page.locator(".cv-begin button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/passo/")
    page.locator('[name="given_name"]').focus()
    page.keyboard.type("Amina")
    page.keyboard.press("Enter")  # the first button of the page is «go on»
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".cv-adding")).to_be_visible()
    page.locator('button[value="aggiungi:lavoro"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator('[name="employer"]')).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator('[name="position"]')).to_be_focused()
    page.locator('[name="employer"]').fill("Trattoria")
    page.locator('button[value="avanti"]').click()
    expect(page.locator('[name="position"]')).to_be_focused()  # it is missing, and said
    expect(page.locator(".field-error")).to_be_visible()
    page.locator('[name="position"]').fill("Cuoca")
    page.locator('button[value="avanti"]').click()
    expect(page.locator('[name="start_year"]')).to_be_visible()
    page.locator('[name="start_year"]').fill("2020")
    page.go_back()
    expect(page.locator('[name="position"]')).to_have_value("Cuoca")
    page.locator('button[value="avanti"]').click()
    expect(page.locator('[name="start_year"]')).to_have_value("2020")
    page.locator('button[value="anteprima"]').click()
    expect(page.locator(".cv-sheet")).to_contain_text("Cuoca, Trattoria · 2020")


def test_without_scripts_it_is_the_same(open_page: Callable[..., Page], centre: Centre) -> None:
    page = open_page(**PHONE, java_script_enabled=False)
    page.goto(START)
    page.locator(".cv-begin button").click()
    page.locator('[name="given_name"]').fill("Amina")
    page.locator('button[value="anteprima"]').click()
    expect(page.locator(".cv-name")).to_have_text("Amina")
    assert read(downloaded(page)).record.given_name == "Amina"  # type: ignore[union-attr]
