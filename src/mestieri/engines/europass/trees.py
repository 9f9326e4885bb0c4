"""XML of strangers: parsed without entities and network, walked by local names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mestieri.engines.europass.outcome import Refusal, Status

Element = Any
"""An lxml element; lxml is loaded with the first file."""

_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", ""))
_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)


def parse(data: bytes) -> Element:
    """The root element.

    Raises:
        Refusal: the XML is broken, or declares a document type (and so, may be, entities).
    """
    from lxml import etree

    if declares_document_type(data):
        raise Refusal(Status.XML_ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", 0) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise Refusal(Status.MALFORMED_XML) from None
    if root is None:
        raise Refusal(Status.MALFORMED_XML)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal(Status.XML_ENTITIES)
    return root


def declares_document_type(data: bytes) -> bool:
    """Whether `<!DOCTYPE` stands before the root element: seen before anything is parsed."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            head = data[len(mark) :]
            if encoding:
                head = head[:200_000].decode(encoding, "replace").encode()
            break
    else:
        head = data.replace(b"\0", b"") if data[:4].count(0) else data
    match = _PROLOG.match(head)
    return head[match.end() if match else 0 :][:2] == b"<!"


def local(element: Element) -> str:
    """Name of an element without its namespace."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name, in any namespace."""
    return None if element is None else element.find(f"{{*}}{name}")


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Every child of that name, in any namespace."""
    return iter(()) if element is None else element.iterchildren(f"{{*}}{name}")


def descend(element: Element | None, *path: str) -> Element | None:
    """The first element along a path of names."""
    for name in path:
        element = child(element, name)
    return element


def text(element: Element | None, *path: str) -> str:
    """Text of the first element along a path; empty if there is none."""
    found = descend(element, *path)
    return (found.text or "") if found is not None else ""


def holds_something(element: Element) -> bool:
    """Whether there is any text in an element or below it."""
    return any(part.strip() for part in element.itertext())
