"""The Banco speaks to each person in the language that person chose."""

import pytest

from mestieri.kernel.roles import Role

pytestmark = pytest.mark.django_db


def test_the_desk_speaks_italian_until_one_chooses_otherwise(as_role, centre):
    client = as_role(Role.DIRECTOR)
    assert "Che cosa vuoi fare?" in client.get(f"/banco/{centre.slug}/").text
    client.post("/banco/lingua/", {"language": "en"})
    assert "What do you want to do?" in client.get(f"/banco/{centre.slug}/").text


def test_a_language_that_the_desk_does_not_speak_is_refused_with_a_sentence(as_role, centre):
    client = as_role(Role.DIRECTOR)
    page = client.post("/banco/lingua/", {"language": "tlh"})
    assert page.status_code == 200
    assert "tlh" in page.text
