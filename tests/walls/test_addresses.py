"""Every address × every role: who opens what, and who does not even learn that it is there."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Right, Role, roles_with
from tests import factories
from tests.walls.addresses import Address, every_address
from tests.walls.examples import EXAMPLES, SHARED
from tests.walls.url_table import PREFIXES, TABLE, Who

pytestmark = pytest.mark.django_db
OPENED = {200, 302, 405}  # 405: the page is there, and answers only to a POST
IN_A_CENTRE = {name: who for name, who in TABLE.items() if who not in (Who.EVERYBODY, Who.DEVICE)}
OF_A_CENTRE = {name: who for name, who in IN_A_CENTRE.items() if who is not Who.SIGNED_IN}


def is_a_neighbours(address: Address) -> bool:
    return address.route.startswith(tuple(PREFIXES))


def ours() -> list[Address]:
    return [address for address in every_address() if not is_a_neighbours(address)]


def sign_in(client: Client, account: Account) -> Client:
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def roles_that_open(name: str) -> list[Role]:
    who = TABLE[name]
    return roles_with(who) if isinstance(who, Right) else list(Role)


def parameters_of(name: str) -> frozenset[str]:
    return next(address.parameters for address in ours() if address.name == name)


def is_hidden(client: Client, path: str) -> bool:
    """Whether neither a GET nor a POST tells that the address is there.

    A page that only reads, or only writes, may refuse the other method before it looks at
    who asks: 405 says nothing that the source code does not.
    """
    answers = {client.get(path).status_code, client.post(path).status_code}
    return 404 in answers and answers <= {404, 405}


def path_of(name: str, centre: Centre, *, things_of: Centre | None = None) -> str:
    """Path of an address in a centre, naming things of the same centre or of another."""
    example = EXAMPLES[name](things_of or centre) if name in EXAMPLES else {}
    if "centre_slug" in parameters_of(name):
        example = {"centre_slug": centre.slug, **example}
    return reverse(name, kwargs=example) if name != "wagtail_serve" else reverse(name, args=[""])


def test_every_address_of_ours_has_a_name_and_a_line_in_the_table() -> None:
    assert [address.route for address in ours() if not address.name] == []
    assert sorted({address.name for address in ours()} - set(TABLE)) == []


def test_every_line_of_the_table_has_an_address() -> None:
    names = {address.name for address in ours()}
    assert sorted(set(TABLE) - names) == []
    for prefix in PREFIXES:
        assert any(address.route.startswith(prefix) for address in every_address()), prefix


def test_every_example_belongs_to_an_address() -> None:
    assert sorted(set(EXAMPLES) - set(TABLE)) == []
    assert sorted(SHARED - set(EXAMPLES)) == []


def test_no_two_addresses_of_ours_share_a_name() -> None:
    names = [address.name for address in ours()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_view_of_ours_wears_the_decorator_that_the_table_says() -> None:
    worn = {address.name: face_of(address.view) for address in ours()}
    said = {name: face_said(who) for name, who in TABLE.items()}
    assert worn == said


def face_of(view: Any) -> tuple[str, Right | None]:
    return getattr(view, "face", "signed in"), getattr(view, "right", None)


def face_said(who: Who | Right) -> tuple[str, Right | None]:
    if isinstance(who, Right):
        return "banco", who
    faces = {Who.EVERYBODY: "public", Who.DEVICE: "device", Who.ANY_ROLE: "banco"}
    return faces.get(who, "signed in"), None


@pytest.mark.parametrize("name", [name for name, who in TABLE.items() if who is Who.EVERYBODY])
def test_the_door_is_open_to_everybody(client: Client, centre: Centre, name: str) -> None:
    factories.SiteFactory(centre=centre)
    assert client.get(path_of(name, centre)).status_code in {*OPENED, 404}
    assert not client.cookies


@pytest.mark.parametrize("name", [name for name, who in TABLE.items() if who is Who.DEVICE])
def test_only_a_paired_device_is_answered(client: Client, centre: Centre, name: str) -> None:
    assert client.get(path_of(name, centre)).status_code in {401, 405}
    assert client.post(path_of(name, centre)).status_code in {400, 401, 405}
    assert not client.cookies


@pytest.mark.parametrize("name", IN_A_CENTRE)
def test_who_is_not_signed_in_is_sent_to_the_login(
    client: Client, centre: Centre, name: str
) -> None:
    path = path_of(name, centre)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("name", OF_A_CENTRE)
def test_each_role_opens_what_its_rights_say(client: Client, centre: Centre, name: str) -> None:
    allowed = roles_that_open(name)
    for role in Role:
        client = sign_in(client, factories.account_with_role(role, centre))
        path = path_of(name, centre)
        if role in allowed:
            status = client.get(path).status_code
            assert status in OPENED, f"{role} should open {name} and gets {status}"
        else:
            assert is_hidden(client, path), f"{role} should not see {name}"


@pytest.mark.parametrize("name", OF_A_CENTRE)
def test_a_role_in_another_centre_opens_nothing(
    client: Client, centre: Centre, other_centre: Centre, name: str
) -> None:
    for role in Role:
        client = sign_in(client, factories.account_with_role(role, other_centre))
        assert is_hidden(client, path_of(name, centre)), f"{role} elsewhere sees {name}"


@pytest.mark.parametrize("name", OF_A_CENTRE)
def test_an_account_without_a_role_opens_nothing(client: Client, centre: Centre, name: str) -> None:
    client = sign_in(client, factories.AccountFactory())
    assert is_hidden(client, path_of(name, centre))


@pytest.mark.parametrize(
    "name", [name for name in OF_A_CENTRE if name in EXAMPLES and name not in SHARED]
)
def test_a_thing_of_another_centre_is_not_found(
    client: Client, centre: Centre, other_centre: Centre, name: str
) -> None:
    allowed = roles_that_open(name)
    account = factories.account_with_role(allowed[0], centre)
    factories.RoleAssignmentFactory(account=account, centre=other_centre, role=allowed[0])
    client = sign_in(client, account)
    path = path_of(name, centre, things_of=other_centre)
    assert is_hidden(client, path)
    assert client.get(path_of(name, other_centre)).status_code in OPENED


@pytest.mark.parametrize("name", IN_A_CENTRE)
def test_every_desk_asks_for_the_second_factor(
    client: Client, centre: Centre, name: str, settings: Any
) -> None:
    if name == "components":
        return  # it shows the pieces of the interface and nothing else
    settings.REQUIRE_TOTP = True
    client = sign_in(client, factories.account_with_role(roles_that_open(name)[0], centre))
    answer = client.get(path_of(name, centre))
    assert answer.status_code == 302
    assert answer.url == reverse("mfa_activate_totp")


@pytest.mark.parametrize("name", TABLE)
def test_a_centre_that_does_not_exist_is_not_found(
    client: Client, centre: Centre, name: str
) -> None:
    if "centre_slug" not in parameters_of(name):
        return
    role = roles_that_open(name)[0]
    client = sign_in(client, factories.account_with_role(role, centre))
    path = path_of(name, centre).replace(centre.slug, "non-esiste")
    assert client.get(path).status_code in {404, 405}


def test_login_is_required_by_default() -> None:
    declared = {name for name, who in TABLE.items() if who in (Who.EVERYBODY, Who.DEVICE)}
    assert {address.name for address in ours() if address.is_open} == declared


def test_the_neighbours_open_nothing_to_who_is_not_signed_in(client: Client) -> None:
    logins = (reverse("account_login"), reverse("wagtailadmin_login"))
    wrong = []
    for address in every_address():
        if not is_a_neighbours(address) or address.is_open:
            continue
        answer = client.get(address.sample)
        sent_away = answer.status_code == 302 and answer.url.startswith(logins)
        if not (sent_away or answer.status_code in {404, 405}):
            wrong.append(f"{address.sample} answers {answer.status_code}")
    assert wrong == []


#: Names of the neighbours' addresses that ask for no login: what signing in is made of.
SIGNING_IN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",  # closed by `StaffAccountAdapter`
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "wagtailadmin_login",
}
#: Namespaces that ask by themselves, and answer 401 or 403.
ASK_BY_THEMSELVES = ("wagtailadmin_api:",)


def test_what_the_neighbours_leave_open_is_known() -> None:
    left_open = {
        address.name
        for address in every_address()
        if is_a_neighbours(address)
        and address.is_open
        and not address.name.startswith(ASK_BY_THEMSELVES)
    }
    assert left_open == SIGNING_IN


def test_what_asks_by_itself_opens_nothing(client: Client) -> None:
    asking = [a for a in every_address() if a.name.startswith(ASK_BY_THEMSELVES)]
    answers = {address.name: client.get(address.sample) for address in asking}
    assert answers
    logins = (reverse("account_login"), reverse("wagtailadmin_login"))
    for name, answer in answers.items():
        sent_away = answer.status_code == 302 and answer.url.startswith(logins)
        assert sent_away or answer.status_code in {401, 403, 405}, (name, answer)


def test_nobody_signs_up_alone(client: Client) -> None:
    answer = client.post(
        reverse("account_signup"),
        {
            "email": "a@example.org",
            "password1": factories.PASSWORD,
            "password2": factories.PASSWORD,
        },
    )
    assert answer.status_code == 200
    assert not Account.objects.exists()
