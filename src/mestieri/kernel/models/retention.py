"""What the retention of the house did: numbers, with nobody in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.HOUSE,
    purpose=_("Show that what had to be deleted was deleted, and when: counts alone."),
    retention=_("24 months."),
    facts="id rule day started_at ended_at count",
)
class RetentionRun(models.Model):
    """What one rule did on one day, however often it was interrupted and taken up again.

    `ended_at` is empty while something is left to do. `count` grows in the transaction of
    each slice: it is what went, wherever the work was cut short.
    """

    rule = models.CharField(_("rule"), max_length=60)
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("finished"), null=True, blank=True)
    count = models.PositiveIntegerField(_("how many went"), default=0)

    class Meta:
        verbose_name = _("day of retention")
        verbose_name_plural = _("days of retention")
        ordering = ["-day", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "day"], name="retention_run_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.rule}: {self.count}"
