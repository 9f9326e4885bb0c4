"""Files of resources: known by their content, bounded, kept without an address of their own."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import PurePath

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from mestieri.library.models import Resource

MEGABYTE = 1024 * 1024
LARGEST_DOCUMENT = 25 * MEGABYTE
LARGEST_FILM = 250 * MEGABYTE
LARGEST_SUBTITLES = MEGABYTE
BYTES_LOOKED_AT = 8192

DOCUMENTS = {
    "application/pdf": "pdf",
    "application/epub+zip": "epub",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "image/jpeg": "jpg",
    "image/png": "png",
}
FILMS = {
    "video/mp4": "mp4",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
    "audio/x-wav": "wav",
}


def attach_file(resource: Resource, upload: UploadedFile) -> None:
    """Put a file on a resource in memory; it is kept when the resource is saved.

    What it is, its first bytes say: its name and what the browser claims do not count.

    Raises:
        ValidationError: it is of no type we hand over, or it is too big.
    """
    kind = _type_of(upload)
    if kind not in DOCUMENTS and kind not in FILMS:
        raise ValidationError(
            {"file": _("We take PDF, EPUB, office documents, images, MP3, MP4, WebM and OGG.")}
        )
    most = LARGEST_FILM if kind in FILMS else LARGEST_DOCUMENT
    if (upload.size or 0) > most:
        raise ValidationError(
            {"file": _("It is bigger than %(most)s MB.") % {"most": most // MEGABYTE}}
        )
    resource.file_title = _tidy_name(upload.name or "", (DOCUMENTS | FILMS)[kind])
    resource.file_type = kind
    upload.name = f"{secrets.token_hex(16)}.{(DOCUMENTS | FILMS)[kind]}"
    resource.file = upload


def attach_subtitles(resource: Resource, upload: UploadedFile) -> None:
    """Put WebVTT subtitles on a resource in memory.

    Raises:
        ValidationError: they are not WebVTT in UTF-8, or too long.
    """
    if (upload.size or 0) > LARGEST_SUBTITLES:
        raise ValidationError({"subtitles": _("It is bigger than %(most)s MB.") % {"most": 1}})
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.startswith("WEBVTT"):
        raise ValidationError({"subtitles": _("Subtitles are a WebVTT file (.vtt) in UTF-8.")})
    upload.name = f"{secrets.token_hex(16)}.vtt"
    resource.subtitles = upload


def _type_of(upload: UploadedFile) -> str:
    upload.seek(0)
    beginning = upload.read(BYTES_LOOKED_AT)
    upload.seek(0)
    return str(filetype.guess_mime(beginning) or "")


def _tidy_name(name: str, extension: str) -> str:
    """The name people see when they save it: plain, and with the extension of what it is."""
    stem = os.path.splitext(PurePath(name.replace("\\", "/")).name)[0]
    stem = re.sub(r"[^\w .()-]+", " ", stem).strip(" .")[:100] or "documento"
    return f"{stem}.{extension}"
