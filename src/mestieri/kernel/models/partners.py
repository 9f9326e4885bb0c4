"""Organisations of the alliance: here only their name; `alliance` says what they promised."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


class PartnerNature(models.TextChoices):
    """Nature of a partner (RM-10)."""

    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")
    THIRD_SECTOR = "third_sector", _("Third sector")


@classified(
    World.HOUSE,
    purpose=_("Name the organisations that hold up a centre, so that they can be credited."),
    retention=_("As long as the alliance, then as history of a public service."),
    facts="id centre nature",
    organisation="name",
)
class Partner(models.Model):
    """An organisation in the alliance of a centre."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="partners")
    name = models.CharField(_("name"), max_length=160)
    nature = models.CharField(_("nature"), max_length=20, choices=PartnerNature)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        # Alphabetical, always: the charter forbids putting one institution first.
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="partner_name_once_a_centre",
                violation_error_message=_("There is already a partner with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name
