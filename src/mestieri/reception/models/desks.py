"""Desks where advice is given, and their weekly turns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Weekday


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
