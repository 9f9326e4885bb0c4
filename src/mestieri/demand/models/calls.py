"""Calls, who is calling whom at this moment, and how long people give."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.campaigns import Campaign, CampaignCompany
from mestieri.demand.models.companies import Company
from mestieri.demand.models.words import CallScriptVersion
from mestieri.demand.vocabulary import Outcome
from mestieri.kernel.privacy import World, classified


@classified(
    World.IDENTIFIED,
    purpose=_("Know that a company was called, how it ended and what comes next (PM-26)."),
    retention=_("24 months; then only how many calls ended how, campaign by campaign."),
    facts="id token centre company campaign target script_version started_at ended_at day outcome "
    "next_on path is_from_paper before undone_at",
    staff_author="made_by",
)
class Call(models.Model):
    """One call (*telefonata*). There is no column for a remark: what was said of a person has
    no place here, and nothing is recorded.

    Attributes:
        token: made before the call, so that a post that arrives twice counts once.
        path: the steps of the script that were gone through and the answers chosen.
        before: where the company stood in the campaign, to undo a key pressed by mistake.
        undone_at: set when it was taken back; it counts no more.
    """

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, models.CASCADE, related_name="calls")
    campaign = models.ForeignKey(
        Campaign, models.SET_NULL, null=True, blank=True, related_name="calls"
    )
    target = models.ForeignKey(
        CampaignCompany, models.SET_NULL, null=True, blank=True, related_name="calls"
    )
    script_version = models.ForeignKey(
        CallScriptVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    day = models.DateField()
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome)
    next_on = models.DateField(null=True, blank=True)
    path = models.JSONField(default=list, blank=True)
    is_from_paper = models.BooleanField(default=False)
    before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["company", "-id"], name="call_by_company"),
            models.Index(fields=["campaign", "outcome"], name="call_by_campaign"),
            models.Index(fields=["day"], name="call_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="call_outcome_is_known", condition=models.Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(
                name="call_ends_after_it_starts",
                condition=models.Q(ended_at__gte=models.F("started_at")),
            ),
            models.CheckConstraint(
                name="call_back_has_a_day",
                condition=~models.Q(outcome="CALL_BACK") | models.Q(next_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}"


@classified(
    World.IDENTIFIED,
    purpose=_("Never let two callers ring the same company at the same moment."),
    retention=_("Until the call ends or the caller's page is no longer there."),
    facts="id company target token taken_at expires_at script_version",
    staff_author="account",
)
class CallLock(models.Model):
    """A company is being called by somebody. The database keeps it one: the key is unique."""

    company = models.OneToOneField(Company, models.CASCADE, related_name="call_lock")
    target = models.ForeignKey(CampaignCompany, models.CASCADE, related_name="+")
    account = models.ForeignKey("kernel.Account", models.CASCADE, related_name="+")
    script_version = models.ForeignKey(CallScriptVersion, models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    taken_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("call under way")
        verbose_name_plural = _("calls under way")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="lock_expires_after_it_is_taken",
                condition=models.Q(expires_at__gt=models.F("taken_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id}"


@classified(
    World.IDENTIFIED,
    purpose=_("Count the hours given to a campaign."),
    retention=_("24 months."),
    facts="id campaign started_at last_seen_at",
    staff_author="account",
)
class CallSession(models.Model):
    """A stretch of time in which somebody made calls."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="sessions")
    account = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stretch of calls")
        verbose_name_plural = _("stretches of calls")
        ordering = ["id"]
        indexes = [models.Index(fields=["campaign", "account", "-id"], name="session_by_campaign")]
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_starts",
                condition=models.Q(last_seen_at__gte=models.F("started_at")),
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.started_at}"


@classified(
    World.STAFF,
    purpose=_("Show somebody's call-backs in their own calendar, by an address they can revoke."),
    retention=_("Until it is revoked, or the account goes."),
    facts="id centre digest made_at",
    staff_author="account",
)
class CallFeed(models.Model):
    """The address of a calendar of call-backs; its secret part is not kept, only its digest."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    account = models.ForeignKey("kernel.Account", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("calendar of call-backs")
        verbose_name_plural = _("calendars of call-backs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "account"], name="call_feed_once_an_account")
        ]

    def __str__(self) -> str:
        return f"{self.centre_id} – {self.account_id}"
