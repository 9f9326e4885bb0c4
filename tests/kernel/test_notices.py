"""What belongs to somebody does not go before they were told, and stays with one click."""

from __future__ import annotations

import datetime

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.test import Client
from django.utils import timezone

from mestieri.kernel import work
from mestieri.kernel.models import Account, Centre, MagicLink
from mestieri.kernel.roles import Role
from mestieri.kernel.services.retention import apply_rules, notices
from tests import factories

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today() -> datetime.date:
    return timezone.localdate()


@pytest.fixture
def idle(centre: Centre, today: datetime.date) -> Account:
    """An account that nobody has used for two years less three weeks."""
    account = factories.account_with_role(Role.ADVISER, centre)
    last = timezone.now() - relativedelta(months=24) + 21 * DAY
    Account.objects.filter(pk=account.pk).update(joined_at=last, last_login=None)
    account.refresh_from_db()
    return account


def link_in_the_mail() -> str:
    (message,) = mail.outbox
    address = next(line for line in message.body.splitlines() if line.startswith("http"))
    return "/" + address.split("/", 3)[3]


def later(account: Account, today: datetime.date) -> None:
    """Let the thirty days of the notice go by."""
    MagicLink.objects.update(issued_at=timezone.now() - 31 * DAY, expires_at=timezone.now() - DAY)
    joined = timezone.now() - relativedelta(months=24) - 10 * DAY
    Account.objects.filter(pk=account.pk).update(joined_at=joined)


def test_who_says_nothing_goes_thirty_days_after_the_notice(
    idle: Account, today: datetime.date
) -> None:
    names = [regular.name for regular in work.regular_work()]
    assert "retention-notices" in names
    assert notices.send_notices(today) == 1
    assert mail.outbox[0].to == [idle.email]
    assert notices.send_notices(today) == 0, "nobody is written to twice"
    apply_rules(today)
    assert Account.objects.filter(pk=idle.pk).exists()
    later(idle, today)
    assert apply_rules(today)[notices.ACCOUNTS_UNUSED] == 1
    assert not Account.objects.filter(pk=idle.pk).exists()


def test_without_a_notice_nothing_goes(idle: Account, today: datetime.date) -> None:
    later(idle, today)
    apply_rules(today)
    assert Account.objects.filter(pk=idle.pk).exists()


def test_one_click_keeps_it_and_a_robot_that_follows_the_link_does_not(
    client: Client, idle: Account, today: datetime.date
) -> None:
    notices.send_notices(today)
    path = link_in_the_mail()
    for _visit in range(2):
        assert idle.email in client.get(path).text
    idle.refresh_from_db()
    assert idle.confirmed_on is None
    assert client.post(f"{path}conferma/", headers=OURS).status_code == 200
    idle.refresh_from_db()
    assert idle.confirmed_on == today
    assert client.post(f"{path}conferma/", headers=OURS).status_code == 410
    assert client.get(path).status_code == 410
    later(idle, today)
    apply_rules(today)
    assert Account.objects.filter(pk=idle.pk).exists()
    assert notices.send_notices(today) == 0


def test_directors_and_who_signs_in_are_never_told_to_go(
    centre: Centre, idle: Account, today: datetime.date
) -> None:
    Account.objects.filter(pk=idle.pk).update(last_login=timezone.now())
    director = factories.account_with_role(Role.DIRECTOR, centre)
    Account.objects.filter(pk=director.pk).update(joined_at=timezone.now() - 3000 * DAY)
    assert notices.send_notices(today) == 0


def test_what_is_there_no_more_cannot_be_kept(
    client: Client, idle: Account, today: datetime.date
) -> None:
    notices.send_notices(today)
    path = link_in_the_mail()
    idle.delete()
    assert client.get(path).status_code == 410
    assert client.post(f"{path}conferma/", headers=OURS).status_code == 410
