"""Find a service, print the addresses of a district, correct them by a link: in a browser."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.library.models import DirectoryEntry, Schedule
from mestieri.library.services import directory
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch

pytestmark = [pytest.mark.browser, pytest.mark.S5]


@pytest.fixture
def centre(open_page: object) -> Centre:
    """A centre with two districts and a service in each; an opportunity."""
    load_starter_terms()
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo", phone="000 1")
    caf = Term.objects.get(vocabulary=Vocabulary.REFERRAL_DESTINATION, code="caf-patronato")
    for name in ("Nord", "Sud"):
        entry = factories.DirectoryEntryFactory(
            centre=centre, organisation=f"CAF {name}", service="ISEE e 730", municipality="Roma",
            district=factories.DistrictFactory(centre=centre, name=name), address="via Prova 1",
            description="Aiutano a compilare e spediscono la domanda.", phone="000 1000",
            email="caf@example.org", purposes=["WORK"], languages=["it", "ro"],
            access_modes=["appointment"], documents=["identity-document", "tax-code"],
            latitude="41.85", longitude="12.56",
        )  # fmt: skip
        directory.save_entry(entry, terms=[caf], account=None)
        Schedule.objects.create(
            entry=entry,
            recurrence="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
            opens=datetime.time(0),
            closes=datetime.time(23, 59),
        )
    factories.OpportunityFactory(centre=centre, title="Saldatura TIG", purposes=["TRAINING"])
    return centre


def test_on_a_telephone_one_finds_a_service_and_what_to_bring(phone: Page, centre: Centre) -> None:
    phone.goto("/it/tuscolo/indirizzi/")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_text("Circoscrizione", exact=True).click()
    phone.get_by_role("link", name="Nord", exact=True).click()
    expect(phone.get_by_role("heading", name="1 servizio")).to_be_visible()
    phone.get_by_role("link", name="CAF Nord").click()
    expect(phone.get_by_text("Aperto adesso")).to_be_visible()
    expect(phone.get_by_text("Documento d’identità valido")).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.goto("/it/tuscolo/opportunita/")
    phone.get_by_role("link", name="Saldatura TIG").click()
    expect(phone.get_by_text("Scadenza:").first).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)


def test_the_addresses_of_a_district_are_printed_from_the_directory(
    page: Page, centre: Centre
) -> None:
    page.goto("/it/tuscolo/indirizzi/elenco/")
    assert_accessible(page)
    expect(page.get_by_role("heading", level=2, name="Nord")).to_be_visible()
    page.get_by_text("Circoscrizione", exact=True).click()
    page.get_by_role("link", name="Sud", exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Nord")).to_have_count(0)
    printed = page.get_by_role("link", name="Stampalo (PDF)").get_attribute("href")
    answer = page.request.get(page.url.split("/it/")[0] + str(printed))
    assert answer.headers["content-type"] == "application/pdf"


def test_a_partner_corrects_by_a_link_and_the_documentalist_publishes(
    page: Page, phone: Page, centre: Centre
) -> None:
    account = factories.account_with_role(Role.DOCUMENTALIST, centre)
    sign_in(page, account)
    page.goto("/banco/tuscolo/indirizzi/")
    assert_accessible(page)
    page.get_by_role("link", name="CAF Nord").first.click()
    assert_accessible(page)
    page.get_by_role("link", name="Chiedi a loro di controllare").click()
    page.get_by_role("button", name="Invia il collegamento").click()
    expect(page.get_by_text("Il collegamento è partito")).to_be_visible()
    assert_accessible(page)

    link = next(word for word in mail.outbox[-1].body.split() if "/proposte/" in word)
    phone.goto(link[link.index("/it/") :])
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_label("telefono dell’ufficio").fill("000 2000")
    phone.get_by_role("button", name="Invia al centro").click()
    expect(phone.get_by_role("heading", name="Grazie: è arrivato")).to_be_visible()
    watch(phone).expect("410 (Gone)")  # a link that is over says so to machines, too
    phone.goto(link[link.index("/it/") :])
    expect(phone.get_by_text("è già stato usato")).to_be_visible()
    assert_accessible(phone)

    page.goto("/banco/tuscolo/proposte/")
    expect(page.get_by_role("cell", name="noi")).to_be_visible()
    page.get_by_role("link", name="Leggi e decidi").click()
    expect(page.locator("tr.is-different")).to_have_count(1)
    assert_accessible(page)
    page.get_by_role("button", name="Pubblica").click()
    expect(page.get_by_text("L’organizzazione è stata avvisata")).to_be_visible()
    assert DirectoryEntry.objects.get(organisation="CAF Nord").phone == "000 2000"
    assert_no_sideways_scroll(page)
