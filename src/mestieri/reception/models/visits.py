"""Visits, what a visit may optionally say, and taps taken back."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone

LAST_HALF_HOUR = 47


@classified(
    World.WALK_IN,
    purpose=_("Count who comes in and why, never who they are."),
    retention=_("24 months, then monthly totals."),
    facts="id tap centre point purpose day half_hour sheet",
    coarse="audience age_band first_time residence_zone",
)
class Visit(models.Model):
    """One anonymous entry (*presenza*), kept as a date and a half hour.

    `tap` is the UUID made by the device: it makes a repeated delivery harmless. Nothing
    says which device it was. Four attributes may be said, each coarse, each "not said" by
    default; `sheet` names the paper from which the visit was typed, and is empty for a tap.
    """

    tap = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    point = models.ForeignKey("kernel.Point", models.PROTECT, related_name="+")
    purpose = models.CharField(_("need"), max_length=20, choices=Purpose)
    day = models.DateField(_("day"))
    half_hour = models.PositiveSmallIntegerField(
        _("half hour"), validators=[MaxValueValidator(LAST_HALF_HOUR)]
    )
    sheet = models.ForeignKey(
        "reception.TallySheet",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="visits",
        db_index=False,  # an index of the few rows that have one stands below
    )
    audience = models.ForeignKey(
        "kernel.Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("audience"),
        limit_choices_to={"vocabulary": "audience"},
    )
    age_band = models.CharField(
        _("age"), max_length=10, choices=AgeBand, blank=True, default="", db_default=""
    )
    first_time = models.CharField(
        _("first time here"), max_length=10, choices=FirstTime, blank=True, default="",
        db_default="",
    )  # fmt: skip
    residence_zone = models.CharField(
        _("where one lives"), max_length=20, choices=ResidenceZone, blank=True, default="",
        db_default="",
    )  # fmt: skip

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["id"]
        indexes = [
            # Holds every column that is counted by: years are counted without reading rows.
            models.Index(
                fields=["centre", "day", "half_hour", "purpose", "point"],
                name="visit_by_centre_and_day",
            ),
            models.Index(
                fields=["sheet"], condition=models.Q(sheet__isnull=False), name="visit_by_sheet"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="visit_purpose_is_known", condition=models.Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="visit_half_hour_is_of_a_day",
                condition=models.Q(half_hour__lte=LAST_HALF_HOUR),
            ),
            models.CheckConstraint(
                name="visit_age_band_is_known",
                condition=models.Q(age_band__in=["", *AgeBand.values]),
            ),
            models.CheckConstraint(
                name="visit_first_time_is_known",
                condition=models.Q(first_time__in=["", *FirstTime.values]),
            ),
            models.CheckConstraint(
                name="visit_residence_zone_is_known",
                condition=models.Q(residence_zone__in=["", *ResidenceZone.values]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.purpose}"


@classified(
    World.WALK_IN,
    purpose=_("Keep a tap that was taken back from counting when it arrives late."),
    retention=_("40 days: longer than a tap may wait in a tablet."),
    facts="id tap day",
)
class TakenBack(models.Model):
    """A tap that must not count, because who made it took it back."""

    tap = models.UUIDField(unique=True, editable=False)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("tap taken back")
        verbose_name_plural = _("taps taken back")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.day)


@classified(
    World.WALK_IN,
    purpose=_("Say which optional questions a centre asks at the door: none, by default."),
    retention=_("As long as the centre."),
    facts="id centre",
    coarse="audience age_band first_time residence_zone",
)
class DoorQuestions(models.Model):
    """Which of the four attributes are offered after a tap; a centre without a row asks none."""

    centre = models.OneToOneField("kernel.Centre", models.CASCADE, related_name="+")
    audience = models.BooleanField(_("who they are, among the audiences"), default=False)
    age_band = models.BooleanField(_("their age, in five bands"), default=False)
    first_time = models.BooleanField(_("whether it is their first time here"), default=False)
    residence_zone = models.BooleanField(_("whether they live here or elsewhere"), default=False)

    class Meta:
        verbose_name = _("questions at the door")
        verbose_name_plural = _("questions at the door")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.centre_id)
