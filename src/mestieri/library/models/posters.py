"""The weekly poster «Che cosa manca»: what was sought, what was not there, what was done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified


@classified(
    World.WALK_IN,
    purpose=_("Tell at the door and at the table what was sought, and what is missing."),
    retention=_("12 months."),
    facts="id centre week since asked in_vain answered unowned additions left_out introduction "
    "done call prepared_at published_on",
    staff_author="edited_by",
)
class MissingPoster(models.Model):
    """One week's poster of a centre, frozen counts and a few sentences.

    Lines are words that several asked (`SearchPhrase`), with a rounded count: `asked` and
    `in_vain` are lists of `[words, at least how often]`; `answered` and `unowned` lists of words.
    `left_out` are words that the staff does not want on it. `additions`: things added to the
    documentation since `since`.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    week = models.DateField(_("week that begins on"))
    since = models.DateField(_("counted since"))
    asked = models.JSONField(_("asked most"), default=list, blank=True)
    in_vain = models.JSONField(_("sought in vain"), default=list, blank=True)
    answered = models.JSONField(_("answered since"), default=list, blank=True)
    unowned = models.JSONField(_("without an owner"), default=list, blank=True)
    additions = models.PositiveIntegerField(_("things added"), default=0)
    left_out = models.JSONField(_("left out"), default=list, blank=True)
    introduction = models.CharField(_("first sentence"), max_length=200, blank=True)
    done = models.TextField(_("what we did about it"), max_length=400, blank=True)
    call = models.CharField(_("who can help, and how"), max_length=240, blank=True)
    prepared_at = models.DateTimeField(_("counted on"))
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("poster “What is missing”")
        verbose_name_plural = _("posters “What is missing”")
        ordering = ["-week", "id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "week"], name="missing_poster_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.week}"
