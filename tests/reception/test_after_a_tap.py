"""At the desk: ten seconds to take a tap back, a minute to say something more."""

import re
import uuid

import pytest
from django.core import signing
from django.urls import reverse

from mestieri.kernel.models import AuditEntry
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.reception.models import DoorQuestions, TakenBack, Visit
from mestieri.reception.services import visits
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_role, centre, point):
    """The counting page of a receptionist."""
    client = as_role(Role.RECEPTIONIST)
    address = reverse("reception-counter", args=[centre.slug])

    class Desk:
        def post(self, **data):
            return client.post(address, data, follow=True)

        def count(self, purpose="WORK"):
            return self.post(tap=str(uuid.uuid4()), purpose=purpose)

    return Desk()


def sealed_in(page):
    return re.search(r'name="just" value="([^"]+)"', page.text)[1]


def later(monkeypatch, seconds):
    """Let the clock of what is sealed go on."""
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + seconds)


def test_a_tap_of_the_desk_is_taken_back_within_ten_seconds(desk):
    page = desk.count()
    assert 'value="take_back"' in page.text
    assert "alert-success" in desk.post(after="take_back", just=sealed_in(page)).text
    assert not Visit.objects.exists()
    assert TakenBack.objects.count() == 1


def test_after_ten_seconds_it_is_too_late_and_the_page_says_so(desk, monkeypatch):
    sealed = sealed_in(desk.count())
    later(monkeypatch, 11)
    assert "alert-danger" in desk.post(after="take_back", just=sealed).text
    assert Visit.objects.count() == 1


def test_nobody_takes_back_what_was_not_sealed_here(desk, point):
    foreign = factories.VisitFactory(centre=point.centre, point=point)
    guessed = signing.dumps([str(foreign.tap), "WORK", point.pk], salt="guessed")
    for just in ("", "x", guessed):
        assert "alert-danger" in desk.post(after="take_back", just=just).text
    elsewhere = factories.PointFactory(centre=point.centre)
    from mestieri.reception.staff.after_tap import seal

    assert (
        "alert-danger"
        in desk.post(after="take_back", just=seal(foreign.tap, visits.Purpose.WORK, elsewhere)).text
    )
    assert Visit.objects.count() == 1


def test_the_desk_offers_only_what_the_centre_asks(desk, centre):
    assert "said-age_band" not in desk.count().text
    DoorQuestions.objects.create(centre=centre, age_band=True, audience=True)
    load_starter_terms()
    page = desk.count("TRAINING")
    assert "said-first_time" not in page.text
    desk.post(after="say", just=sealed_in(page), age_band="FROM_55", audience="genitori")
    visit = Visit.objects.get(purpose="TRAINING")
    assert (visit.age_band, visit.audience.code, visit.first_time) == ("FROM_55", "genitori", "")


def test_after_a_minute_nothing_more_is_written(desk, centre, monkeypatch):
    DoorQuestions.objects.create(centre=centre, age_band=True)
    sealed = sealed_in(desk.count())
    later(monkeypatch, 61)
    desk.post(after="say", just=sealed, age_band="FROM_55")
    assert Visit.objects.get().age_band == ""


def test_the_direction_chooses_what_may_be_asked(as_role, centre, tablet):
    client = as_role(Role.DIRECTOR)
    assert tablet.setting().json()["questions"] == []
    address = reverse("reception-questions", args=[centre.slug])
    assert client.post(address, {"age_band": "on"}).status_code == 302
    (asked,) = tablet.setting().json()["questions"]
    assert asked["name"] == "age_band"
    assert len(asked["answers"]) == 5
    assert AuditEntry.objects.get(action="reception.choose_questions").detail == {
        "asked": ["age_band"]
    }
    client.post(address, {})
    assert tablet.setting().json()["questions"] == []
