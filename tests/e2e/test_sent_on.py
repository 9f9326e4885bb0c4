"""Sent on with a slip in Arabic; the day after, one tap on a telephone says whether it helped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mestieri.kernel.roles import Role
from mestieri.library.models import DirectoryEntry
from mestieri.reception.models import Outcome, OutcomeTally, Referral
from mestieri.reception.services import referral_codes
from tests import factories
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scroll, sign_in, watch
from tests.reception.territory import give_hours, sent_on, service


@pytest.fixture
def office(open_page: object, monkeypatch: pytest.MonkeyPatch) -> DirectoryEntry:
    monkeypatch.setattr(referral_codes, "_wrong_codes", {})
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    entry = service(centre, organisation="Centro per l’impiego di Prova", languages=["it", "ar"])
    give_hours(entry)
    service(centre, organisation="Altro ufficio", languages=["it"])
    return entry


def test_an_adviser_sends_somebody_on_by_keyboard(page: Page, office: DirectoryEntry) -> None:
    sign_in(page, factories.account_with_role(Role.ADVISER, office.centre))
    page.goto("/banco/tuscolo/rinvia/")
    assert_accessible(page)
    page.keyboard.type("impiego")  # the question has the focus
    page.keyboard.press("Enter")
    found = page.get_by_role("main").get_by_role("link", name=office.organisation)
    expect(found).to_be_visible()
    expect(page.get_by_text("Altro ufficio")).to_have_count(0)
    found.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(office.organisation)
    assert_accessible(page)
    page.locator("input[name=language][value=ar]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    code = page.locator(".slip-code")
    expect(code).to_be_visible()
    assert_accessible(page)
    pdf = page.request.get(page.locator("a[target=_blank]").get_attribute("href") or "")
    assert pdf.headers["content-type"] == "application/pdf"
    assert Referral.objects.get().language == "ar"


def test_the_day_after_one_tap_in_arabic_on_a_telephone(
    open_page: Callable[..., Page], office: DirectoryEntry
) -> None:
    code = sent_on(office, language="ar").code
    phone = open_page(**PHONE, java_script_enabled=False)
    phone.goto(f"/ar/tuscolo/esito/?codice={code}")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("html")).to_have_attribute("lang", "ar")
    phone.locator(f"button[value={Outcome.SERVED}]").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("شكرًا!")
    phone.locator(f"button[value={Outcome.IN_VAIN}]").tap()  # the wrong button, put right
    expect(phone.locator(".outcome-said")).to_contain_text("تم تصحيح الإجابة")
    phone.goto(f"/ar/tuscolo/esito/?codice={code}")
    expect(phone.locator(".outcome-said")).to_contain_text("سبق أن أجاب هذا الرمز")
    assert OutcomeTally.objects.get(times=1).outcome == Outcome.IN_VAIN


@pytest.mark.parametrize("language", ["ar", "it", "bn"])
def test_every_step_fits_a_telephone_and_is_accessible(
    phone: Page, office: DirectoryEntry, language: str
) -> None:
    waiting, early = sent_on(office).code, sent_on(office, days_ago=0).code
    for address in ("", "?codice=BBBBBB", f"?codice={early}", f"?codice={waiting}"):
        phone.goto(f"/{language}/tuscolo/esito/{address}")
        assert_accessible(phone)
        assert_no_sideways_scroll(phone)
    phone.locator(f"button[value={Outcome.NOT_GONE}]").tap()
    expect(phone.locator(".outcome-correction")).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)


def test_a_code_is_typed_by_hand_in_small_letters(phone: Page, office: DirectoryEntry) -> None:
    code = sent_on(office).code
    phone.goto("/it/tuscolo/")
    phone.get_by_role("contentinfo").locator("a[href='/it/tuscolo/esito/']").tap()
    phone.locator("#codice").fill(f"{code[:3].lower()} {code[3:].lower()}")
    phone.get_by_role("button", name="Avanti").tap()
    expect(phone.get_by_text(office.organisation)).to_be_visible()


def test_a_slip_is_taken_alone_from_the_page_of_the_service(
    phone: Page, office: DirectoryEntry
) -> None:
    phone.goto(f"/it/tuscolo/foglietto/{office.pk}/")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    for its_own in ("chrome-extension://", "chrome://", "favicon.ico"):
        watch(phone).expect(its_own)  # Chromium shows a PDF with pages of its own
    with phone.expect_response("**/stampa/") as printed:
        phone.locator("button[value=uk]").tap()
    assert printed.value.headers["content-type"] == "application/pdf"
    assert Referral.objects.get().is_alone
