"""What a tablet hands over late, wrongly, twice, or by the thousand."""

import datetime
import json
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from mestieri.kernel.models import StatusChange
from mestieri.kernel.services.centres import change_status
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import Visit
from mestieri.reception.services import deliveries, devices
from mestieri.reception.services.deliveries import Outcome
from tests import factories
from tests.reception.conftest import a_tap, milliseconds, outcome

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")
MINUTE = datetime.timedelta(minutes=1)
A_DAY = datetime.timedelta(days=1)


@pytest.fixture
def at(tablet):
    """Deliver taps when the server's clock shows a moment in Rome: «2026-11-23 10:40»."""

    def deliver(server_clock, *taps, device_clock=None):
        now = wall(server_clock)
        device_now = wall(device_clock) if device_clock else now
        body = json.dumps({"now": milliseconds(device_now), "taps": list(taps)}).encode()
        authorization = tablet.headers["Authorization"]
        post = deliveries.read_post(body, now)
        return list(deliveries.deliver(authorization=authorization, post=post, now=now).values())

    return deliver


def wall(words, fold=0):
    return datetime.datetime.fromisoformat(words).replace(tzinfo=ROME, fold=fold)


def counted():
    return [(visit.day.isoformat(), visit.half_hour) for visit in Visit.objects.order_by("id")]


# When it happened ----------------------------------------------------------------------


def test_taps_that_waited_count_in_the_half_hour_in_which_they_were_made(at):
    taps = [a_tap(at=wall(f"2026-11-23 10:{minute:02}")) for minute in (5, 29, 31)]
    assert at("2026-11-23 10:45", *taps) == [Outcome.COUNTED] * 3
    assert counted() == [("2026-11-23", 20), ("2026-11-23", 20), ("2026-11-23", 21)]


@pytest.mark.parametrize("wrong_by", [A_DAY, -A_DAY, 400 * A_DAY, -3000 * A_DAY])
def test_a_clock_that_is_wrong_is_set_right_at_delivery(at, wrong_by):
    device_clock = (wall("2026-11-23 10:45") + wrong_by).isoformat()[:16]
    tap = a_tap(at=wall("2026-11-23 10:10") + wrong_by)
    assert at("2026-11-23 10:45", tap, device_clock=device_clock) == [Outcome.COUNTED]
    assert counted() == [("2026-11-23", 20)]


def test_a_clock_that_was_set_right_before_the_line_came_back_spoils_nothing(at):
    """The tap knew how wrong the clock was: it says so, and the clock of now is not believed."""
    tap = a_tap(at=wall("2026-11-22 10:10"), offset=A_DAY.total_seconds() * 1000)
    assert at("2026-11-23 10:45", tap) == [Outcome.COUNTED]
    assert counted() == [("2026-11-23", 20)]


def test_what_has_not_happened_yet_happened_now(at):
    tap = a_tap(at=wall("2026-11-25 18:00"))
    assert at("2026-11-23 10:45", tap) == [Outcome.COUNTED]
    assert counted() == [("2026-11-23", 21)]


def test_a_tap_before_midnight_that_arrives_after_it_is_yesterdays(at):
    at("2026-11-24 00:03", a_tap(at=wall("2026-11-23 23:58")), a_tap(at=wall("2026-11-24 00:01")))
    assert counted() == [("2026-11-23", 47), ("2026-11-24", 0)]


def test_the_night_when_clocks_go_back_loses_no_half_hour(at):
    first = [a_tap(at=wall(f"2026-10-25 02:{minute}")) for minute in (10, 40)]
    second = [a_tap(at=wall(f"2026-10-25 02:{minute}", fold=1)) for minute in (10, 40)]
    assert at("2026-10-25 03:05", *first, *second) == [Outcome.COUNTED] * 4
    assert [half_hour for _day, half_hour in counted()] == [4, 5, 4, 5]


def test_the_night_when_clocks_go_forward_has_no_third_hour(at):
    late = wall("2026-03-29 01:59")
    at("2026-03-29 03:20", a_tap(at=late), a_tap(at=late.astimezone(datetime.UTC) + 2 * MINUTE))
    assert counted() == [("2026-03-29", 3), ("2026-03-29", 6)]


def test_a_tap_of_more_than_a_month_ago_is_not_counted_and_says_where_it_goes(tablet):
    old = timezone.now() - datetime.timedelta(days=32)
    answer = tablet.deliver(a_tap(at=old), a_tap())
    assert sorted(answer.json()["outcomes"].values()) == ["counted", "too_old"]
    assert answer.json()["sentences"]["too_old"]
    assert Visit.objects.count() == 1


# The door was open ----------------------------------------------------------------------


def test_taps_made_before_the_centre_closed_count_and_those_made_after_do_not(tablet, point):
    change_status(
        point.centre, CentreStatus.SUSPENDED, reason="Prova", since=timezone.localdate(),
        notice="Torniamo",
    )  # fmt: skip
    closed = StatusChange.objects.get().recorded_at
    before, after = a_tap(at=closed - 10 * MINUTE), a_tap(at=closed + MINUTE)
    outcomes = tablet.deliver(before, after).json()["outcomes"]
    assert outcomes[after["tap"]] == "centre_not_open"
    assert Visit.objects.get().tap == uuid.UUID(before["tap"])


def test_taps_kept_while_the_point_was_out_of_use_count_when_it_is_back(tablet, point):
    tap = a_tap()
    point.is_active = False
    point.save()
    assert outcome(tablet.deliver(tap)) == "point_out_of_use"
    point.is_active = True
    point.save()
    assert outcome(tablet.deliver(tap)) == "counted"


def test_three_hundred_taps_wait_for_the_new_pairing_and_count_once(tablet, point, pair):
    taps = [a_tap() for _number in range(300)]
    devices.revoke_device(tablet.device, account=None)
    refused = tablet.deliver(*taps)
    assert (refused.status_code, refused.json()["code"]) == (401, "unknown_device")
    assert not Visit.objects.exists()
    again = pair(point, "Di nuovo")
    assert again.deliver(*taps).status_code == 201
    assert again.deliver(*taps).status_code == 200
    assert Visit.objects.count() == 300


def test_a_tablet_whose_last_day_is_over_counts_nothing_and_loses_nothing(point, pair):
    tablet = pair(point, "In prestito")
    tablet.device.expires_on = timezone.localdate()
    tablet.device.save()
    assert outcome(tablet.tap()) == "counted"
    tablet.device.expires_on -= A_DAY
    tablet.device.save()
    assert tablet.tap().status_code == 401
    assert tablet.setting().status_code == 401
    with pytest.raises(devices.ValidationError):
        devices.pair_device(point, "Ieri", account=None, expires_on=timezone.localdate() - A_DAY)


def test_a_post_of_three_hundred_taps_costs_one_statement(tablet, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tablet.deliver(*(a_tap() for _number in range(300))).status_code == 201


def test_one_bad_tap_spoils_no_other(tablet, point):
    known = uuid.uuid4()
    tablet.tap(Purpose.WORK, known)
    good, reused = a_tap(), a_tap(Purpose.TRAINING, known)
    wrong = {**a_tap(), "purpose": "SHOPPING"}
    outcomes = tablet.deliver(good, reused, wrong, "garbage").json()["outcomes"]
    assert outcomes == {
        good["tap"]: "already_counted",  # or new: the one statement cannot tell
        reused["tap"]: "tap_reused",
        wrong["tap"]: "unreadable",
    }
    assert Visit.objects.count() == 2


# Taking back ----------------------------------------------------------------------------


def test_a_tap_is_taken_back_within_ten_seconds(tablet):
    tap = a_tap()
    tablet.deliver(tap)
    answer = tablet.deliver({**tap, "taken_back_at": tap["at"] + 9_500})
    assert outcome(answer) == "taken_back"
    assert not Visit.objects.exists()


def test_a_tap_that_was_taken_back_never_counts_however_late_it_arrives(tablet):
    tap = a_tap()
    assert outcome(tablet.deliver({**tap, "taken_back_at": tap["at"] + 2_000})) == "taken_back"
    assert outcome(tablet.deliver(tap)) == "taken_back"
    assert not Visit.objects.exists()


@pytest.mark.parametrize("seconds", [13, 3600, -5])
def test_after_ten_seconds_it_stays_counted(tablet, seconds):
    tap = a_tap()
    tablet.deliver(tap)
    answer = tablet.deliver({**tap, "taken_back_at": tap["at"] + seconds * 1000})
    assert (outcome(answer), bool(answer.json()["sentences"])) == ("too_late", True)
    assert Visit.objects.count() == 1


def test_nobody_takes_back_a_tap_by_telling_another_time(tablet):
    tap = a_tap(at=timezone.now() - datetime.timedelta(hours=3))
    tablet.deliver(tap)
    now = milliseconds(timezone.now())
    assert outcome(tablet.deliver({**tap, "at": now, "taken_back_at": now + 1})) == "too_late"
    assert Visit.objects.count() == 1


def test_a_tablet_takes_back_only_what_was_counted_at_its_point(tablet, point, pair):
    tap = a_tap()
    tablet.deliver(tap)
    gone = {**tap, "taken_back_at": tap["at"] + 1000}
    elsewhere = pair(factories.PointFactory(centre=point.centre), "Altrove")
    assert outcome(elsewhere.deliver(gone)) == "tap_reused"
    devices.revoke_device(tablet.device, account=None)
    assert tablet.deliver(gone).status_code == 401
    assert Visit.objects.count() == 1


# What else is said ----------------------------------------------------------------------


def test_a_visit_says_nothing_by_itself(tablet):
    tablet.tap()
    visit = Visit.objects.get()
    assert (visit.audience, visit.age_band, visit.first_time, visit.residence_zone) == (
        None, "", "", "",
    )  # fmt: skip


def test_what_is_said_travels_with_the_tap_or_after_it(tablet):
    load_starter_terms()
    tap = a_tap(age_band="FROM_18", audience="giovani")
    tablet.deliver(tap)
    visit = Visit.objects.get()
    assert (visit.age_band, visit.audience.code, visit.first_time) == ("FROM_18", "giovani", "")
    later = {**tap, "first_time": "YES", "residence_zone": "NEAR", "changed_at": tap["at"] + 20_000}
    assert outcome(tablet.deliver(later)) == "already_counted"
    visit.refresh_from_db()
    assert (visit.age_band, visit.first_time, visit.residence_zone) == ("FROM_18", "YES", "NEAR")


def test_nothing_is_said_about_a_visit_of_an_hour_ago(tablet):
    tap = a_tap()
    tablet.deliver(tap)
    late = {**tap, "age_band": "FROM_55", "changed_at": tap["at"] + 3_600_000}
    assert outcome(tablet.deliver(late)) == "too_late"
    assert Visit.objects.get().age_band == ""


@pytest.mark.parametrize(
    "word", ["Mario Rossi", "\x00", "\ud800", "x" * 5000, 7, None, ["FROM_18"], {"a": 1}]
)
def test_a_word_that_is_none_of_ours_is_not_said_and_kept_nowhere(tablet, word):
    said = dict.fromkeys(("audience", "age_band", "first_time", "residence_zone"), word)
    assert outcome(tablet.tap(**said)) == "counted"
    visit = Visit.objects.get()
    assert [visit.audience, visit.age_band, visit.first_time, visit.residence_zone] == [
        None, "", "", "",
    ]  # fmt: skip


# Hostile posts --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", "7", b"\xff\xfe", "[" * 50_000, '{"now":' * 5_000,
        {}, {"now": 1}, {"now": 1, "taps": []}, {"now": 1, "taps": {}}, {"taps": [a_tap()]},
        {"now": "soon", "taps": [a_tap()]}, {"now": True, "taps": [a_tap()]},
        '{"now": NaN, "taps": [{}]}', '{"now": 1e999, "taps": [{}]}',
        {"now": 1, "taps": ["x", 1, None, [], {"tap": 12}, {"tap": "12"}]},
        {"tap": str(uuid.UUID(int=1)), "purpose": "WORK"},
    ],
)  # fmt: skip
def test_a_post_that_cannot_be_read_is_refused_with_a_sentence(tablet, body):
    answer = tablet.post(body)
    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")
    assert answer.json()["sentence"]
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": "SHOPPING"}, {"purpose": ["WORK"]}, {"purpose": None}, {"at": None},
        {"at": "now"}, {"at": 1e300}, {"at": -1e300}, {"offset": 1e300}, {"offset": "x"},
        {"taken_back_at": "x"}, {"taken_back_at": 1e300}, {"changed_at": [], "age_band": "FROM_18"},
    ],
)  # fmt: skip
def test_a_tap_that_cannot_be_read_is_told_apart(tablet, wrong):
    assert outcome(tablet.deliver({**a_tap(), **wrong})) == "unreadable"
    assert not Visit.objects.exists()


def test_ten_thousand_taps_at_once_and_a_huge_body_are_sent_back_whole(tablet):
    many = [a_tap() for _number in range(10_000)]
    for answer in (tablet.deliver(*many[:501]), tablet.deliver(*many), tablet.post("x" * 300_000)):
        assert (answer.status_code, answer.json()["code"]) == (413, "too_much")
    assert not Visit.objects.exists()


def test_the_same_tap_twice_in_one_post_counts_once(tablet):
    tap = a_tap()
    tablet.deliver(tap, {**tap, "purpose": Purpose.TRAINING}, tap)
    assert Visit.objects.get().purpose == Purpose.WORK


def test_an_answer_says_nothing_that_the_tablet_did_not_know(tablet, point):
    foreign = factories.VisitFactory(centre=point.centre, purpose=Purpose.ENTERPRISE)
    answer = tablet.tap(Purpose.WORK, foreign.tap)
    assert set(answer.json()) == {"now", "outcomes", "sentences"}
    assert "ENTERPRISE" not in answer.text
    assert not answer.cookies
