"""Links that let somebody do one thing without an account."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import BlindIndexField, EncryptedEmailField
from mestieri.kernel.privacy import Basis, World, classified


class LinkEnding(models.TextChoices):
    """How a link ended; one that is still good has no ending."""

    USED = "used", _("Used")
    REPLACED = "replaced", _("Replaced by a new one")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


@classified(
    World.IDENTIFIED,
    purpose=_("Let somebody do one thing by a link, without an account."),
    retention=_("90 days after the link ends."),
    basis=Basis.PUBLIC_TASK,
    facts="id digest action centre subject_kind subject_key issued_at expires_at ended_at ending",
    person="sent_to sent_to_index",
    encrypted="sent_to sent_to_index",
    staff_author="issued_by",
)
class MagicLink(models.Model):
    """A single-use link bound to one action on one thing. The token itself is not kept.

    The thing is named by kind and key, not by a foreign key, so that a link about a person
    never ties two worlds together.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    action = models.CharField(_("what it lets one do"), max_length=40)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    subject_kind = models.CharField(_("on what"), max_length=60)
    subject_key = models.CharField(_("which"), max_length=60)
    sent_to = EncryptedEmailField(_("sent to"), blank=True)
    sent_to_index = BlindIndexField(of="sent_to")
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("expires"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ending = models.CharField(_("how it ended"), max_length=12, choices=LinkEnding, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["action", "subject_kind", "subject_key"], name="link_by_action_and_subject"
            ),
            models.Index(fields=["ended_at", "expires_at"], name="link_by_ending"),
        ]
        constraints = [
            models.CheckConstraint(
                name="link_expires_after_it_is_issued",
                condition=models.Q(expires_at__gt=models.F("issued_at")),
            ),
            models.CheckConstraint(
                name="link_ending_has_a_moment",
                condition=models.Q(ended_at__isnull=True, ending="")
                | models.Q(ended_at__isnull=False, ending__in=LinkEnding.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_kind} {self.subject_key}"
