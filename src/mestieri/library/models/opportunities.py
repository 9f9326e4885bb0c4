"""Courses, notices, vacancies and stages of the territory (TO-24)."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Term
from mestieri.kernel.privacy import World, classified
from mestieri.library.models.keeping import KeepingState, Kept, ReviewFrequency


class OpportunityKind(models.TextChoices):
    """What an opportunity is."""

    COURSE = "course", _("Course")
    NOTICE = "notice", _("Notice or call")
    VACANCY = "vacancy", _("Job offer")
    STAGE = "stage", _("Stage or traineeship")


@classified(
    World.WALK_IN,
    purpose=_("Show the courses, notices and vacancies of the territory while they last (TO-24)."),
    retention=_("24 months after the deadline, as history."),
    facts="id centre partner state purposes source source_url assured_on review_months review_by "
    "kind title description where municipality district website is_free cost_note deadline "
    "starts_on places terms entry",
    organisation="provider",
)
class Opportunity(Kept):
    """Something one can still take part in, until its deadline."""

    kind = models.CharField(_("kind"), max_length=12, choices=OpportunityKind)
    title = models.CharField(_("title"), max_length=200)
    provider = models.CharField(_("who offers it"), max_length=160)
    description = models.TextField(_("what it is"), max_length=3000, blank=True)
    deadline = models.DateField(
        _("deadline"), help_text=_("The last day to apply. After it, the site stops showing it.")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    where = models.CharField(_("where"), max_length=200, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True)
    district = models.ForeignKey(
        "kernel.District",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
    )
    entry = models.ForeignKey(
        "library.DirectoryEntry",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("service of the directory"),
    )
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    website = models.URLField(_("where to apply"), blank=True, max_length=500)
    is_free = models.BooleanField(_("free of charge"), default=True)
    cost_note = models.CharField(_("what it costs"), max_length=160, blank=True)
    terms = models.ManyToManyField(Term, through="OpportunityTerm", related_name="+")

    class Meta:
        verbose_name = _("opportunity")
        verbose_name_plural = _("opportunities")
        ordering = ["deadline", "title", "id"]
        indexes = [
            models.Index(fields=["centre", "state", "deadline"], name="opportunity_by_deadline"),
            models.Index(fields=["centre", "state", "review_by"], name="opportunity_by_review"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "kind", "title", "provider", "deadline"],
                name="opportunity_once_a_centre",
                violation_error_message=_("This opportunity is already on the board."),
            ),
            models.CheckConstraint(
                name="opportunity_kind_is_known",
                condition=models.Q(kind__in=OpportunityKind.values),
            ),
            models.CheckConstraint(
                name="opportunity_state_is_known",
                condition=models.Q(state__in=KeepingState.values),
            ),
            models.CheckConstraint(
                name="opportunity_review_is_known",
                condition=models.Q(review_months__in=ReviewFrequency.values),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_live(self, today: datetime.date) -> bool:
        """Whether the public sees it on a day: published, and its deadline not past."""
        return self.state == KeepingState.PUBLISHED and today <= self.deadline


@classified(
    World.WALK_IN,
    purpose=_("Say which words of the vocabularies describe an opportunity."),
    retention=_("As long as the opportunity."),
    facts="id opportunity term",
)
class OpportunityTerm(models.Model):
    """A word that describes an opportunity: its theme, audience or moment of life."""

    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="opportunity_terms")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("word of an opportunity")
        verbose_name_plural = _("words of an opportunity")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "term"], name="opportunity_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} – {self.term_id}"
