"""Texts of others' calendars as plain words, read once from front to back."""

from __future__ import annotations

import html
import re

#: What is not closed goes on to the end, as browsers take it: no sign is looked at twice.
_TAG = re.compile(
    r"<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>", re.S | re.I
)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/h\d)\b[^<>]*>", re.I)
_BLANKS = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def plain_text(text: str) -> tuple[str, bool]:
    """A text without marks of HTML, and whether there were any."""
    had_tags = bool(re.search(r"</?[a-zA-Z][^<>]*>|<!--|&(?:[a-z]+|#\d+);", text))
    if had_tags:
        text = html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
        # Marks written as entities are marks all the same.
        text = _TAG.sub("", text)
    lines = (_BLANKS.sub(" ", line).strip() for line in _CONTROLS.sub("", text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), had_tags
