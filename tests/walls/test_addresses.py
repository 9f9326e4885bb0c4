"""Every address × every role: who opens what, and who does not even learn that it is there.

Each test goes through all the addresses with things made once, and says every wrong cell.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Right, Role
from tests import factories
from tests.walls.cookies import named_cookies
from tests.walls.examples import EXAMPLES, SHARED
from tests.walls.paths import (
    DEVICES,
    EVERYBODYS,
    IN_A_CENTRE,
    OF_A_CENTRE,
    addresses,
    is_a_neighbours,
    ours,
    parameters_of,
    path_of,
    roles_that_open,
    sign_in,
)
from tests.walls.url_table import PREFIXES, TABLE, Who

pytestmark = pytest.mark.django_db
OPENED = {200, 302, 405}  # 405: the page is there, and answers only to a POST


def is_hidden(client: Client, path: str) -> bool:
    """Whether neither a GET nor a POST tells that the address is there.

    A page that only reads, or only writes, may refuse the other method before it looks at
    who asks: 405 says nothing that the source code does not.
    """
    answers = {client.get(path).status_code, client.post(path).status_code}
    return 404 in answers and answers <= {404, 405}


def status_of(client: Client, path: str) -> int:
    """What a page answers; a file that it hands over is read to its end, as a browser would."""
    answer = client.get(path)
    if answer.streaming:
        answer.getvalue()
        # Not `answer.close()`: it says that the request is over, and the connection is dropped.
        for close_file in answer._resource_closers:
            close_file()
    return answer.status_code


@pytest.fixture
def paths(centre: Centre) -> dict[str, str]:
    """Path of every address in the centre, by its name."""
    return {name: path_of(name, centre) for name in TABLE}


def test_every_address_of_ours_has_a_name_and_a_line_in_the_table() -> None:
    assert [address.route for address in ours() if not address.name] == []
    assert sorted({address.name for address in ours()} - set(TABLE)) == []


def test_every_line_of_the_table_has_an_address() -> None:
    names = {address.name for address in ours()}
    assert sorted(set(TABLE) - names) == []
    for prefix in PREFIXES:
        assert any(address.route.startswith(prefix) for address in addresses()), prefix


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


def test_the_door_is_open_to_everybody(client: Client, paths: dict[str, str]) -> None:
    answers = {name: status_of(client, paths[name]) for name in EVERYBODYS}
    # 404: there is no such image, and no editorial page at the root
    assert {name for name, status in answers.items() if status not in {*OPENED, 404}} == set()
    assert {name for name, status in answers.items() if status == 404} <= {"media", "wagtail_serve"}
    assert not client.cookies


def test_only_a_paired_device_is_answered(client: Client, paths: dict[str, str]) -> None:
    for name in DEVICES:
        assert client.get(paths[name]).status_code in {401, 405}, name
        assert client.post(paths[name]).status_code in {400, 401, 405}, name
    assert not client.cookies


def test_who_is_not_signed_in_is_sent_to_the_login(client: Client, paths: dict[str, str]) -> None:
    login = reverse("account_login")
    wrong = [
        (name, answer)
        for name in IN_A_CENTRE
        for answer in (client.get(paths[name]), client.post(paths[name]))
        if answer.status_code != 302 or not answer.url.startswith(login)
    ]
    assert wrong == []


@pytest.mark.one_database
@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_what_its_rights_say(
    client: Client, centre: Centre, paths: dict[str, str], role: Role
) -> None:
    client = sign_in(client, factories.account_with_role(role, centre))
    wrong = []
    for name in OF_A_CENTRE:
        if role not in roles_that_open(name):
            if not is_hidden(client, paths[name]):
                wrong.append(f"{role} should not see {name}")
        elif (status := client.get(paths[name]).status_code) not in OPENED:
            wrong.append(f"{role} should open {name} and gets {status}")
    assert wrong == []
    assert set(client.cookies) <= named_cookies()


@pytest.mark.one_database
@pytest.mark.parametrize("role", list(Role))
def test_a_role_in_another_centre_opens_nothing(
    client: Client, other_centre: Centre, paths: dict[str, str], role: Role
) -> None:
    client = sign_in(client, factories.account_with_role(role, other_centre))
    assert [name for name in OF_A_CENTRE if not is_hidden(client, paths[name])] == []


def test_an_account_without_a_role_opens_nothing(client: Client, paths: dict[str, str]) -> None:
    client = sign_in(client, factories.AccountFactory())
    assert [name for name in OF_A_CENTRE if not is_hidden(client, paths[name])] == []


def test_a_thing_of_another_centre_is_not_found(
    client: Client, centre: Centre, other_centre: Centre
) -> None:
    """Even to who has every role in both centres, so that only the centre can hide it."""
    account = factories.AccountFactory()
    for role in Role:
        for place in (centre, other_centre):
            factories.RoleAssignmentFactory(account=account, centre=place, role=role)
    client = sign_in(client, account)
    wrong = []
    for name in OF_A_CENTRE:
        if name in EXAMPLES and name not in SHARED:
            if not is_hidden(client, path_of(name, centre, things_of=other_centre)):
                wrong.append(f"{name} shows a thing of another centre")
            if client.get(path_of(name, other_centre)).status_code not in OPENED:
                wrong.append(f"{name} does not show it in its own centre")
    assert wrong == []


def test_a_cell_that_is_wrong_is_found(client: Client, centre: Centre) -> None:
    """The eyes of the tests above: a page that opens is not hidden, one that is not there is."""
    client = sign_in(client, factories.account_with_role(Role.DIRECTOR, centre))
    assert not is_hidden(client, path_of("kernel-places", centre))
    assert is_hidden(client, path_of("kernel-places", centre).replace(centre.slug, "elsewhere"))


def test_every_desk_asks_for_the_second_factor(
    client: Client, centre: Centre, paths: dict[str, str], settings: Any
) -> None:
    settings.REQUIRE_TOTP = True
    account = factories.AccountFactory()
    for role in Role:
        factories.RoleAssignmentFactory(account=account, centre=centre, role=role)
    client = sign_in(client, account)
    opened = []
    for name in IN_A_CENTRE:
        answer = client.get(paths[name])
        if answer.status_code != 302 or answer.url != reverse("mfa_activate_totp"):
            opened.append(name)
    # It shows the pieces of the interface and nothing else.
    assert opened == ["components"]


def test_a_centre_that_does_not_exist_is_not_found(
    client: Client, centre: Centre, paths: dict[str, str]
) -> None:
    account = factories.AccountFactory()
    for role in Role:
        factories.RoleAssignmentFactory(account=account, centre=centre, role=role)
    client = sign_in(client, account)
    named = [name for name in TABLE if "centre_slug" in parameters_of(name)]
    assert named
    gone = {name: paths[name].replace(f"/{centre.slug}/", "/non-esiste/") for name in named}
    assert [name for name in named if client.get(gone[name]).status_code not in {404, 405}] == []


def test_login_is_required_by_default() -> None:
    declared = {name for name, who in TABLE.items() if who in (Who.EVERYBODY, Who.DEVICE)}
    assert {address.name for address in ours() if address.is_open} == declared


def test_the_neighbours_open_nothing_to_who_is_not_signed_in(client: Client) -> None:
    logins = (reverse("account_login"), reverse("wagtailadmin_login"))
    wrong = []
    for address in addresses():
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
#: Files that public pages link.
LINKED_FILES = {"wagtaildocs_serve"}
#: Namespaces that ask by themselves, and answer 401 or 403.
ASK_BY_THEMSELVES = ("wagtailadmin_api:",)


def test_what_the_neighbours_leave_open_is_known() -> None:
    left_open = {
        address.name
        for address in addresses()
        if is_a_neighbours(address)
        and address.is_open
        and not address.name.startswith(ASK_BY_THEMSELVES)
    }
    assert left_open == SIGNING_IN | LINKED_FILES


def test_what_asks_by_itself_opens_nothing(client: Client) -> None:
    asking = [a for a in addresses() if a.name.startswith(ASK_BY_THEMSELVES)]
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
