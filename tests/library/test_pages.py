"""The sheet of a profession, and what people look for, seen from a browser's side."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel.roles import Right, Role, roles_with
from mestieri.library.models import Occupation, Skill
from mestieri.library.services import searches
from mestieri.library.services.esco import import_esco
from mestieri.library.services.starter import load_starter_occupations
from tests.library import esco_files as made

pytestmark = pytest.mark.django_db
WELDER = "7aedaa07-3884-4c5b-88f9-80997b2aa54b"


@pytest.fixture
def library(db, tmp_path: Path):
    import_esco(made.whole_download(tmp_path))


def sheet(client, centre, uri=made.WELDER, language="it"):
    key = uri.rpartition("/")[2]
    return client.get(f"/{language}/{centre.slug}/mestieri/{key}/")


def test_the_sheet_shows_both_genders_and_the_group(client, centre, library):
    page = sheet(client, centre)
    text = page.content.decode()
    assert "saldatore / saldatrice" in text
    assert "7212" in text
    assert "Saldatori" in text
    assert "saldatrice edile" in text
    assert "ESCO 1.1.1" in text
    assert not page.cookies


def test_related_professions_say_why(client, centre, library):
    text = sheet(client, centre).content.decode()
    assert "saldatore di tubi / saldatrice di tubi" in text
    related = sheet(client, centre).context["sheet"].related
    assert (related[0].title, related[0].shared_skills) == (
        "saldatore di tubi / saldatrice di tubi",
        1,
    )
    assert {item.occupation.group_id for item in related[1:]} == {related[0].occupation.group_id}


def test_skills_are_shown_only_in_the_language_of_the_page(client, centre, library):
    assert "weld metal" not in sheet(client, centre).content.decode()
    assert "weld metal" in sheet(client, centre, language="en").content.decode()
    Skill.objects.filter(uri=made.WELD).update(labels={"it": "saldare metalli"})
    assert "saldare metalli" in sheet(client, centre).content.decode()


def test_a_description_of_another_language_is_marked(client, centre, library):
    assert 'lang="en">Joins metal.' in sheet(client, centre).content.decode()
    assert 'lang="en">Joins metal.' not in sheet(client, centre, language="en").content.decode()


def test_an_occupation_without_a_name_in_the_language_is_shown_in_the_other(
    client, centre, library
):
    text = sheet(client, centre, made.SERGEANT).content.decode()
    assert 'lang="en">sergeant</h1>' in text


def test_the_adviser_is_one_tap_away(client, centre, library):
    text = sheet(client, centre).content.decode()
    assert reverse("purpose", args=[centre.slug, "orientarsi"]) in text


def test_the_sheet_needs_few_queries(client, centre, library, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        sheet(client, centre)


def test_our_summary_comes_first_in_each_language(client, centre):
    load_starter_occupations()
    assert "Unisce pezzi di metallo" in sheet(client, centre, WELDER).content.decode()
    assert "Joins pieces of metal" in sheet(client, centre, WELDER, "en").content.decode()


@pytest.mark.parametrize("ending", ["", "scheda.pdf"])
def test_an_unknown_profession_is_not_found(client, centre, library, ending):
    assert client.get(f"/it/{centre.slug}/mestieri/{uuid.uuid4()}/{ending}").status_code == 404
    assert client.get(f"/it/{centre.slug}/mestieri/1/{ending}").status_code == 404


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_sheet_can_be_taken_away_as_pdf(client, centre, library, language):
    key = made.WELDER.rpartition("/")[2]
    answer = client.get(f"/{language}/{centre.slug}/mestieri/{key}/scheda.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_a_bare_occupation_has_a_sheet_and_a_pdf(client, centre, library):
    Occupation.objects.filter(uri=made.SERGEANT).update(
        labels={"pl": "sierżant"}, descriptions={}, alternative_labels={}
    )
    assert sheet(client, centre, made.SERGEANT).status_code == 200


def test_staff_see_what_people_look_for(as_role, centre, other_centre):
    searches.flush_searches()
    for hour in range(10, 16):
        now = timezone.localtime().replace(hour=hour)
        searches.count_search(centre, "it", "saldatore", has_answer=False, now=now)
        searches.count_search(other_centre, "it", "altrove", has_answer=True, now=now)
    searches.flush_searches()
    client = as_role(Role.DOCUMENTALIST)
    text = client.get(reverse("library-asked", args=[centre.slug])).content.decode()
    assert "saldatore" in text
    assert "altrove" not in text
    assert client.get(reverse("library-asked", args=[other_centre.slug])).status_code == 404


def test_before_anybody_searched_the_page_says_what_will_be_there(as_role, centre):
    answer = as_role(Role.DIRECTOR).get(reverse("library-asked", args=[centre.slug]))
    assert answer.context["asked"].phrases == []
    assert answer.status_code == 200


def test_who_has_not_the_right_does_not_find_the_page(as_role, centre):
    assert Role.RECEPTIONIST not in roles_with(Right.SEE_ASKED)
    address = reverse("library-asked", args=[centre.slug])
    assert as_role(Role.RECEPTIONIST).get(address).status_code == 404
