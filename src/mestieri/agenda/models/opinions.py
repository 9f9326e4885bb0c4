"""Three questions after an event; answers are counted, nobody's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.models.events import Event
from mestieri.kernel.privacy import World, classified


class Question(models.TextChoices):
    """What is asked afterwards."""

    USEFUL = "useful", _("Was it useful?")
    CLEAR = "clear", _("Was it clear?")
    NEXT = "next", _("Do you know what to do next?")


class Answer(models.TextChoices):
    """What one may answer."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


@classified(
    World.WALK_IN,
    purpose=_("Know whether an event was of use."),
    retention=_("As long as the event: counts, no persons."),
    facts="id event question answer times",
)
class OpinionCount(models.Model):
    """How often an answer was given to a question after an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="opinion_counts")
    question = models.CharField(max_length=8, choices=Question)
    answer = models.CharField(max_length=8, choices=Answer)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of an opinion")
        verbose_name_plural = _("counts of opinions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "question", "answer"], name="opinion_counted_once"
            ),
            models.CheckConstraint(
                name="opinion_question_is_known", condition=models.Q(question__in=Question.values)
            ),
            models.CheckConstraint(
                name="opinion_answer_is_known", condition=models.Q(answer__in=Answer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.question} {self.answer} {self.times}"
