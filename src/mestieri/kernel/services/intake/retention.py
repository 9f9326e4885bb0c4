"""What is kept of tables brought in, and for how long."""

from __future__ import annotations

import datetime
import time

from django.utils import timezone

from mestieri.kernel.models import Intake, IntakePassage, IntakeRow
from mestieri.kernel.models.intake import IntakeState
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.intake.running import DAYS_TO_UNDO, discard

DAYS_TO_FINISH = 7
DAYS_OF_THE_LOG = 365
SECONDS_IN_A_DAY = 86_400


def clear_old_tables() -> None:
    """Give up tables nobody went on with, forget rows that can no longer be undone."""
    now = timezone.now()
    unfinished = Intake.objects.filter(
        state__in=(IntakeState.RECEIVED, IntakeState.CHECKING, IntakeState.CHECKED),
        touched_at__lt=now - datetime.timedelta(days=DAYS_TO_FINISH),
    )
    for intake in unfinished:
        discard(intake, account=None)
    over = Intake.objects.filter(
        finished_at__lt=now - datetime.timedelta(days=DAYS_TO_UNDO),
        state__in=(IntakeState.DONE, IntakeState.UNDONE),
    )
    IntakeRow.objects.filter(intake__in=over).delete()
    IntakePassage.objects.filter(
        made_at__lt=now - datetime.timedelta(days=DAYS_OF_THE_LOG)
    ).delete()
    _remove_strays()


def _remove_strays() -> None:
    """Files of intakes that are no more: a transaction was taken back, a centre removed."""
    wanted = {str(token) for token in Intake.objects.filter(file_is_there=True).values_list(
        "token", flat=True
    )}  # fmt: skip
    oldest = time.time() - SECONDS_IN_A_DAY
    for path in files.folder().iterdir():
        if path.name.split(".")[0] not in wanted and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
