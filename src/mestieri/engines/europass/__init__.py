"""Europass: a CV file of any generation → `CandidateRecord`, and back.

    outcome = read("cv.pdf")
    outcome.status, outcome.sentence, outcome.record, outcome.unread, outcome.warnings
    write_pdf(outcome.record, "it")

Pure Python, no Django. Importing it is cheap: libraries are loaded by the first file that
needs them. What is read and what never is stands in `docs/engines/europass.md`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mestieri.engines.europass.outcome import (
    CandidateRecord,
    Status,
    Unread,
    UnreadReason,
    WarningCode,
    sentence_of,
)
from mestieri.engines.europass.record import (
    Address,
    Candidate,
    Certificate,
    Coded,
    Contact,
    Education,
    Employment,
    Language,
    Period,
    Skill,
)

if TYPE_CHECKING:
    from mestieri.engines.europass.pool import ReaderPool

__all__ = [
    "Address",
    "Candidate",
    "CandidateRecord",
    "Certificate",
    "Coded",
    "Contact",
    "Education",
    "Employment",
    "Language",
    "Period",
    "ReaderPool",
    "Skill",
    "Status",
    "Unread",
    "UnreadReason",
    "WarningCode",
    "read",
    "sentence_of",
    "write_json",
    "write_pdf",
    "write_xml",
]


def read(source: Path | str | bytes) -> CandidateRecord:
    """Read a CV. Never raises on the content of a file.

    For files of strangers use `ReaderPool`, which bounds time and memory as well.

    Args:
        source: path of a file, or the content of one.

    Raises:
        OSError: the path cannot be opened.
    """
    from mestieri.engines.europass.reading import read as read_source

    return read_source(source)


def write_xml(record: Candidate, language: str = "") -> bytes:
    """The record as Europass XML of 2020 and later (root `Candidate`), UTF-8."""
    from mestieri.engines.europass.writing.candidate_xml import candidate_xml

    return candidate_xml(record, language)


def write_json(record: Candidate, language: str = "") -> bytes:
    """The record as JSON: the tree of the XML, element by element, UTF-8."""
    from mestieri.engines.europass.writing.candidate_json import candidate_json

    return candidate_json(record, language)


def write_pdf(record: Candidate, language: str = "") -> bytes:
    """The record as a tagged PDF (PDF/UA-1, PDF/A-3a) that carries the XML as its attachment.

    Args:
        language: of the headings: it, en, fr, es, ro or ar; that of the record if empty.
    """
    from mestieri.engines.europass.writing.candidate_pdf import candidate_pdf

    return candidate_pdf(record, language)


def __getattr__(name: str) -> object:
    """`ReaderPool` on first use: processes and sockets are not needed to read one file."""
    if name == "ReaderPool":
        from mestieri.engines.europass.pool import ReaderPool

        return ReaderPool
    raise AttributeError(name)
