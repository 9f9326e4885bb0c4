"""Europass data inside a PDF: embedded files and file attachments on a page.

Real files carry the XML under any name, with or without a MIME type: it is known by its root
element. Nothing is unpacked without a bound, and scripts are only noted.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from mestieri.engines.europass.outcome import Notes, Refusal, Status, WarningCode

MOST_PAGES = 300
LARGEST_PART = 64_000_000
"""Bytes that one part of a PDF may unpack to."""
SUSPICIOUS_SIZE, SUSPICIOUS_RATIO = 4_000_000, 200
MOST_ATTACHMENTS = 50

_ROOTS = re.compile(rb"<(?:[\w.-]+:)?(?:Candidate|SkillsPassport|learnerinfo)[\s>/]")
_JSON_ROOTS = re.compile(rb'^\s*\{\s*"(?:Candidate|SkillsPassport)"')
_ROOT_WITHIN = 16_384
_ACTIVE = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/RichMediaExecute",
}

Pdf = Any
Object = Any


def open_pdf(source: Path | bytes) -> Pdf:
    """Open a PDF.

    Raises:
        Refusal: it is encrypted, locked, damaged, or has too many pages.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(source if isinstance(source, Path) else BytesIO(source))
    except pikepdf.PasswordError:
        raise Refusal(Status.ENCRYPTED) from None
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        # QPDF walks the pages when it opens, and says so in words only.
        loop = "loop detected" in str(error).lower()
        raise Refusal(Status.LOOP if loop else Status.DAMAGED) from None
    if pdf.is_encrypted and not pdf.allow.extract:
        raise Refusal(Status.LOCKED)
    if _counted_pages(pdf) > MOST_PAGES:
        raise Refusal(Status.TOO_MANY_PAGES)
    return pdf


def _counted_pages(pdf: Pdf) -> int:
    """Pages as the file says; a wrong number is found out where pages are walked."""
    pages = _get(pdf.Root, "/Pages")
    count = _get(pages, "/Count")
    return count if isinstance(count, int) else 0


def europass_data(pdf: Pdf, notes: Notes) -> bytes | None:
    """The first attachment whose root element is Europass's; None if there is none."""
    found = None
    seen: set[Any] = set()
    for stream in map(_stream, _specifications(pdf)):
        # Newer files name the same attachment in two places.
        if stream is None or _identity(stream) in seen or len(seen) >= MOST_ATTACHMENTS:
            continue
        seen.add(_identity(stream))
        data = unpack(stream)
        if data is None or not is_europass(data):
            continue
        if found is None:
            found = data
        elif data != found:
            notes.warn(WarningCode.SEVERAL_CVS)
    return found


def is_europass(data: bytes) -> bool:
    """Whether the root element, or the first key, is one of Europass's."""
    head = data[:_ROOT_WITHIN]
    if head[:4].count(0):
        head = head.replace(b"\0", b"")
    return bool(_ROOTS.search(head) or _JSON_ROOTS.match(head))


def _specifications(pdf: Pdf) -> Iterator[Object]:
    names = _get(_get(pdf.Root, "/Names"), "/EmbeddedFiles")
    yield from _named(names, set())
    yield from _items(_get(pdf.Root, "/AF"))
    for page in walk_pages(pdf):
        for annotation in _items(_get(page, "/Annots")):
            if _get(annotation, "/Subtype") == "/FileAttachment":
                yield _get(annotation, "/FS")


def _named(node: Object, seen: set[Any]) -> Iterator[Object]:
    """The values of a name tree, whatever its shape."""
    if node is None or _identity(node) in seen or len(seen) > MOST_ATTACHMENTS:
        return
    seen.add(_identity(node))
    yield from _items(_get(node, "/Names"))[1::2]
    for kid in _items(_get(node, "/Kids")):
        yield from _named(kid, seen)


def walk_pages(pdf: Pdf) -> Iterator[Object]:
    """Page after page, without trusting the tree.

    Raises:
        Refusal: the tree leads back to itself, or has too many pages.
    """
    seen: set[Any] = set()
    waiting = [_get(pdf.Root, "/Pages")]
    pages = 0
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        identity = _identity(node)
        if identity in seen:
            raise Refusal(Status.LOOP)
        seen.add(identity)
        kids = _get(node, "/Kids")
        if kids is not None:
            waiting += reversed(_items(kids))
            continue
        pages += 1
        if pages > MOST_PAGES:
            raise Refusal(Status.TOO_MANY_PAGES)
        yield node


def _identity(node: Object) -> Any:
    """What is written in place is never met twice."""
    return node.objgen if getattr(node, "is_indirect", False) else object()


def _items(value: Object) -> list[Object]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else []


def _get(node: Object, name: str) -> Object:
    """What a dictionary holds under a name; None for anything else, damage included."""
    import pikepdf

    try:
        if isinstance(node, pikepdf.Dictionary | pikepdf.Stream):
            return node.get(name)
    except (pikepdf.PdfError, ValueError):
        pass
    return None


def _stream(specification: Object) -> Object:
    """The content of an attachment; None if it has none."""
    files = _get(specification, "/EF")
    stream = _get(files, "/F")
    return stream if stream is not None else _get(files, "/UF")


def unpack(stream: Object) -> bytes | None:
    """The content of a stream, at most `LARGEST_PART` bytes; None if it cannot be unpacked.

    Raises:
        Refusal: it unpacks to far more than its size.
    """
    import pikepdf

    if not isinstance(stream, pikepdf.Stream):
        return None
    filters = stream.get("/Filter")
    names = list(map(_word, _items(filters))) or ([_word(filters)] if filters is not None else [])
    try:
        data = stream.read_raw_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return None
    for name in names:
        if name != "/FlateDecode":
            return None
        data = _inflate(data)
    return data


def _inflate(data: bytes) -> bytes:
    """Inflate with a bound; what a damaged stream gives up to its fault is kept."""
    inflating = zlib.decompressobj()
    parts: list[bytes] = []
    size = 0
    rest = data
    while rest and not inflating.eof:
        try:
            part = inflating.decompress(rest, 1_000_000)
        except zlib.error:
            break
        parts.append(part)
        size += len(part)
        suspicious = size > SUSPICIOUS_SIZE and size > SUSPICIOUS_RATIO * len(data)
        if size > LARGEST_PART or suspicious:
            raise Refusal(Status.EXPANDS)
        rest = inflating.unconsumed_tail
    return b"".join(parts)


def check_expansion(pdf: Pdf) -> None:
    """Unpack, within bounds, every stream that reading the text may unpack.

    Raises:
        Refusal: together they unpack to far more than they should.
    """
    import pikepdf

    total = 0
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream) and _get(stream, "/Subtype") != "/Image":
            content = unpack(stream)
            total += len(content or b"")
            if total > LARGEST_PART:
                raise Refusal(Status.EXPANDS)


def note_active_content(pdf: Pdf, notes: Notes) -> None:
    """Warn of scripts, and of actions that start by themselves or reach outside."""
    root = pdf.Root
    if _get(_get(root, "/Names"), "/JavaScript") is not None or _starts(root, "/OpenAction"):
        notes.warn(WarningCode.ACTIVE_CONTENT)
        return
    if any(_acts(node) for node in (root, *_nodes_with_actions(pdf))):
        notes.warn(WarningCode.ACTIVE_CONTENT)


def _nodes_with_actions(pdf: Pdf) -> Iterator[Object]:
    for page in walk_pages(pdf):
        yield page
        yield from _items(_get(page, "/Annots"))


def _acts(node: Object) -> bool:
    further = _get(node, "/AA")
    triggers = list(further.keys()) if further is not None else []
    return _starts(node, "/A") or any(_starts(further, trigger) for trigger in triggers)


def _starts(node: Object, name: str) -> bool:
    action = _get(node, name)
    return _word(_get(action, "/S")) in _ACTIVE


def _word(value: Object) -> str:
    """A name as text; empty if it is damaged."""
    try:
        return str(value)
    except (UnicodeDecodeError, RuntimeError):
        return ""


def has_warnings(pdf: Pdf) -> bool:
    """Whether the file had to be repaired to be opened."""
    return bool(pdf.get_warnings())
