"""The queue: numbers by area and language, each passage with its moment, desks open today."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES

LAST_NUMBER = 999
one_letter = RegexValidator(r"^[A-Z]$", _("Use one capital letter."))


class TicketState(models.TextChoices):
    """Where a number stands between being taken and being done."""

    WAITING = "WAITING", _("waiting")
    CALLED = "CALLED", _("called")
    HELD = "HELD", _("on hold")
    IN_ADVICE = "IN_ADVICE", _("in advice")
    DONE = "DONE", _("done")
    NO_SHOW = "NO_SHOW", _("did not come")
    CANCELLED = "CANCELLED", _("cancelled")


class PassageCause(models.TextChoices):
    """Why a number passed from a state to another."""

    PERSON = "PERSON", _("somebody did it")
    TRANSFER = "TRANSFER", _("handed over")
    NIGHT = "NIGHT", _("the night's reset")


@classified(
    World.WALK_IN,
    purpose=_("Say how a centre runs its queue and its answers from afar."),
    retention=_("As long as the centre."),
    facts="id centre resets_overnight answers_from_afar months_of_answers",
)
class AdviceSetting(models.Model):
    """One row a centre; without it the defaults hold."""

    centre = models.OneToOneField("kernel.Centre", models.CASCADE, related_name="+")
    resets_overnight = models.BooleanField(
        _("numbers start again every morning"),
        default=True,
        help_text=_("At midnight whoever was still waiting leaves the queue."),
    )
    answers_from_afar = models.BooleanField(
        _("answer questions from afar"),
        default=True,
        help_text=_("The public site lets anybody write a question without a name."),
    )
    months_of_answers = models.PositiveSmallIntegerField(
        _("months for which an answer can be read"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )

    class Meta:
        verbose_name = _("setting of the queue")
        verbose_name_plural = _("settings of the queue")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="answers_stay_1_to_12_months",
                condition=models.Q(months_of_answers__gte=1, months_of_answers__lte=12),
            )
        ]

    def __str__(self) -> str:
        return str(self.centre)


@classified(
    World.WALK_IN,
    purpose=_("Give each area the letter of its numbers."),
    retention=_("As long as the area."),
    facts="id centre area letter",
)
class AreaLetter(models.Model):
    """The letter before the numbers of an area: N-07."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    area = models.OneToOneField("kernel.Area", models.CASCADE, related_name="+")
    letter = models.CharField(_("letter"), max_length=1, validators=[one_letter])

    class Meta:
        verbose_name = _("letter of an area")
        verbose_name_plural = _("letters of the areas")
        ordering = ["letter", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "letter"],
                name="letter_once_a_centre",
                violation_error_message=_("Another area of the centre has this letter."),
            )
        ]

    def __str__(self) -> str:
        return self.letter


@classified(
    World.WALK_IN,
    purpose=_("Say which desk is open today, until when, in which languages."),
    retention=_("12 months."),
    facts="id desk partner day opened_at until closed_at languages",
)
class DeskOpening(models.Model):
    """A desk opened on a day by whoever advises there. Nobody is named.

    It lapses by itself at `until`: a desk that nobody closed is not open all night.
    """

    desk = models.ForeignKey("reception.Desk", models.CASCADE, related_name="openings")
    partner = models.ForeignKey(
        "kernel.Partner",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("partner"),
    )
    day = models.DateField(_("day"))
    opened_at = models.DateTimeField(_("opened at"))
    until = models.TimeField(_("until"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    languages = models.CharField(_("languages"), max_length=60, default="it")

    class Meta:
        verbose_name = _("opening of a desk")
        verbose_name_plural = _("openings of desks")
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "day"],
                condition=models.Q(closed_at__isnull=True),
                name="desk_open_once_a_day",
            ),
            models.CheckConstraint(
                name="desk_closes_after_it_opens",
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk} {self.day}"


@classified(
    World.WALK_IN,
    purpose=_("Keep the order of arrival without asking who arrives."),
    retention=_("12 months with its moments, then as one unit in the count of its day."),
    facts="id tap centre area letter number day language state since arrived_at called_times "
    "desk for_desk",
)
class Ticket(models.Model):
    """A number in the queue of an area, in a language (*numero*). No name, anywhere.

    `tap` is the UUID made where the number was asked for: asked twice, it gives one number.
    `arrived_at` never changes, so that whoever is handed over keeps their place.
    """

    tap = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.PROTECT, related_name="+")
    area = models.ForeignKey("kernel.Area", models.PROTECT, related_name="+")
    letter = models.CharField(max_length=1, validators=[one_letter])
    number = models.PositiveSmallIntegerField()
    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=5, default="it")
    state = models.CharField(
        _("state"), max_length=12, choices=TicketState, default=TicketState.WAITING
    )
    since = models.DateTimeField(_("since"))
    arrived_at = models.DateTimeField(_("arrived at"))
    called_times = models.PositiveSmallIntegerField(_("times called"), default=0)
    desk = models.ForeignKey(
        "reception.Desk",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("desk"),
    )
    for_desk = models.ForeignKey(
        "reception.Desk",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept for this desk"),
    )

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["arrived_at", "id"]
        indexes = [
            models.Index(fields=["centre", "day", "state"], name="ticket_by_day_and_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "day", "letter", "number"], name="ticket_number_once_a_day"
            ),
            models.CheckConstraint(
                name="ticket_state_is_known", condition=models.Q(state__in=TicketState.values)
            ),
            models.CheckConstraint(
                name="ticket_number_is_1_to_999",
                condition=models.Q(number__gte=1, number__lte=LAST_NUMBER),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def language_name(self) -> str:
        """The language by its own name."""
        return dict(SPOKEN_LANGUAGES).get(self.language, self.language)

    @property
    def code(self) -> str:
        """What is printed, shown and called: N-07."""
        return f"{self.letter}-{self.number:02d}"


@classified(
    World.WALK_IN,
    purpose=_("Derive waiting and advice times from what happened, without asking anybody."),
    retention=_("12 months."),
    facts="id ticket state at cause area desk",
)
class TicketPassage(models.Model):
    """One passage of a number to a state: when, why, in which area, at which desk."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="passages")
    state = models.CharField(max_length=12, choices=TicketState)
    at = models.DateTimeField()
    cause = models.CharField(max_length=12, choices=PassageCause, default=PassageCause.PERSON)
    area = models.ForeignKey("kernel.Area", models.PROTECT, related_name="+")
    desk = models.ForeignKey(
        "reception.Desk", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("passage of a number")
        verbose_name_plural = _("passages of numbers")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["state", "at"], name="passage_by_state_and_moment")]
        constraints = [
            models.CheckConstraint(
                name="passage_state_is_known", condition=models.Q(state__in=TicketState.values)
            ),
            models.CheckConstraint(
                name="passage_cause_is_known", condition=models.Q(cause__in=PassageCause.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket} {self.state}"
