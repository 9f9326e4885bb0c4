"""Pages of the reception at the Banco: counting, counts, tablets, desks."""

import datetime
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.models import AuditEntry, Partner
from mestieri.kernel.roles import Right, Role
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception import queries
from mestieri.reception.models import Desk, Device, Duty, Visit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def director(as_role, centre):
    """Opens, reads and posts pages of the centre as its director."""
    client = as_role(Role.DIRECTOR)

    class Director:
        def get(self, name, *args, query=""):
            return client.get(reverse(name, args=[centre.slug, *args]) + query)

        def post(self, name, data, *args, query=""):
            return client.post(reverse(name, args=[centre.slug, *args]) + query, data, follow=True)

    return Director()


def tap_of(page, purpose):
    """The tap that the page's button for a need carries."""
    return re.search(
        rf'name="tap" value="([0-9a-f-]+)">\s*<button[^>]*value="{purpose}"', page.text
    )[1]


def test_a_button_of_the_desk_counts_one_visit(director, point):
    tap = tap_of(director.get("reception-counter"), "GUIDANCE")
    page = director.post("reception-counter", {"tap": tap, "purpose": "GUIDANCE"})
    assert 'id="day-total">1<' in page.text
    assert Visit.objects.get().purpose == Purpose.GUIDANCE


def test_a_button_pressed_twice_counts_once_and_says_so(director, point):
    post = {"tap": str(uuid.uuid4()), "purpose": "WORK"}
    director.post("reception-counter", post)
    page = director.post("reception-counter", post)
    assert 'id="day-total">1<' in page.text
    assert "alert-info" in page.text


def test_each_button_has_a_tap_of_its_own_and_the_page_is_never_kept(director, point):
    page = director.get("reception-counter")
    assert len({tap_of(page, purpose) for purpose in Purpose.values}) == 4
    assert "no-store" in page.headers["Cache-Control"]


def test_a_tap_that_cannot_be_read_is_said_and_counts_nothing(director, point):
    for post in ({}, {"tap": "x", "purpose": "WORK"}, {"tap": str(uuid.uuid4()), "purpose": "?"}):
        assert "alert-danger" in director.post("reception-counter", post).text
    assert not Visit.objects.exists()


def test_a_suspended_centre_shows_its_notice_instead_of_the_buttons(director, point, centre):
    centre.status, centre.notice = CentreStatus.SUSPENDED, "Torniamo a maggio"
    centre.save()
    page = director.get("reception-counter")
    assert "Torniamo a maggio" in page.text
    assert 'name="tap"' not in page.text
    refused = director.post("reception-counter", {"tap": str(uuid.uuid4()), "purpose": "WORK"})
    assert "alert-danger" in refused.text
    assert not Visit.objects.exists()


def test_without_a_point_in_use_the_desk_says_so(director):
    assert "alert-warning" in director.get("reception-counter").text
    post = {"tap": str(uuid.uuid4()), "purpose": "WORK"}
    assert "alert-danger" in director.post("reception-counter", post).text


def test_the_desk_counts_at_the_point_that_is_chosen(director, point, centre):
    second = factories.PointFactory(centre=centre, position=1)
    post = {"tap": str(uuid.uuid4()), "purpose": "WORK"}
    director.post("reception-counter", post, query=f"?point={second.pk}")
    assert Visit.objects.get().point == second


def test_another_centres_point_is_not_found(director, point, foreign_point):
    for asked in (foreign_point.pk, "x", 10**30):
        query = f"?point={asked}"
        assert director.get("reception-counter", query=query).status_code == 404
        post = {"tap": str(uuid.uuid4()), "purpose": "WORK"}
        assert director.post("reception-counter", post, query=query).status_code == 404
    assert not Visit.objects.exists()


def test_the_days_number_comes_by_itself(director, point):
    factories.VisitFactory(centre=point.centre, point=point)
    partial = director.get("reception-day-counter")
    assert 'id="day-total">1<' in partial.text
    assert "<html" not in partial.text


def test_a_day_is_shown_by_need_and_by_half_hour(director, point):
    day = datetime.date(2026, 11, 20)
    for half_hour in (20, 20, 23):
        factories.VisitFactory(centre=point.centre, point=point, day=day, half_hour=half_hour)
    page = director.get("reception-day", query="?giorno=2026-11-20")
    counts = page.context["counts"]
    assert [(row.starts.isoformat("minutes"), row.visits) for row in counts.half_hours] == [
        ("10:00", 2),
        ("10:30", 0),
        ("11:00", 0),
        ("11:30", 1),
    ]
    assert (counts.total, counts.by_purpose[0].visits, counts.by_purpose[0].share) == (3, 3, 100)


@pytest.mark.parametrize("asked", ["", "ieri", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_any_day_that_is_asked_for_gets_a_page(director, asked):
    page = director.get("reception-day", query=f"?giorno={asked}")
    assert page.status_code == 200
    assert page.context["counts"].day <= timezone.localdate()


def test_another_centres_visits_are_in_no_count(director, point, foreign_point):
    factories.VisitFactory(centre=foreign_point.centre, point=foreign_point)
    assert director.get("reception-day").context["counts"].total == 0
    assert director.get("reception-figures").context["visits"].total.visits == 0
    assert foreign_point.name not in director.get("reception-figures-csv").text


def test_the_indicator_counts_the_centres_visits_of_a_stretch(centre, point, foreign_point):
    today = timezone.localdate()
    factories.VisitFactory(centre=centre, point=point, day=today)
    factories.VisitFactory(centre=centre, point=point, day=today - datetime.timedelta(days=2))
    factories.VisitFactory(centre=foreign_point.centre, point=foreign_point, day=today)
    value = next(i.value for i in exchange.indicators() if i.code == "reception.visits")
    assert value(centre, today, today) == 1
    assert value(centre, today - datetime.timedelta(days=2), today) == 2


def test_the_menu_offers_the_reception_its_pages_and_the_keeper_the_tablets():
    def offered(*rights):
        entries = exchange.desk_entries(frozenset(rights))
        return {entry.url_name for entry in entries if entry.room == "reception"}

    assert offered(Right.COUNT_VISITS) == {"reception-counter", "reception-sheets"}
    assert offered(Right.MANAGE_DEVICES) == {"reception-devices"}


def test_the_pairing_link_is_shown_once_and_opens_the_tablet(director, point, client):
    form = {"label": "Ingresso", "point": point.pk}
    page = director.post("reception-device-pair", form)
    token = re.search(r"/tablet/#([\w-]+)", page.text)[1]
    assert "no-store" in page.headers["Cache-Control"]
    assert (
        client.get("/tablet/me/", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    )
    assert token not in director.get("reception-devices").text
    again = director.post("reception-device-pair", form)
    assert again.context["form"].errors["label"]
    assert Device.objects.count() == 1


def test_a_tablet_is_revoked_from_the_desk(director, tablet):
    director.get("reception-device-revoke", tablet.device.pk)
    assert tablet.tap().status_code == 201
    director.post("reception-device-revoke", {}, tablet.device.pk)
    assert tablet.tap().status_code == 401


def test_another_centres_tablet_and_point_are_out_of_reach(director, pair, point, foreign_point):
    foreign = pair(foreign_point)
    assert director.get("reception-device-revoke", foreign.device.pk).status_code == 404
    assert director.post("reception-device-revoke", {}, foreign.device.pk).status_code == 404
    assert foreign.tap().status_code == 201
    page = director.post("reception-device-pair", {"label": "X", "point": foreign_point.pk})
    assert page.context["form"].errors["point"]


@pytest.fixture
def area(centre):
    return factories.AreaFactory(centre=centre, name="Lavoro")


@pytest.fixture
def desk(centre, point, area):
    return factories.DeskFactory(centre=centre, point=point, area=area, name="Sportello")


def turn(**changes):
    """A form of a turn: Monday from 10 to 13, in Italian."""
    return {
        "weekday": 0,
        "starts": "10:00",
        "ends": "13:00",
        "partner": "",
        "languages": ["it"],
        "valid_from": "2026-01-01",
        "valid_until": "",
        **changes,
    }


def test_a_desk_is_added_changed_and_removed(director, point, area, centre):
    form = {
        "name": "Colloqui",
        "area": area.pk,
        "point": point.pk,
        "is_active": "on",
        "position": 1,
    }
    assert "Colloqui" in director.post("reception-desk-add", form).text
    desk = Desk.objects.get()
    assert desk.centre == centre
    director.post("reception-desk-edit", {**form, "name": "Ascolto"}, desk.pk)
    assert Desk.objects.get().name == "Ascolto"
    director.post("reception-desk-remove", {}, desk.pk)
    assert not Desk.objects.exists()
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == [
        "reception.add_desk",
        "reception.change_desk",
        "reception.remove_desk",
    ]


def test_two_desks_of_a_centre_do_not_share_a_name(director, desk, point, area):
    form = {"name": desk.name, "area": area.pk, "point": point.pk, "position": 0}
    page = director.post("reception-desk-add", form)
    assert page.context["form"].errors["name"]
    assert Desk.objects.count() == 1


def test_a_turn_is_added_with_its_languages_and_stands_in_the_grid(director, desk, centre):
    partner = Partner.objects.create(centre=centre, name="Centro per l’impiego", nature="public")
    form = turn(languages=["it", "ar"], partner=partner.pk)
    page = director.post("reception-duty-add", form, desk.pk)
    assert "Centro per l’impiego" in page.text
    duty = Duty.objects.get()
    assert (duty.languages, duty.partner, duty.desk) == ("it ar", partner, desk)
    edit = director.get("reception-duty-edit", duty.pk)
    assert edit.context["form"]["languages"].value() == ["it", "ar"]
    director.post("reception-duty-edit", turn(ends="12:00"), duty.pk)
    assert Duty.objects.get().ends == datetime.time(12)
    director.post("reception-duty-remove", {}, duty.pk)
    assert not Duty.objects.exists()


@pytest.mark.parametrize(
    ("changes", "is_refused"),
    [
        ({}, True),
        ({"starts": "12:59", "ends": "15:00"}, True),
        ({"starts": "13:00", "ends": "15:00"}, False),
        ({"weekday": 1}, False),
        ({"valid_from": "2026-07-01"}, False),
        ({"valid_from": "2026-06-30"}, True),
        ({"valid_from": "2025-01-01", "valid_until": "2025-12-31"}, False),
        ({"valid_from": "2025-01-01", "valid_until": "2026-01-01"}, True),
    ],
)
def test_turns_at_a_desk_do_not_overlap(director, desk, changes, is_refused):
    director.post("reception-duty-add", turn(valid_until="2026-06-30"), desk.pk)
    page = director.post("reception-duty-add", turn(**changes), desk.pk)
    assert Duty.objects.count() == (1 if is_refused else 2)
    if is_refused:
        assert "10:00" in str(page.context["form"].non_field_errors())
        assert f'value="{turn(**changes)["starts"]}"' in page.text  # nothing typed is lost


def test_a_turn_may_be_saved_again_as_it_is(director, desk):
    director.post("reception-duty-add", turn(), desk.pk)
    director.post("reception-duty-edit", turn(languages=["en"]), Duty.objects.get().pk)
    assert Duty.objects.get().languages == "en"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends": "10:00"}, "ends"),
        ({"ends": "09:00"}, "ends"),
        ({"valid_until": "2025-12-31"}, "valid_until"),
        ({"languages": []}, "languages"),
        ({"languages": ["tlh"]}, "languages"),
        ({"weekday": 7}, "weekday"),
        ({"starts": "dieci"}, "starts"),
    ],
)
def test_a_turn_that_cannot_be_is_refused_in_words(director, desk, changes, field):
    errors = director.post("reception-duty-add", turn(**changes), desk.pk).context["form"].errors
    assert field in errors
    assert "duty_" not in str(errors)
    assert not Duty.objects.exists()


def test_another_centres_desk_turn_area_and_partner_are_out_of_reach(
    director, desk, point, other_centre, foreign_point
):
    foreign_area = factories.AreaFactory(centre=other_centre)
    foreign_desk = factories.DeskFactory(
        centre=other_centre, point=foreign_point, area=foreign_area
    )
    foreign_duty = factories.DutyFactory(desk=foreign_desk)
    foreign_partner = Partner.objects.create(centre=other_centre, name="P", nature="public")
    for name, key in (
        ("reception-desk-edit", foreign_desk.pk),
        ("reception-desk-remove", foreign_desk.pk),
        ("reception-duty-add", foreign_desk.pk),
        ("reception-duty-edit", foreign_duty.pk),
        ("reception-duty-remove", foreign_duty.pk),
    ):
        assert director.get(name, key).status_code == 404
        assert director.post(name, turn(), key).status_code == 404
    form = {"name": "X", "area": foreign_area.pk, "point": foreign_point.pk, "position": 0}
    errors = director.post("reception-desk-add", form).context["form"].errors
    assert {"area", "point"} <= set(errors)
    page = director.post("reception-duty-add", turn(partner=foreign_partner.pk), desk.pk)
    assert page.context["form"].errors["partner"]
    assert (Desk.objects.count(), Duty.objects.count()) == (2, 1)


def test_the_grid_leaves_out_turns_that_ended(centre, desk):
    factories.DutyFactory(desk=desk, valid_until=datetime.date(2025, 1, 1))
    factories.DutyFactory(desk=desk, weekday=2)
    [week] = queries.weeks_of_desks(centre, datetime.date(2026, 11, 23))
    assert [len(duties) for _day, duties in week.days] == [0, 0, 1, 0, 0, 0, 0]


def test_a_centre_without_areas_is_told_what_comes_first(director):
    assert "alert-warning" in director.get("reception-desks").text


def test_the_auditor_sees_the_figures_and_counts_nothing(as_role, centre, point):
    client = as_role(Role.AUDITOR)
    assert client.get(reverse("reception-figures", args=[centre.slug])).status_code == 200
    for name in ("reception-counter", "reception-day", "reception-desks", "reception-devices"):
        assert client.get(reverse(name, args=[centre.slug])).status_code == 404
