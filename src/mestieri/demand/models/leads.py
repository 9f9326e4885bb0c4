"""What may come of a company: signals, messages to send."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.calls import Call
from mestieri.demand.models.companies import Company
from mestieri.demand.models.requests import Request
from mestieri.demand.vocabulary import LetterState, SignalState
from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedEmailField,
    EncryptedTextField,
)
from mestieri.kernel.privacy import Basis, World, classified

LONGEST_WORDS = 400


@classified(
    World.IDENTIFIED,
    purpose=_("Note in half a minute that somebody may need people, then check it (PM-08)."),
    retention=_("12 months after it expires."),
    facts="id centre company words where_seen seen_on expires_on state due_on since request call",
    organisation="company_name",
    staff_author="noted_by owner",
)
class Signal(models.Model):
    """A weak lead (*segnale*): an advert, a piece of news, a tip."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    company = models.ForeignKey(
        Company, models.SET_NULL, null=True, blank=True, related_name="signals"
    )
    company_name = models.CharField(_("company"), max_length=160)
    words = models.CharField(
        _("what was seen or heard"),
        max_length=LONGEST_WORDS,
        help_text=_("For instance: they look for a turner by May. No names of people."),
    )
    where_seen = models.CharField(
        _("where"), max_length=160, help_text=_("A shop window, a newspaper, a call.")
    )
    seen_on = models.DateField(_("when"))
    expires_on = models.DateField(_("good until"))
    state = models.CharField(
        max_length=8, choices=SignalState, default=SignalState.OPEN, editable=False
    )
    noted_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    due_on = models.DateField(_("next step by"), editable=False)
    since = models.DateField(editable=False)
    call = models.ForeignKey(Call, models.SET_NULL, null=True, blank=True, related_name="signals")
    request = models.OneToOneField(
        Request, models.SET_NULL, null=True, blank=True, related_name="signal", editable=False
    )

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["centre", "state", "due_on"], name="signal_by_state")]
        constraints = [
            models.CheckConstraint(
                name="signal_state_is_known", condition=models.Q(state__in=SignalState.values)
            ),
            models.CheckConstraint(
                name="signal_expires_after_it_is_seen",
                condition=models.Q(expires_on__gte=models.F("seen_on")),
                violation_error_message=_("It cannot expire before it was seen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_name}: {self.words[:60]}"


@classified(
    World.IDENTIFIED,
    purpose=_("Prepare a message to a company, which a person reads and sends."),
    retention=_("24 months after it was prepared."),
    basis=Basis.LEGITIMATE_INTEREST,
    facts="id centre company call subject state due_on prepared_on sent_on answered_on",
    person="send_to send_to_index text",
    encrypted="send_to send_to_index text",
    staff_author="owner",
)
class InfoLetter(models.Model):
    """A message prepared for a company. No machine sends it."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="letters")
    call = models.ForeignKey(Call, models.SET_NULL, null=True, blank=True, related_name="letters")
    send_to = EncryptedEmailField(_("to which address"), blank=True)
    send_to_index = BlindIndexField(of="send_to")
    subject = models.CharField(_("subject"), max_length=120)
    text = EncryptedTextField(_("text"), max_length=4000)
    state = models.CharField(
        max_length=8, choices=LetterState, default=LetterState.PREPARED, editable=False
    )
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    due_on = models.DateField(editable=False)
    prepared_on = models.DateField(editable=False)
    sent_on = models.DateField(null=True, blank=True, editable=False)
    answered_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("message prepared for a company")
        verbose_name_plural = _("messages prepared for companies")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="letter_by_owner")]
        constraints = [
            models.CheckConstraint(
                name="letter_sent_has_a_day",
                condition=~models.Q(state="SENT") | models.Q(sent_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.subject


@classified(
    World.IDENTIFIED,
    purpose=_("Remind of an open thing a few times, never twice for the same day."),
    retention=_("12 months."),
    facts="id kind key due_on step sent_on",
)
class Reminder(models.Model):
    """A reminder that left for something overdue since `due_on`, `step` days after that day."""

    kind = models.CharField(max_length=12)
    key = models.PositiveBigIntegerField()
    due_on = models.DateField()
    step = models.PositiveSmallIntegerField()
    sent_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "due_on", "step"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} +{self.step}"
