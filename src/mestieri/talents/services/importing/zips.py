"""Zips of strangers, opened within bounds: how many files, how large, unpacked to how much."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mestieri.engines.europass import Status

LARGEST_FILE = 20_000_000
#: Bytes that all files of a zip may unpack to.
LARGEST_WHOLE = 2_000_000_000
MOST_FILES = 5_000
#: Bytes of a zip's list of contents: a zip that lists more wants to fill the memory.
LARGEST_LIST = 5_000_000
#: Other ways to pack may ask for much memory; nobody packs CVs with them.
KNOWN_WAYS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_END = struct.Struct("<4s4H2LH")
_IS_ENCRYPTED = 0x1
#: First part of names inside documents of word processors, which are zips too.
_OF_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/")


def is_litter(name: str) -> bool:
    """Whether a file was left there by a computer, not by a person."""
    parts = name.replace("\\", "/").split("/")
    return (
        parts[-1].startswith(".")
        or parts[-1] in ("Thumbs.db", "desktop.ini", "")
        or "__MACOSX" in parts
    )


def holds_files(file: BinaryIO) -> bool:
    """Whether a zip is one of files, and no document of a word processor in disguise.

    Raises:
        ValidationError: its list of contents is too long to be looked at.
    """
    _check_list(file)
    try:
        with zipfile.ZipFile(file) as archive:
            return not any(name.startswith(_OF_DOCUMENTS) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValidationError(_not_opened()) from None


def _check_list(file: BinaryIO) -> None:
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise ValidationError(_not_opened())
    *_first, count, list_size, _start, _comment = _END.unpack_from(tail, at)
    if list_size > LARGEST_LIST or count > MOST_FILES:
        raise ValidationError(
            _("More than %(number)s files at once: bring them in several times.")
            % {"number": MOST_FILES}
        )


def inside(file: BinaryIO) -> Iterator[tuple[str, bytes, str]]:
    """Name, content and refusal of each file of a zip, in the order of the names.

    Raises:
        ValidationError: the zip cannot be opened, or all of it is too much.
    """
    unpacked = 0
    try:
        with zipfile.ZipFile(file) as archive:
            listed = [one for one in archive.infolist() if not one.is_dir()]
            for one in sorted(listed, key=lambda info: info.filename):
                if is_litter(one.filename):
                    continue
                content, refused = _content(archive, one)
                unpacked += len(content)
                if unpacked > LARGEST_WHOLE:
                    raise ValidationError(
                        _("The zip unpacks to more than 2 GB: bring its files in several times.")
                    )
                yield one.filename, content, refused
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ValidationError(_not_opened()) from None


def _content(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> tuple[bytes, str]:
    """The bytes of a file, or the status that says why they are not there."""
    if one.flag_bits & _IS_ENCRYPTED:
        return b"", Status.ENCRYPTED
    if one.compress_type not in KNOWN_WAYS:
        return b"", Status.UNKNOWN_FORMAT
    try:
        with archive.open(one) as file:
            content = file.read(LARGEST_FILE + 1)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, zlib.error):
        return b"", Status.DAMAGED
    return (b"", Status.TOO_LARGE) if len(content) > LARGEST_FILE else (content, "")


def _not_opened() -> str:
    return _("This zip cannot be opened: it is damaged or cut short. Make it again.")
