"""What callers say: messages and call scripts, in versions that never change once in use."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from mestieri.demand.vocabulary import VersionState
from mestieri.kernel.privacy import World, classified


@classified(
    World.IDENTIFIED,
    purpose=_("Keep what the group says to companies in one agreed text (PM-24)."),
    retention=_("As long as the centre."),
    facts="id centre is_retired",
    organisation="name",
)
class Message(models.Model):
    """A text for companies (*messaggio*): what is sent, in versions."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    name = models.CharField(_("name of the message"), max_length=80)
    is_retired = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="message_name_once_a_centre",
                violation_error_message=_("There is already a message with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Know which text was sent or said, even after it changed (PM-24)."),
    retention=_("As long as the message."),
    facts="id message number subject text state made_at",
    staff_author="made_by",
)
class MessageVersion(models.Model):
    """One version of a message; once in use it does not change."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=4000)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    made_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a message")
        verbose_name_plural = _("versions of messages")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["message", "number"], name="message_version_once"),
            models.UniqueConstraint(
                fields=["message", "state"],
                condition=models.Q(state__in=["DRAFT", "PUBLISHED"]),
                name="message_has_one_version_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.message} v{self.number}"


@classified(
    World.IDENTIFIED,
    purpose=_("Guide who calls companies, step by step (PM-26)."),
    retention=_("As long as the centre."),
    facts="id centre is_retired",
    organisation="name",
)
class CallScript(models.Model):
    """The format of a call (*format telefonata*), in versions."""

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    name = models.CharField(_("name of the script"), max_length=80)
    is_retired = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("call script")
        verbose_name_plural = _("call scripts")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "name"],
                name="script_name_once_a_centre",
                violation_error_message=_("There is already a script with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@classified(
    World.IDENTIFIED,
    purpose=_("Know which script a call followed, even after it changed (PM-26)."),
    retention=_("As long as the script."),
    facts="id script number steps state made_at",
    staff_author="made_by",
)
class CallScriptVersion(models.Model):
    """One version of a script; once in use it does not change, so no call loses its thread.

    `steps` is a list of `{code, kind, title, text, answers: [{label, to}]}`; the first one opens
    the call. `services/scripts/checking.py` says when they can be used.
    """

    script = models.ForeignKey(CallScript, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    steps = models.JSONField(_("steps"), default=list)
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    made_at = models.DateTimeField(auto_now=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version of a call script")
        verbose_name_plural = _("versions of call scripts")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["script", "number"], name="script_version_once"),
            models.UniqueConstraint(
                fields=["script", "state"],
                condition=models.Q(state__in=["DRAFT", "PUBLISHED"]),
                name="script_has_one_version_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.script} v{self.number}"
