"""Invite staff, give and end their roles."""

from __future__ import annotations

import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre, RoleAssignment
from mestieri.kernel.roles import Role
from mestieri.kernel.services import audit


def editorial_group_name(centre: Centre) -> str:
    """Name of the Wagtail group that may edit a centre's pages."""
    return f"redazione:{centre.slug}"


@transaction.atomic
def create_account(email: str, name: str, *, password: str | None = None) -> Account:
    """Create an account, or raise if the e-mail is taken.

    Without a password the person sets one through «password dimenticata».

    Raises:
        ValidationError: the e-mail is malformed or taken.
    """
    account = Account(email=email.strip().lower(), name=name.strip())
    account.set_password(password)
    account.full_clean()
    account.save()
    return account


@transaction.atomic
def assign_role(
    account: Account,
    centre: Centre,
    role: Role,
    *,
    authorised_on: datetime.date,
    by: Account | None = None,
    until: datetime.date | None = None,
) -> RoleAssignment:
    """Give an account a role in a centre, or renew it.

    Args:
        authorised_on: date of the act that authorises the person to handle data (art. 29).

    Raises:
        ValidationError: the authorisation is in the future.
    """
    today = timezone.localdate()
    if authorised_on > today:
        raise ValidationError(
            {"authorised_on": _("The authorisation cannot bear a date in the future.")}
        )
    assignment, _created = RoleAssignment.objects.update_or_create(
        account=account,
        centre=centre,
        role=role,
        defaults={"since": today, "until": until, "authorised_on": authorised_on},
    )
    _follow_editorial_group(account, centre)
    audit.record(
        "kernel.assign_role", centre=centre, account=by, subject=assignment, role=role.value
    )
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, *, by: Account | None = None) -> None:
    """End a role today: from this moment it opens nothing.

    Raises:
        ValidationError: it is the centre's last director.
    """
    centre = assignment.centre
    if assignment.role == Role.DIRECTOR and not _other_directors(assignment).exists():
        raise ValidationError(_("A centre keeps at least one director: name another first."))
    audit.record(
        "kernel.end_role", centre=centre, account=by, subject=assignment, role=assignment.role
    )
    account = assignment.account
    assignment.delete()
    _follow_editorial_group(account, centre)


def _other_directors(assignment: RoleAssignment) -> object:
    today = timezone.localdate()
    return (
        RoleAssignment.objects.filter(centre=assignment.centre, role=Role.DIRECTOR)
        .exclude(pk=assignment.pk)
        .exclude(until__lt=today)
    )


def _follow_editorial_group(account: Account, centre: Centre) -> None:
    """Keep the Wagtail group of the centre in step with the role of site editor."""
    group, _created = Group.objects.get_or_create(name=editorial_group_name(centre))
    edits = RoleAssignment.objects.filter(
        account=account, centre=centre, role__in=(Role.SITE_EDITOR,)
    ).exists()
    if edits:
        account.groups.add(group)
    else:
        account.groups.remove(group)
