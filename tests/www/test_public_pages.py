"""The public pages answer, in both languages, whatever the centre has or has not filled in."""

import datetime

import pytest
from django.test import Client

from mestieri.kernel.models import Service
from mestieri.kernel.vocabulary import CentreStatus
from mestieri.www.purposes import PURPOSE_BY_SLUG
from tests import factories

pytestmark = pytest.mark.django_db
CENTRE_PAGES = ["", "orari/", "che-cosa-non-ti-chiediamo/", "accessibilita/", "privacy/"]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("page", CENTRE_PAGES)
def test_every_page_answers_for_a_centre_that_has_filled_in_nothing(client, centre, language, page):
    response = client.get(f"/{language}/{centre.slug}/{page}")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.text


@pytest.mark.parametrize("slug", PURPOSE_BY_SLUG)
def test_every_need_has_its_page(client, centre, slug):
    assert client.get(f"/it/{centre.slug}/esigenze/{slug}/").status_code == 200


def test_a_need_that_does_not_exist_is_not_found(client, centre):
    assert client.get(f"/it/{centre.slug}/esigenze/vincere-alla-lotteria/").status_code == 404


def test_the_front_door_leads_to_the_only_centre(client, centre):
    response = client.get("/", follow=True, headers={"Accept-Language": "it"})
    assert response.redirect_chain[-1][0] == f"/it/{centre.slug}/"


def test_the_front_door_speaks_the_language_of_the_browser(client, centre):
    response = client.get("/", follow=True, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert response.redirect_chain[-1][0] == f"/en/{centre.slug}/"


def test_with_several_centres_the_first_page_lets_one_choose(client, centre, other_centre):
    page = client.get("/it/").text
    assert centre.name in page
    assert other_centre.name in page


def test_with_no_centre_the_first_page_says_how_to_create_one(client, db):
    assert "mestieri centre add" in client.get("/it/").text


def test_a_suspended_centre_says_so_on_every_page(client, centre):
    centre.status, centre.notice = CentreStatus.SUSPENDED, "Torneremo quando si potrà."
    centre.save()
    for page in CENTRE_PAGES:
        assert "Torneremo quando si potrà." in client.get(f"/it/{centre.slug}/{page}").text


def test_the_home_says_who_is_on_duty_without_naming_anybody(client, centre):
    factories.SiteFactory(centre=centre)
    desk = factories.DeskFactory(centre=centre)
    for weekday in range(7):
        factories.DutyFactory(
            desk=desk,
            weekday=weekday,
            starts=datetime.time(0, 0),
            ends=datetime.time(23, 59, 59, 999999),
            languages="it fr",
        )
    assert "français" in client.get(f"/it/{centre.slug}/").text


def test_a_running_experiment_is_told_on_the_home(client, centre):
    Service.objects.create(
        centre=centre,
        name="Job Café",
        is_experimental=True,
        hypothesis="Chi viene torna con una compagnia",
        starts_on=datetime.date(2020, 1, 1),
    )
    assert "Job Café" in client.get(f"/it/{centre.slug}/").text


def test_the_poster_of_what_is_not_asked_is_a_pdf(client: Client, centre):
    response = client.get(f"/it/{centre.slug}/che-cosa-non-ti-chiediamo.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_page_that_is_not_there_is_a_page_all_the_same(client, centre):
    response = client.get("/it/nessun-centro-si-chiama-cosi/")
    assert response.status_code == 404
    assert "<h1>" in response.text


def test_an_area_is_called_by_its_name_in_the_language_of_the_page(client, centre):
    factories.AreaFactory(
        centre=centre, name="Fare impresa", name_en="Your own business", purposes=["ENTERPRISE"]
    )
    assert "Your own business" in client.get(f"/en/{centre.slug}/esigenze/fare-impresa/").text
    assert "Your own business" not in client.get(f"/it/{centre.slug}/esigenze/fare-impresa/").text


def test_a_centre_that_is_not_open_promises_no_turns(client, centre):
    centre.status = CentreStatus.SUSPENDED
    centre.save()
    page = client.get(f"/it/{centre.slug}/esigenze/cercare-lavoro/").text
    assert "Entra quando la porta" not in page
    assert "Durante la settimana" not in page
