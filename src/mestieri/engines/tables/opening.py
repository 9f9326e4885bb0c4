"""What kind of file this is, by its content; and whether it is safe to open.

Spreadsheets are zips of XML: each member is unpacked once, in small pieces, only to measure
it, so that a directory which lies about sizes is found out before anything else reads it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from mestieri.engines.tables.limits import Limits
from mestieri.engines.tables.plain_text import looks_wide
from mestieri.engines.tables.problems import TableProblem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Excel up to 2003, and anything with a password
PIECE = 256 * 1024
_TAG_OF_A_PAGE = re.compile(rb"<\s*(!doctype\s+html|html|table|meta|body|head)\b", re.I)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")


def form_of(path: Path, limits: Limits) -> str:
    """`xlsx`, `xls`, `ods` or `csv`, whatever the file is called.

    Raises:
        TableProblem: it is empty, too big, something else, or not safe to open.
    """
    size = path.stat().st_size
    if size == 0:
        raise TableProblem("empty")
    if size > limits.bytes:
        raise TableProblem("too_big", megabytes=limits.bytes // 1_000_000)
    with path.open("rb") as file:
        start = file.read(8192)
    if start.startswith(b"PK\x03\x04") or zipfile.is_zipfile(path):
        return _form_of_zip(path, limits)
    if start.startswith(OLE):
        return _form_of_ole(path)
    return _form_of_text(start)


def _form_of_ole(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise TableProblem("password")
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return "xls"
    raise TableProblem("not_a_table")


def _form_of_text(start: bytes) -> str:
    if start.startswith(b"%PDF"):
        raise TableProblem("pdf")
    if _TAG_OF_A_PAGE.search(start[:2048]):
        raise TableProblem("web_page")
    is_wide = start.startswith((b"\xff\xfe", b"\xfe\xff")) or looks_wide(start)
    if start.startswith(_PICTURES) or (b"\x00" in start and not is_wide):
        raise TableProblem("not_a_table")
    return "csv"


def _form_of_zip(path: Path, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {info.filename for info in archive.infolist()}
            _check_members(archive, limits)
            _measure(archive, limits, path.stat().st_size)
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names:
                return _form_of_open_document(archive, names)
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise TableProblem("damaged") from error
    raise TableProblem("not_a_table")


def _form_of_open_document(archive: zipfile.ZipFile, names: set[str]) -> str:
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise TableProblem("password")
    if b"office:spreadsheet" not in archive.read("content.xml"):
        raise TableProblem("not_a_table")
    return "ods"


def _check_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.members:
        raise TableProblem("bomb")
    for info in members:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or info.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise TableProblem("odd_names")
        if info.flag_bits & 0x1:
            raise TableProblem("password")


def _measure(archive: zipfile.ZipFile, limits: Limits, packed: int) -> None:
    """Unpack everything once, keeping nothing, and stop at the first sign of a trick."""
    unpacked = 0
    for info in archive.infolist():
        is_text = info.filename.lower().endswith((".xml", ".rels"))
        with archive.open(info) as member:
            first = True
            while piece := member.read(PIECE):
                unpacked += len(piece)
                most_by_ratio = max(limits.ratio_matters_from, packed * limits.times_packed)
                if unpacked > min(limits.unpacked_bytes, most_by_ratio):
                    raise TableProblem("bomb")
                if is_text and first and _declares(piece):
                    raise TableProblem("entities")
                first = False


def _declares(piece: bytes) -> bool:
    """Whether XML begins with declarations of its own, in one byte a letter or in two."""
    plain = piece[:16_384].replace(b"\x00", b"").upper()
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
