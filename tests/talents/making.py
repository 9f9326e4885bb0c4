"""Made-up CVs in a centre, without reading a file."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from mestieri.cli.demonstration.cvs import people
from mestieri.engines.europass import Candidate, CandidateRecord, Status, write_xml
from mestieri.kernel.models import Centre
from mestieri.talents.models import CV, CVDocument, CVImport
from mestieri.talents.services import documents, importing, keeping
from mestieri.talents.services.importing.receiving import Bringing
from mestieri.talents.vocabulary import AgeStatement, DocumentState, NoticeWay, Origin

_numbers = itertools.count(3_000)


def a_person(**changes: Any) -> Candidate:
    """Somebody made-up, whom no test has seen."""
    return replace(next(people(1, seed=next(_numbers))), **changes)


def read_as(record: Candidate, status: Status = Status.READ) -> CandidateRecord:
    """What the engine would say of a CV of 2020."""
    return CandidateRecord(status, "Candidate 4.0", record)


def a_cv(
    centre: Centre,
    record: Candidate | None = None,
    *,
    origin: Origin = Origin.IMPORT,
    presentable: bool = False,
) -> CV:
    """A CV in the bank."""
    record = record or a_person()
    content = write_xml(record)
    cv = documents.take_in(centre, "cv.xml", content, read_as(record), origin=origin)
    if presentable:
        keeping.give_notice(cv, NoticeWay.VOICE)
        keeping.state_age(cv.member, AgeStatement.ADULT)
    return CV.objects.select_related("member", "centre").get(pk=cv.pk)


def a_doubt(centre: Centre) -> CVDocument:
    """A file that may be of somebody who is there."""
    cv = a_cv(centre)
    return documents._add(
        cv, "nuovo.xml", b"<x/>", read_as(cv.candidate), Origin.IMPORT, DocumentState.PROPOSED
    )


def an_import(centre: Centre) -> CVImport:
    """An import with a CV and a file that is refused, read to the end."""
    batch = importing.begin(centre, account=None)
    importing.receive(
        batch,
        [Bringing("buono.xml", write_xml(a_person())), Bringing("vuoto.pdf", b"")],
    )
    importing.start(batch)
    return importing.advance_for(batch.pk)
