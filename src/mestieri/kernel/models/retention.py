"""What the retention of the house did, as numbers; and whom it told before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy import Basis, World, classified


@classified(
    World.HOUSE,
    purpose=_("Show that what had to be deleted was deleted, and when: counts alone."),
    retention=_("24 months."),
    facts="id rule day started_at ended_at count",
)
class RetentionRun(models.Model):
    """What one rule did on one day, however often it was interrupted and taken up again.

    `ended_at` is empty while something is left to do. `count` grows in the transaction of
    each slice: it is what went, wherever the work was cut short.
    """

    rule = models.CharField(_("rule"), max_length=60)
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("finished"), null=True, blank=True)
    count = models.PositiveIntegerField(_("how many went"), default=0)

    class Meta:
        verbose_name = _("day of retention")
        verbose_name_plural = _("days of retention")
        ordering = ["-day", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "day"], name="retention_run_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.rule}: {self.count}"


class NoticeWay(models.TextChoices):
    """How somebody was told; nobody was told yet without one."""

    MAIL = "mail", _("By e-mail")
    IN_PERSON = "in_person", _("In person")


@classified(
    World.IDENTIFIED,
    purpose=_("Let nothing of anybody go before they were told."),
    retention=_("90 days after the person was told, or could not be."),
    basis=Basis.PUBLIC_TASK,
    facts="id centre rule subject_key tried_at told_at way",
    staff_author="told_by",
)
class RetentionNotice(models.Model):
    """Somebody is told that something of theirs is about to go, or could not be told yet.

    What it is about is named by rule and key, so that no key ties two worlds together.
    `told_at` is the moment in which a message really left, or a person said that they told.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    rule = models.CharField(_("rule"), max_length=60)
    subject_key = models.CharField(_("which"), max_length=60)
    tried_at = models.DateTimeField(_("last tried"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    way = models.CharField(_("how"), max_length=12, choices=NoticeWay, blank=True)
    told_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("notice before something goes")
        verbose_name_plural = _("notices before something goes")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "subject_key"], name="notice_once_a_thing"),
            models.CheckConstraint(
                name="notice_told_has_a_way",
                condition=models.Q(told_at__isnull=True, way="")
                | models.Q(told_at__isnull=False, way__in=NoticeWay.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject_key}"
