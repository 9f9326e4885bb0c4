"""Formats: what is written once and held many times (GE-15)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.fields import CodesField
from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose

LONGEST_EVENT_MINUTES = 12 * 60
MOST_SEATS = 2_000


class EventKind(models.TextChoices):
    """What a meeting is (GE-14, GE-15, RM-02)."""

    LAB = "lab", _("Lab")
    COMPANY = "company", _("Meeting with a company")
    SECTOR = "sector", _("Meeting with a sector")
    INFORMATION = "information", _("Information day")
    PRESENTATION = "presentation", _("Presentation of the centre")


@classified(
    World.WALK_IN,
    purpose=_("Write once what is held many times (GE-15)."),
    retention=_("As long as the centre."),
    facts="id centre kind title summary aims materials minutes capacity purposes is_active",
    organisation="trainer",
)
class EventFormat(models.Model):
    """A lab or a meeting as it is repeated over the months: aims, materials, length, seats.

    `trainer` says which role or organisation leads it, never who: world A knows no person.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=14, choices=EventKind, default=EventKind.LAB)
    title = models.CharField(_("title"), max_length=120)
    summary = models.TextField(_("what one does there"), max_length=1500, blank=True)
    aims = models.TextField(_("aims"), max_length=1500, blank=True)
    materials = models.CharField(_("what to bring, what we give"), max_length=400, blank=True)
    trainer = models.CharField(
        _("who leads it"),
        max_length=120,
        blank=True,
        help_text=_("A role or an organisation, never a person’s name."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("length in minutes"),
        default=120,
        validators=[MinValueValidator(15), MaxValueValidator(LONGEST_EVENT_MINUTES)],
    )
    capacity = models.PositiveSmallIntegerField(
        _("seats"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
        help_text=_("Leave empty if one comes without booking."),
    )
    purposes = CodesField(_("needs it answers"), codes=Purpose, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("format")
        verbose_name_plural = _("formats")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "title"],
                name="format_title_once_a_centre",
                violation_error_message=_("There is already a format with this title."),
            ),
            models.CheckConstraint(
                name="format_kind_is_known", condition=models.Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="format_lasts_a_while",
                condition=models.Q(minutes__gte=15, minutes__lte=LONGEST_EVENT_MINUTES),
            ),
            models.CheckConstraint(
                name="format_has_some_seats",
                condition=models.Q(capacity__isnull=True) | models.Q(capacity__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.title
