"""What belongs to somebody does not go before they were told, and stays with one click."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from dateutil.relativedelta import relativedelta
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from mestieri.cli.doctor import findings
from mestieri.cli.doctor import running as doctor
from mestieri.kernel import work
from mestieri.kernel.models import (
    Account,
    AuditEntry,
    Centre,
    ContactView,
    MagicLink,
    RetentionNotice,
)
from mestieri.kernel.roles import Role
from mestieri.kernel.services.backup.after import close_what_was_pending
from mestieri.kernel.services.retention import apply_rules, notices, telling
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
    told = RetentionNotice.objects.filter(told_at__isnull=False)
    told.update(told_at=timezone.now() - 31 * DAY)
    RetentionNotice.objects.update(tried_at=timezone.now() - 2 * DAY)
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


@pytest.fixture
def no_mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"


@pytest.fixture
def no_answer(settings: Settings) -> None:
    """A mail server that does not answer."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.mark.parametrize("mail_server", ["no_mail", "no_answer"])
def test_where_no_message_leaves_nobody_counts_as_told_and_nothing_goes(
    idle: Account,
    today: datetime.date,
    mail_server: str,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    request.getfixturevalue(mail_server)
    assert notices.send_notices(today) == 1
    assert notices.send_notices(today) == 0, "it is tried once a day"
    assert "http" not in capsys.readouterr().out, "no link is written on a terminal"
    assert not MagicLink.objects.filter(ended_at__isnull=True).exists()
    (waiting,) = telling.to_be_told(today)
    assert waiting.who == idle.name
    (finding,) = doctor.notices()
    assert finding.state == findings.ADVICE
    later(idle, today)
    apply_rules(today)
    assert Account.objects.filter(pk=idle.pk).exists()


def test_one_who_is_told_by_the_staff_is_told(
    no_mail: None,
    centre: Centre,
    idle: Account,
    today: datetime.date,
    as_role: Callable[[Role], Client],
) -> None:
    director = as_role(Role.DIRECTOR)
    notices.send_notices(today)
    notice = RetentionNotice.objects.get()

    def post(name: str) -> None:
        assert director.post(reverse(name, args=[centre.slug, notice.pk])).status_code in (200, 302)
        notice.refresh_from_db()

    page = director.get(reverse("kernel-notices", args=[centre.slug]))
    assert idle.name in page.text
    assert idle.email not in page.text
    post("kernel-notice-letter")
    assert notice.told_at is None, "a printed letter tells nobody"
    assert ContactView.objects.get().subject_key == str(idle.pk)
    post("kernel-notice-told")
    post("kernel-notice-not-told")
    assert len(telling.to_be_told(today, centre)) == 1
    post("kernel-notice-told")
    assert telling.to_be_told(today, centre) == []
    assert idle.name in director.get(reverse("kernel-notices", args=[centre.slug])).text
    acts = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"kernel.tell_in_person", "kernel.not_told_in_person"} <= acts
    later(idle, today)
    assert apply_rules(today)[notices.ACCOUNTS_UNUSED] == 1


def test_one_who_says_so_at_the_desk_keeps_it(
    no_mail: None,
    centre: Centre,
    idle: Account,
    today: datetime.date,
    as_role: Callable[[Role], Client],
) -> None:
    director = as_role(Role.DIRECTOR)
    notices.send_notices(today)
    notice = RetentionNotice.objects.get()
    director.post(reverse("kernel-notice-keep", args=[centre.slug, notice.pk]))
    idle.refresh_from_db()
    assert idle.confirmed_on == today
    assert not RetentionNotice.objects.exists()


def test_another_centre_does_not_see_who_has_to_be_told(
    no_mail: None,
    other_centre: Centre,
    idle: Account,
    today: datetime.date,
    as_role: Callable[[Role], Client],
) -> None:
    director = as_role(Role.DIRECTOR)
    notices.send_notices(today)
    RetentionNotice.objects.update(centre=other_centre)
    notice = RetentionNotice.objects.get()
    page = director.get(reverse("kernel-notices", args=["tuscolo"]))
    assert idle.name not in page.text
    address = reverse("kernel-notice-told", args=["tuscolo", notice.pk])
    assert director.post(address).status_code == 404


def test_after_a_restore_who_had_a_link_is_told_again(idle: Account, today: datetime.date) -> None:
    """The links of before a restore open nothing: nobody goes who could not have answered."""
    notices.send_notices(today)
    close_what_was_pending(timezone.now())
    later(idle, today)
    MagicLink.objects.update(ended_at=timezone.now())
    apply_rules(today)
    assert Account.objects.filter(pk=idle.pk).exists()
    assert notices.send_notices(today) == 1
