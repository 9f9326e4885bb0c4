"""Accounts of the staff, and the roles they hold in each centre."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import Basis, World, classified
from mestieri.kernel.roles import Role


class AccountManager(BaseUserManager["Account"]):
    """Make accounts by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Account:
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> Account:
        return self.get(email=(email or "").lower())


@classified(
    World.STAFF,
    purpose=_("Let the people who run a centre sign in."),
    retention=_("Until 6 months after the last role ends, or 24 months after the last use."),
    basis=Basis.PUBLIC_TASK,
    facts="id is_active is_superuser language groups user_permissions",
    person="email name password last_login joined_at confirmed_on hidden_at",
    in_the_clear="email name password",
)
class Account(AbstractBaseUser, PermissionsMixin):
    """A person of the staff or a volunteer, who signs in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name and surname"), max_length=120)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(
        _("language of the desk"), max_length=5, choices=[("it", "Italiano"), ("en", "English")],
        default="it",
    )  # fmt: skip
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # When the person last said, by the link of a notice, that the account is still needed.
    confirmed_on = models.DateField(null=True, blank=True, editable=False)
    # When it was put out of use because the person asked for it (GDPR, article 18): only what
    # was hidden so comes back in use. Out of use for another reason, it stays out.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="account_hidden_may_not_sign_in",
                condition=models.Q(hidden_at__isnull=True) | models.Q(is_active=False),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Django and Wagtail ask for this name."""
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]


@classified(
    World.STAFF,
    purpose=_("Say who does what in which centre, and since when they are authorised to."),
    retention=_("12 months after the role ends."),
    basis=Basis.PUBLIC_TASK,
    facts="id centre role since until authorised_on ended_on",
    person="account",
)
class RoleAssignment(models.Model):
    """A role held by an account in a centre.

    `authorised_on` is the date of the act by which the centre authorised the person to
    handle data (GDPR art. 29, Codice privacy art. 2-quaterdecies): no date, no role.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="role_assignments")
    account = models.ForeignKey(Account, models.CASCADE, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=40, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    authorised_on = models.DateField(_("authorised on"))
    # Set when the role is taken away before its time: from that moment it opens nothing.
    ended_on = models.DateField(_("ended on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "account", "role"], name="role_once_a_centre_and_account"
            ),
            models.CheckConstraint(name="role_is_known", condition=models.Q(role__in=Role.values)),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                violation_error_message=_("A role cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} – {self.get_role_display()}"

    def is_in_force(self, day: datetime.date) -> bool:
        """Whether the role opens something on a day."""
        return (
            self.ended_on is None
            and self.since <= day
            and (self.until is None or self.until >= day)
        )
