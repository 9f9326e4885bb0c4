"""What partners propose without an account, and who owes the next step."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import BlindIndexField, EncryptedEmailField
from mestieri.kernel.privacy import World, classified


class ProposalState(models.TextChoices):
    """Where a proposal stands: invited → received → published or declined; or withdrawn."""

    INVITED = "invited", _("Invited")
    RECEIVED = "received", _("To decide")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class NextStep(models.TextChoices):
    """Who owes the next step."""

    PARTNER = "partner", _("the organisation")
    CENTRE = "centre", _("us")
    NOBODY = "nobody", _("nobody")


#: State → the states that may follow it.
PASSAGES: dict[str, frozenset[str]] = {
    ProposalState.INVITED: frozenset({ProposalState.RECEIVED, ProposalState.WITHDRAWN}),
    ProposalState.RECEIVED: frozenset({ProposalState.PUBLISHED, ProposalState.DECLINED}),
    ProposalState.PUBLISHED: frozenset(),
    ProposalState.DECLINED: frozenset(),
    ProposalState.WITHDRAWN: frozenset(),
}

_OWED_BY = {ProposalState.INVITED: NextStep.PARTNER, ProposalState.RECEIVED: NextStep.CENTRE}


@classified(
    World.HOUSE,
    purpose=_("Let organisations propose and correct what the centre publishes, with an answer."),
    retention=_("24 months after the decision."),
    facts="id centre kind subject_key state message payload note since reason",
    organisation="organisation email email_index",
    encrypted="email email_index",
    staff_author="invited_by decided_by",
)
class Proposal(models.Model):
    """A new or corrected record that an organisation proposes; somebody of the staff decides.

    `payload` is what was written in the form of the record: name of the field → its words.
    `subject_key` is empty for something new, then the key of what was published.
    `since` is when the present state began: since then somebody owes the next step.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    kind = models.CharField(_("what"), max_length=40)
    subject_key = models.CharField(_("which"), max_length=60, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160)
    email = EncryptedEmailField(
        _("e-mail of the organisation"),
        help_text=_("The office's own address. The link goes there."),
    )
    email_index = BlindIndexField(of="email")
    message = models.CharField(_("a line for them"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ProposalState, default=ProposalState.INVITED
    )
    payload = models.JSONField(_("what they wrote"), default=dict, blank=True)
    note = models.TextField(_("note of the organisation"), max_length=1000, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    since = models.DateTimeField(_("since"))
    invited_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-since", "-id"]
        indexes = [models.Index(fields=["centre", "state", "since"], name="proposal_by_state")]
        constraints = [
            models.CheckConstraint(
                name="proposal_state_is_known", condition=models.Q(state__in=ProposalState.values)
            ),
            models.CheckConstraint(
                name="declined_proposal_has_a_reason",
                condition=~models.Q(state=ProposalState.DECLINED) | ~models.Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation

    @property
    def owed_by(self) -> NextStep:
        """Who owes the next step."""
        return _OWED_BY.get(ProposalState(self.state), NextStep.NOBODY)


@classified(
    World.HOUSE,
    purpose=_("Know when a proposal passed from one state to the next, and why."),
    retention=_("As long as the proposal."),
    facts="id proposal old_state new_state made_at reason",
    staff_author="made_by",
)
class ProposalPassage(models.Model):
    """One passage of a proposal; without an author it was the organisation that made it."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="passages")
    old_state = models.CharField(_("before"), max_length=12, choices=ProposalState, blank=True)
    new_state = models.CharField(_("after"), max_length=12, choices=ProposalState)
    made_at = models.DateTimeField(_("when"))
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("passage of a proposal")
        verbose_name_plural = _("passages of a proposal")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"
