"""What the records kept by the documentalist have in common: state, source, freshness."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.fields import CodesField
from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose

#: Past its review date an update is advised; past this many more days it is mandatory.
DAYS_OF_GRACE = 60


class KeepingState(models.TextChoices):
    """Where a kept record stands: draft → published → retired, and back by a person."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    RETIRED = "retired", _("Retired")


class ReviewFrequency(models.IntegerChoices):
    """How often whoever keeps a record wants to check it, in months."""

    MONTHLY = 1, _("Every month")
    QUARTERLY = 3, _("Every three months")
    HALF_YEARLY = 6, _("Every six months")
    YEARLY = 12, _("Every year")


class Freshness(models.TextChoices):
    """How far a record may be trusted today."""

    FRESH = "fresh", _("Checked")
    ADVISED = "advised", _("To check")
    MANDATORY = "mandatory", _("To check now")


class Kept(models.Model):
    """A record with a state, a source and a date on which somebody checked it.

    `review_by` follows from `assured_on` and `review_months`: the services write it, so
    that lists can filter and sort by it.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    partner = models.ForeignKey(
        "kernel.Partner",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=KeepingState, default=KeepingState.DRAFT, editable=False
    )
    purposes = CodesField(_("needs"), codes=Purpose, blank=True)
    source = models.CharField(
        _("who said it"),
        max_length=160,
        help_text=_("The office, the notice or the page it comes from; never a person."),
    )
    source_url = models.URLField(_("page of the source"), blank=True, max_length=500)
    assured_on = models.DateField(_("checked on"))
    review_months = models.PositiveSmallIntegerField(
        _("to be checked"), choices=ReviewFrequency, default=ReviewFrequency.HALF_YEARLY
    )
    review_by = models.DateField(_("check by"), editable=False)

    class Meta:
        abstract = True

    def freshness(self, today: datetime.date) -> Freshness:
        """Whether a check is due on a day, and whether it can still wait."""
        if today <= self.review_by:
            return Freshness.FRESH
        if today <= self.review_by + datetime.timedelta(days=DAYS_OF_GRACE):
            return Freshness.ADVISED
        return Freshness.MANDATORY

    def next_review(self) -> datetime.date:
        """The day by which it should be checked again."""
        return self.assured_on + relativedelta(months=self.review_months)


@classified(
    World.WALK_IN,
    purpose=_("Know what changed in a record of the documentation, when, and who wrote it."),
    retention=_("As long as the record."),
    facts="id centre subject_kind subject_key made_at act reason changes",
    staff_author="made_by",
)
class Revision(models.Model):
    """One real change of a record, or its passage from a state to another.

    `changes` maps the name of a field to the words before and after. A record saved as it
    was leaves none.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    subject_kind = models.CharField(_("on what"), max_length=60)
    subject_key = models.CharField(_("which"), max_length=60)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    act = models.CharField(_("act"), max_length=20)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_key", "-id"], name="revision_by_subject")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_kind} {self.subject_key}"
