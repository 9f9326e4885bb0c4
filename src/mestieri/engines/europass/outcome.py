"""How reading ended: a status with one sentence, always.

The sentences are English; whoever shows them in another language translates by the status's
value, which is stable.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from mestieri.engines.europass.record import Candidate


class Status(StrEnum):
    """How reading ended. Values are stable: callers and scripts rely on them."""

    READ = "read"
    READ_BY_HEADINGS = "read-by-headings"
    INCOMPLETE = "incomplete"
    NO_DATA = "no-data"
    SCAN = "scan"
    NOT_A_CV = "not-a-cv"
    EMPTY_FILE = "empty-file"
    TOO_LARGE = "too-large"
    TOO_MANY_PAGES = "too-many-pages"
    EXPANDS = "expands"
    ENCRYPTED = "encrypted"
    LOCKED = "locked"
    DAMAGED = "damaged"
    LOOP = "loop"
    WORD_PROCESSOR = "word-processor"
    SPREADSHEET = "spreadsheet"
    PICTURE = "picture"
    UNKNOWN_FORMAT = "unknown-format"
    MALFORMED_XML = "malformed-xml"
    XML_ENTITIES = "xml-entities"
    MALFORMED_JSON = "malformed-json"
    OUT_OF_TIME = "out-of-time"
    OUT_OF_MEMORY = "out-of-memory"
    FAILED = "failed"

    @property
    def has_record(self) -> bool:
        """Whether there is something to show."""
        return self in (Status.READ, Status.READ_BY_HEADINGS, Status.INCOMPLETE)


class WarningCode(StrEnum):
    """What somebody should know about a file, although it could be read."""

    ACTIVE_CONTENT = "active-content"
    DAMAGED_PARTS = "damaged-parts"
    SEVERAL_CVS = "several-cvs"
    DOUBTFUL_DATE = "doubtful-date"
    NO_NAME = "no-name"
    NO_EXPERIENCE = "no-experience"
    SHORTENED = "shortened"


class UnreadReason(StrEnum):
    """Why a block was left aside."""

    NEVER_READ = "never-read"
    THIRD_PARTY = "third-party"
    NOT_ON_THE_LIST = "not-on-the-list"


_HOW_TO_PDF = "Open it, choose «Save as» or «Export» and then PDF, and send that file."

SENTENCES: dict[str, str] = {
    Status.READ: "Read from the data inside the file.",
    Status.READ_BY_HEADINGS: "Read from the text by its headings: please check it.",
    Status.INCOMPLETE: "Only part could be read from the text: to be completed by hand.",
    Status.NO_DATA: "The file can be opened, but there is no CV in it: it is blank, or a form"
    " left empty.",
    Status.SCAN: "This PDF holds pictures of pages and no text: to be completed by hand.",
    Status.NOT_A_CV: "The file can be opened, but nothing in it looks like a CV.",
    Status.EMPTY_FILE: "The file is empty. It may not have been saved to the end: send it again.",
    Status.TOO_LARGE: "The file is larger than 20 MB. Save it without large pictures.",
    Status.TOO_MANY_PAGES: "The PDF has more than 300 pages. Send the CV alone.",
    Status.EXPANDS: "The file unpacks to far more than its size, so it was not opened.",
    Status.ENCRYPTED: "The PDF asks for a password. Save it without one and send it again.",
    Status.LOCKED: "The PDF forbids copying its text. Save it without protection, then send it.",
    Status.DAMAGED: "The file is damaged or cut short. Save it again and send it again.",
    Status.LOOP: "The pages of this PDF lead back to themselves, so it was not opened.",
    Status.WORD_PROCESSOR: f"This is a text document, not a PDF. {_HOW_TO_PDF}",
    Status.SPREADSHEET: f"This is a spreadsheet, not a PDF. {_HOW_TO_PDF}",
    Status.PICTURE: "This is a picture, not a PDF. Send the CV as a PDF with text in it.",
    Status.UNKNOWN_FORMAT: "This is neither a PDF nor a Europass XML or JSON file.",
    Status.MALFORMED_XML: "The XML is broken and cannot be read. Export it again.",
    Status.XML_ENTITIES: "The XML declares entities of its own, so it was not opened.",
    Status.MALFORMED_JSON: "The JSON is broken and cannot be read. Export it again.",
    Status.OUT_OF_TIME: "Reading this file took too long and was stopped.",
    Status.OUT_OF_MEMORY: "Reading this file took too much memory and was stopped.",
    Status.FAILED: "Reading this file went wrong and was stopped.",
    WarningCode.ACTIVE_CONTENT: "The PDF holds a script or an action that starts by itself: it was"
    " ignored. Do not pass the file on.",
    WarningCode.DAMAGED_PARTS: "Parts of the file are damaged; the rest was read.",
    WarningCode.SEVERAL_CVS: "There is more than one CV in the file: the first was read.",
    WarningCode.DOUBTFUL_DATE: "A date does not exist in the calendar: its sure part was kept.",
    WarningCode.NO_NAME: "No name was found.",
    WarningCode.NO_EXPERIENCE: "No work experience was found.",
    WarningCode.SHORTENED: "Some text was too long and was cut.",
    UnreadReason.NEVER_READ: "Never read.",
    UnreadReason.THIRD_PARTY: "Data of somebody else.",
    UnreadReason.NOT_ON_THE_LIST: "Not needed.",
}


def sentence_of(code: Status | WarningCode | UnreadReason) -> str:
    """The English sentence of a code."""
    return SENTENCES[code]


@dataclass(frozen=True, slots=True)
class Unread:
    """A block of the file that was left aside, by its name in the file."""

    block: str
    reason: UnreadReason


@dataclass(frozen=True, slots=True)
class CandidateRecord:
    """What became of one file.

    Args:
        status: how reading ended.
        dialect: which Europass it is, with its version; empty if none was recognised.
        record: what was read; None unless the status has a record.
        unread: blocks left aside.
        warnings: what somebody should know although it was read.
    """

    status: Status
    dialect: str = ""
    record: Candidate | None = None
    unread: tuple[Unread, ...] = ()
    warnings: tuple[WarningCode, ...] = ()

    @property
    def sentence(self) -> str:
        """The status in one English sentence."""
        return SENTENCES[self.status]

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON values."""
        return {
            "status": self.status.value,
            "sentence": self.sentence,
            "dialect": self.dialect,
            "record": self.record.as_dict() if self.record else None,
            "unread": [asdict(unread) for unread in self.unread],
            "warnings": [warning.value for warning in self.warnings],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> CandidateRecord:
        """The outcome of `as_dict`, also after it has been JSON.

        Raises:
            ValueError, TypeError, KeyError: the values are not those of an outcome.
        """
        record = values["record"]
        return cls(
            status=Status(values["status"]),
            dialect=values["dialect"],
            record=Candidate.from_dict(record) if record is not None else None,
            unread=tuple(
                Unread(item["block"], UnreadReason(item["reason"])) for item in values["unread"]
            ),
            warnings=tuple(WarningCode(code) for code in values["warnings"]),
        )


class Refusal(Exception):
    """Inside the engine: this file ends with that status."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


@dataclass(slots=True)
class Notes:
    """What a reader notes on its way: blocks left aside and warnings, each once."""

    unread: dict[Unread, None] = field(default_factory=dict)
    warnings: dict[WarningCode, None] = field(default_factory=dict)

    def leave_aside(self, block: str, reason: UnreadReason) -> None:
        """Name a block that is not read."""
        self.unread[Unread(block, reason)] = None

    def warn(self, warning: WarningCode) -> None:
        """Note something that somebody should know."""
        self.warnings[warning] = None
