"""Sheets of paper on which visits were marked by hand."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Type in the visits that were marked on paper, once, and be able to correct them."),
    retention=_("As long as its visits."),
    facts="id key centre point day entered_on withdrawn_on",
    staff_author="entered_by",
)
class TallySheet(models.Model):
    """One sheet of paper of one point and one day; its marks are visits that name it.

    `key` is made when the empty grid is opened: the same grid sent twice is one sheet. A
    sheet taken back keeps its row, without visits, so that its key never counts again.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    point = models.ForeignKey("kernel.Point", models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    entered_on = models.DateField(_("typed in on"), auto_now_add=True)
    entered_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(_("taken back on"), null=True, blank=True)

    class Meta:
        verbose_name = _("paper sheet")
        verbose_name_plural = _("paper sheets")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["centre", "day"], name="sheet_by_centre_and_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.point_id}"
