"""Marks of the whole installation: the latest moment it has seen, the key it closes with."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.HOUSE,
    purpose=_("Know that a clock was set back, so that what has expired stays so."),
    retention=_("As long as the installation."),
    facts="id seen_at",
)
class ClockMark(models.Model):
    """One row: a moment that only moves forward (`kernel.services.clock`)."""

    seen_at = models.DateTimeField(_("latest moment seen"))

    class Meta:
        verbose_name = _("latest moment seen")
        verbose_name_plural = _("latest moments seen")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="clock_has_one_mark", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return f"{self.seen_at:%Y-%m-%d %H:%M}"


@classified(
    World.HOUSE,
    purpose=_("Notice a host that closes columns with a key of its own."),
    retention=_("As long as the installation."),
    facts="id noted_at",
    organisation="name",
)
class DataKeyMark(models.Model):
    """One row: the name (not the key) by which columns are closed, on every host."""

    name = models.CharField(_("name of the key"), max_length=8)
    noted_at = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("key of the closed columns")
        verbose_name_plural = _("keys of the closed columns")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="data_key_has_one_mark", condition=models.Q(id=1)),
        ]

    def __str__(self) -> str:
        return self.name
