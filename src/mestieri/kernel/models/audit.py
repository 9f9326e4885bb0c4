"""The log of what staff did to the house."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import Basis, World, classified


@classified(
    World.STAFF,
    purpose=_("Know which member of staff changed what, and when."),
    retention=_("12 months."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id centre recorded_at action subject_kind subject_key detail",
    person="account",
)
class AuditEntry(models.Model):
    """One act of a member of staff. `detail` never holds personal content."""

    centre = models.ForeignKey(
        "kernel.Centre", models.CASCADE, null=True, blank=True, related_name="+"
    )
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(_("when"), auto_now_add=True)
    action = models.CharField(_("act"), max_length=60)
    subject_kind = models.CharField(_("on what"), max_length=60, blank=True)
    subject_key = models.CharField(_("which"), max_length=200, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "-id"], name="audit_by_centre")]

    def __str__(self) -> str:
        return f"{self.action} {self.subject_key}"
