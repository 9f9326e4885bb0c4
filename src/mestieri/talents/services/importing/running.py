"""Read what was received: a slice is read by bounded processes, then written in one transaction.

Whoever dies in the middle leaves a whole number of slices done; whoever comes next goes on
from there. Two who work at once read the same slice, and only one of them writes it.
"""

from __future__ import annotations

import datetime
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from mestieri.engines.europass import CandidateRecord, ReaderPool, Status
from mestieri.kernel import work
from mestieri.kernel.models import Centre
from mestieri.talents.models import CVImport, CVImportFile, FileOutcome, ImportState
from mestieri.talents.services import files
from mestieri.talents.services.importing.receiving import WORK
from mestieri.talents.services.importing.writing import Read, write_slice

FILES_OF_A_SLICE = 40
SECONDS_OF_A_TASK = 20
#: An import that has not moved for so long has lost its worker.
STALLED = datetime.timedelta(seconds=60)


@dataclass(frozen=True)
class Slice:
    """Some files that were read one after the other."""

    start: int
    read: list[Read]


def advance_for(
    number: int,
    seconds: float | None = None,
    when_written: Callable[[CVImport], None] | None = None,
) -> CVImport:
    """Read slices until the import is over or the time is.

    Args:
        number: of the import.
        seconds: on the clock; None for as long as it takes.
        when_written: told of each slice that is written.

    Returns:
        The import as it stands now.

    Raises:
        PoolBroken: the reader processes cannot be started.
    """
    batch = CVImport.objects.select_related("centre").get(pk=number)
    if not batch.is_running:
        return batch
    end = None if seconds is None else time.monotonic() + seconds
    with ReaderPool() as pool:
        for one in _slices(batch, pool):
            written = _write(batch.pk, one)
            if written is None or (end is not None and time.monotonic() >= end):
                break
            if when_written is not None:
                when_written(written)
    _finish(batch)
    batch.refresh_from_db()
    return batch


def _slices(batch: CVImport, pool: ReaderPool) -> Iterator[Slice]:
    """The files that wait, read ahead by one slice while the one before is written."""
    waiting = batch.files.filter(outcome=FileOutcome.WAITING).order_by("number")
    with ThreadPoolExecutor(pool.workers, thread_name_prefix="cv-reading") as threads:
        coming = waiting.iterator(chunk_size=FILES_OF_A_SLICE)
        ahead: deque[list[tuple[CVImportFile, Future[Read]]]] = deque()
        try:
            while True:
                while len(ahead) < 2 and (some := list(islice(coming, FILES_OF_A_SLICE))):
                    ahead.append([(one, threads.submit(_read, pool, one)) for one in some])
                if not ahead:
                    return
                first = ahead.popleft()
                yield Slice(first[0][0].number, [future.result() for _one, future in first])
        finally:
            threads.shutdown(wait=True, cancel_futures=True)


def _read(pool: ReaderPool, file: CVImportFile) -> Read:
    try:
        content = files.content_of(file.token, file.file_key)
    except files.FileIsGone:
        return Read(file, "", CandidateRecord(Status.DAMAGED))
    return Read(file, sha256(content).hexdigest(), pool.read(content), content[:1])


@transaction.atomic
def _write(number: int, one: Slice) -> CVImport | None:
    """Write a slice; None if somebody else has, or the import was given up."""
    held = CVImport.objects.select_for_update(of=("self",)).select_related("centre")
    batch = held.get(pk=number)
    first = batch.files.filter(outcome=FileOutcome.WAITING).order_by("number").first()
    if not batch.is_running or first is None or first.number != one.start:
        return None
    # One import of a centre writes at a time: the next one finds whom this one brought.
    Centre.objects.select_for_update(no_key=True).get(pk=batch.centre_id)
    write_slice(batch, one.read)
    _count(batch)
    return batch


def _count(batch: CVImport) -> None:
    """Bring cursor and counts up to what is written."""
    rows = batch.files.values_list("outcome", "status").annotate(files=Count("id")).order_by()
    counts: dict[str, int] = {}
    done = 0
    for outcome, status, number in rows:
        if outcome == FileOutcome.WAITING:
            continue
        done += number
        counts[outcome] = counts.get(outcome, 0) + number
        if outcome in (FileOutcome.CREATED, FileOutcome.REFUSED):
            key = f"{outcome}:{status}"
            counts[key] = counts.get(key, 0) + number
    batch.counts, batch.cursor, batch.touched_at = counts, done, timezone.now()
    batch.save(update_fields=["counts", "cursor", "touched_at"])


@transaction.atomic
def _finish(batch: CVImport) -> None:
    """Say that an import is done, if nothing of it waits."""
    held = CVImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not held.is_running or held.files.filter(outcome=FileOutcome.WAITING).exists():
        return
    _count(held)
    held.state, held.finished_at = ImportState.DONE, timezone.now()
    held.save(update_fields=["state", "finished_at"])


def work_on(number: int) -> None:
    """A task of the worker: slices for some seconds, then the next task."""
    if not CVImport.objects.filter(pk=number).exists():
        return
    batch = advance_for(number, SECONDS_OF_A_TASK)
    if batch.is_running:
        work.do_later(WORK, number)


def take_up_again() -> None:
    """The regular task: imports whose worker died go on."""
    before = timezone.now() - STALLED
    stalled = CVImport.objects.filter(state=ImportState.RUNNING, touched_at__lt=before)
    for number in stalled.order_by("pk").values_list("pk", flat=True):
        work.do_later(WORK, number)


def is_waiting_for_somebody(batch: CVImport) -> bool:
    """Whether an import that should run does not: no worker, or its worker has died."""
    if not batch.is_running:
        return False
    return not work.somebody_works() or timezone.now() - batch.touched_at > STALLED
