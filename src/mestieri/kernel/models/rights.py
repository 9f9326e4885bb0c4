"""What was done for the rights of people: who was erased (nobody can say who), who looked."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import Basis, World, classified


class ViewReason(models.TextChoices):
    """Why somebody of the staff opened the contacts of a person."""

    RIGHTS = "rights", _("To answer a request about one’s own data")
    CONTACT = "contact", _("To get in touch")


@classified(
    World.STAFF,
    purpose=_("Know who opened the contacts of a person, when and why."),
    retention=_("12 months."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id centre viewed_at reason subject_kind subject_key",
    person="account",
)
class ContactView(models.Model):
    """One look at the contacts of a person. Rows are added, never changed.

    The person is named by kind and key, so that no key ties two worlds together; the key is
    emptied when the person is erased.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    viewed_at = models.DateTimeField(_("when"), auto_now_add=True)
    reason = models.CharField(_("why"), max_length=12, choices=ViewReason)
    subject_kind = models.CharField(_("of what"), max_length=60)
    subject_key = models.CharField(_("which"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("look at contacts")
        verbose_name_plural = _("looks at contacts")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["centre", "-id"], name="contact_view_by_centre"),
            models.Index(fields=["subject_kind", "subject_key"], name="contact_view_by_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="contact_view_reason_is_known",
                condition=models.Q(reason__in=ViewReason.values),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_key}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; one that is there is not written again."""
        if not self._state.adding:
            raise TypeError("A look at contacts is written once.")
        super().save(*args, **kwargs)


@classified(
    World.STAFF,
    purpose=_("Show that people were erased, with counts alone: nobody can be told from it."),
    retention=_("As long as the installation."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id code centre erased_at counts",
    person="account",
)
class Erasure(models.Model):
    """What is left of an erased person: how much of what kind went. `account` is who did it."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(
        "kernel.Centre", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    erased_at = models.DateTimeField(_("when"), auto_now_add=True)
    counts = models.JSONField(_("how much of what"), default=dict)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.code)
