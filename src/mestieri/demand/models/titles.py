"""By what right a centre presents people, how it practises, and how many are back to work."""

from __future__ import annotations

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.demand.models.leads import Request
from mestieri.demand.stages import TitleKind, WorkWay
from mestieri.kernel.privacy import World, classified


def act_storage() -> Storage:
    """Where acts lie: never under an address of their own."""
    return storages["documents"]


@classified(
    World.HOUSE,
    purpose=_("Show by what right the centre presents people to companies (d.lgs. 276/2003)."),
    retention=_("As long as the centre: it answers for what was done under it."),
    facts="id centre kind valid_from dated_on file recorded_at ended_on",
    organisation="number file_title",
    staff_author="recorded_by",
)
class IntermediationTitle(models.Model):
    """The title of a centre to intermediate: communication or authorisation.

    Attributes:
        number, dated_on: the act.
        valid_from, ended_on: while it holds.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    kind = models.CharField(_("what the centre is"), max_length=16, choices=TitleKind)
    number = models.CharField(
        _("number of the act"),
        max_length=80,
        help_text=_("Of the communication to the Ministry, or of the authorisation."),
    )
    dated_on = models.DateField(_("date of the act"))
    valid_from = models.DateField(_("good from"))
    file = models.FileField(
        _("the act, in PDF"),
        storage=act_storage,
        upload_to="titles",
        max_length=200,
    )
    file_title = models.CharField(max_length=120, blank=True, editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    ended_on = models.DateField(_("not good any more since"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("title to intermediate")
        verbose_name_plural = _("titles to intermediate")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="title_kind_is_known", condition=models.Q(kind__in=TitleKind.values)
            ),
            models.CheckConstraint(name="title_has_a_number", condition=~models.Q(number="")),
            models.UniqueConstraint(
                fields=["centre"],
                condition=models.Q(ended_on__isnull=True),
                name="title_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number


@classified(
    World.HOUSE,
    purpose=_("Practise with made-up companies and people: nothing leaves the system."),
    retention=_("As long as the request."),
    facts="id request made_at",
    staff_author="made_by",
)
class TrainingRequest(models.Model):
    """That a request is made up, for practice: its people come from `demand.training` alone."""

    request = models.OneToOneField(Request, models.CASCADE, related_name="training")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("request for practice")
        verbose_name_plural = _("requests for practice")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(self.request_id)


@classified(
    World.HOUSE,
    purpose=_("Count, and celebrate, who is back to work, however found."),
    retention=_("As long as the centre: it is a count, nobody is named."),
    facts="id centre day way",
)
class Redeployment(models.Model):
    """Somebody is back to work (*ricollocazione*). It does not say who."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    day = models.DateField(_("when"))
    way = models.CharField(_("how"), max_length=10, choices=WorkWay)

    class Meta:
        verbose_name = _("redeployment")
        verbose_name_plural = _("redeployments")
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["centre", "day"], name="redeployment_by_day")]
        constraints = [
            models.CheckConstraint(
                name="redeployment_way_is_known", condition=models.Q(way__in=WorkWay.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.way}"
