"""Tables that staff bring in: what was read, what became of each row, and how to go back."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.encryption.fields import EncryptedJSONField
from mestieri.kernel.privacy import Basis, World, classified


class IntakeState(models.TextChoices):
    """Where an intake stands: received → checking → checked → importing → done → undone."""

    RECEIVED = "received", _("To be prepared")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, nothing brought in yet")
    IMPORTING = "importing", _("Being brought in")
    DONE = "done", _("Brought in")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Given up")


class DuplicateDecision(models.TextChoices):
    """What becomes of a row about something that is already there."""

    SKIP = "skip", _("Leave it out")
    UPDATE = "update", _("Update what is there")
    CREATE = "create", _("Add it as new")


class RowOutcome(models.TextChoices):
    """What a row is after the check, and what became of it after the import."""

    NEW = "new", _("New")
    UNCHANGED = "unchanged", _("Already there, the same")
    DUPLICATE = "duplicate", _("Already there, different")
    REFUSED = "refused", _("Refused")
    CREATED = "created", _("Added")
    UPDATED = "updated", _("Updated")
    REMOVED = "removed", _("Removed again")
    RESTORED = "restored", _("Put back as it was")
    KEPT = "kept", _("Left as it is: somebody changed it since")


@classified(
    World.STAFF,
    purpose=_("Bring a table of records into the product, and be able to go back."),
    retention=_("The file goes as soon as it is brought in, the rows after 30 days; counts stay."),
    basis=Basis.PUBLIC_TASK,
    facts="id centre target state token form language sheet header_row columns total "
    "cursor duplicates counts created_at touched_at finished_at file_is_there",
    organisation="file_name",
    person="created_by",
)
class Intake(models.Model):
    """One table brought in, from the file to its undoing.

    `columns` maps the index of a column to the name of a field of the target. `cursor` counts
    the rows done by the pass that runs (check, import or undoing), out of `total`. `token`
    names the file, in the private folder of the installation. `counts` maps a `RowOutcome` to
    a number.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    target = models.CharField(_("what"), max_length=40)
    state = models.CharField(
        _("state"), max_length=12, choices=IntakeState, default=IntakeState.RECEIVED
    )
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(_("file"), max_length=120)
    file_is_there = models.BooleanField(default=True)
    form = models.CharField(max_length=8)
    language = models.CharField(max_length=5, default="it")
    sheet = models.PositiveSmallIntegerField(default=0)
    header_row = models.PositiveIntegerField(default=0)
    columns = models.JSONField(default=dict, blank=True)
    total = models.PositiveIntegerField(_("rows"), default=0)
    cursor = models.PositiveIntegerField(default=0)
    duplicates = models.CharField(
        _("rows about what is already there"),
        max_length=8,
        choices=DuplicateDecision,
        default=DuplicateDecision.SKIP,
    )
    counts = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("when"), auto_now_add=True)
    touched_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("table brought in")
        verbose_name_plural = _("tables brought in")
        ordering = ["-id"]
        indexes = [models.Index(fields=["centre", "-id"], name="intake_by_centre")]
        constraints = [
            models.CheckConstraint(
                name="intake_state_is_known", condition=models.Q(state__in=IntakeState.values)
            ),
            models.CheckConstraint(
                name="intake_cursor_within_total",
                condition=models.Q(cursor__lte=models.F("total")),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_running(self) -> bool:
        """Whether a pass is on its way."""
        return self.state in (IntakeState.CHECKING, IntakeState.IMPORTING, IntakeState.UNDOING)

    @property
    def percent(self) -> int:
        return 100 * self.cursor // self.total if self.total else 100

    def count(self, outcome: str) -> int:
        """How many rows have an outcome."""
        return int(self.counts.get(outcome, 0))


@classified(
    World.STAFF,
    purpose=_("Say what became of each row of a table, and be able to go back."),
    retention=_("30 days after the import."),
    basis=Basis.PUBLIC_TASK,
    facts="id intake number outcome reason identity record_key after decision",
    person="cells before",
    encrypted="cells before",
)
class IntakeRow(models.Model):
    """A row of a table: its number in the file and what became of it.

    `cells` holds what the mapped columns say, by field, for rows that ask for a decision or
    a correction; `before` the record as it was; `after` a digest of it as the import left it.
    """

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=RowOutcome)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    identity = models.CharField(max_length=64, blank=True)
    record_key = models.CharField(max_length=60, blank=True)
    decision = models.CharField(max_length=8, choices=DuplicateDecision, blank=True)
    cells = EncryptedJSONField(blank=True)
    before = EncryptedJSONField(blank=True)
    after = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of a table")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["intake", "outcome", "number"], name="intake_row_by_outcome"),
            models.Index(fields=["intake", "identity"], name="intake_row_by_identity"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["intake", "number"], name="intake_row_once"),
            models.CheckConstraint(
                name="intake_row_outcome_is_known",
                condition=models.Q(outcome__in=RowOutcome.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


@classified(
    World.STAFF,
    purpose=_("Know who carried an import from one state to the next, and when."),
    retention=_("12 months."),
    basis=Basis.PUBLIC_TASK,
    facts="id intake old_state new_state made_at",
    person="made_by",
)
class IntakePassage(models.Model):
    """A passage of an intake from a state to another."""

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="passages")
    old_state = models.CharField(max_length=12, choices=IntakeState, blank=True)
    new_state = models.CharField(max_length=12, choices=IntakeState)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        "kernel.Account", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("passage of an import")
        verbose_name_plural = _("passages of an import")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.old_state} → {self.new_state}"


@classified(
    World.HOUSE,
    purpose=_("Remember what the columns of a centre's own tables mean."),
    retention=_("As long as the centre."),
    facts="id centre target columns used_at",
    organisation="signature",
)
class IntakeMapping(models.Model):
    """What the columns of tables with the same titles meant the last time.

    `signature` is a digest of the titles; `columns` maps a title to the name of a field, empty
    where the column was left out.
    """

    centre = models.ForeignKey("kernel.Centre", models.CASCADE, related_name="+")
    target = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict, blank=True)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("meaning of columns")
        verbose_name_plural = _("meanings of columns")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "target", "signature"], name="intake_mapping_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.signature[:8]}"
