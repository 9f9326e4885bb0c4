"""The tablet's two addresses, as a paired device meets them."""

import uuid

import pytest
from django.utils import timezone

from mestieri.kernel.models import AuditEntry
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception import queries
from mestieri.reception.models import Device, Visit
from mestieri.reception.services import devices
from tests import factories
from tests.reception.conftest import a_tap, outcome

pytestmark = pytest.mark.django_db


def test_the_shell_is_open_to_everybody_and_leaves_no_cookie(client):
    answer = client.get("/tablet/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Content-Language"] == "it"
    assert "Cercare lavoro" in answer.text


def test_the_shell_speaks_english_when_asked_and_italian_for_a_language_it_has_not(client):
    assert '<html lang="en"' in client.get("/tablet/?lang=en").text
    assert '<html lang="it"' in client.get("/tablet/?lang=xx").text
    assert '<html lang="it"' in client.get("/tablet/", headers={"Accept-Language": "en"}).text


def test_a_tap_counts_one_visit_where_the_tablet_stands(tablet, point):
    answer = tablet.tap(Purpose.TRAINING)
    assert (answer.status_code, outcome(answer)) == (201, "counted")
    visit = Visit.objects.get()
    assert (visit.centre, visit.point, visit.purpose) == (point.centre, point, Purpose.TRAINING)
    assert visit.day == timezone.localdate()
    assert not answer.cookies


def test_a_tap_costs_one_statement(tablet, django_assert_num_queries):
    with django_assert_num_queries(1):
        tablet.tap()


def test_the_same_tap_sent_again_is_answered_as_counted(tablet):
    tap = uuid.uuid4()
    tablet.tap(Purpose.WORK, tap)
    again = tablet.tap(Purpose.WORK, tap)
    assert again.status_code == 200
    assert outcome(again) == "already_counted"
    assert Visit.objects.count() == 1


def test_a_tap_reused_for_something_else_is_refused_with_a_sentence(tablet, point, pair):
    tap = uuid.uuid4()
    tablet.tap(Purpose.WORK, tap)
    elsewhere = pair(factories.PointFactory(centre=point.centre), "Altrove")
    for answer in (tablet.tap(Purpose.ENTERPRISE, tap), elsewhere.tap(Purpose.WORK, tap)):
        assert outcome(answer) == "tap_reused"
        assert answer.json()["sentences"]["tap_reused"]
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    "status", [CentreStatus.PLANNED, CentreStatus.SUSPENDED, CentreStatus.CLOSED]
)
def test_a_centre_that_is_not_open_refuses_the_tap_and_shows_its_notice(status, pair):
    point = factories.PointFactory(centre__status=status, centre__notice="Torniamo a maggio")
    tablet = pair(point)
    answer = tablet.tap()
    assert (answer.status_code, outcome(answer)) == (200, "centre_not_open")
    assert not Visit.objects.exists()
    setting = tablet.setting().json()
    assert (setting["counts"], setting["notice"]) == (False, "Torniamo a maggio")
    assert setting["refusal"]


def test_a_tap_counted_before_the_centre_was_suspended_stays_counted(tablet, point):
    tap = uuid.uuid4()
    tablet.tap(Purpose.WORK, tap)
    point.centre.status = CentreStatus.SUSPENDED
    point.centre.save()
    assert outcome(tablet.tap(Purpose.WORK, tap)) == "already_counted"
    assert outcome(tablet.tap()) == "centre_not_open"
    assert Visit.objects.count() == 1


def test_a_point_put_out_of_use_refuses_the_tap(tablet, point):
    point.is_active = False
    point.save()
    assert outcome(tablet.tap()) == "point_out_of_use"
    assert not tablet.setting().json()["counts"]


def test_a_revoked_tablet_counts_nothing_and_says_what_to_do(tablet):
    devices.revoke_device(tablet.device, account=None)
    for answer in (tablet.tap(), tablet.setting()):
        assert (answer.status_code, answer.json()["code"]) == (401, "unknown_device")
        assert answer.json()["sentence"]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "authorization", ["", "Bearer", "Bearer ", "Bearer guess", "Basic dTpw", "Bearer " + "x" * 9000]
)
def test_who_has_no_token_counts_nothing(client, tablet, authorization):
    answer = client.post(
        "/tablet/visits/",
        {"now": 1, "taps": [{**a_tap(), "at": 1}]},
        content_type="application/json",
        headers={"Authorization": authorization},
    )
    assert answer.status_code == 401
    assert not Visit.objects.exists()


def test_a_sentence_comes_in_the_language_of_the_page(tablet):
    tablet.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert tablet.post("{").json()["sentence"] == "This tap cannot be read: reload the page."


def test_the_setting_names_the_place_and_the_day_of_the_whole_centre(tablet, point, other_centre):
    factories.VisitFactory(centre=point.centre, point=point)
    factories.VisitFactory(centre=point.centre)
    factories.VisitFactory(centre=other_centre)
    setting = tablet.setting().json()
    assert (setting["centre"], setting["point"]) == ("Tuscolo", "Ingresso")
    assert (setting["counts"], setting["today"]) == (True, 2)


def test_the_notice_is_english_for_who_reads_english(pair):
    centre = factories.CentreFactory(
        status=CentreStatus.SUSPENDED, notice="Torniamo", notice_en="Back soon"
    )
    tablet = pair(factories.PointFactory(centre=centre))
    tablet.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    assert tablet.setting().json()["notice"] == "Back soon"


def test_get_counts_nothing(tablet):
    answer = tablet.client.get("/tablet/visits/", headers=tablet.headers)
    assert answer.status_code == 405


def test_only_the_digest_of_a_token_is_kept(tablet):
    row = Device.objects.values().get()
    assert tablet.token not in str(row)
    assert row["token_digest"] == devices.digest_of(tablet.token)
    assert len(tablet.token) >= 22  # 128 bits at least, six a letter


def test_two_tablets_of_a_centre_do_not_share_a_name_while_paired(tablet, point):
    with pytest.raises(devices.ValidationError):
        devices.pair_device(point, " Tablet ", account=None)
    devices.revoke_device(tablet.device, account=None)
    devices.pair_device(point, "Tablet", account=None)
    assert queries.devices_of_centre(point.centre).count() == 2


def test_pairing_and_revoking_are_written_down_once(tablet, point):
    devices.revoke_device(tablet.device, account=None)
    devices.revoke_device(tablet.device, account=None)
    acts = AuditEntry.objects.filter(centre=point.centre).order_by("id")
    assert [act.action for act in acts] == ["reception.pair_device", "reception.revoke_device"]
    assert tablet.token not in str(list(acts.values()))


def test_a_moment_of_four_hundred_digits_is_refused_and_the_token_is_looked_at_first(tablet):
    body = '{"now": 1' + "0" * 400 + ', "taps": []}'
    assert tablet.post(body).status_code == 400
    for header in ({}, {"Authorization": "Bearer wrong"}):
        answer = tablet.client.post(
            "/tablet/visits/", body, content_type="application/json", headers=header
        )
        assert answer.status_code == 401
