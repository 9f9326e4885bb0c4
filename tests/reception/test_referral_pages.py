"""«Rinvia» at the Banco, and the slip that somebody prints alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from mestieri.kernel.exchange import indicators
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from mestieri.library.models import DirectoryEntry, KeepingState
from mestieri.reception.models import Outcome, Referral, ReferralCode
from mestieri.reception.public.slips import site_of
from mestieri.reception.services import outcomes
from mestieri.reception.slip_paper import outcome_path
from tests.reception.territory import give_hours, sent_on, service, theme

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
AsRole = Callable[[Role], Client]


@pytest.fixture
def office(centre: Centre) -> DirectoryEntry:
    entry = service(centre, organisation="Centro per l’impiego di Prova")
    give_hours(entry)
    return entry


@pytest.fixture
def banco(centre: Centre) -> str:
    return f"/banco/{centre.slug}/"


def made(adviser: Client, banco: str, office: DirectoryEntry, **said: object) -> str:
    """Make a slip as an adviser does; the address of its page."""
    answer = adviser.post(f"{banco}rinvia/{office.pk}/", {"language": "it", **said})
    assert answer.status_code == 302
    return answer.url


def test_an_adviser_finds_a_service_and_prints_its_slip(
    as_role: AsRole, banco: str, office: DirectoryEntry
) -> None:
    adviser = as_role(Role.ADVISER)
    assert office.organisation in adviser.get(f"{banco}rinvia/?q=impiego").text
    said = {"language": "ar", "topic": theme().pk, "purpose": "TRAINING"}
    page = made(adviser, banco, office, **said)
    slip = adviser.get(page)
    code = ReferralCode.objects.get()
    assert code.topic == theme()
    shown = re.search(r'class="slip-code">.*?([A-Z0-9]{6})\s*</p>', slip.text, re.DOTALL)
    assert shown
    referral = Referral.objects.get()
    assert (referral.language, referral.topic, referral.purpose, referral.is_alone) == (
        "ar", theme(), "TRAINING", False,
    )  # fmt: skip
    pdf = adviser.get(page.replace("foglietto/", "foglietto.pdf"))
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.headers["Cache-Control"] == "no-store"
    assert Referral.objects.count() == 1  # neither page counts again


def test_a_language_searched_for_is_the_one_of_the_slip(
    as_role: AsRole, banco: str, office: DirectoryEntry
) -> None:
    adviser = as_role(Role.ADVISER)
    found = adviser.get(f"{banco}rinvia/?lingua=fr").text
    assert f"/rinvia/{office.pk}/?lingua=fr" in found
    form = adviser.get(f"{banco}rinvia/{office.pk}/?lingua=fr").text
    assert re.search(r'value="fr"[^>]*checked', form)


def test_a_mistake_is_taken_back(as_role: AsRole, banco: str, office: DirectoryEntry) -> None:
    adviser = as_role(Role.ADVISER)
    page = made(adviser, banco, office)
    slip_pass = parse_qs(urlsplit(page).query)["s"][0]
    answer = adviser.post(f"{banco}rinvia/foglietto/ritira/", {"s": slip_pass}, follow=True)
    assert not Referral.objects.exists()
    assert "alert-success" in answer.text
    late = adviser.post(f"{banco}rinvia/foglietto/ritira/", {"s": "old"}, follow=True)
    assert "alert-danger" in late.text


def test_a_slip_whose_pass_is_over_cannot_be_printed_again(as_role: AsRole, banco: str) -> None:
    adviser = as_role(Role.ADVISER)
    for path in ("rinvia/foglietto/?s=old", "rinvia/foglietto.pdf?s=old", "rinvia/foglietto/"):
        answer = adviser.get(f"{banco}{path}", follow=True)
        assert "alert-danger" in answer.text


def test_what_is_not_chosen_is_asked_again(
    as_role: AsRole, banco: str, office: DirectoryEntry
) -> None:
    adviser = as_role(Role.ADVISER)
    for said in ({}, {"language": "tlh"}, {"language": "it", "topic": "999999"}):
        assert adviser.post(f"{banco}rinvia/{office.pk}/", said).status_code == 200
    assert not Referral.objects.exists()


def test_a_suspended_centre_says_so_and_counts_nothing(
    as_role: AsRole, centre: Centre, banco: str, office: DirectoryEntry
) -> None:
    adviser = as_role(Role.ADVISER)
    Centre.objects.filter(pk=centre.pk).update(status="suspended")
    answer = adviser.post(f"{banco}rinvia/{office.pk}/", {"language": "it"})
    assert answer.status_code == 200
    assert "alert-danger" in answer.text
    assert not Referral.objects.exists()


def test_services_not_published_or_of_another_centre_are_not_there(
    as_role: AsRole, centre: Centre, other_centre: Centre, banco: str
) -> None:
    adviser = as_role(Role.ADVISER)
    for entry in (service(centre, state=KeepingState.DRAFT), service(other_centre)):
        assert adviser.get(f"{banco}rinvia/{entry.pk}/").status_code == 404
        assert adviser.post(f"{banco}rinvia/{entry.pk}/", {"language": "it"}).status_code == 404


def test_who_may_not_send_on_does_not_see_the_page(
    as_role: AsRole, banco: str, office: DirectoryEntry
) -> None:
    assert as_role(Role.EVENTS_OFFICER).get(f"{banco}rinvia/").status_code == 404


def test_the_day_and_the_months_are_counted_with_what_came_of_them(
    as_role: AsRole, centre: Centre, banco: str, office: DirectoryEntry
) -> None:
    adviser = as_role(Role.ADVISER)
    made(adviser, banco, office)
    outcomes.answer(centre, sent_on(office, is_alone=True).code, Outcome.SERVED)
    today = numbers(adviser.get(f"{banco}rinvii/").text)
    assert today == ["1", "0"]
    year = numbers(adviser.get(f"{banco}rinvii/?periodo=anno").text)
    assert year == ["2", "1", "1", "0", "0"]
    assert adviser.get(f"{banco}rinvii/?periodo=sempre").status_code == 200


def numbers(text: str) -> list[str]:
    return re.findall(r'<td class="count-cell">(\d+)</td>', text)


def test_the_quick_page_says_when_nothing_is_found_or_there_is_nothing(
    as_role: AsRole, banco: str
) -> None:
    adviser = as_role(Role.ADVISER)
    assert "empty-state" in adviser.get(f"{banco}rinvia/").text
    assert "empty-state" in adviser.get(f"{banco}rinvia/?q=niente&lingua=xx&zona=abc").text
    assert "empty-state" in adviser.get(f"{banco}rinvii/").text


def test_the_figures_are_offered_to_the_other_rooms(centre: Centre, office: DirectoryEntry) -> None:
    outcomes.answer(centre, sent_on(office).code, Outcome.SERVED)
    outcomes.answer(centre, sent_on(office).code, Outcome.IN_VAIN)
    yesterday = sent_on(office).slip.day
    values = {i.code: i.value(centre, yesterday, yesterday) for i in indicators()}
    assert values["reception.referrals"] == 3
    assert values["reception.outcomes"] == 2
    assert values["reception.outcomes_served"] == 1


# By oneself -------------------------------------------------------------------------------


def test_somebody_prints_the_slip_alone_and_it_is_counted_without_adviser(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    page = f"/it/{centre.slug}/foglietto/{office.pk}/"
    assert page in client.get(f"/it/{centre.slug}/indirizzi/{office.pk}/").text
    choices = client.get(page)
    assert "українська" in choices.text
    assert not Referral.objects.exists()
    slip = client.post(f"{page}stampa/", {"lingua": "uk"}, headers=OURS)
    assert slip.headers["Content-Type"] == "application/pdf"
    referral = Referral.objects.get()
    assert (referral.destination, referral.language, referral.is_alone) == (office, "uk", True)
    assert referral.day == timezone.localdate()


def test_while_the_centre_is_not_open_the_slip_helps_and_is_not_counted(
    client: Client, centre: Centre, office: DirectoryEntry
) -> None:
    Centre.objects.filter(pk=centre.pk).update(status="suspended")
    path = f"/it/{centre.slug}/foglietto/{office.pk}/stampa/"
    slip = client.post(path, {"lingua": "it"}, headers=OURS)
    assert slip.headers["Content-Type"] == "application/pdf"
    assert not Referral.objects.exists()
    assert not ReferralCode.objects.exists()


def test_no_slip_of_what_is_not_in_the_directory_nor_in_other_languages(
    client: Client, centre: Centre, other_centre: Centre, office: DirectoryEntry
) -> None:
    draft, foreign = service(centre, state=KeepingState.DRAFT), service(other_centre)
    for entry in (draft, foreign):
        path = f"/it/{centre.slug}/foglietto/{entry.pk}/"
        assert client.get(path).status_code == 404
        assert client.post(f"{path}stampa/", {"lingua": "it"}, headers=OURS).status_code == 404
    path = f"/it/{centre.slug}/foglietto/{office.pk}/stampa/"
    assert client.post(path, {"lingua": "tlh"}, headers=OURS).status_code == 404
    assert client.post(path, {"lingua": "it"}).status_code == 403


def test_the_qr_leads_to_the_address_that_the_public_knows(
    client: Client, centre: Centre, office: DirectoryEntry, settings: object
) -> None:
    request = client.get("/it/").wsgi_request
    assert site_of(request) == "http://testserver"
    settings.PUBLIC_ADDRESS = "https://mestieri.example.org"  # type: ignore[attr-defined]
    assert site_of(request) == "https://mestieri.example.org"
    assert outcome_path(centre, "ar") == f"/ar/{centre.slug}/esito/"
