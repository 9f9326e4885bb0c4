"""What is kept of tables brought in, and for how long."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Intake, IntakePassage, IntakeRow
from mestieri.kernel.models.intake import IntakeState
from mestieri.kernel.retention import RetentionRule, deleting, start_of
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.intake.running import DAYS_TO_UNDO, discard

DAYS_TO_FINISH = 7
DAYS_OF_THE_LOG = 365
UNFINISHED = (IntakeState.RECEIVED, IntakeState.CHECKING, IntakeState.CHECKED)


def _unfinished(today: datetime.date) -> QuerySet[Intake]:
    before = start_of(today - datetime.timedelta(days=DAYS_TO_FINISH))
    return Intake.objects.filter(state__in=UNFINISHED, touched_at__lt=before)


def _give_up(today: datetime.date, limit: int) -> int:
    intakes = list(_unfinished(today).order_by("pk")[:limit])
    for intake in intakes:
        discard(intake, account=None)
    return len(intakes)


def _rows_for_good(today: datetime.date) -> QuerySet[IntakeRow]:
    before = start_of(today - datetime.timedelta(days=DAYS_TO_UNDO))
    return IntakeRow.objects.filter(
        intake__finished_at__lt=before,
        intake__state__in=(IntakeState.DONE, IntakeState.UNDONE),
    )


def _old_passages(today: datetime.date) -> QuerySet[IntakePassage]:
    before = start_of(today - datetime.timedelta(days=DAYS_OF_THE_LOG))
    return IntakePassage.objects.filter(made_at__lt=before)


def _strays(today: datetime.date) -> list[Path]:
    """Files of intakes that are no more: a transaction was taken back, a centre removed."""
    kept = Intake.objects.filter(file_is_there=True).values_list("token", flat=True)
    wanted = {str(token) for token in kept}
    before = start_of(today).timestamp()
    return [
        path
        for path in files.folder().iterdir()
        if path.name.split(".")[0] not in wanted and path.stat().st_mtime < before
    ]


def _throw_away(today: datetime.date, limit: int) -> int:
    strays = _strays(today)[:limit]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


INTAKE_RULES = (
    RetentionRule(
        "kernel.intake_files",
        ("kernel.Intake",),
        _("Files left behind by tables that are no more"),
        _("The day after nothing leads to them any more (GDPR, article 5.1.e)."),
        _("Nothing."),
        over=_strays,
        apply=_throw_away,
    ),
    deleting(
        "kernel.intake_passages",
        ("kernel.IntakePassage",),
        _("Passages of tables brought in: who did what"),
        _("12 months, as the log of the staff (GDPR, article 5.1.e)."),
        _("The table’s name and its counts."),
        over=_old_passages,
    ),
    deleting(
        "kernel.intake_rows",
        ("kernel.IntakeRow",),
        _("Rows of tables brought in, as they were in the file"),
        _("30 days after the import, when it can no longer be undone (GDPR, article 5.1.e)."),
        _("The records, and how many were added."),
        over=_rows_for_good,
    ),
    RetentionRule(
        "kernel.intake_unfinished",
        ("kernel.Intake",),
        _("Tables that nobody went on with"),
        _("7 days after somebody last touched them (GDPR, article 5.1.e)."),
        _("The table’s name, given up."),
        over=_unfinished,
        apply=_give_up,
    ),
)
