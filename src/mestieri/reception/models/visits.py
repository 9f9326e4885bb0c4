"""Visits, the devices that count them, desks and their hours."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose, Weekday

LAST_HALF_HOUR = 47


@classified(
    World.WALK_IN,
    purpose=_("Count who comes in and why, never who they are."),
    retention=_("24 months, then monthly totals."),
    facts="id tap centre point purpose day half_hour",
)
class Visit(models.Model):
    """One anonymous entry (*presenza*), kept as a date and a half hour.

    `tap` is the UUID made by the device: it makes a repeated delivery harmless. Nothing
    says which device it was.
    """

    tap = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    point = models.ForeignKey("kernel.Point", models.PROTECT, related_name="+")
    purpose = models.CharField(_("need"), max_length=20, choices=Purpose)
    day = models.DateField(_("day"))
    half_hour = models.PositiveSmallIntegerField(
        _("half hour"), validators=[MaxValueValidator(LAST_HALF_HOUR)]
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["id"]
        indexes = [models.Index(fields=["centre", "day"], name="visit_by_centre_and_day")]
        constraints = [
            models.CheckConstraint(
                name="visit_purpose_is_known", condition=models.Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="visit_half_hour_is_of_a_day",
                condition=models.Q(half_hour__lte=LAST_HALF_HOUR),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.purpose}"


@classified(
    World.WALK_IN,
    purpose=_("Let a tablet at the door count visits without anybody signed in."),
    retention=_("12 months after it is revoked."),
    facts="id centre point label token_digest paired_on revoked_on",
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


@classified(
    World.WALK_IN,
    purpose=_("Say where advice is given."),
    retention=_("As long as the centre."),
    facts="id centre point area is_active position",
    organisation="name",
)
class Desk(models.Model):
    """Where advice is given (*sportello*, *punto consiglio*)."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    point = models.ForeignKey("kernel.Point", models.CASCADE, related_name="+")
    area = models.ForeignKey(
        "kernel.Area", models.CASCADE, related_name="+", verbose_name=_("area")
    )
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("advice desk")
        verbose_name_plural = _("advice desks")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "name"], name="desk_name_once_a_centre")
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.WALK_IN,
    purpose=_("Say when somebody is on duty at a desk, for which partner, in which languages."),
    retention=_("As long as the desk."),
    facts="id desk partner weekday starts ends languages valid_from valid_until",
)
class Duty(models.Model):
    """A weekly turn at a desk (*turno*). No adviser is named: the public sees a service."""

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="duties", verbose_name=_("desk"))
    partner = models.ForeignKey(
        "kernel.Partner",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    languages = models.CharField(
        _("languages"),
        max_length=60,
        default="it",
        help_text=_("Codes separated by a space, such as: it fr ar"),
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        ordering = ["weekday", "starts", "id"]
        constraints = [
            models.CheckConstraint(
                name="duty_ends_after_it_starts", condition=models.Q(ends__gt=models.F("starts"))
            ),
            models.CheckConstraint(
                name="duty_weekday_is_known", condition=models.Q(weekday__in=Weekday.values)
            ),
            models.CheckConstraint(
                name="duty_valid_until_after_from",
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.get_weekday_display()} {self.starts:%H:%M}"
