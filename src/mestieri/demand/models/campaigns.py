"""Campaigns: which companies are called, by which script, and where each stands."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.companies import Company
from mestieri.demand.models.words import CallScript, Message
from mestieri.demand.vocabulary import SIZES, CampaignState, Outcome, TargetState
from mestieri.kernel.fields import CodesField
from mestieri.kernel.privacy import World, classified

FURTHEST = 200  # kilometres


@classified(
    World.IDENTIFIED,
    purpose=_("Call a chosen list of companies with one script, and count what came of it."),
    retention=_("As long as the centre."),
    facts="id centre state script message ateco municipality kilometres sizes families "
    "opens_on closes_on past_counts made_at",
    organisation="name",
    staff_author="owner",
)
class Campaign(models.Model):
    """Calls to a filtered list of companies (PM-23).

    Attributes:
        ateco: sections (letters) and beginnings of codes, with blanks between: `C 62 26`.
        past_counts: outcome → calls older than their retention, of which only this is left.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    name = models.CharField(_("name of the campaign"), max_length=80)
    state = models.CharField(
        max_length=8, choices=CampaignState, default=CampaignState.DRAFT, editable=False
    )
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    script = models.ForeignKey(
        CallScript, models.PROTECT, related_name="+", verbose_name=_("call script")
    )
    message = models.ForeignKey(
        Message,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("message for who wants to know more"),
    )
    ateco = models.CharField(
        _("ATECO sections and divisions"),
        max_length=200,
        blank=True,
        help_text=_("Letters or figures, with blanks between: “C 62 26”. Empty: any."),
    )
    municipality = models.CharField(_("around which municipality"), max_length=80, blank=True)
    kilometres = models.PositiveSmallIntegerField(
        _("within how many kilometres"),
        default=20,
        validators=[MaxValueValidator(FURTHEST)],
        help_text=_("As the crow flies; 0 for that municipality alone."),
    )
    sizes = CodesField(_("size"), codes=SIZES, blank=True)
    families = models.CharField(
        _("trades that could interest them"),
        max_length=200,
        blank=True,
        help_text=_("In plain words, with commas: any of them is enough. Empty: any."),
    )
    opens_on = models.DateField(_("first day"), null=True, blank=True)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    past_counts = models.JSONField(default=dict, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="campaign_name_once_a_centre",
                violation_error_message=_("There is already a campaign with this name."),
            ),
            models.CheckConstraint(
                name="campaign_state_is_known", condition=models.Q(state__in=CampaignState.values)
            ),
            models.CheckConstraint(
                name="campaign_ends_after_it_starts",
                condition=models.Q(opens_on__isnull=True)
                | models.Q(closes_on__isnull=True)
                | models.Q(closes_on__gte=models.F("opens_on")),
                violation_error_message=_("A campaign cannot end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Know where each company of a campaign stands and who owes it the next step."),
    retention=_("As long as the campaign."),
    facts="id campaign company position state due_on due_time attempts last_outcome since",
    staff_author="owner",
)
class CampaignCompany(models.Model):
    """A company in a campaign.

    Attributes:
        due_on, due_time: from when the next step is owed.
        owner: who owes it; None is whoever calls next.
        since: the day of the last thing that happened.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="targets")
    company = models.ForeignKey(Company, models.CASCADE, related_name="targets")
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=TargetState, default=TargetState.TO_CALL)
    owner = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(_("next step on"))
    due_time = models.TimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    since = models.DateField()

    class Meta:
        verbose_name = _("company of a campaign")
        verbose_name_plural = _("companies of campaigns")
        ordering = ["campaign", "position", "id"]
        indexes = [
            models.Index(
                fields=["campaign", "state", "due_on", "position"], name="target_by_next_call"
            ),
            models.Index(fields=["owner", "state", "due_on"], name="target_by_owner"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "company"], name="target_once_a_campaign_and_company"
            ),
            models.CheckConstraint(
                name="target_state_is_known", condition=models.Q(state__in=TargetState.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} – {self.company_id}"
