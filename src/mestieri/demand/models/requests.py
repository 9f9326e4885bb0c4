"""What companies ask for, who sent it, and every passage of it from a state to the next."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.companies import Company
from mestieri.demand.vocabulary import (
    LIVE_REQUESTS,
    OPEN_REQUESTS,
    REQUEST_PASSAGES,
    RequestState,
)
from mestieri.kernel.encryption.fields import (
    BlindIndexField,
    EncryptedEmailField,
    EncryptedTextField,
)
from mestieri.kernel.privacy import Basis, World, classified

LONGEST_REQUEST = 2000
LONGEST_REASON = 300
MOST_FAMILIES = 8
MOST_PLACES = 500
IN_SHORT = 120


@classified(
    World.IDENTIFIED,
    purpose=_("Describe what a company asks for, and who follows it (PM-08)."),
    retention=_("24 months after it is closed."),
    facts="id centre company words families wanted places workplace istat starts_by contract "
    "state due_on since closed_on approved_on opportunity_key form_token made_at",
    organisation="asked_as asked_tax_code asked_municipality",
    staff_author="owner made_by approved_by",
)
class Request(models.Model):
    """The qualified demand of a company (*richiesta*).

    A request that came through the public form has no company until a person of the centre
    approves it: `asked_as` and the like are what the sender wrote.

    Attributes:
        families: codes of professional families of the CV bank, with blanks between.
        wanted: code of an index of the CV bank → what is asked of it, as its search takes it.
        starts_by: by when somebody should begin.
        contract: the kind of contract, in plain words.
        owner, due_on: who owes the next step, and by when; since when is `since`.
        approved_by, approved_on: the person who let it be searched for.
        opportunity_key: number of what the library shows to the public of it; empty if nothing.
        form_token: made with the form, so that a form sent twice is one request.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    asked_as = models.CharField(_("company"), max_length=160, blank=True)
    asked_tax_code = models.CharField(_("VAT number"), max_length=20, blank=True)
    asked_municipality = models.CharField(
        _("municipality of the company"), max_length=80, blank=True
    )
    words = models.CharField(_("what they ask for"), max_length=LONGEST_REQUEST)
    families = models.CharField(_("families"), max_length=600, blank=True)
    wanted = models.JSONField(_("what a CV should say"), default=dict, blank=True)
    places = models.PositiveSmallIntegerField(
        _("how many people"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    workplace = models.CharField(_("municipality where one works"), max_length=80, blank=True)
    istat = models.CharField(max_length=6, blank=True, editable=False)
    starts_by = models.DateField(_("by when somebody should begin"), null=True, blank=True)
    contract = models.CharField(_("kind of contract"), max_length=200, blank=True)
    state = models.CharField(
        max_length=10, choices=RequestState, default=RequestState.OPEN, editable=False
    )
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    due_on = models.DateField(_("next step by"))
    since = models.DateField(editable=False)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    approved_on = models.DateField(null=True, blank=True, editable=False)
    opportunity_key = models.CharField(max_length=20, blank=True, editable=False)
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("request of a company")
        verbose_name_plural = _("requests of companies")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "state", "due_on"], name="request_by_state")]
        constraints = [
            models.CheckConstraint(
                name="request_state_is_known", condition=models.Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(
                name="request_closed_has_a_day",
                condition=models.Q(state__in=LIVE_REQUESTS, closed_on__isnull=True)
                | (~models.Q(state__in=LIVE_REQUESTS) & models.Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_searched_is_approved",
                condition=~models.Q(state__in=[*OPEN_REQUESTS, "SATISFIED", "UNANSWERED"])
                | models.Q(approved_on__isnull=False, company__isnull=False),
            ),
            models.CheckConstraint(
                name="request_says_of_whom",
                condition=models.Q(company__isnull=False) | ~models.Q(asked_as=""),
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    @property
    def approved_company(self) -> Company:
        """The company of a request that a person approved: the database holds that it has one."""
        assert self.company is not None
        return self.company

    @property
    def whose(self) -> str:
        """The company, or what the sender wrote while nobody has approved it."""
        return self.company.legal_name if self.company is not None else self.asked_as

    @property
    def in_short(self) -> str:
        """Its first words, for lists."""
        line = " ".join(self.words.split())
        return line if len(line) <= IN_SHORT else f"{line[: IN_SHORT - 1].rstrip()}…"

    @property
    def family_codes(self) -> list[str]:
        return self.families.split()

    @property
    def next_states(self) -> tuple[RequestState, ...]:
        """The states that may follow; what was never approved goes back to whom approves."""
        if self.is_live or self.approved_on is not None:
            return REQUEST_PASSAGES[self.state]
        return (RequestState.AWAITING,)

    @property
    def is_live(self) -> bool:
        """Whether somebody owes the next step."""
        return self.state in LIVE_REQUESTS

    @property
    def is_approved(self) -> bool:
        """Whether a person has approved it and it is not closed: it may be searched for."""
        return self.state in OPEN_REQUESTS


@classified(
    World.IDENTIFIED,
    purpose=_("Answer whoever sent a request through the site."),
    retention=_(
        "Until somebody of the centre approves the request; else 6 months after it came or "
        "was closed."
    ),
    basis=Basis.LEGITIMATE_INTEREST,
    facts="id request",
    person="name email email_index phone email_was_used",
    encrypted="name email email_index phone",
)
class RequestSender(models.Model):
    """Who sent a request through the public form; approved, they are a contact of the company.

    Attributes:
        email_was_used: the link sent to the address was opened: it is theirs.
    """

    request = models.OneToOneField(Request, models.CASCADE, related_name="sender")
    name = EncryptedTextField(_("your name and surname"), max_length=120)
    email = EncryptedEmailField(_("e-mail"))
    email_index = BlindIndexField(of="email")
    phone = EncryptedTextField(_("telephone"), max_length=40, blank=True)
    email_was_used = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("sender of a request")
        verbose_name_plural = _("senders of requests")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="sender_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} – {self.pk}"


@classified(
    World.IDENTIFIED,
    purpose=_("Know who moved a request, when, from which state to which, and why."),
    retention=_("As long as the request."),
    facts="id request before after reason made_at",
    staff_author="made_by",
)
class RequestPassage(models.Model):
    """A passage of a request from a state to the next; the first one has no state before."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="passages")
    before = models.CharField(max_length=10, choices=RequestState, blank=True)
    after = models.CharField(max_length=10, choices=RequestState)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    made_at = models.DateTimeField(_("when"), auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("passage of a request")
        verbose_name_plural = _("passages of requests")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="request_passage_state_is_known",
                condition=models.Q(after__in=RequestState.values)
                & (models.Q(before="") | models.Q(before__in=RequestState.values)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.before} → {self.after}"
