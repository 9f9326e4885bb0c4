"""Where a second factor is required, a password alone opens nothing, by whatever door."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Account, Centre
from tests import factories
from tests.kernel.test_sign_in import set_up_second_factor, sign_in
from tests.walls.furnished import banco_paths, keeper_of_everything
from tests.walls.paths import addresses

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "un'altra frase inventata"
COMPONENTS = "components"  # the pieces of the interface, and nothing else


@pytest.fixture(autouse=True)
def second_factor_required(settings: Any) -> None:
    settings.REQUIRE_TOTP = True


@pytest.fixture
def account(centre: Centre) -> Account:
    """Somebody with every role who may edit pages too."""
    account = keeper_of_everything(centre)
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return account


@pytest.fixture
def protected(account: Account, django_capture_on_commit_callbacks: Callable) -> Account:
    """The same, with the second factor in use."""
    client = Client()
    sign_in(client, account)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_second_factor(client)
    assert Authenticator.objects.filter(user=account).exists()
    return account


def desks(centre: Centre) -> dict[str, str]:
    """Every address of the Banco and of the editorial desk."""
    editorial = {
        address.sample: address.sample
        for address in addresses()
        if address.sample.startswith("/redazione/")
    }
    assert len(editorial) > 100
    return {**banco_paths(centre), **editorial}


def opened(client: Client, centre: Centre) -> list[str]:
    """Names of the addresses that answer anything but «sign in», «set it up» or «not here»."""
    allowed = (reverse("account_login"), reverse("mfa_activate_totp"), reverse("wagtailadmin_home"))
    found = []
    for name, path in desks(centre).items():
        answer = client.get(path)
        sent_away = answer.status_code == 302 and answer.url.startswith(allowed)
        if not sent_away and answer.status_code not in (401, 403, 404, 405):
            found.append(name)
    return [name for name in found if name != COMPONENTS]


def test_by_the_sign_in_page(client: Client, centre: Centre, protected: Account) -> None:
    assert sign_in(client, protected).url.startswith(reverse("mfa_authenticate"))
    assert opened(client, centre) == []
    assert client.get(reverse(COMPONENTS)).status_code == 302


def test_before_it_is_set_up(client: Client, centre: Centre, account: Account) -> None:
    sign_in(client, account)
    assert opened(client, centre) == []


def test_by_the_login_of_the_editorial_desk(
    client: Client, centre: Centre, protected: Account
) -> None:
    typed = {"username": protected.email, "password": factories.PASSWORD}
    for login in ("/redazione/login/", reverse("account_reauthenticate")):
        client.post(login, {**typed, "login": protected.email})
    assert "_auth_user_id" not in client.session
    assert opened(client, centre) == []


def test_by_confirming_the_password_half_way(
    client: Client, centre: Centre, protected: Account
) -> None:
    sign_in(client, protected)
    for name in ("account_reauthenticate", "mfa_reauthenticate"):
        client.post(reverse(name), {"password": factories.PASSWORD})
    assert "_auth_user_id" not in client.session
    assert opened(client, centre) == []


def test_by_choosing_a_new_password(client: Client, centre: Centre, protected: Account) -> None:
    client.post(reverse("account_reset_password"), {"email": protected.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[-1].body)[1]
    form = client.get(link, follow=True)
    chosen = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(form.request["PATH_INFO"], chosen)
    assert "_auth_user_id" not in client.session
    assert sign_in(client, protected, NEW_PASSWORD).url.startswith(reverse("mfa_authenticate"))
    assert opened(client, centre) == []


def test_by_having_signed_in_before_the_second_factor_was_set_up(
    client: Client,
    centre: Centre,
    account: Account,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    """Whoever stole the password waits inside; the person sets the second factor up elsewhere."""
    thief, colleague = Client(), Client()
    sign_in(thief, account)
    sign_in(colleague, factories.AccountFactory())
    sign_in(client, account)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_second_factor(client)
    assert opened(thief, centre) == []
    assert thief.get(reverse("mfa_view_recovery_codes")).status_code == 302
    assert client.get(reverse("banco-centre", args=[centre.slug])).status_code == 200
    assert colleague.get(reverse("mfa_index")).status_code == 200


def test_the_second_factor_does_open(client: Client, centre: Centre, account: Account) -> None:
    """The eyes of the tests above: with it, the same addresses are open."""
    sign_in(client, account)
    set_up_second_factor(client)
    pages = [path for path in banco_paths(centre).values() if path.endswith("/")]
    assert sum(client.get(path).status_code == 200 for path in pages) > 40
