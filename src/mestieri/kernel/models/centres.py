"""Centres, their areas, and the services they try out."""

from __future__ import annotations

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.kernel.vocabulary import CentreKind, CentreStatus, Purpose, Theme

# The slug stands in every address of the centre; these words already mean something there.
RESERVED_SLUGS = frozenset(
    {"api", "banco", "documenti", "media", "opendata"}
    | {"pagine", "redazione", "schermo", "static", "tablet"}
)

slug_is_plain = RegexValidator(
    r"^[a-z][a-z0-9-]{1,39}$",
    _("Use 2 to 40 lower-case letters, digits and hyphens, starting with a letter."),
)


@classified(
    World.HOUSE,
    purpose=_("Say which place this is, whether it is open, and how to reach it."),
    retention=_("As long as the installation lives."),
    facts="id code slug is_citta_mestieri is_tavoli is_job_center theme status notice notice_en "
    "opened_on closed_on promise promise_en accessibility_statement",
    organisation="name managing_body email phone",
)
class Centre(models.Model):
    """A place or a group run with the product (*Centro*)."""

    # What outlives the database: the ledger of erasures names a centre by it.
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(_("short name"), max_length=40, unique=True, validators=[slug_is_plain])
    name = models.CharField(_("name"), max_length=120)
    is_citta_mestieri = models.BooleanField(_("city of trades and professions"), default=False)
    is_tavoli = models.BooleanField(_("district work tables"), default=False)
    is_job_center = models.BooleanField(_("job center run by workers"), default=False)
    theme = models.CharField(_("look"), max_length=20, choices=Theme, default=Theme.ITALIA)
    status = models.CharField(
        _("status"), max_length=20, choices=CentreStatus, default=CentreStatus.PLANNED
    )
    notice = models.TextField(
        _("notice to the public"),
        blank=True,
        max_length=600,
        help_text=_("Shown on every page of the centre while it is not open."),
    )
    notice_en = models.TextField(_("notice in English"), blank=True, max_length=600)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    promise = models.TextField(_("how the centre presents itself"), blank=True, max_length=400)
    promise_en = models.TextField(
        _("how the centre presents itself, in English"), blank=True, max_length=400
    )
    managing_body = models.CharField(_("managing body"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail of the centre"), blank=True)
    accessibility_statement = models.URLField(
        _("accessibility statement"),
        blank=True,
        help_text=_("Address of the statement that the body makes every year (law 4/2004)."),
    )
    phone = models.CharField(_("telephone of the centre"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="centre_has_a_kind",
                condition=models.Q(is_citta_mestieri=True)
                | models.Q(is_tavoli=True)
                | models.Q(is_job_center=True),
                violation_error_message=_("Choose at least one kind of centre."),
            ),
            models.CheckConstraint(
                name="centre_status_is_known",
                condition=models.Q(status__in=CentreStatus.values),
            ),
            models.CheckConstraint(
                name="centre_closes_after_it_opens",
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                violation_error_message=_("A centre cannot close before the day it opened."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kinds(self) -> list[CentreKind]:
        return [kind for kind in CentreKind if getattr(self, f"is_{kind.value}")]

    @property
    def is_open(self) -> bool:
        return self.status == CentreStatus.OPEN


@classified(
    World.HOUSE,
    purpose=_("Keep the history of a centre's openings and closings, with the reason."),
    retention=_("Permanent: it is the history of a public service."),
    facts="id centre old_status new_status changed_on recorded_at reason",
    staff_author="recorded_by",
)
class StatusChange(models.Model):
    """One passage of a centre from a status to the next: who, when, why."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="status_changes")
    old_status = models.CharField(_("previous status"), max_length=20, choices=CentreStatus)
    new_status = models.CharField(_("new status"), max_length=20, choices=CentreStatus)
    changed_on = models.DateField(_("since"))
    recorded_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=300)
    recorded_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-changed_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="status_change_has_a_reason", condition=~models.Q(reason="")
            ),
            models.CheckConstraint(
                name="status_change_goes_somewhere",
                condition=~models.Q(old_status=models.F("new_status")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_old_status_display()} → {self.get_new_status_display()}"


class AreaStatus(models.TextChoices):
    """An area may be announced before it opens (TO-05: «si svilupperà»)."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@classified(
    World.HOUSE,
    purpose=_("Divide a centre by the needs it answers."),
    retention=_("As long as the centre."),
    facts="id centre status position",
    organisation="name name_en",
)
class Area(models.Model):
    """Part of a centre dedicated to one need or more (*area tematica*, *polo*)."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="areas")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=AreaStatus, default=AreaStatus.OPEN
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="area_name_once_a_centre",
                violation_error_message=_("There is already an area with this name."),
            )
        ]

    def __str__(self) -> str:
        """The name in the reader's language, where the centre has given one."""
        return (get_language() == "en" and self.name_en) or self.name

    @property
    def purposes(self) -> list[Purpose]:
        """Needs of the area, in the charter's order."""
        held = {row.purpose for row in self.area_purposes.all()}
        return [purpose for purpose in Purpose if purpose in held]


@classified(
    World.HOUSE,
    purpose=_("Say which area answers which of the four needs."),
    retention=_("As long as the area."),
    facts="id centre area purpose",
)
class AreaPurpose(models.Model):
    """One need given to one area: the rows of a centre are a partition of the four."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, models.CASCADE, related_name="area_purposes")
    purpose = models.CharField(_("need"), max_length=20, choices=Purpose)

    class Meta:
        verbose_name = _("need of an area")
        verbose_name_plural = _("needs of an area")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["centre", "purpose"], name="one_area_a_purpose"),
            models.CheckConstraint(
                name="area_purpose_is_known", condition=models.Q(purpose__in=Purpose.values)
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()


@classified(
    World.HOUSE,
    purpose=_("Describe what a centre offers, and what it is trying out."),
    retention=_("As long as the centre."),
    facts="id centre area description is_experimental hypothesis starts_on ends_on result",
    organisation="name",
)
class Service(models.Model):
    """Something a centre offers; *sperimentale* when it has a hypothesis to test (GE-20)."""

    centre = models.ForeignKey(Centre, models.CASCADE, related_name="services")
    area = models.ForeignKey(Area, models.SET_NULL, null=True, blank=True, related_name="services")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True, max_length=1000)
    is_experimental = models.BooleanField(_("experimental"), default=False)
    hypothesis = models.TextField(
        _("hypothesis"),
        blank=True,
        max_length=600,
        help_text=_("What we expect to see if it works."),
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="service_name_once_a_centre",
                violation_error_message=_("There is already a service with this name."),
            ),
            models.CheckConstraint(
                name="experiment_has_hypothesis_and_start",
                condition=models.Q(is_experimental=False)
                | (~models.Q(hypothesis="") & models.Q(starts_on__isnull=False)),
                violation_error_message=_(
                    "An experimental service needs a hypothesis and a first day."
                ),
            ),
            models.CheckConstraint(
                name="service_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
