"""S19 «Chiedo e non ammesso»: an employer asks what nobody may ask, and is helped to ask well."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from mestieri.demand.models import CompanyContact, Request
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch
from tests.demand import made

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WORDS = "ragazza max 30 anni, bella presenza, italiana"


def say(page: Page, name: str, words: str) -> None:
    page.locator(f"#id_{name}").fill(words)


@pytest.mark.S19
def test_forbidden_words_are_mended_sent_and_checked_by_a_person(phone: Page) -> None:
    centre = factories.CentreFactory(
        slug="laboratorio", name="Laboratorio", is_citta_mestieri=False, is_job_center=True
    )
    known = made.company(centre, legal_name="Bar Inventato S.r.l.", municipality="Rho")
    watch(phone).expect("422")
    phone.goto("/it/laboratorio/")
    phone.locator("a[href$='/cerco-personale/']").click()
    expect(phone.locator("#id_words")).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    for name, words in {
        "words": WORDS, "workplace": "Rho", "asked_as": "Bar Inventato",
        "asked_municipality": "Rho", "name": "Mittente Inventata", "email": "bar@example.org",
    }.items():  # fmt: skip
        say(phone, name, words)
    phone.locator("#id_email").press("Enter")  # as one sends from the keyboard
    expect(phone.locator(".wording mark")).to_have_count(4)
    expect(phone.locator(".wording-list")).to_contain_text("d.lgs. 276/2003, art. 10")
    expect(phone.locator("#id_words")).to_have_value(WORDS)
    assert Request.objects.count() == 0
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    for left in (3, 2, 1, 0):  # each phrase with the keyboard alone
        phone.locator(".wording button").first.focus()
        phone.keyboard.press("Enter")
        expect(phone.locator(".wording mark")).to_have_count(left)
    expect(phone.locator("#id_words")).to_have_value(re.compile("^persona .*italiano almeno B2$"))
    expect(phone.locator("#id_email")).to_have_value("bar@example.org")
    phone.locator("#id_email").press("Enter")
    expect(phone.locator(".asking-words")).to_contain_text("persona")
    assert_accessible(phone)
    request = Request.objects.get()
    assert (request.state, request.company) == (RequestState.AWAITING, None)
    assert [one.to for one in mail.outbox] == [["bar@example.org"]]  # the link, and no CV
    assert mail.outbox[0].attachments == []
    a_person_checks(phone, request, known.legal_name)


def a_person_checks(page: Page, request: Request, company: str) -> None:
    """Somebody of the centre looks at it, says which company it is, and approves it."""
    sign_in(page, factories.account_with_role(Role.MATCHER, request.centre))
    page.goto(f"/banco/laboratorio/aziende/richieste/{request.pk}/")
    expect(page.locator(".asking-words")).to_contain_text("persona")
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.locator("a[href$='/controlla/']").click()
    expect(page.locator("#id_company_0")).to_be_visible()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.get_by_label(company).check()
    page.locator("button[value=approve]").click()
    expect(page.locator(".sheet-facts")).to_contain_text(company)
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    assert CompanyContact.objects.filter(company=request.company).count() == 1


@pytest.mark.S19
def test_the_company_reads_how_it_stands_with_its_link_once(page: Page) -> None:
    centre = factories.CentreFactory(slug="laboratorio", is_job_center=True)
    made.arrived(centre)
    address = re.search(r"https?://\S+/richiesta/\S+", mail.outbox[0].body)
    assert address is not None
    path = "/" + address[0].split("/", 3)[3]
    watch(page).expect("410")
    page.goto(path)
    page.locator("main button").click()
    expect(page.locator(".asking-words")).to_contain_text("muletto")
    assert_accessible(page)
    page.goto(path)
    expect(page.locator("main")).not_to_contain_text("muletto")
    expect(page.locator("h1")).to_be_visible()
