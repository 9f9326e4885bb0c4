"""From a file to its `CandidateRecord`: whatever the file, one of the statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mestieri.engines.europass.kinds import HEAD, Kind, kind_of
from mestieri.engines.europass.outcome import (
    CandidateRecord,
    Notes,
    Refusal,
    Status,
    WarningCode,
)
from mestieri.engines.europass.record import Candidate

LARGEST_FILE = 20_000_000
"""Bytes."""


def read(source: Path | str | bytes) -> CandidateRecord:
    """Read one file; see `mestieri.engines.europass.read`."""
    notes = Notes()
    where = source if isinstance(source, bytes) else Path(source)
    try:
        status, dialect, record = _read(where, notes)
    except Refusal as refusal:
        return CandidateRecord(refusal.status, warnings=tuple(notes.warnings))
    except MemoryError:
        return CandidateRecord(Status.OUT_OF_MEMORY)
    except OSError:
        if isinstance(where, Path):
            raise
        return CandidateRecord(Status.FAILED)
    except Exception:  # The last net: a file never makes reading raise.
        return CandidateRecord(Status.FAILED)
    return CandidateRecord(
        status=status,
        dialect=dialect,
        record=record if status.has_record else None,
        unread=tuple(notes.unread),
        warnings=tuple(notes.warnings),
    )


Reading = tuple[Status, str, Candidate | None]


def _read(source: Path | bytes, notes: Notes) -> Reading:
    size, head = _measure(source)
    if size > LARGEST_FILE:
        raise Refusal(Status.TOO_LARGE)
    kind = kind_of(head)
    if kind is Kind.PDF:
        return _read_pdf(source, notes)
    data = source if isinstance(source, bytes) else source.read_bytes()
    if kind is Kind.XML:
        return _read_xml(data, notes)
    if kind is Kind.JSON:
        return _read_json(data, notes)
    # Office documents are told apart by what stands further inside.
    told = kind_of(data)
    raise Refusal(told if isinstance(told, Status) else Status.UNKNOWN_FORMAT)


def _measure(source: Path | bytes) -> tuple[int, bytes]:
    if isinstance(source, bytes):
        return len(source), source[:HEAD]
    with source.open("rb") as file:
        return source.stat().st_size, file.read(HEAD)


def _read_pdf(source: Path | bytes, notes: Notes) -> Reading:
    from mestieri.engines.europass import pdf as inside

    with inside.open_pdf(source) as opened:
        data = inside.europass_data(opened, notes)
        inside.note_active_content(opened, notes)
        if data is None:
            inside.check_expansion(opened)
            repaired = inside.has_warnings(opened)
    if data is not None:
        return _read_data(data, notes)
    if repaired:
        notes.warn(WarningCode.DAMAGED_PARTS)
    from mestieri.engines.europass.text import read_text

    return read_text(source, notes)


def _read_data(data: bytes, notes: Notes) -> Reading:
    return _read_json(data, notes) if kind_of(data) is Kind.JSON else _read_xml(data, notes)


def _read_xml(data: bytes, notes: Notes) -> Reading:
    from mestieri.engines.europass import trees

    return _read_tree(trees.parse(data), notes)


def _read_tree(root: Any, notes: Notes) -> Reading:
    from mestieri.engines.europass import trees

    name = trees.local(root)
    if name == "Candidate":
        from mestieri.engines.europass.candidate import read_candidate

        dialect, record = read_candidate(root, notes)
    elif name == "SkillsPassport":
        from mestieri.engines.europass.skillspassport import from_xml, read_skillspassport

        dialect, record = read_skillspassport(from_xml(root), notes)
    elif name == "learnerinfo":
        from mestieri.engines.europass.learnerinfo import read_learnerinfo

        dialect, record = read_learnerinfo(root, notes)
    else:
        raise Refusal(Status.NOT_A_CV)
    return _judge(dialect, record, notes)


def _read_json(data: bytes, notes: Notes) -> Reading:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        raise Refusal(Status.MALFORMED_JSON) from None
    if isinstance(tree, dict) and isinstance(tree.get("SkillsPassport"), dict):
        from mestieri.engines.europass.skillspassport import read_skillspassport

        dialect, record = read_skillspassport(tree["SkillsPassport"], notes)
        return _judge(f"{dialect} JSON", record, notes)
    if isinstance(tree, dict) and isinstance(tree.get("Candidate"), dict):
        from mestieri.engines.europass.candidate_json import as_element

        status, dialect, candidate = _read_tree(as_element(tree), notes)
        return status, f"{dialect} JSON", candidate
    raise Refusal(Status.NOT_A_CV)


def _judge(dialect: str, record: Candidate, notes: Notes) -> Reading:
    """A document without anything of a CV in it is said to be so."""
    if not record.holds_data:
        return Status.NO_DATA, dialect, None
    if not record.name:
        notes.warn(WarningCode.NO_NAME)
    if not record.employment:
        notes.warn(WarningCode.NO_EXPERIENCE)
    return Status.READ, dialect, record
