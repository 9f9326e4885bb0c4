"""The latest moment that this installation has seen."""

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
