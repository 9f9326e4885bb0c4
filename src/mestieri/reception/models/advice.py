"""Advice: what was asked, in the person's words, and what was answered. Nobody is in it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.privacy import World, classified
from mestieri.reception.models.visits import LAST_HALF_HOUR

LONGEST_QUESTION = 2_000  # characters


@classified(
    World.WALK_IN,
    purpose=_("Learn what people ask, in their words, and what the centre answers."),
    retention=_("The question 12 months; then only the topics, to count."),
    facts="id ticket centre area desk partner language day half_hour question topics "
    "resources destinations handed_over forgotten_on",
)
class AdviceSession(models.Model):
    """One talk at a desk (*consiglio*): the question as said, never who said it.

    No minutes are asked: they come from the passages of the ticket. The adviser is not
    named: the desk and its partner are.
    """

    ticket = models.ForeignKey(
        "reception.Ticket",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="advice",
        verbose_name=_("number"),
    )
    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "kernel.Area", models.PROTECT, related_name="+", verbose_name=_("area")
    )
    desk = models.ForeignKey(
        "reception.Desk",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
    )
    partner = models.ForeignKey(
        "kernel.Partner",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    language = models.CharField(_("language"), max_length=5, default="it")
    day = models.DateField(_("day"))
    half_hour = models.PositiveSmallIntegerField(
        _("half hour"), validators=[MaxValueValidator(LAST_HALF_HOUR)]
    )
    question = models.TextField(
        _("the question, as it was said"), blank=True, max_length=LONGEST_QUESTION
    )
    topics = models.ManyToManyField(
        "kernel.Term",
        through="AdviceTopic",
        blank=True,
        related_name="+",
        verbose_name=_("topics"),
        limit_choices_to={"vocabulary": Vocabulary.THEME},
    )
    resources = models.ManyToManyField(
        "library.Resource",
        through="AdviceResource",
        blank=True,
        related_name="+",
        verbose_name=_("resources used"),
    )
    destinations = models.ManyToManyField(
        "library.DirectoryEntry",
        through="AdviceDestination",
        blank=True,
        related_name="+",
        verbose_name=_("sent on to"),
    )
    handed_over = models.BooleanField(_("handed over to a colleague"), default=False)
    forgotten_on = models.DateField(_("question forgotten on"), null=True, blank=True)

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ["-day", "-half_hour", "-id"]
        indexes = [models.Index(fields=["centre", "day"], name="advice_by_centre_and_day")]
        constraints = [
            models.CheckConstraint(
                name="advice_half_hour_is_of_a_day",
                condition=models.Q(half_hour__lte=LAST_HALF_HOUR),
            ),
            models.CheckConstraint(
                name="advice_forgotten_has_no_question",
                condition=models.Q(forgotten_on__isnull=True) | models.Q(question=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.day}"


@classified(
    World.WALK_IN,
    purpose=_("Say which topics a question was about."),
    retention=_("As long as the talk."),
    facts="id session topic",
)
class AdviceTopic(models.Model):
    """A topic of a talk."""

    session = models.ForeignKey(AdviceSession, models.CASCADE, related_name="+")
    topic = models.ForeignKey("kernel.Term", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("topic of a talk")
        verbose_name_plural = _("topics of talks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "topic"], name="advice_topic_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} – {self.topic_id}"


@classified(
    World.WALK_IN,
    purpose=_("Count which documents and tools were shown."),
    retention=_("As long as the talk."),
    facts="id session resource",
)
class AdviceResource(models.Model):
    """A resource of a talk."""

    session = models.ForeignKey(AdviceSession, models.CASCADE, related_name="+")
    resource = models.ForeignKey("library.Resource", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("resource of a talk")
        verbose_name_plural = _("resources of talks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "resource"], name="advice_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} – {self.resource_id}"


@classified(
    World.WALK_IN,
    purpose=_("Count to which services people were sent on."),
    retention=_("As long as the talk."),
    facts="id session destination",
)
class AdviceDestination(models.Model):
    """A service of a talk."""

    session = models.ForeignKey(AdviceSession, models.CASCADE, related_name="+")
    destination = models.ForeignKey("library.DirectoryEntry", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("destination of a talk")
        verbose_name_plural = _("destinations of talks")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "destination"], name="advice_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} – {self.destination_id}"


class CorrectionReason(models.TextChoices):
    """What a word is that was taken for somebody's name."""

    PLACE = "PLACE", _("a place or a street")
    ORGANISATION = "ORGANISATION", _("an organisation or a firm")
    WORK = "WORK", _("a trade or a course")
    OTHER = "OTHER", _("another word")


@classified(
    World.WALK_IN,
    purpose=_("Count how often the detector of names is wrong, to mend it. No word is kept."),
    retention=_("24 months."),
    facts="id centre month reason times",
)
class NameCorrection(models.Model):
    """How many times in a month somebody said «it is not a person's name»."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    month = models.DateField()
    reason = models.CharField(max_length=20, choices=CorrectionReason)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("correction of the detector of names")
        verbose_name_plural = _("corrections of the detector of names")
        ordering = ["-month", "reason", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "month", "reason"], name="name_correction_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.reason}"
