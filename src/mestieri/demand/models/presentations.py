"""The link between requests and CVs: searches, shortlists, questions, what was sent, outcomes.

A CV is named by its key alone, and nothing of it is copied. When it is erased the key goes: what
stays says that somebody was presented, not who.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.leads import Request
from mestieri.demand.models.titles import Redeployment
from mestieri.demand.stages import PRESENTED, AnswerWay, LeftOut, PresentationState
from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedEmailField,
    EncryptedTextField,
)
from mestieri.kernel.privacy import Basis, World, classified

LONGEST_REASON, LONGEST_LETTER = 600, 4000


@classified(
    World.IDENTIFIED,
    purpose=_("Keep with a request who searched for it, by what, and how many there were."),
    retention=_("24 months."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id request searched_at found",
    person="asked",
    encrypted="asked",
    staff_author="account",
)
class RequestSearch(models.Model):
    """A search among CVs made for a request; who was seen is written with each CV."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="searches")
    searched_at = models.DateTimeField(_("when"), default=timezone.now)
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked = EncryptedTextField(_("what was asked"), blank=True)
    found = models.PositiveIntegerField(_("how many were found"), default=0)

    class Meta:
        verbose_name = _("search for a request")
        verbose_name_plural = _("searches for requests")
        ordering = ["id"]
        indexes = [models.Index(fields=["searched_at"], name="request_search_by_day")]

    def __str__(self) -> str:
        return str(self.pk)


@classified(
    World.IDENTIFIED,
    purpose=_("Know who chose people for a request, why, and from which search."),
    retention=_("24 months after it was made."),
    basis=Basis.LEGAL_OBLIGATION,
    facts="id centre request made_at found",
    person="asked reason",
    encrypted="asked reason",
    staff_author="made_by",
)
class Shortlist(models.Model):
    """People chosen by a person for a request (*rosa*), with one reason.

    Attributes:
        asked, found: the search out of which they were chosen, in words, and how many it found.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    request = models.ForeignKey(Request, models.CASCADE, related_name="shortlists")
    reason = EncryptedTextField(_("why these people"), max_length=LONGEST_REASON)
    asked = EncryptedTextField(_("what was asked"), blank=True)
    found = models.PositiveIntegerField(_("how many were found"), null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "made_at"], name="shortlist_by_day")]
        constraints = [
            models.CheckConstraint(name="shortlist_has_a_reason", condition=~Q(reason=""))
        ]

    def __str__(self) -> str:
        return str(self.pk)


@classified(
    World.IDENTIFIED,
    purpose=_("Know what was sent to a company, when, by whom, to which address."),
    retention=_("24 months after its shortlist was made."),
    basis=Basis.LEGITIMATE_INTEREST,
    facts="id shortlist subject files written_at left_at is_rehearsal",
    person="send_to send_to_index text",
    encrypted="send_to send_to_index text",
    staff_author="written_by",
)
class PresentationLetter(models.Model):
    """What left for a company: its words, and the digest of each file that went with it.

    Attributes:
        files: name, SHA-256 and bytes of each file. Nobody is named in them, nor in the words.
        left_at: when the mail server took it; empty while it is being sent, or if the machine
            stopped meanwhile: then nobody sends it again without knowing.
        is_rehearsal: written for practice; nothing left.
    """

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="letters")
    send_to = EncryptedEmailField(_("to which address"), blank=True)
    send_to_index = BlindIndexField(of="send_to")
    subject = models.CharField(_("subject"), max_length=120)
    text = EncryptedTextField(_("text"), max_length=LONGEST_LETTER)
    files = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    written_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_rehearsal = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("message with which people were presented")
        verbose_name_plural = _("messages with which people were presented")
        ordering = ["-id"]
        indexes = [models.Index(fields=["written_at"], name="presentation_letter_by_day")]

    def __str__(self) -> str:
        return self.subject


@classified(
    World.IDENTIFIED,
    purpose=_("Present people who said yes to a company, and know what came of it (PM-28)."),
    retention=_("24 months after it was made; when the CV is erased, without the person."),
    basis=Basis.CONTRACT,
    facts="id shortlist request number letter due_on redeployment",
    person="cv_key state since left_out asked_on asked_way answered_on answered_way file_digest",
    in_the_clear="left_out asked_way answered_way file_digest",
    staff_author="asked_by owner",
)
class Presentation(models.Model):
    """One person in a shortlist, from the choice to the outcome (*presentazione*).

    Attributes:
        cv_key: key of the CV; empty once it is erased.
        number: which of the files sent it was: `cv-2.pdf`.
        owner, due_on: who asks the company how it went, and when.
        redeployment: the count that this outcome added, to take it back if it was a mistake.
    """

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, related_name="presentations")
    request = models.ForeignKey(Request, models.CASCADE, related_name="presentations")
    cv_key = models.UUIDField(null=True, blank=True, editable=False)
    state = models.CharField(
        max_length=20, choices=PresentationState, default=PresentationState.PROPOSED, editable=False
    )
    since = models.DateField(default=timezone.localdate, editable=False)
    left_out = models.CharField(max_length=10, choices=LeftOut, blank=True, editable=False)
    asked_on = models.DateField(null=True, blank=True, editable=False)
    asked_way = models.CharField(max_length=8, choices=AnswerWay, blank=True, editable=False)
    asked_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    answered_on = models.DateField(null=True, blank=True, editable=False)
    answered_way = models.CharField(max_length=8, choices=AnswerWay, blank=True, editable=False)
    letter = models.ForeignKey(
        PresentationLetter, models.CASCADE, null=True, blank=True, related_name="presentations"
    )
    number = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    file_digest = models.CharField(max_length=64, blank=True, editable=False)
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    due_on = models.DateField(null=True, blank=True, editable=False)
    redeployment = models.OneToOneField(
        Redeployment, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("presentation")
        verbose_name_plural = _("presentations")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["cv_key", "state"], name="presentation_by_cv"),
            models.Index(fields=["owner", "state", "due_on"], name="presentation_by_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="presentation_state_is_known",
                condition=Q(state__in=PresentationState.values),
            ),
            models.UniqueConstraint(
                fields=["request", "cv_key"], name="presentation_once_a_request"
            ),
            models.CheckConstraint(
                name="presentation_sent_has_a_letter",
                condition=Q(state__in=PRESENTED, letter__isnull=False)
                | (~Q(state__in=PRESENTED) & Q(letter__isnull=True)),
            ),
            models.CheckConstraint(
                name="presentation_left_out_says_why",
                condition=Q(state="LEFT_OUT") & ~Q(left_out="")
                | (~Q(state="LEFT_OUT") & Q(left_out="")),
            ),
            models.CheckConstraint(
                name="presentation_of_nobody_is_not_sent",
                condition=Q(cv_key__isnull=False)
                | ~Q(state__in=["PROPOSED", "ASKED", "CONSENTED"]),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@classified(
    World.IDENTIFIED,
    purpose=_("Know who carried a presentation from where to where, and when."),
    retention=_("As long as the presentation."),
    facts="id presentation old_state new_state made_at way",
    staff_author="made_by",
)
class PresentationPassage(models.Model):
    """A passage of a presentation; without `made_by` the person, or their CV, did it."""

    presentation = models.ForeignKey(Presentation, models.CASCADE, related_name="passages")
    old_state = models.CharField(max_length=20, choices=PresentationState, blank=True)
    new_state = models.CharField(max_length=20, choices=PresentationState)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    way = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("passage of a presentation")
        verbose_name_plural = _("passages of presentations")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"
