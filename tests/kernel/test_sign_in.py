"""Who works in a centre signs in with a password and a code, and by no other door."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Permission
from django.core import mail
from django.template import engines
from django.urls import reverse

from mestieri.kernel.roles import Role
from mestieri.kernel.services import accounts
from tests import factories

pytestmark = pytest.mark.django_db


def code_for(secret):
    """The code that an app would show now."""
    counters = list(totp.yield_hotp_counters_from_time())  # this step and its neighbours
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2]))


def sign_in(client, account, password=factories.PASSWORD):
    return client.post(reverse("account_login"), {"login": account.email, "password": password})


def set_up_second_factor(client):
    """Activate the second factor as a person does: read the secret, type the code."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    return secret, client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})


@pytest.fixture
def director(centre):
    return factories.account_with_role(Role.DIRECTOR, centre)


@pytest.fixture
def editor(centre, monkeypatch):
    """Somebody who edits pages; Wagtail's own templates may name what is not there."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")
    account = factories.account_with_role(Role.SITE_EDITOR, centre)
    account.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return account


def test_the_banco_asks_who_you_are(client, centre):
    response = client.get(reverse("banco"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


def test_a_password_opens_the_banco_where_no_second_factor_is_required(client, director):
    response = sign_in(client, director)
    assert response.status_code == 302
    assert client.get(reverse("banco-centre", args=["tuscolo"])).status_code == 200


def test_the_session_lasts_half_a_day_and_has_its_own_name(client, director):
    sign_in(client, director)
    assert 0 < client.session.get_expiry_age() <= 12 * 60 * 60
    assert "mestieri_staff" in client.cookies


def test_a_wrong_password_tells_nothing(client, director):
    known = sign_in(client, director, "not the password").content.decode()
    unknown = client.post(
        reverse("account_login"), {"login": "nobody@example.org", "password": "x"}
    ).content.decode()
    errors = re.compile(r'<div class="alert.*?</div>', re.S)
    assert errors.findall(known) == errors.findall(unknown) != []


def test_nobody_registers_alone(client, db):
    response = client.get(reverse("account_signup"))
    assert "account/signup_closed.html" in [template.name for template in response.templates]
    address = {"email": "intruder@example.org", "password1": factories.PASSWORD}
    client.post(reverse("account_signup"), {**address, "password2": factories.PASSWORD})
    assert not EmailAddress.objects.filter(email="intruder@example.org").exists()


class TestWithTheSecondFactorRequired:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.REQUIRE_TOTP = True

    def test_no_page_of_the_banco_opens_before_it_is_set_up(self, client, centre, director):
        sign_in(client, director)
        for address in (
            reverse("banco"),
            reverse("banco-centre", args=[centre.slug]),
            reverse("kernel-staff", args=[centre.slug]),
        ):
            response = client.get(address)
            assert (response.status_code, response.url) == (302, reverse("mfa_activate_totp"))

    def test_it_is_set_up_with_an_app_and_the_banco_opens(self, client, centre, director):
        sign_in(client, director)
        page = client.get(reverse("mfa_activate_totp")).content.decode()
        assert 'src="data:image/svg+xml' in page
        _secret, response = set_up_second_factor(client)
        assert response.status_code == 302
        assert client.get(reverse("banco-centre", args=[centre.slug])).status_code == 200

    def test_a_wrong_code_sets_nothing_up(self, client, director):
        sign_in(client, director)
        client.get(reverse("mfa_activate_totp"))
        client.post(reverse("mfa_activate_totp"), {"code": "abcdef"})
        assert not Authenticator.objects.filter(user=director).exists()

    def test_the_next_sign_in_asks_for_a_code(self, client, centre, director):
        sign_in(client, director)
        secret, _response = set_up_second_factor(client)
        client.post(reverse("account_logout"))
        assert sign_in(client, director).url.startswith(reverse("mfa_authenticate"))
        banco = reverse("banco-centre", args=[centre.slug])
        assert client.get(banco).url.startswith(reverse("account_login"))
        assert client.get(reverse("mfa_authenticate")).status_code == 200
        # A code works once: the one typed at the setting up is spent, so the next is taken.
        counters = list(totp.yield_hotp_counters_from_time())
        codes = {totp.format_hotp_value(totp.hotp_value(secret, c + 1)) for c in counters[-1:]}
        codes |= {totp.format_hotp_value(totp.hotp_value(secret, c)) for c in counters}
        for code in codes:
            if client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302:
                break
        assert client.get(banco).status_code == 200

    def test_a_recovery_code_lets_in_who_lost_the_telephone(self, client, centre, director):
        sign_in(client, director)
        set_up_second_factor(client)
        page = client.get(reverse("mfa_view_recovery_codes"))
        assert page.status_code == 200
        code = page.context["unused_codes"][0]
        client.post(reverse("account_logout"))
        sign_in(client, director)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.get(reverse("banco-centre", args=[centre.slug])).status_code == 200

    def test_the_editorial_desk_asks_for_it_too(self, client, editor):
        sign_in(client, editor)
        response = client.get(reverse("wagtailadmin_home"))
        assert (response.status_code, response.url) == (302, reverse("mfa_activate_totp"))
        set_up_second_factor(client)
        assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_the_editorial_desk_sends_to_the_one_sign_in_page(client, db):
    for address in (reverse("wagtailadmin_home"), "/redazione/login/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))


def test_the_editorial_desk_does_not_exist_for_who_does_not_edit(client, director):
    sign_in(client, director)
    assert client.get(reverse("wagtailadmin_home")).status_code == 404


@pytest.mark.parametrize("address", ["/redazione/password_reset/", "/redazione/account/"])
def test_the_editorial_desk_handles_no_password(client, editor, address):
    sign_in(client, editor)
    page = client.get(address)
    assert page.status_code in (200, 404)
    assert 'type="password"' not in page.content.decode()


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(client, director):
    client.post(reverse("account_reset_password"), {"email": director.email})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    chosen = {"password1": "un'altra frase inventata", "password2": "un'altra frase inventata"}
    client.post(form.request["PATH_INFO"], chosen)
    assert client.login(username=director.email, password=chosen["password1"]) or (
        sign_in(client, director, chosen["password1"]).status_code == 302
    )
    client.post(reverse("account_logout"))
    assert client.get(link, follow=True).context["token_fail"]


def test_asking_for_a_link_never_tells_whether_the_account_exists(client, db):
    response = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert response.url == reverse("account_reset_password_done")


def test_a_new_member_of_staff_chooses_a_password_by_the_link_on_the_screen(client, centre):
    invitation = accounts.invite(
        "nuova@example.org",
        "Persona Nuova",
        centre,
        Role.RECEPTIONIST,
        authorised_on=centre.opened_on,
        by=None,
    )
    account = invitation.assignment.account
    path = accounts.password_path(account, centre=centre, by=None)
    form = client.get(path, follow=True)
    chosen = {"password1": "una frase tutta nuova", "password2": "una frase tutta nuova"}
    client.post(form.request["PATH_INFO"], chosen)
    assert sign_in(client, account, chosen["password1"]).status_code == 302
    assert client.get(reverse("banco-centre", args=[centre.slug])).status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
    ],
)
def test_the_pages_of_the_account_look_like_the_banco(client, director, name):
    sign_in(client, director)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "banco/base.html" in [template.name for template in page.templates]
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", page.content.decode())


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"],
)
def test_the_pages_of_a_second_factor_in_use_look_like_the_banco(client, director, name):
    sign_in(client, director)
    set_up_second_factor(client)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=", page.content.decode())


@pytest.mark.parametrize("name", ["account_login", "account_reset_password", "account_signup",
                                  "account_reset_password_done", "account_inactive",
                                  "account_reset_password_from_key_done"])  # fmt: skip
def test_the_pages_before_the_sign_in_look_like_the_banco(client, db, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert "banco/base.html" in [template.name for template in page.templates]
