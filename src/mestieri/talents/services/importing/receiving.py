"""Take in the files that are brought: alone, in folders, in zips. Nothing is read yet."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mestieri.engines.europass import Status
from mestieri.kernel import work
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.services import audit
from mestieri.talents.models import CVImport, CVImportFile, FileOutcome, ImportState
from mestieri.talents.services import files
from mestieri.talents.services.importing import zips

LARGEST_FILE = 20_000_000  # bytes, as the engine's
MOST_FILES = 5_000
FILES_AT_A_TIME = 50
LONGEST_NAME = 200
WORK = "mestieri.talents.services.importing.running.work_on"


@dataclass
class Bringing:
    """A file that is brought.

    Attributes:
        name: as its owner called it, without folders.
        content: its bytes; empty where `refused` says why it was not opened.
        refused: the status with which it ends, before anybody reads it.
    """

    name: str
    content: bytes
    refused: str = ""


@dataclass
class Folder:
    """Paths of files, folders and zips, read one at a time."""

    paths: Iterable[Path]
    skipped: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Bringing]:
        for path in self.paths:
            inside = sorted(path.rglob("*")) if path.is_dir() else [path]
            for one in inside:
                if one.is_file() and not zips.is_litter(one.as_posix()):
                    with one.open("rb") as file:
                        yield from brought(one.name, file)


def brought(name: str, file: BinaryIO) -> Iterator[Bringing]:
    """A file as it comes; a zip is as many as are in it.

    Raises:
        ValidationError: a zip that cannot be opened, or unpacks to too much.
    """
    if zipfile.is_zipfile(file) and zips.holds_files(file):
        file.seek(0)
        yield from (Bringing(*one) for one in zips.inside(file))
        return
    file.seek(0)
    content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        yield Bringing(name, b"", Status.TOO_LARGE)
    else:
        yield Bringing(name, content)


def begin(centre: Centre, *, account: Account | None) -> CVImport:
    """An import to which files are brought; `start` lets them be read."""
    return CVImport.objects.create(
        centre=centre, created_by=account, language=get_language() or "it"
    )


def receive(batch: CVImport, coming: Iterable[Bringing]) -> int:
    """Keep files, closed, until they are read; some at a time, each time whole.

    Returns:
        How many were received.

    Raises:
        ValidationError: the import has already started, or there are too many files.
    """
    received = 0
    waiting = iter(coming)
    while some := list(islice(waiting, FILES_AT_A_TIME)):
        _receive_some(batch, some)
        received += len(some)
    return received


def _receive_some(batch: CVImport, some: list[Bringing]) -> None:
    tokens = [uuid4() for _one in some]
    keys = [
        "" if one.refused else files.keep(token, one.content)
        for one, token in zip(some, tokens, strict=True)
    ]
    with transaction.atomic():
        held = CVImport.objects.select_for_update().get(pk=batch.pk)
        if held.state != ImportState.RECEIVED:
            raise ValidationError(_("This import has already started: make a new one."))
        if held.total + len(some) > MOST_FILES:
            raise ValidationError(
                _("More than %(number)s files at once: bring them in several times.")
                % {"number": MOST_FILES}
            )
        CVImportFile.objects.bulk_create(
            CVImportFile(
                batch=held,
                number=held.total + place,
                file_name=printable(one.name),
                token=token,
                file_key=key,
                size=len(one.content),
                status=one.refused,
                outcome=FileOutcome.REFUSED if one.refused else FileOutcome.WAITING,
            )
            for place, (one, token, key) in enumerate(zip(some, tokens, keys, strict=True), 1)
        )
        held.total += len(some)
        held.touched_at = timezone.now()
        held.save(update_fields=["total", "touched_at"])
    batch.refresh_from_db()


def printable(name: str) -> str:
    """A name of a file without folders and signs that no page should show."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[:LONGEST_NAME] or "?"


@transaction.atomic
def start(batch: CVImport) -> None:
    """Let the worker read what was received.

    Raises:
        ValidationError: nothing was received, or it has already started.
    """
    held = CVImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state != ImportState.RECEIVED:
        raise ValidationError(_("This import has already started: make a new one."))
    if not held.total:
        raise ValidationError(_("There is no file in it: choose some CVs, or a zip of them."))
    held.state, held.touched_at = ImportState.RUNNING, timezone.now()
    held.save(update_fields=["state", "touched_at"])
    audit.record(
        "talents.bring_cvs_in",
        centre=held.centre,
        account=held.created_by,
        subject=held,
        files=held.total,
    )
    work.do_later(WORK, held.pk)
    batch.refresh_from_db()


@transaction.atomic
def give_up(batch: CVImport) -> None:
    """Stop an import; what was read of it stays, what was not goes."""
    held = CVImport.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.state not in (ImportState.RECEIVED, ImportState.RUNNING):
        raise ValidationError(_("This import is over."))
    unread = held.files.filter(outcome=FileOutcome.WAITING)
    files.remove_once_written(unread.values_list("token", flat=True))
    unread.delete()
    held.state, held.finished_at = ImportState.GIVEN_UP, timezone.now()
    held.save(update_fields=["state", "finished_at"])
    batch.refresh_from_db()
