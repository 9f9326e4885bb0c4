"""Links of the documentation: what was found there, and how a centre has them looked at."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import World, classified
from mestieri.library.models.resources import Resource
from mestieri.library.vocabulary import LinkStatus


@classified(
    World.WALK_IN,
    purpose=_("Know which links still lead somewhere."),
    retention=_("As long as the resource."),
    facts="id resource url status checked_at first_failed_on moved_to detail",
)
class LinkCheck(models.Model):
    """What was found at the address of a resource the last time.

    A link is dead after it failed on two different days: `first_failed_on` is the first.
    """

    resource = models.OneToOneField(Resource, models.CASCADE, related_name="link_check")
    url = models.URLField(_("address"), max_length=500)
    status = models.CharField(_("result"), max_length=10, choices=LinkStatus)
    checked_at = models.DateTimeField(_("looked at"))
    first_failed_on = models.DateField(_("fails since"), null=True, blank=True)
    moved_to = models.CharField(_("moved to"), max_length=500, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        ordering = ["id"]
        indexes = [models.Index(fields=["status", "checked_at"], name="link_by_status")]
        constraints = [
            models.CheckConstraint(
                name="link_status_is_known", condition=models.Q(status__in=LinkStatus.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.status}"


@classified(
    World.WALK_IN,
    purpose=_("Keep how a centre wants its documentation to be looked after."),
    retention=_("As long as the centre."),
    facts="id centre internal_hosts links_asked_at links_busy_until network_missed_at",
)
class LibrarySettings(models.Model):
    """Choices of a centre about its documentation; a centre without a row has the defaults."""

    centre = models.OneToOneField("kernel.Centre", models.CASCADE, related_name="library_settings")
    internal_hosts = models.CharField(
        _("internal servers that the link checker may ask"),
        max_length=400,
        blank=True,
        help_text=_(
            "Names divided by a space, such as intranet.comune.example. "
            "The checker knocks at no other internal door."
        ),
    )
    # Links looked at before this moment are looked at again.
    links_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Somebody is looking at the links, at most until then.
    links_busy_until = models.DateTimeField(null=True, blank=True, editable=False)
    # The last looks found no network at all, and nothing was written down.
    network_missed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("choices of the documentation")
        verbose_name_plural = _("choices of the documentation")

    def __str__(self) -> str:
        return str(self.centre_id)
