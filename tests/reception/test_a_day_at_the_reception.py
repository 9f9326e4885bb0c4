"""«Una giornata in accoglienza», in a browser: pair, tap, and the director's number."""

import json
import re

import pytest
from playwright.sync_api import expect

from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import CentreStatus
from mestieri.reception.models import DoorQuestions, Visit
from tests import factories
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scroll, sign_in, watch

pytestmark = pytest.mark.S2
#: A worker answers for the network out of sight of `page.route`: one test lets it in.
TABLET = {
    "viewport": {"width": 1024, "height": 768},
    "has_touch": True,
    "service_workers": "block",
}


@pytest.fixture
def open_centre(transactional_db):
    """An open centre with one point; made after the database was emptied for the browser."""
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    factories.PointFactory(centre=centre, name="Ingresso")
    return centre


@pytest.fixture
def paired(open_page, open_centre, pair):
    """A paired tablet, with the four buttons in front of a finger."""
    tablet = pair(open_centre.points.get())
    page = open_page(**TABLET)
    page.goto(f"/tablet/#{tablet.token}")
    expect(page.locator(".tablet-need").first).to_be_visible()
    page.device = tablet.device
    return page


def number(page):
    return page.locator("#tablet-number")


def everything_is_settled(page):
    expect(page.locator("#tablet")).to_have_attribute("data-queue", "0")


def test_from_the_pairing_to_the_number_of_the_day(page, open_page, open_centre):
    director = factories.account_with_role(Role.DIRECTOR, open_centre)
    sign_in(page, director)
    page.goto("/banco/tuscolo/numeri/")
    before = int(page.inner_text("#number-of-the-day"))

    page.goto("/banco/tuscolo/tablet/abbina/")
    page.fill("[name=label]", "Ingresso")
    page.click("button[type=submit]")
    link = page.input_value("#pair-link")
    assert_accessible(page)

    tablet = open_page(**TABLET)
    tablet.goto(link)
    expect(tablet.locator("#tablet-centre")).to_have_text("Tuscolo")
    assert tablet.url.endswith("/tablet/")  # the token has left the address bar
    for purpose in ("WORK", "TRAINING", "GUIDANCE"):
        tablet.tap(f"[data-purpose={purpose}]")
    expect(number(tablet)).to_have_text("3")
    expect(tablet.locator("#tablet-said")).to_have_text(re.compile("3"))
    assert_accessible(tablet)
    assert_no_sideways_scroll(tablet)
    tablet.reload()
    expect(number(tablet)).to_have_text("3")

    page.goto("/banco/tuscolo/numeri/")
    assert int(page.inner_text("#number-of-the-day")) == before + 3
    assert_accessible(page)


def test_a_double_tap_counts_once_and_two_needs_count_twice(paired):
    paired.locator("[data-purpose=WORK]").evaluate("button => { button.click(); button.click(); }")
    paired.tap("[data-purpose=ENTERPRISE]")
    expect(number(paired)).to_have_text("2")
    paired.reload()
    expect(number(paired)).to_have_text("2")
    assert Visit.objects.count() == 2


def test_a_page_opened_again_before_the_answer_came_shows_each_tap_once(paired):
    asked = []

    def count_and_never_say_so(route):
        asked.append(route.request)
        if len(asked) == 1:
            route.fetch()
            paired.evaluate("location.reload()")
        else:
            route.continue_()

    paired.route("**/tablet/visits/", count_and_never_say_so)
    paired.tap("[data-purpose=WORK]")
    with paired.expect_response("**/tablet/visits/") as again:
        pass
    assert list(again.value.json()["outcomes"].values()) == ["already_counted"]
    everything_is_settled(paired)
    expect(number(paired)).to_have_text("1")
    assert Visit.objects.count() == 1


def test_while_the_line_is_down_taps_wait_and_then_count_once_each(paired):
    watch(paired).expect("ERR_INTERNET_DISCONNECTED")
    paired.context.set_offline(True)
    for purpose in ("WORK", "TRAINING", "GUIDANCE"):
        paired.tap(f"[data-purpose={purpose}]")
    expect(number(paired)).to_have_text("3")
    expect(paired.locator("#tablet-waiting")).to_have_text(re.compile("^3 "))
    assert not Visit.objects.exists()
    assert_accessible(paired)
    paired.context.set_offline(False)
    expect(paired.locator("#tablet-trouble")).to_be_hidden()
    expect(number(paired)).to_have_text("3")
    assert Visit.objects.count() == 3


def test_an_answer_that_was_lost_is_asked_again_with_the_same_tap(paired):
    watch(paired).expect("ERR_FAILED")
    lost = []

    def lose_the_first_answer(route):
        lost.append(json.loads(route.request.post_data)["taps"][0]["tap"])
        if len(lost) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    paired.route("**/tablet/visits/", lose_the_first_answer)
    paired.tap("[data-purpose=WORK]")
    expect(paired.locator("#tablet-trouble")).to_be_visible()
    paired.locator("#tablet-retry").tap()
    expect(paired.locator("#tablet-trouble")).to_be_hidden()
    assert len(set(lost)) == 1
    assert Visit.objects.count() == 1


def test_a_tap_waits_through_a_reload(paired):
    watch(paired).expect("ERR_FAILED")
    paired.route("**/tablet/visits/", lambda route: route.abort())
    paired.tap("[data-purpose=WORK]")
    expect(paired.locator("#tablet-trouble")).to_be_visible()
    paired.unroute("**/tablet/visits/")
    paired.reload()
    expect(number(paired)).to_have_text("1")
    expect(paired.locator("#tablet-trouble")).to_be_hidden()
    everything_is_settled(paired)
    assert Visit.objects.count() == 1


def test_a_tablet_that_is_revoked_says_what_to_do(paired):
    from mestieri.reception.services.devices import revoke_device

    watch(paired).expect("401")
    revoke_device(paired.device, account=None)
    paired.tap("[data-purpose=WORK]")
    expect(paired.locator("#tablet-notice-first")).not_to_be_empty()
    expect(paired.locator("#tablet-counting")).to_be_hidden()
    assert not Visit.objects.exists()


def test_taps_that_a_revoked_tablet_holds_count_once_when_it_is_paired_again(paired, pair):
    from mestieri.reception.services.devices import revoke_device

    watch(paired).expect("401")
    watch(paired).expect("ERR_INTERNET_DISCONNECTED")
    paired.context.set_offline(True)
    paired.evaluate(
        """for (let number = 0; number < 300; number += 1) tabletQueue.keep({
             tap: crypto.randomUUID(), purpose: "WORK", at: Date.now() - number, order: number,
             offset: null, place: JSON.parse(localStorage["mestieri.setting"]).place})"""
    )
    revoke_device(paired.device, account=None)
    paired.context.set_offline(False)
    expect(paired.locator("#tablet-notice-first")).not_to_be_empty()
    expect(paired.locator("#tablet-waiting")).to_have_text(re.compile("^300 "))
    assert_accessible(paired)
    paired.reload()
    expect(paired.locator("#tablet-waiting")).to_have_text(re.compile("^300 "))
    assert not Visit.objects.exists()
    again = pair(paired.device.point, "Di nuovo")
    paired.goto(f"/tablet/#{again.token}")
    expect(number(paired)).to_have_text("300")
    expect(paired.locator("#tablet-trouble")).to_be_hidden()
    everything_is_settled(paired)
    assert Visit.objects.count() == 300


def test_taps_made_at_another_point_are_kept_apart_and_told(paired, open_centre, pair):
    watch(paired).expect("ERR_INTERNET_DISCONNECTED")
    paired.context.set_offline(True)
    paired.tap("[data-purpose=WORK]")
    elsewhere = pair(factories.PointFactory(centre=open_centre, name="Biblioteca"), "Altrove")
    paired.goto(f"/tablet/#{elsewhere.token}")  # the same page: only the fragment is another
    paired.context.set_offline(False)
    expect(paired.locator("#tablet-aside")).to_be_visible()
    paired.locator("#tablet-aside summary").click()
    expect(paired.locator("#tablet-aside-list li")).to_have_text(re.compile("Ingresso.*: 1"))
    assert_accessible(paired)
    assert not Visit.objects.exists()
    paired.locator("#tablet-forget").click()
    expect(paired.locator("#tablet-aside")).to_be_hidden()


def test_a_tap_is_taken_back_whether_it_was_delivered_or_still_waits(paired):
    watch(paired).expect("ERR_INTERNET_DISCONNECTED")
    paired.tap("[data-purpose=WORK]")
    everything_is_settled(paired)
    assert Visit.objects.count() == 1
    assert_accessible(paired)
    paired.locator("#tablet-undo").tap()
    expect(number(paired)).to_have_text("0")
    everything_is_settled(paired)
    assert not Visit.objects.exists()

    paired.context.set_offline(True)
    paired.tap("[data-purpose=TRAINING]")
    expect(number(paired)).to_have_text("1")
    paired.locator("#tablet-undo").tap()
    expect(number(paired)).to_have_text("0")
    paired.tap("[data-purpose=ENTERPRISE]")
    paired.context.set_offline(False)
    expect(paired.locator("#tablet-trouble")).to_be_hidden()
    everything_is_settled(paired)
    assert [visit.purpose for visit in Visit.objects.all()] == ["ENTERPRISE"]


def test_after_ten_seconds_nothing_is_offered_any_more(paired):
    paired.clock.install()
    paired.reload()
    paired.tap("[data-purpose=WORK]")
    expect(paired.locator("#tablet-undo")).to_be_visible()
    paired.clock.run_for(10_100)
    expect(paired.locator("#tablet-undo")).to_be_hidden()


def test_what_a_centre_asks_is_offered_after_the_tap_and_delays_nothing(
    open_page, open_centre, pair
):
    DoorQuestions.objects.create(centre=open_centre, age_band=True, first_time=True)
    tablet = pair(open_centre.points.get())
    phone = open_page(**PHONE, service_workers="block")
    phone.goto(f"/tablet/#{tablet.token}")
    phone.tap("[data-purpose=WORK]")
    phone.locator("[data-answer=FROM_25]").tap()
    phone.locator("[data-answer=YES]").tap()
    everything_is_settled(phone)
    visit = Visit.objects.get()
    assert (visit.age_band, visit.first_time, visit.residence_zone) == ("FROM_25", "YES", "")
    phone.tap("[data-purpose=TRAINING]")
    phone.tap("[data-purpose=GUIDANCE]")  # nobody has to answer
    expect(phone.locator("[data-answer=FROM_25]")).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    everything_is_settled(phone)
    assert Visit.objects.filter(age_band="").count() == 2


def test_the_page_opens_without_a_line_where_the_browser_allows_it(open_page, open_centre, pair):
    tablet = pair(open_centre.points.get())
    page = open_page(viewport=TABLET["viewport"], has_touch=True)
    watch(page).expect("ERR_INTERNET_DISCONNECTED")
    page.goto(f"/tablet/#{tablet.token}")
    assert page.evaluate("isSecureContext")
    expect(page.locator(".tablet-need").first).to_be_visible()  # it knows where it counts
    expect(page.locator("#tablet")).to_have_attribute("data-opens-off-line", "yes")
    page.context.set_offline(True)
    page.reload()
    expect(page.locator(".tablet-need").first).to_be_visible()
    page.tap("[data-purpose=WORK]")
    expect(page.locator("#tablet-waiting")).to_have_text(re.compile("^1 "))
    page.context.set_offline(False)
    everything_is_settled(page)
    assert Visit.objects.count() == 1


def test_a_tablet_never_paired_says_what_to_do(phone):
    phone.goto("/tablet/")
    expect(phone.locator("#tablet-notice-first")).not_to_be_empty()
    assert_accessible(phone)


def test_a_suspended_centre_shows_its_notice_on_the_tablet(open_centre, paired):
    open_centre.status, open_centre.notice = CentreStatus.SUSPENDED, "Torniamo a maggio"
    open_centre.save()
    paired.reload()
    expect(paired.locator("#tablet-notice-second")).to_have_text("Torniamo a maggio")
    expect(paired.locator("#tablet-counting")).to_be_hidden()


def test_the_four_buttons_fit_a_telephone_in_both_languages(phone, open_centre, pair):
    tablet = pair(open_centre.points.get())
    for query in ("", "?lang=en"):
        phone.goto(f"/tablet/{query}#{tablet.token}")
        expect(phone.locator(".tablet-need")).to_have_count(4)
        for button in phone.locator(".tablet-need").all():
            expect(button).to_be_in_viewport(ratio=1)
        assert_no_sideways_scroll(phone)
        assert_accessible(phone)


@pytest.mark.parametrize(
    "address",
    ["conta/", "oggi/", "numeri/", "tablet/", "sportelli/", "sportelli/{}/turni/nuovo/"],
)
def test_the_pages_of_the_desk_are_accessible_on_a_telephone(phone, open_centre, address):
    point = open_centre.points.get()
    area = factories.AreaFactory(centre=open_centre)
    desk = factories.DeskFactory(centre=open_centre, point=point, area=area)
    factories.DutyFactory(desk=desk)
    factories.VisitFactory(centre=open_centre, point=point)
    sign_in(phone, factories.account_with_role(Role.DIRECTOR, open_centre))
    phone.goto(f"/banco/tuscolo/{address.format(desk.pk)}")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
