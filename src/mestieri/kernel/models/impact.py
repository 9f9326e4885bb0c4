"""What a centre answers to the questions that its impact assessment leaves open."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified

LONGEST_ANSWER = 4000  # characters


@classified(
    World.HOUSE,
    purpose=_("Keep what the centre answers to the open questions of its impact assessment."),
    retention=_("As long as the centre."),
    facts="id centre question text answered_at",
    staff_author="answered_by",
)
class ImpactAnswer(models.Model):
    """An answer of the controller, printed with the assessment."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="impact_answers")
    question = models.SlugField(_("question"), max_length=40, db_index=False)
    text = models.TextField(_("answer"), max_length=LONGEST_ANSWER)
    answered_at = models.DateTimeField(_("when"))
    answered_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("answer in the impact assessment")
        verbose_name_plural = _("answers in the impact assessment")
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "question"], name="impact_answer_once_a_question"
            ),
            models.CheckConstraint(
                name="impact_answer_says_something", condition=~models.Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.question
