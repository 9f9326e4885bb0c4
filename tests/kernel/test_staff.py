"""Who works in a centre: invited by its director, never seen from another centre."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel import queries
from mestieri.kernel.models import Account, AuditEntry, RoleAssignment
from mestieri.kernel.roles import RIGHTS, Right, Role
from mestieri.kernel.services import accounts
from tests import factories

pytestmark = pytest.mark.django_db


def invitation(**fields):
    return {
        "name": "Persona Nuova",
        "email": "nuova@example.org",
        "role": Role.RECEPTIONIST.value,
        "authorised_on": timezone.localdate().isoformat(),
        **fields,
    }


def test_a_director_invites_and_hands_a_link(centre, as_role):
    address = reverse("kernel-invite", args=[centre.slug])
    page = as_role(Role.DIRECTOR).post(address, invitation())
    account = Account.objects.get(email="nuova@example.org")
    assert account.role_assignments.get().role == Role.RECEPTIONIST
    assert page.context["link"] in page.content.decode()
    assert page.context["link"] in mail.outbox[0].body
    assert "no-store" in page.headers["Cache-Control"]


def test_who_works_elsewhere_gets_the_role_and_no_link_is_shown(centre, other_centre, as_role):
    known = factories.account_with_role(Role.DIRECTOR, other_centre, name="Persona Nota")
    page = as_role(Role.DIRECTOR).post(
        reverse("kernel-invite", args=[centre.slug]), invitation(email=known.email.upper())
    )
    assert page.context["link"] == ""
    assert "Lanterna" not in page.content.decode()
    known.refresh_from_db()
    assert known.name == "Persona Nota"
    assert known.role_assignments.filter(centre=centre).exists()


def test_a_link_is_never_made_for_who_works_in_another_centre_too(centre, other_centre, as_role):
    account = accounts.create_account("due@example.org", "Persona Due")
    for each in (centre, other_centre):
        factories.RoleAssignmentFactory(account=account, centre=each)
    address = reverse("kernel-link", args=[centre.slug, account.pk])
    assert as_role(Role.DIRECTOR).post(address).status_code == 404


def test_a_link_is_never_made_for_who_has_a_password(centre, as_role):
    account = factories.account_with_role(Role.ADVISER, centre)
    address = reverse("kernel-link", args=[centre.slug, account.pk])
    assert as_role(Role.DIRECTOR).post(address).status_code == 404


def test_an_authorisation_in_the_future_is_refused_and_no_account_is_left(centre, as_role):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    page = as_role(Role.DIRECTOR).post(
        reverse("kernel-invite", args=[centre.slug]), invitation(authorised_on=tomorrow)
    )
    assert page.context["form"].errors["authorised_on"]
    assert not Account.objects.filter(email="nuova@example.org").exists()


def test_an_ended_role_opens_nothing_and_stays_in_the_history(centre, as_role):
    account = factories.account_with_role(Role.ADVISER, centre)
    assignment = account.role_assignments.get()
    address = reverse("kernel-role-end", args=[centre.slug, assignment.pk])
    as_role(Role.DIRECTOR).post(address)
    assert queries.centre_of_account(account, centre.slug) is None
    member = next(m for m in queries.staff_members(centre) if m.account == account)
    assert (member.roles, member.ended) == ([], [assignment])
    assert AuditEntry.objects.filter(action="kernel.end_role").exists()


def test_a_role_can_be_given_again(centre):
    assignment = factories.RoleAssignmentFactory(centre=centre)
    accounts.end_role(assignment)
    accounts.assign_role(
        assignment.account, centre, Role.RECEPTIONIST, authorised_on=timezone.localdate()
    )
    assert queries.centre_of_account(assignment.account, centre.slug) == centre


def test_the_last_director_cannot_leave(centre):
    assignment = factories.RoleAssignmentFactory(centre=centre, role=Role.DIRECTOR)
    factories.RoleAssignmentFactory(centre=centre, role=Role.DIRECTOR, account__is_active=False)
    with pytest.raises(ValidationError):
        accounts.end_role(assignment)
    assert RoleAssignment.objects.get(pk=assignment.pk).ended_on is None


def test_a_role_that_has_run_out_opens_nothing(centre):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assignment = factories.RoleAssignmentFactory(centre=centre, since=yesterday, until=yesterday)
    assert queries.centre_of_account(assignment.account, centre.slug) is None


def test_staff_of_another_centre_are_not_seen(centre, other_centre, as_role):
    stranger = factories.account_with_role(Role.ADVISER, other_centre)
    page = as_role(Role.DIRECTOR).get(reverse("kernel-staff", args=[centre.slug]))
    assert stranger.email not in page.content.decode()


def test_the_list_costs_the_same_however_many_people(centre, django_assert_num_queries):
    for _number in range(5):
        factories.RoleAssignmentFactory(centre=centre)
    with django_assert_num_queries(3):
        assert all(not member.may_be_handed_a_link for member in queries.staff_members(centre))


def test_a_site_editor_follows_the_group_of_the_centre_until_the_role_ends(centre):
    assignment = factories.RoleAssignmentFactory(centre=centre, role=Role.SITE_EDITOR)
    accounts.follow_editorial_groups(assignment.account)
    assert assignment.account.groups.get().name == accounts.editorial_group_name(centre)
    accounts.end_role(assignment)
    assert not assignment.account.groups.exists()


def test_every_right_is_held_by_some_role_and_every_role_has_its_rights_written():
    assert set(RIGHTS) == set(Role)
    assert frozenset().union(*RIGHTS.values()) == set(Right)
