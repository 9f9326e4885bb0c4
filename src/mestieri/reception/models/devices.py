"""Tablets that may count."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Let a tablet at the door count visits without anybody signed in."),
    retention=_("12 months after it is revoked."),
    facts="id centre point label token_digest paired_on expires_on revoked_on",
    staff_author="paired_by",
)
class Device(models.Model):
    """A tablet that may count visits at one point; its token can be revoked."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    point = models.ForeignKey("kernel.Point", models.CASCADE, related_name="+")
    label = models.CharField(_("label"), max_length=60)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    paired_on = models.DateField(_("paired on"), auto_now_add=True)
    paired_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_on = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Leave it empty for a tablet that stays; give it to one that is lent."),
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("tablet")
        verbose_name_plural = _("tablets")
        ordering = ["label", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "label"],
                condition=models.Q(revoked_on__isnull=True),
                name="device_label_once_a_centre_while_paired",
            )
        ]

    def __str__(self) -> str:
        return self.label
