"""Calendars of partners, read so that their events become proposals."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Read the calendars of partners, so that their events are proposed here."),
    retention=_("As long as the centre follows it."),
    facts="id centre is_active read_at note",
    organisation="partner address",
)
class PartnerFeed(models.Model):
    """The iCal address of an organisation; empty where it sends files.

    `note` says how the last reading went.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    partner = models.CharField(_("organisation"), max_length=160)
    address = models.URLField(_("address of its calendar (iCal)"), max_length=500, blank=True)
    is_active = models.BooleanField(_("read every night"), default=True)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    note = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("partner’s calendar")
        verbose_name_plural = _("partners’ calendars")
        ordering = ["partner", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "address"],
                name="feed_once_a_centre",
                condition=~models.Q(address=""),
                violation_error_message=_("This calendar is already followed."),
            )
        ]

    def __str__(self) -> str:
        return self.partner
