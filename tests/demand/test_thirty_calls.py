"""S17 «Trenta telefonate»: a volunteer's two hours, without touching the mouse."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from mestieri.demand.models import Call, Campaign, Company, InfoLetter, Request
from mestieri.demand.queries.campaigns import figures_of
from mestieri.demand.services import campaigns
from mestieri.demand.services.calling import taking
from mestieri.demand.services.calling.ending import Ending, end_call
from mestieri.demand.vocabulary import CampaignState, Outcome, TargetState
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in
from tests.demand import made

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ON_THE_LIST = 120
#: How the thirty calls end, in the order in which a morning brings them (S17).
CALLS = "131413216314312314681324316423"


def the_campaign(centre: Centre) -> Campaign:
    """120 companies of ATECO 62 and 26 within 20 km, and others that are not asked for."""
    near, far = "015179", "058091"
    made.many_companies(centre, 70, ateco="62.10.00", section="K", istat=near)
    rows = made.many_companies(centre, 50, ateco="26.11.00", section="C", istat=near)
    made.many_companies(centre, 5, ateco="62.10.00", section="K", istat=far)
    made.many_companies(centre, 5, ateco="10.71.10", section="C", istat=near)
    assert len(rows) == 50
    campaign = Campaign(
        centre=centre, name="Informatica ed elettronica", script=made.script(centre),
        message=made.message(centre, versions=3), ateco="62 26", municipality="Pregnana Milanese",
        kilometres=20,
    )  # fmt: skip
    assert campaigns.save_campaign(campaign, account=None) == ON_THE_LIST
    campaigns.pass_to(campaign, CampaignState.RUNNING, account=None)
    return Campaign.objects.get(pk=campaign.pk)


def a_colleague_called(campaign: Campaign, days: int) -> Company:
    """The first company of the list was called by somebody else some days ago."""
    colleague = made.caller(campaign.centre)
    lock = taking.take_next(campaign, colleague)
    assert lock is not None
    call = end_call(lock.target, Ending(Outcome.NO_ANSWER), account=colleague, token=lock.token)
    day = timezone.localdate() - datetime.timedelta(days=days)
    Call.objects.filter(pk=call.pk).update(day=day)
    campaign.targets.filter(pk=lock.target_id).update(due_on=timezone.localdate())
    return lock.company


def press_through(page: Page, key: str) -> None:
    """One call by keyboard: the script's first answers, then the key of the outcome."""
    keyboard = page.keyboard
    token = page.locator("#ending input[name=token]").input_value()
    keyboard.press("a")
    keyboard.press(key)
    if key == "2":
        keyboard.press("Enter")
    elif key == "4":
        keyboard.type("ufficio@example.org")
        keyboard.press("Enter")
    elif key == "6":
        keyboard.type("un tornitore entro maggio")
        keyboard.press("Enter")
    page.wait_for_function(
        "old => { const one = document.querySelector('#ending input[name=token]');"
        " return one && one.value !== old; }",
        arg=token,
    )


@pytest.mark.S17
def test_thirty_calls_by_keyboard_alone(page: Page) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Laboratorio")
    campaign = the_campaign(centre)
    called = a_colleague_called(campaign, days=6)
    account = factories.account_with_role(Role.CALLER, centre)
    sign_in(page, account)
    page.goto("/banco/tuscolo/telefonate/")
    page.get_by_role("button", name="Begin").or_(
        page.get_by_role("button", name="Comincia")
    ).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("telefonate/ora/"))
    assert_accessible(page)
    warned = 0
    for number, key in enumerate(CALLS):
        if page.locator("h1").inner_text() == called.legal_name:
            expect(page.locator(".demand-alert[role=alert]").first).to_be_visible()
            warned += 1
        if number == 0:
            expect(page.locator(".call-steps > li:visible")).to_have_count(1)
        press_through(page, key)
    assert warned == 1
    made_by_me = Call.objects.filter(made_by=account)
    told = Counter(made_by_me.values_list("outcome", flat=True))
    assert told == Counter(
        NO_ANSWER=9, CALL_BACK=4, NOT_INTERESTED=8, SEND_INFO=5, REQUEST=3, DO_NOT_CALL=1
    )
    assert made_by_me.exclude(path=[]).count() == 30
    assert InfoLetter.objects.filter(state="PREPARED", owner=account).count() == 5
    assert Request.objects.filter(owner=account).count() == 3
    assert mail.outbox == []
    assert campaign.targets.filter(owner=account, state=TargetState.CALL_BACK).count() == 4
    assert Company.objects.filter(do_not_call=True).count() == 1
    figures = figures_of(campaign, timezone.localdate())
    assert figures.calls == 31
    assert figures.companies == ON_THE_LIST
    page.set_viewport_size({"width": 390, "height": 844})
    assert_no_sideways_scroll(page)
