"""People sent on: the slip that was printed, its anonymous code, whether it helped."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import Purpose


class Outcome(models.TextChoices):
    """What came of a referral, in the words of who was sent on."""

    SERVED = "served", _("It helped")
    IN_VAIN = "in_vain", _("Went, to no avail")
    NOT_GONE = "not_gone", _("Did not go")


@classified(
    World.WALK_IN,
    purpose=_("Count to which services people are sent on (TO-25), never who."),
    retention=_("24 months, then monthly totals."),
    facts="id centre destination topic purpose language day is_alone",
)
class Referral(models.Model):
    """One slip printed (*rinvio*): towards which service, on what, in which language, when.

    It has no key to a visit, a ticket or a conversation, and no key leads to it from them
    or from the code on the slip. `is_alone` says that somebody printed it by themselves.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    destination = models.ForeignKey("library.DirectoryEntry", models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        "kernel.Term",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("topic"),
        limit_choices_to={"vocabulary": "theme"},
    )
    purpose = models.CharField(
        _("need"), max_length=20, choices=Purpose, blank=True, default="", db_default=""
    )
    language = models.CharField(_("language of the slip"), max_length=5)
    day = models.DateField(_("day"))
    is_alone = models.BooleanField(_("printed by oneself"), default=False)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["id"]
        indexes = [models.Index(fields=["centre", "day"], name="referral_by_centre_and_day")]
        constraints = [
            models.CheckConstraint(
                name="referral_purpose_is_known",
                condition=models.Q(purpose__in=["", *Purpose.values]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} → {self.destination_id}"


@classified(
    World.WALK_IN,
    purpose=_("Let who was sent on say once, without a name, whether it helped."),
    retention=_("Until the day after the answer, at most 120 days."),
    facts="digest centre destination topic referred_on expires_on spent_on is_corrected",
)
class ReferralCode(models.Model):
    """The code of a slip while it can still answer: only a keyed digest of it.

    The digest is the key of the row: no number tells in which order codes were given, and
    none leads to the `Referral`. What was answered is not here: it is in `OutcomeTally`.
    """

    digest = models.CharField(max_length=64, primary_key=True, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    destination = models.ForeignKey("library.DirectoryEntry", models.CASCADE, related_name="+")
    topic = models.ForeignKey(
        "kernel.Term", models.PROTECT, null=True, blank=True, related_name="+"
    )
    referred_on = models.DateField(_("given on"))
    expires_on = models.DateField(_("answers until"))
    spent_on = models.DateField(_("answered on"), null=True, blank=True)
    is_corrected = models.BooleanField(_("answer corrected"), default=False)

    class Meta:
        verbose_name = _("code of a slip")
        verbose_name_plural = _("codes of slips")
        ordering = ["expires_on", "digest"]
        indexes = [
            models.Index(fields=["expires_on"], name="referral_code_by_expiry"),
            models.Index(fields=["spent_on"], name="referral_code_by_answer"),
        ]
        constraints = [
            models.CheckConstraint(
                name="referral_code_expires_after_it_is_given",
                condition=models.Q(expires_on__gt=models.F("referred_on")),
            ),
            models.CheckConstraint(
                name="referral_code_answers_from_the_day_after",
                condition=models.Q(spent_on__isnull=True)
                | models.Q(spent_on__gt=models.F("referred_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.referred_on)


@classified(
    World.WALK_IN,
    purpose=_("Know whether the services people are sent on to help them."),
    retention=_("Permanent: counts by month, with no person in them."),
    facts="id centre destination topic month outcome times",
)
class OutcomeTally(models.Model):
    """How many slips of a month, for a service and a topic, came to an outcome.

    The month is the one of the slip, so that answers compare with the slips given.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    destination = models.ForeignKey("library.DirectoryEntry", models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        "kernel.Term", models.PROTECT, null=True, blank=True, related_name="+"
    )
    month = models.DateField(_("month"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    times = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("outcomes of a month")
        verbose_name_plural = _("outcomes by month")
        ordering = ["-month", "id"]
        indexes = [models.Index(fields=["centre", "month"], name="outcome_by_centre_and_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "destination", "topic", "month", "outcome"],
                condition=models.Q(topic__isnull=False),
                name="outcome_tally_once_a_topic",
            ),
            models.UniqueConstraint(
                fields=["centre", "destination", "month", "outcome"],
                condition=models.Q(topic__isnull=True),
                name="outcome_tally_once_without_topic",
            ),
            models.CheckConstraint(
                name="outcome_is_known", condition=models.Q(outcome__in=Outcome.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.outcome} {self.times}"
