"""S2, «Una giornata in accoglienza»: 1,200 taps on the demo centre that is open.

The tablet's clock and the server's go through one simulated opening day; the taps are
touches on the real page, its queue and its posts are the real ones.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from mestieri.cli.demonstration.loading import load_centre
from mestieri.cli.demonstration.sheets import LANTERNA, TUSCOLO
from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import DoorQuestions, Visit
from mestieri.reception.services.devices import pair_device
from tests import factories
from tests.browser import sign_in, watch

pytestmark = pytest.mark.S2
OPENING = datetime.datetime(2026, 11, 24, 9, 1, tzinfo=ZoneInfo("Europe/Rome"))
STEPS = 120  # of four minutes: eight hours
A_STEP = datetime.timedelta(minutes=4)
OUTAGE = range(60, 63)  # from 13:01 to 13:13
WITH_AGE = range(10, 100)
#: Ten touches a step, no button twice within a second.
TOUCHES = (
    ("WORK", "TRAINING", "GUIDANCE", "ENTERPRISE"),
    ("WORK", "TRAINING", "GUIDANCE"),
    ("WORK", "TRAINING"),
    ("WORK",),
)
TOUCHES_A_STEP = Counter(purpose for together in TOUCHES for purpose in together)


@pytest.fixture
def clock(monkeypatch):
    """The server's clock, moved by hand together with the tablet's."""

    class Clock:
        now = OPENING

    monkeypatch.setattr(timezone, "now", lambda: Clock.now.astimezone(datetime.UTC))
    return Clock


def touch(page, clock):
    """Ten touches in eight seconds, on both clocks."""
    for together in TOUCHES:
        page.evaluate(
            "names => names.forEach(name => document"
            ".querySelector(`[data-purpose=${name}]`).click())",
            list(together),
        )
        page.clock.run_for(2_000)
        clock.now += datetime.timedelta(seconds=2)


def test_s2_a_whole_day_with_the_line_down_for_ten_minutes(open_page, transactional_db, clock):
    centre = load_centre(TUSCOLO)
    DoorQuestions.objects.create(centre=centre, age_band=True)
    _device, token = pair_device(centre.points.first(), "Ingresso", account=None)
    page = open_page(viewport={"width": 1024, "height": 768}, service_workers="block")
    watch(page).expect("ERR_INTERNET_DISCONNECTED")
    page.clock.install(time=clock.now)
    page.goto(f"/tablet/#{token}")
    expect(page.locator(".tablet-need").first).to_be_visible()
    made = Counter()
    for step in range(STEPS):
        clock.now = OPENING + step * A_STEP
        page.clock.set_system_time(clock.now)
        if step == OUTAGE.start:
            page.context.set_offline(True)
        touch(page, clock)
        if step in WITH_AGE:
            page.evaluate("document.querySelector('[data-answer=FROM_25]').click()")
        starts = OPENING + step * A_STEP
        made[(starts.hour * 2 + starts.minute // 30)] += TOUCHES_A_STEP.total()
        if step == OUTAGE.stop - 1:
            expect(page.locator("#tablet-waiting")).to_have_text(re.compile(r"^3\d "))
            page.context.set_offline(False)
        if step not in OUTAGE[:-1]:
            # What is under way arrives before both clocks are moved by four minutes.
            expect(page.locator("#tablet")).to_have_attribute("data-queue", "0")
    expect(page.locator("#tablet-number")).to_have_text("1200")

    assert Visit.objects.count() == 1_200
    assert Counter(Visit.objects.values_list("half_hour", flat=True)) == made
    by_need = Counter(Visit.objects.values_list("purpose", flat=True))
    assert by_need == {name: TOUCHES_A_STEP[name] * STEPS for name in Purpose.values}
    assert Visit.objects.exclude(age_band="").count() == len(WITH_AGE) == 90
    assert not Visit.objects.exclude(first_time="", residence_zone="", audience=None).exists()

    desk = open_page()
    sign_in(desk, factories.account_with_role(Role.DIRECTOR, centre))
    desk.goto("/banco/tuscolo/oggi/")
    expect(desk.locator(".count-figure")).to_have_text("1200")
    rows = desk.locator(".count-table").nth(1).locator("tbody tr")
    expect(rows).to_have_count(len(made))
    assert re.search(r"\b480\b", desk.locator(".count-table").first.inner_text())


def test_s2_the_suspended_centre_shows_its_notice_and_its_history(page, transactional_db):
    centre = load_centre(LANTERNA)
    point = centre.points.first()
    for year in (2002, 2016):
        factories.VisitFactory(centre=centre, point=point, day=datetime.date(year, 3, 5))
    centre.refresh_from_db()
    _device, token = pair_device(point, "Ingresso", account=None)
    page.goto(f"/tablet/#{token}")
    expect(page.locator("#tablet-notice-second")).to_have_text(centre.notice)
    expect(page.locator("#tablet-counting")).to_be_hidden()
    sign_in(page, factories.account_with_role(Role.DIRECTOR, centre))
    page.goto("/banco/lanterna/storia/")
    expect(page.locator("#history-total")).to_have_text("2")
    expect(page.locator(".history-table tbody tr")).to_have_count(2)
    assert centre.notice in page.inner_text("main")
