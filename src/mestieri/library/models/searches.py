"""What people looked for, as counts: never who."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Count how many searches are made, how many find nothing, how many helped."),
    retention=_("24 months, then monthly totals."),
    facts="id centre day language searches without_answer helped not_helped",
)
class SearchTally(models.Model):
    """Searches of one day in one language, as numbers alone."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=5)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    without_answer = models.PositiveIntegerField(_("without an answer"), default=0)
    helped = models.PositiveIntegerField(_("helped"), default=0)
    not_helped = models.PositiveIntegerField(_("did not help"), default=0)

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches by day")
        ordering = ["-day", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "day", "language"], name="search_tally_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.language}"


@classified(
    World.WALK_IN,
    purpose=_("Show the documentalist what people look for, once several have asked the same."),
    retention=_("3 months."),
    facts="id centre month language digest words times without_answer occasions last_occasion "
    "unsure taken_on answered_on",
)
class SearchPhrase(models.Model):
    """Something looked for in a month.

    Until it has been asked in `library.services.searches.ASKED_BY_SEVERAL` different half
    hours only a keyed digest of the words is kept: a name typed by mistake, once or six
    times in a row, is written nowhere. `last_occasion` is the start of the last half hour.
    `unsure`: it found things that have only some of its words. `taken_on`: somebody of the
    centre sees to it. `answered_on`: the documentalist has added what was missing, or says there
    is nothing to add.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    language = models.CharField(_("language"), max_length=5)
    digest = models.CharField(max_length=64)
    words = models.CharField(_("words"), max_length=80, blank=True)
    times = models.PositiveIntegerField(_("times"), default=0)
    without_answer = models.PositiveIntegerField(_("times without an answer"), default=0)
    unsure = models.PositiveIntegerField(_("times answered with some of the words"), default=0)
    occasions = models.PositiveSmallIntegerField(_("half hours in which it was asked"), default=0)
    last_occasion = models.DateTimeField(_("last half hour"), null=True, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        ordering = ["-times", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "month", "language", "digest"], name="search_phrase_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return self.words or "…"
