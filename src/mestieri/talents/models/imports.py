"""Many CVs brought in at once: what came, and what became of each file."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedTextField
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.talents.models.cv import CV


class ImportState(models.TextChoices):
    """Where an import stands: received → running → done; or given up."""

    RECEIVED = "received", _("Being received")
    RUNNING = "running", _("Being read")
    DONE = "done", _("Done")
    GIVEN_UP = "given_up", _("Given up")


class FileOutcome(models.TextChoices):
    """What became of a file."""

    WAITING = "waiting", _("Waiting")
    CREATED = "created", _("New CV")
    UNCHANGED = "unchanged", _("The same file is there already")
    DUPLICATE = "duplicate", _("Perhaps of somebody who is there already: to compare")
    REFUSED = "refused", _("Refused")


@classified(
    World.IDENTIFIED,
    purpose=_("Bring many CVs in at once, and say what became of each file."),
    retention=_("The files as soon as they are read; names of files 30 days; counts stay."),
    basis=Basis.CONTRACT,
    facts="id centre token state language total cursor counts created_at touched_at finished_at",
    staff_author="created_by",
)
class CVImport(models.Model):
    """A folder or a zip of CVs. `cursor` counts the files done; `counts` them by status.

    Each file waits closed on disk; `token` is the import's name in addresses.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=ImportState, default=ImportState.RECEIVED
    )
    language = models.CharField(max_length=5, default="it")
    total = models.PositiveIntegerField(_("files"), default=0)
    cursor = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    touched_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("CVs brought in")
        verbose_name_plural = _("CVs brought in")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "-id"], name="cv_import_by_centre")]
        constraints = [
            models.CheckConstraint(
                name="cv_import_state_is_known", condition=Q(state__in=ImportState.values)
            ),
            models.CheckConstraint(
                name="cv_import_cursor_within_total", condition=Q(cursor__lte=F("total"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)

    @property
    def is_running(self) -> bool:
        return self.state == ImportState.RUNNING

    @property
    def percent(self) -> int:
        return 100 * self.cursor // self.total if self.total else 100


@classified(
    World.IDENTIFIED,
    purpose=_("Say what became of each file that was brought in, and how to mend it."),
    retention=_("30 days after the import."),
    basis=Basis.CONTRACT,
    facts="id batch number outcome status token size",
    person="cv file_name file_key",
    encrypted="file_name file_key",
)
class CVImportFile(models.Model):
    """A file of an import. `status` is the engine's: why a file is refused, or how it was read.

    While it waits its content lies on disk, closed, as that of a `CVDocument` does: `token` names
    it and `file_key` opens it. Then both are the document's, or the file is gone.
    """

    batch = models.ForeignKey(CVImport, models.CASCADE, related_name="files")
    number = models.PositiveIntegerField(_("number"))
    file_name = EncryptedTextField(_("file"), max_length=200)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=FileOutcome, default=FileOutcome.WAITING
    )
    status = models.CharField(max_length=20, blank=True)
    token = models.UUIDField(default=uuid.uuid4, editable=False)
    file_key = EncryptedTextField(blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    cv = models.ForeignKey(CV, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("file brought in")
        verbose_name_plural = _("files brought in")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["batch", "outcome", "number"], name="cv_import_file_by_outcome")
        ]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="cv_import_file_once"),
            models.CheckConstraint(
                name="cv_import_file_outcome_is_known",
                condition=Q(outcome__in=FileOutcome.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
