"""What a file really is, by its first bytes and never by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from mestieri.engines.europass.outcome import Status


class Kind(StrEnum):
    """What can be read."""

    PDF = "pdf"
    XML = "xml"
    JSON = "json"


HEAD = 4_096
"""Bytes that are enough to tell."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")
_WIDE_XML = re.compile(rb"(?:\xff\xfe|\xfe\xff)?\0?<\0|\xfe\xff\0<")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*[{\[]")


def kind_of(data: bytes) -> Kind | Status:
    """The kind of a file, or the status with which it is refused.

    Args:
        data: the whole file, or at least its first `HEAD` bytes.
    """
    head = data[:HEAD]
    if not head.strip(b"\0 \t\r\n"):
        return Status.EMPTY_FILE
    # A PDF may have some kilobytes of anything before it, a mail header for instance.
    if b"%PDF-" in head[:1_024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(_OLE):
        wide = "Workbook".encode("utf-16-le")
        return Status.SPREADSHEET if wide in data or b"Workbook" in data else Status.WORD_PROCESSOR
    if head.startswith(b"{\\rtf"):
        return Status.WORD_PROCESSOR
    if head.startswith(_PICTURES) or head[4:12] in (b"ftypheic", b"ftypmif1", b"ftypavif"):
        return Status.PICTURE
    if _XML.match(head) or _WIDE_XML.match(head):
        return Kind.XML
    return Kind.JSON if _JSON.match(head) else Status.UNKNOWN_FORMAT


def _zipped(data: bytes) -> Status:
    """Office documents are zip files; the names inside tell them apart."""
    if b"xl/" in data or b"spreadsheet" in data[: HEAD * 4]:
        return Status.SPREADSHEET
    if b"word/" in data or b"opendocument.text" in data[: HEAD * 4]:
        return Status.WORD_PROCESSOR
    return Status.UNKNOWN_FORMAT
