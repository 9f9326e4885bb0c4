"""Monthly totals of the time before the product (GE-16)."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose


@classified(
    World.WALK_IN,
    purpose=_("Say where monthly totals come from, and be able to take them back together."),
    retention=_("As long as its totals."),
    facts="id centre source imported_on",
    staff_author="imported_by",
)
class HistoryImport(models.Model):
    """One file, or one pasted table, of monthly totals."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    source = models.CharField(_("where it comes from"), max_length=120)
    imported_on = models.DateField(_("imported on"), auto_now_add=True)
    imported_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("import of monthly totals")
        verbose_name_plural = _("imports of monthly totals")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.source


@classified(
    World.WALK_IN,
    purpose=_("Keep the history of a centre: visits a month, before they were counted here."),
    retention=_("Permanent: a total has no person in it."),
    facts="id centre batch month point area purpose visits",
)
class MonthlyTotal(models.Model):
    """Visits of a month of a centre, whole or by point, area or need, from its own archive.

    Never added to visits counted in the same month (`queries/history.py`).
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    batch = models.ForeignKey(HistoryImport, models.CASCADE, related_name="totals")
    month = models.DateField(_("month"))
    point = models.ForeignKey("kernel.Point", models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey("kernel.Area", models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(_("need"), max_length=20, choices=Purpose, blank=True)
    visits = models.PositiveIntegerField(_("visits"))

    class Meta:
        verbose_name = _("monthly total")
        verbose_name_plural = _("monthly totals")
        ordering = ["month", "id"]
        constraints = [
            models.UniqueConstraint(
                "centre",
                "month",
                Coalesce("point", 0),
                Coalesce("area", 0),
                "purpose",
                name="monthly_total_once_a_cell",
            ),
            models.CheckConstraint(
                name="monthly_total_purpose_is_known",
                condition=models.Q(purpose__in=["", *Purpose.values]),
            ),
            models.CheckConstraint(
                name="monthly_total_is_by_area_or_by_need",
                condition=models.Q(area__isnull=True) | models.Q(purpose=""),
            ),
            models.CheckConstraint(
                name="monthly_total_month_starts_on_day_one",
                condition=models.Q(month__day=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.visits}"
