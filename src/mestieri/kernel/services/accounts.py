"""Invite staff, give and end their roles."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre, RoleAssignment
from mestieri.kernel.roles import RIGHTS, Right, Role
from mestieri.kernel.services import audit


@dataclass(frozen=True)
class Invitation:
    """What an invitation made: a role, and an account if there was none with that e-mail."""

    assignment: RoleAssignment
    account_is_new: bool


EDITORIAL_GROUPS = "redazione:"


def editorial_group_name(centre: Centre) -> str:
    """Name of the Wagtail group that may edit a centre's pages."""
    return f"{EDITORIAL_GROUPS}{centre.slug}"


@transaction.atomic
def create_account(email: str, name: str, *, password: str | None = None) -> Account:
    """Create an account, or raise if the e-mail is taken.

    Without a password the person sets one through a single-use link.

    Raises:
        ValidationError: the e-mail is malformed or taken, or the name is missing.
    """
    account = Account(email=email.strip().lower(), name=name.strip())
    account.set_password(password)
    account.full_clean()
    account.save()
    return account


@transaction.atomic
def invite(
    email: str,
    name: str,
    centre: Centre,
    role: Role,
    *,
    authorised_on: datetime.date,
    by: Account | None,
    until: datetime.date | None = None,
) -> Invitation:
    """Give a role to who has this e-mail, making the account if there is none.

    An account that works elsewhere just gets the role here: its name stays as it is, and
    nothing else of it is told.

    Raises:
        ValidationError: a field is malformed, or the authorisation is in the future.
    """
    known = Account.objects.filter(email=email.strip().lower()).first()
    account = known or create_account(email, name)
    assignment = assign_role(account, centre, role, authorised_on=authorised_on, by=by, until=until)
    return Invitation(assignment, account_is_new=known is None)


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
        until: last day of the role, if it has one.

    Raises:
        ValidationError: the authorisation is in the future, or the role ends before today.
    """
    today = timezone.localdate()
    if authorised_on > today:
        raise ValidationError(
            {"authorised_on": _("The authorisation cannot bear a date in the future.")}
        )
    if until is not None and until < today:
        raise ValidationError({"until": _("A role cannot end before it starts.")})
    assignment, _created = RoleAssignment.objects.update_or_create(
        account=account,
        centre=centre,
        role=role,
        defaults={
            "since": today,
            "until": until,
            "authorised_on": authorised_on,
            "ended_on": None,
        },
    )
    follow_editorial_groups(account)
    audit.record(
        "kernel.assign_role", centre=centre, account=by, subject=assignment, role=role.value
    )
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, *, by: Account | None = None) -> None:
    """End a role today: from this moment it opens nothing.

    The row stays for 12 months, to say who was authorised and until when.

    Raises:
        ValidationError: it is the centre's last director.
    """
    centre = Centre.objects.select_for_update().get(pk=assignment.centre_id)
    if assignment.role == Role.DIRECTOR and not _other_directors(assignment).exists():
        raise ValidationError(_("A centre keeps at least one director: name another first."))
    assignment.ended_on = timezone.localdate()
    assignment.save(update_fields=["ended_on"])
    follow_editorial_groups(assignment.account)
    audit.record(
        "kernel.end_role", centre=centre, account=by, subject=assignment, role=assignment.role
    )


def _in_force() -> Q:
    today = timezone.localdate()
    return Q(ended_on__isnull=True) & (Q(until__isnull=True) | Q(until__gte=today))


def _other_directors(assignment: RoleAssignment) -> QuerySet[RoleAssignment]:
    """Directors of the same centre who can still sign in."""
    return RoleAssignment.objects.filter(
        _in_force(), centre=assignment.centre, role=Role.DIRECTOR, account__is_active=True
    ).exclude(pk=assignment.pk)


def follow_editorial_groups(account: Account) -> None:
    """Keep the Wagtail groups of an account in step with the roles it holds today.

    Called when a role changes and at each sign-in, because a role may also run out by itself.
    """
    editors = [role for role in Role if Right.EDIT_PAGES in RIGHTS[role]]
    centres = Centre.objects.filter(
        pk__in=RoleAssignment.objects.filter(_in_force(), account=account, role__in=editors).values(
            "centre_id"
        )
    )
    names = {editorial_group_name(centre) for centre in centres}
    held = account.groups.filter(name__startswith=EDITORIAL_GROUPS)
    account.groups.remove(*held.exclude(name__in=names))
    account.groups.add(*(Group.objects.get_or_create(name=name)[0] for name in sorted(names)))


def link_may_be_shown(account: Account, centre: Centre) -> bool:
    """Whether the staff of a centre may hand this person a link that sets a password.

    Only before the first sign-in, and only to who works in this centre alone: such a link
    opens the account, so it must never open another centre's doors.
    """
    works_elsewhere = RoleAssignment.objects.filter(account=account).exclude(centre=centre)
    return not (account.has_usable_password() or account.last_login or works_elsewhere.exists())


def password_path(account: Account, *, centre: Centre | None, by: Account | None) -> str:
    """Path of a single-use page on which the person sets a password; logged.

    It stops working once used, and after `PASSWORD_RESET_TIMEOUT` in any case.
    """
    audit.record("kernel.make_password_link", centre=centre, account=by, subject=account)
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(account),
            "key": default_token_generator.make_token(account),
        },
    )


@transaction.atomic
def choose_first_password(account: Account, password: str) -> None:
    """Give a password to an account that has none yet.

    Raises:
        ValidationError: it has one already, or this one is too weak.
    """
    if account.has_usable_password():
        raise ValidationError(_("This account has a password already."))
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


def choose_language(account: Account, language: str) -> None:
    """Let the Banco speak to an account in one of its languages.

    Raises:
        ValidationError: the Banco does not speak that language.
    """
    account.language = language
    account.full_clean(exclude=["password"])
    account.save(update_fields=["language"])


def close_other_sessions(account: Account, kept: str | None) -> int:
    """Sign an account out everywhere but in the session with the key `kept`.

    Whoever signed in elsewhere with the password alone, before the account had a second
    factor, must not go on without it. Sessions are few (staff only, half a day each), and
    what is inside them can only be read one by one.

    Returns:
        How many sessions were closed.
    """
    living = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=kept or "")
    its_own = [
        session.pk
        for session in living.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(account.pk)
    ]
    Session.objects.filter(pk__in=its_own).delete()
    return len(its_own)
