"""Write what was read of a slice of files: new CVs, doubts to compare, refusals."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from mestieri.engines.europass import CandidateRecord
from mestieri.talents import changes
from mestieri.talents.models import (
    CV,
    CVDocument,
    CVImport,
    CVImportFile,
    CVPassage,
    FileOutcome,
    Member,
)
from mestieri.talents.people import email_of, phone_of
from mestieri.talents.services import files
from mestieri.talents.services.importing.matching import Known, Traces, known_in
from mestieri.talents.services.taking import new_cv, new_document, new_member, reading_of
from mestieri.talents.vocabulary import CVState, DocumentState, Origin


@dataclass(frozen=True)
class Read:
    """A file and what came of reading it; `head` is its first byte, which tells PDF from XML."""

    file: CVImportFile
    digest: str
    outcome: CandidateRecord
    head: bytes = b""

    @property
    def traces(self) -> Traces:
        record = self.outcome.record
        if record is None:
            return Traces(self.digest)
        return Traces(self.digest, email_of(record), phone_of(record), record.name)


@dataclass
class _Sorting:
    """What becomes of the files of a slice, before it is written.

    New CVs have a negative number until they are written: `places` points at both kinds.
    """

    known: Known
    arrivals: list[tuple[Read, CV]] = field(default_factory=list)
    doubts: list[Read] = field(default_factory=list)
    places: list[tuple[CVImportFile, int]] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)

    def number_of(self, number: int) -> int:
        """The number of a CV, once the new ones are written."""
        return number if number > 0 else self.arrivals[-number - 1][1].pk


def write_slice(batch: CVImport, read: list[Read]) -> None:
    """Write a slice; call it in a transaction that holds the import."""
    usable = [one for one in read if reading_of(one.outcome) is not None]
    sorting = _Sorting(known_in(batch.centre, (one.traces for one in usable)))
    for one in read:
        _sort(batch, one, sorting)
    _write_arrivals(batch, [cv for _one, cv in sorting.arrivals])
    for file, number in sorting.places:
        file.cv_id = sorting.number_of(number)
    documents = [_document(one, DocumentState.CURRENT) for one, _cv in sorting.arrivals]
    documents += [_document(one, DocumentState.PROPOSED) for one in sorting.doubts]
    CVDocument.objects.bulk_create(documents)
    for one in read:
        one.file.file_key = ""
    CVImportFile.objects.bulk_update(
        [one.file for one in read], ["outcome", "status", "cv", "file_key"]
    )
    files.remove_once_written(sorting.gone)
    changes.announce([cv.pk for _one, cv in sorting.arrivals])


def _sort(batch: CVImport, one: Read, sorting: _Sorting) -> None:
    """Say what becomes of a file."""
    file, traces, known = one.file, one.traces, sorting.known
    file.status = one.outcome.status.value
    if reading_of(one.outcome) is None:
        file.outcome = FileOutcome.REFUSED
        sorting.gone.append(file.token)
    elif (same := known.same_file(traces)) is not None:
        file.outcome = FileOutcome.UNCHANGED
        sorting.places.append((file, same))
        sorting.gone.append(file.token)
    elif (same := known.same_person(traces)) is not None:
        file.outcome = FileOutcome.DUPLICATE
        sorting.places.append((file, same))
        sorting.doubts.append(one)
        known.contents[traces.content] = same
    else:
        file.outcome = FileOutcome.CREATED
        member = new_member(batch.centre, one.outcome.record, language=batch.language)
        number = -len(sorting.arrivals) - 1
        sorting.arrivals.append((one, new_cv(member, one.outcome, origin=Origin.IMPORT)))
        sorting.places.append((file, number))
        known.add(number, traces)


def _write_arrivals(batch: CVImport, cvs: list[CV]) -> None:
    Member.objects.bulk_create([cv.member for cv in cvs])
    for cv in cvs:
        cv.member_id = cv.member.pk
    CV.objects.bulk_create(cvs)
    CVPassage.objects.bulk_create(
        CVPassage(cv=cv, new_state=CVState.ACTIVE, cause="arrived", made_by_id=batch.created_by_id)
        for cv in cvs
    )


def _document(one: Read, state: DocumentState) -> CVDocument:
    """The document of a file that is kept: it takes over what lies on disk."""
    document = new_document(
        one.outcome,
        file_name=one.file.file_name,
        size=one.file.size,
        head=one.head,
        digest=one.digest,
        origin=Origin.IMPORT,
        today=timezone.localdate(),
    )
    document.token, document.file_key, document.state = one.file.token, one.file.file_key, state
    assert one.file.cv_id is not None
    document.cv_id, document.centre_id = one.file.cv_id, one.file.batch.centre_id
    return document
