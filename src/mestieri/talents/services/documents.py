"""The files of one CV: a new one is read, compared, put in the place of the one before."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.engines.europass import Candidate, CandidateRecord, ReaderPool, Status, write_pdf
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.refused_cvs import refusal_in_words
from mestieri.kernel.services import audit
from mestieri.talents import changes
from mestieri.talents.models import CV, CVDocument, CVPassage
from mestieri.talents.people import email_of
from mestieri.talents.services import files, states
from mestieri.talents.services.importing.receiving import LARGEST_FILE, printable
from mestieri.talents.services.taking import new_cv, new_document, new_member, reading_of
from mestieri.talents.vocabulary import CVState, DocumentState, Origin


def read_one(content: bytes) -> CandidateRecord:
    """Read one file of a stranger, within bounds.

    Raises:
        ValidationError: there is no CV in it: why, and what to do.
    """
    if len(content) > LARGEST_FILE:
        outcome = CandidateRecord(Status.TOO_LARGE)
    else:
        with ReaderPool(workers=1) as pool:
            outcome = pool.read(content)
    if reading_of(outcome) is None:
        raise ValidationError(refusal_in_words(outcome.status))
    return outcome


@transaction.atomic
def take_in(
    centre: Centre,
    name: str,
    content: bytes,
    outcome: CandidateRecord,
    *,
    origin: Origin,
    language: str = "it",
    email: str = "",
    account: Account | None = None,
) -> CV:
    """A CV of somebody new, from a file that was read. Left by its owner, it is a draft.

    Args:
        email: how its owner wants to be reached; else the address in the CV.
    """
    is_owners = origin == Origin.OWNER
    member = new_member(centre, outcome.record, language=language)
    member.email = email.strip().lower() or ("" if is_owners else member.email)
    member.save()
    state = CVState.DRAFT if is_owners else CVState.ACTIVE
    cv = new_cv(member, outcome, origin=origin, state=state)
    cv.save()
    _add(cv, name, content, outcome, origin, DocumentState.CURRENT)
    CVPassage.objects.create(cv=cv, new_state=state, cause="arrived", made_by=account)
    if account is not None:
        audit.record("talents.add_cv", centre=centre, account=account, subject=cv)
    changes.announce([cv.pk])
    return cv


def _add(
    cv: CV,
    name: str,
    content: bytes,
    outcome: CandidateRecord,
    origin: Origin,
    state: DocumentState,
) -> CVDocument:
    token = uuid4()
    document = new_document(
        outcome,
        file_name=printable(name),
        size=len(content),
        head=content.lstrip()[:1],
        digest=sha256(content).hexdigest(),
        origin=origin,
        today=timezone.localdate(),
    )
    document.cv, document.centre_id, document.state = cv, cv.centre_id, state
    document.token, document.file_key = token, files.keep(token, content)
    document.save()
    return document


@transaction.atomic
def replace(
    cv: CV,
    name: str,
    content: bytes,
    outcome: CandidateRecord,
    *,
    origin: Origin,
    account: Account | None = None,
) -> None:
    """A newer file takes the place of the one before, which stays among the earlier ones."""
    held = states.locked(cv)
    _put_aside(held)
    document = _add(held, name, content, outcome, origin, DocumentState.CURRENT)
    _follow(held, document, account)
    cv.refresh_from_db()


def _put_aside(cv: CV) -> None:
    current = cv.documents.filter(state=DocumentState.CURRENT)
    current.update(state=DocumentState.EARLIER, ended_on=timezone.localdate())


def _follow(cv: CV, document: CVDocument, account: Account | None) -> None:
    """The CV says what its new file says; brought by its owner, it is confirmed today too."""
    cv.record, cv.reading = document.extract, document.reading
    cv.document_language = str(document.extract.get("locale", ""))[:8]
    cv.version += 1
    is_owners_word = document.origin == Origin.OWNER
    if is_owners_word:
        cv.confirmed_on = timezone.localdate()
    member, record = cv.member, cv.candidate
    if record.name:
        member.given_name, member.family_name = record.given_name, record.family_name
        member.save()
    if is_owners_word and cv.state == CVState.EXPIRED:
        states.pass_to(cv, CVState.ACTIVE, "file_replaced", account=account)
        return
    cv.save()
    states.note(cv, "file_replaced", account=account)
    changes.announce([cv.pk])


def _proposed(document: CVDocument) -> tuple[CV, CVDocument]:
    cv = states.locked(document.cv)
    held = CVDocument.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if held.state != DocumentState.PROPOSED or cv.state == CVState.RESTRICTED:
        raise ValidationError(_("Somebody has already decided on this pair."))
    return cv, held


@transaction.atomic
def take_newer(document: CVDocument, *, account: Account | None) -> CV:
    """The same person: the file that came counts from now on.

    Raises:
        ValidationError: somebody has already decided.
    """
    cv, held = _proposed(document)
    _put_aside(cv)
    held.state = DocumentState.CURRENT
    held.save()
    _follow(cv, held, account)
    return cv


@transaction.atomic
def keep_older(document: CVDocument, *, account: Account | None) -> CV:
    """The same person: what is there goes on counting; the file that came is kept beside.

    Raises:
        ValidationError: somebody has already decided.
    """
    cv, held = _proposed(document)
    held.state, held.ended_on = DocumentState.EARLIER, timezone.localdate()
    held.save()
    states.note(cv, "file_kept", account=account)
    return cv


@transaction.atomic
def take_apart(document: CVDocument, *, account: Account | None) -> CV:
    """Two people: the file makes a CV of its own, without the contact that both have.

    Raises:
        ValidationError: somebody has already decided.
    """
    first, held = _proposed(document)
    outcome = CandidateRecord(Status(held.reading), held.dialect, held_record(held))
    member = new_member(first.centre, outcome.record, language=first.member.language)
    if member.email and email_of(first.candidate) == member.email:
        member.email = ""
    member.save()
    cv = new_cv(member, outcome, origin=Origin(held.origin))
    cv.save()
    held.cv, held.state = cv, DocumentState.CURRENT
    held.save()
    CVPassage.objects.create(cv=cv, new_state=cv.state, cause="arrived", made_by=account)
    changes.announce([cv.pk])
    return cv


def held_record(document: CVDocument) -> Candidate | None:
    """What was read from a file, as the engine's record; None where nothing was."""
    return Candidate.from_dict(document.extract) if document.extract else None


def as_pdf(cv: CV, document: CVDocument) -> bytes:
    """The PDF of a file: itself, or set by us from its XML or JSON.

    Raises:
        FileIsGone: it is not on disk any more.
    """
    if document.format == "pdf":
        return files.content_of(document.token, document.file_key)
    record = held_record(document)
    return write_pdf(record if record is not None else cv.candidate, cv.member.language)
