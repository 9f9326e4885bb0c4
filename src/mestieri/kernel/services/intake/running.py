"""The three passes over a table – check, import, undoing – cut into slices.

Each slice is one transaction with its cursor: whoever dies in the middle leaves a whole
number of slices done, and whoever comes next goes on from there. Workers and pages may call
`advance` at once: they wait for each other.
"""

from __future__ import annotations

import datetime
import time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.kernel import work
from mestieri.kernel.intake import IntakeTarget, target_named
from mestieri.kernel.models import Account, Intake
from mestieri.kernel.models.intake import DuplicateDecision, IntakeState
from mestieri.kernel.services import audit
from mestieri.kernel.services.intake import files
from mestieri.kernel.services.intake.checking import check_slice
from mestieri.kernel.services.intake.rows import save_rows
from mestieri.kernel.services.intake.states import pass_to
from mestieri.kernel.services.intake.undoing import WRITTEN, undo_slice
from mestieri.kernel.services.intake.writing import write_slice

ROWS_OF_A_SLICE = 250
SECONDS_OF_A_TASK = 20
SECONDS_OF_A_REQUEST = 3
#: A pass that has not moved for so long has lost its worker.
STALLED = datetime.timedelta(seconds=45)
DAYS_TO_UNDO = 30

_STEPS = {
    IntakeState.CHECKING: (check_slice, IntakeState.CHECKED),
    IntakeState.IMPORTING: (write_slice, IntakeState.DONE),
    IntakeState.UNDOING: (undo_slice, IntakeState.UNDONE),
}


@transaction.atomic
def start_check(intake: Intake, *, account: Account | None) -> None:
    """Start the dry run.

    Raises:
        ValidationError: the columns are not chosen, or it has already been checked.
    """
    intake = _locked(intake)
    if not intake.columns:
        raise ValidationError(_("Say first what the columns mean."))
    intake.cursor = 0
    pass_to(intake, IntakeState.CHECKING, account=account)
    work.do_later("mestieri.kernel.services.intake.running.work_on", intake.pk)


@transaction.atomic
def start_import(intake: Intake, duplicates: DuplicateDecision, *, account: Account | None) -> None:
    """Start to write what the check said.

    Args:
        duplicates: what becomes of rows about what is already there, where nothing else is
            said of the single row.

    Raises:
        ValidationError: it has not been checked, or has already been brought in.
    """
    intake = _locked(intake)
    intake.cursor = 0
    intake.duplicates = duplicates
    pass_to(intake, IntakeState.IMPORTING, account=account)
    audit.record(
        "kernel.bring_table_in",
        centre=intake.centre,
        account=account,
        subject=intake,
        name=intake.file_name,
        what=intake.target,
    )
    work.do_later("mestieri.kernel.services.intake.running.work_on", intake.pk)


@transaction.atomic
def start_undoing(intake: Intake, *, account: Account | None) -> None:
    """Start to undo the import.

    Raises:
        ValidationError: there is nothing to undo, or it is too late.
    """
    intake = _locked(intake)
    written = intake.rows.filter(outcome__in=WRITTEN).count()
    if intake.state == IntakeState.DONE and not written:
        raise ValidationError(_("There is nothing to undo any more."))
    intake.cursor, intake.total = 0, written
    pass_to(intake, IntakeState.UNDOING, account=account)
    audit.record(
        "kernel.undo_table",
        centre=intake.centre,
        account=account,
        subject=intake,
        name=intake.file_name,
        what=intake.target,
    )
    work.do_later("mestieri.kernel.services.intake.running.work_on", intake.pk)


@transaction.atomic
def discard(intake: Intake, *, account: Account | None) -> None:
    """Give up a table before anything of it was brought in; its file goes.

    Raises:
        ValidationError: it has already been brought in.
    """
    intake = _locked(intake)
    pass_to(intake, IntakeState.DISCARDED, account=account)
    intake.rows.all().delete()
    _throw_file_away(intake)
    intake.save()


@transaction.atomic
def decide(intake: Intake, decisions: dict[int, str]) -> None:
    """Say of single duplicates what becomes of them.

    Args:
        decisions: number of the row → a `DuplicateDecision`, or empty for the common one.

    Raises:
        ValidationError: the import has already started.
    """
    intake = _locked(intake)
    if intake.state != IntakeState.CHECKED:
        raise ValidationError(_("The import has already started."))
    rows = list(intake.rows.filter(number__in=decisions, outcome="duplicate"))
    for row in rows:
        wanted = decisions[row.number]
        row.decision = wanted if wanted in DuplicateDecision.values else ""
    save_rows(rows, ["decision"])


def _locked(intake: Intake) -> Intake:
    return Intake.objects.select_for_update(of=("self",)).select_related("centre").get(pk=intake.pk)


def advance(number: int) -> Intake:
    """Do one slice of the pass that runs, if one does.

    Returns:
        The intake as it stands now.
    """
    with transaction.atomic():
        intake = (
            Intake.objects.select_for_update(of=("self",))
            .select_related("centre", "created_by")
            .get(pk=number)
        )
        target = target_named(intake.target)
        if not intake.is_running or target is None:
            return intake
        with translation.override(intake.language):
            _slice(intake, target)
    return intake


def _slice(intake: Intake, target: IntakeTarget) -> None:
    step, end = _STEPS[IntakeState(intake.state)]
    importer = target.importer(intake.centre, intake.created_by)
    done = step(intake, target, importer, ROWS_OF_A_SLICE)
    intake.cursor = min(intake.cursor + done, intake.total)
    if not done or intake.cursor >= intake.total:
        _finish(intake, end)
    intake.touched_at = timezone.now()
    intake.save()


def _finish(intake: Intake, end: IntakeState) -> None:
    intake.cursor = intake.total
    intake.counts = dict(
        intake.rows.values_list("outcome").annotate(rows=Count("id")).order_by("outcome")
    )
    if end == IntakeState.DONE:
        intake.finished_at = timezone.now()
        _throw_file_away(intake)
    pass_to(intake, end, account=intake.created_by)


def _throw_file_away(intake: Intake) -> None:
    token = intake.token
    intake.file_is_there = False
    transaction.on_commit(lambda: files.remove(token))


def run_for(number: int, seconds: float) -> Intake:
    """Do slices until the pass ends or the time is over."""
    end = time.monotonic() + seconds
    intake = advance(number)
    while intake.is_running and time.monotonic() < end:
        intake = advance(number)
    return intake


def work_on(number: int) -> None:
    """A task of the worker: slices for some seconds, then the next task."""
    if not Intake.objects.filter(pk=number).exists():
        return
    intake = run_for(number, SECONDS_OF_A_TASK)
    if intake.is_running:
        work.do_later("mestieri.kernel.services.intake.running.work_on", number)


def is_waiting_for_somebody(intake: Intake) -> bool:
    """Whether a pass that should run does not: no worker, or its worker has died."""
    if not intake.is_running:
        return False
    return not work.somebody_works() or timezone.now() - intake.touched_at > STALLED
