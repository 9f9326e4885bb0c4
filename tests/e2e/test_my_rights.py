"""S20, «I miei diritti»: told, kept by one click or by voice; what the officer sees."""

from __future__ import annotations

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from mestieri.kernel.services.retention import apply_rules, notices
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in

pytestmark = pytest.mark.S20


def idle_account(centre: Centre, name: str) -> Account:
    """Nobody has used it for two years less three weeks."""
    account = factories.account_with_role(Role.ADVISER, centre)
    last = timezone.now() - relativedelta(months=24) + datetime.timedelta(days=21)
    Account.objects.filter(pk=account.pk).update(joined_at=last, name=name)
    account.refresh_from_db()
    return account


def test_s20_one_click_keeps_it_on_a_telephone(phone: Page, centre: Centre) -> None:
    account = idle_account(centre, "Delfina Olmi")
    notices.send_notices(timezone.localdate())
    (message,) = mail.outbox
    address = next(line for line in message.body.splitlines() if line.startswith("http"))
    phone.goto("/" + address.split("/", 3)[3])
    expect(phone.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.locator("main form button").click()
    expect(phone.get_by_role("status")).to_contain_text(account.email)
    assert_accessible(phone)
    account.refresh_from_db()
    assert account.confirmed_on == timezone.localdate()


def test_s20_who_has_no_mail_is_told_by_a_person_and_nothing_is_overdue(
    page: Page, centre: Centre, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    told, kept = idle_account(centre, "Delfina Olmi"), idle_account(centre, "Ezio Prati")
    today = timezone.localdate()
    notices.send_notices(today)
    apply_rules(today)
    sign_in(page, factories.account_with_role(Role.DATA_PROTECTION_OFFICER, centre))
    page.goto(f"/banco/{centre.slug}/trattamenti/")
    expect(page.locator(".alert-success")).to_contain_text("0")
    page.goto(f"/banco/{centre.slug}/trattamenti/cancellazioni/")
    expect(page.locator(".alert-success")).to_contain_text("0")
    page.get_by_role("main").locator(".alert-warning a").click()
    assert_accessible(page)
    rows = page.get_by_role("row")
    rows.filter(has_text=told.name).locator("form[action$='/detto/'] button").click()
    rows.filter(has_text=kept.name).locator("form[action$='/tieni/'] button").click()
    expect(page.get_by_role("status")).to_contain_text(kept.email)
    expect(page.locator("#told + ul")).to_contain_text(told.name)
    assert_accessible(page)
    kept.refresh_from_db()
    assert kept.confirmed_on == today
    page.goto(f"/banco/{centre.slug}/trattamenti/valutazione/risposte/")
    page.locator("textarea").first.fill("Sì, perché si trattano dati di molte persone.")
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("main")).to_contain_text("dati di molte persone")
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("valutazione/", "avvisi/", "cancellazioni/"):
        page.goto(f"/banco/{centre.slug}/trattamenti/{path}")
        assert_no_sideways_scroll(page)
