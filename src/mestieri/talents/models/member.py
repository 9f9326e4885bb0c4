"""Who owns a CV."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedEmailField,
    EncryptedTextField,
)
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES
from mestieri.talents.vocabulary import AgeStatement


@classified(
    World.IDENTIFIED,
    purpose=_("Know whose a CV is, and reach the person about it."),
    retention=_("As long as the CV."),
    basis=Basis.CONTRACT,
    facts="id key centre joined_on",
    person="given_name family_name email email_index email_is_confirmed phone phone_index "
    "language age responsible_act_on responsible_act",
    encrypted="given_name family_name email email_index phone phone_index responsible_act",
)
class Member(models.Model):
    """A person who owns a CV in a centre.

    The e-mail belongs to one person of the centre alone, once it is confirmed: it is how the
    person is known when somebody asks about their own data. Telephones may be shared.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    given_name = EncryptedTextField(_("name"), max_length=120, blank=True)
    family_name = EncryptedTextField(_("surname"), max_length=120, blank=True)
    email = EncryptedEmailField(_("e-mail"), blank=True)
    email_index = BlindIndexField(of="email")
    email_is_confirmed = models.BooleanField(_("the address was used"), default=False)
    phone = EncryptedTextField(_("telephone"), max_length=40, blank=True)
    phone_index = BlindIndexField(of="phone")
    language = models.CharField(_("language"), max_length=5, choices=SPOKEN_LANGUAGES, default="it")
    age = models.CharField(
        _("age"), max_length=8, choices=AgeStatement, default=AgeStatement.UNKNOWN
    )
    responsible_act = EncryptedTextField(
        _("who is responsible, and the act"), max_length=300, blank=True
    )
    responsible_act_on = models.DateField(_("date of the act"), null=True, blank=True)
    joined_on = models.DateField(_("since"))

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["id"]
        indexes = [models.Index(fields=["centre", "id"], name="member_by_centre")]
        constraints = [
            models.CheckConstraint(
                name="member_age_is_known", condition=models.Q(age__in=AgeStatement.values)
            ),
            models.CheckConstraint(
                name="member_minor_has_an_act",
                condition=~models.Q(age=AgeStatement.MINOR)
                | models.Q(responsible_act_on__isnull=False),
            ),
            models.UniqueConstraint(
                name="member_confirmed_email_once",
                fields=["centre", "email_index"],
                condition=models.Q(email_is_confirmed=True) & ~models.Q(email_index=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.key)

    @property
    def name(self) -> str:
        """Given and family name in one line."""
        return f"{self.given_name} {self.family_name}".strip()
