"""Make members, CVs and documents out of what was read; whoever calls saves them."""

from __future__ import annotations

import datetime

from django.utils import timezone

from mestieri.engines.europass import Candidate, CandidateRecord, Status
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, Member
from mestieri.talents.people import LONGEST_NAME, email_of, phone_of
from mestieri.talents.vocabulary import CVState, Origin, Reading

#: Status of the engine → how the CV was read; what is not here is refused.
_READINGS = {
    Status.READ: Reading.READ,
    Status.READ_BY_HEADINGS: Reading.HEADINGS,
    Status.INCOMPLETE: Reading.INCOMPLETE,
    Status.SCAN: Reading.SCAN,
}
LONGEST_DIALECT = 60


def reading_of(outcome: CandidateRecord) -> Reading | None:
    """How a CV was read; None where there is none to keep."""
    return _READINGS.get(outcome.status)


def new_member(centre: Centre, record: Candidate | None, *, language: str = "it") -> Member:
    """A member with the name and the contacts of a record."""
    record = record or Candidate()
    return Member(
        centre=centre,
        given_name=record.given_name[:LONGEST_NAME],
        family_name=record.family_name[:LONGEST_NAME],
        email=email_of(record),
        phone=phone_of(record),
        language=language if language in ("it", "en") else "it",
        joined_on=timezone.localdate(),
    )


def new_cv(
    member: Member,
    outcome: CandidateRecord,
    *,
    origin: Origin,
    state: CVState = CVState.ACTIVE,
) -> CV:
    """A CV with what was read."""
    reading = reading_of(outcome)
    assert reading is not None
    today = timezone.localdate()
    return CV(
        member=member,
        centre_id=member.centre_id,
        state=state,
        origin=origin,
        reading=reading,
        record=outcome.record.as_dict() if outcome.record else {},
        document_language=outcome.record.locale[:8] if outcome.record else "",
        received_on=today,
        confirmed_on=today,
    )


def new_document(
    outcome: CandidateRecord,
    *,
    file_name: str,
    size: int,
    head: bytes,
    digest: str,
    origin: Origin,
    today: datetime.date,
) -> CVDocument:
    """The file of a CV, without the CV; its content is kept by `services.files`."""
    reading = reading_of(outcome)
    assert reading is not None
    return CVDocument(
        origin=origin,
        file_name=file_name,
        size=size,
        format=_format(outcome, head),
        content=digest,
        reading=reading,
        dialect=outcome.dialect[:LONGEST_DIALECT],
        extract=outcome.record.as_dict() if outcome.record else {},
        left_aside=sorted(
            {one.reason.value for one in outcome.unread}
            | {warning.value for warning in outcome.warnings}
        ),
        received_on=today,
    )


def _format(outcome: CandidateRecord, head: bytes) -> str:
    if head.startswith(b"%"):
        return "pdf"
    return "json" if head.startswith((b"{", b"[")) or "JSON" in outcome.dialect else "xml"
