"""Counts kept when the rows are gone, and tables published once for all."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models.visits import LAST_HALF_HOUR


@classified(
    World.WALK_IN,
    purpose=_("Keep how many came in, when the rows of single visits are gone."),
    retention=_("Permanent: a total has no person in it."),
    facts="id centre point month half_hour purpose visits",
)
class MonthlyCount(models.Model):
    """Visits of a month, by point, need and half hour, once their rows are gone.

    A visit stands either in its own row or in one of these, never in both.
    """

    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    point = models.ForeignKey("kernel.Point", models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    half_hour = models.PositiveSmallIntegerField(
        _("half hour"), validators=[MaxValueValidator(LAST_HALF_HOUR)]
    )
    purpose = models.CharField(_("need"), max_length=20, choices=Purpose)
    visits = models.PositiveIntegerField(_("visits"))

    class Meta:
        verbose_name = _("monthly count")
        verbose_name_plural = _("monthly counts")
        ordering = ["month", "half_hour", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "month", "point", "half_hour", "purpose"],
                name="monthly_count_once_a_cell",
            ),
            models.CheckConstraint(
                name="monthly_count_purpose_is_known",
                condition=models.Q(purpose__in=Purpose.values),
            ),
            models.CheckConstraint(
                name="monthly_count_half_hour_is_of_a_day",
                condition=models.Q(half_hour__lte=LAST_HALF_HOUR),
            ),
            models.CheckConstraint(
                name="monthly_count_month_starts_on_day_one",
                condition=models.Q(month__day=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.purpose}"


class Attribute(models.TextChoices):
    """The four things that a visit may say besides the need."""

    AUDIENCE = "audience", _("Who comes")
    AGE_BAND = "age_band", _("Age")
    FIRST_TIME = "first_time", _("First time here")
    RESIDENCE_ZONE = "residence_zone", _("Where they live")


class TableState(models.TextChoices):
    """What a published table holds."""

    SHOWN = "shown", _("shown")
    WITHHELD = "withheld", _("too few to show")
    NOTHING_SAID = "nothing_said", _("nobody said it")


@classified(
    World.WALK_IN,
    purpose=_("Say who comes in general terms, in tables from which nobody can be worked out."),
    retention=_("Permanent: small counts are hidden in it."),
    facts="id centre attribute first_day last_day state rows published_on",
    staff_author="published_by",
)
class PublishedTable(models.Model):
    """One optional attribute by need over one quarter, as it was published, for ever.

    Quarters do not overlap, an attribute has one table a quarter, and a table never
    changes: so no two tables can be subtracted from each other. `rows` holds what is
    shown and nothing of what is hidden.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    attribute = models.CharField(_("what is said"), max_length=20, choices=Attribute)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    state = models.CharField(_("state"), max_length=20, choices=TableState)
    rows = models.JSONField(_("what is shown"))
    published_on = models.DateField(_("published on"), auto_now_add=True)
    published_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("published table")
        verbose_name_plural = _("published tables")
        ordering = ["-first_day", "attribute", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "attribute", "first_day"],
                name="attribute_published_once_a_quarter",
            ),
            models.CheckConstraint(
                name="published_attribute_is_known",
                condition=models.Q(attribute__in=Attribute.values),
            ),
            models.CheckConstraint(
                name="published_state_is_known",
                condition=models.Q(state__in=TableState.values),
            ),
            models.CheckConstraint(
                name="published_table_starts_with_a_quarter",
                condition=models.Q(first_day__day=1, first_day__month__in=(1, 4, 7, 10)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_attribute_display()} {self.first_day}"
