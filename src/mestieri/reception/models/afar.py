"""Questions from afar: asked without a name, read again with a code that we do not keep."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedTextField
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.privacy import World, classified
from mestieri.reception.models.advice import LONGEST_QUESTION
from mestieri.reception.models.visits import LAST_HALF_HOUR


class Speaker(models.TextChoices):
    """Who wrote a message, and who owes the next one."""

    CITIZEN = "CITIZEN", _("who asked")
    CENTRE = "CENTRE", _("the centre")


@classified(
    World.WALK_IN,
    purpose=_("Answer somebody who cannot come, without knowing who they are."),
    retention=_("As the centre sets (3 months) after the last message; then deleted."),
    facts="id centre area language code_digest next_step since topics resources destinations",
)
class RemoteQuestion(models.Model):
    """A question from afar and its answers (*e-conseil*), opened by a code.

    Attributes:
        code_digest: keyed digest of the code: the code itself is shown once and not kept.
        next_step: who owes the next message; `since` is the day of the last one.
    """

    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    area = models.ForeignKey(
        "kernel.Area",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
    )
    language = models.CharField(_("language"), max_length=5, default="it")
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    next_step = models.CharField(
        _("who owes the next step"), max_length=10, choices=Speaker, default=Speaker.CENTRE
    )
    since = models.DateField(_("since"))
    topics = models.ManyToManyField(
        "kernel.Term",
        through="RemoteTopic",
        blank=True,
        related_name="+",
        verbose_name=_("topics"),
        limit_choices_to={"vocabulary": Vocabulary.THEME},
    )
    resources = models.ManyToManyField(
        "library.Resource",
        through="RemoteResource",
        blank=True,
        related_name="+",
        verbose_name=_("resources used"),
    )
    destinations = models.ManyToManyField(
        "library.DirectoryEntry",
        through="RemoteDestination",
        blank=True,
        related_name="+",
        verbose_name=_("sent on to"),
    )

    class Meta:
        verbose_name = _("question from afar")
        verbose_name_plural = _("questions from afar")
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["centre", "next_step", "since"], name="afar_by_next_step")]
        constraints = [
            models.CheckConstraint(
                name="afar_next_step_is_known", condition=models.Q(next_step__in=Speaker.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.centre} {self.since}"


@classified(
    World.WALK_IN,
    purpose=_("Say which topics a question was about."),
    retention=_("With its question."),
    facts="id conversation topic",
)
class RemoteTopic(models.Model):
    """A topic of an answer from afar."""

    conversation = models.ForeignKey(RemoteQuestion, models.CASCADE, related_name="+")
    topic = models.ForeignKey("kernel.Term", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("topic of an answer")
        verbose_name_plural = _("topics of answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "topic"], name="afar_topic_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} – {self.topic_id}"


@classified(
    World.WALK_IN,
    purpose=_("Count which documents and tools were shown."),
    retention=_("With its question."),
    facts="id conversation resource",
)
class RemoteResource(models.Model):
    """A resource of an answer from afar."""

    conversation = models.ForeignKey(RemoteQuestion, models.CASCADE, related_name="+")
    resource = models.ForeignKey("library.Resource", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("resource of an answer")
        verbose_name_plural = _("resources of answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "resource"], name="afar_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} – {self.resource_id}"


@classified(
    World.WALK_IN,
    purpose=_("Count to which services people were sent on."),
    retention=_("With its question."),
    facts="id conversation destination",
)
class RemoteDestination(models.Model):
    """A service of an answer from afar."""

    conversation = models.ForeignKey(RemoteQuestion, models.CASCADE, related_name="+")
    destination = models.ForeignKey("library.DirectoryEntry", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("destination of an answer")
        verbose_name_plural = _("destinations of answers")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "destination"], name="afar_sent_once")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} – {self.destination_id}"


@classified(
    World.WALK_IN,
    purpose=_("Keep a question from afar and its answers for as long as they can be read."),
    retention=_("With its question."),
    facts="id conversation speaker text day half_hour",
    encrypted="text",
)
class RemoteMessage(models.Model):
    """One message of a question from afar."""

    conversation = models.ForeignKey(RemoteQuestion, models.CASCADE, related_name="messages")
    speaker = models.CharField(max_length=10, choices=Speaker)
    text = EncryptedTextField(_("text"), max_length=LONGEST_QUESTION)
    day = models.DateField(_("day"))
    half_hour = models.PositiveSmallIntegerField(validators=[MaxValueValidator(LAST_HALF_HOUR)])

    class Meta:
        verbose_name = _("message of a question from afar")
        verbose_name_plural = _("messages of questions from afar")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="afar_speaker_is_known", condition=models.Q(speaker__in=Speaker.values)
            ),
            models.CheckConstraint(
                name="afar_half_hour_is_of_a_day",
                condition=models.Q(half_hour__lte=LAST_HALF_HOUR),
            ),
            models.CheckConstraint(name="afar_message_is_not_empty", condition=~models.Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.speaker} {self.day}"
