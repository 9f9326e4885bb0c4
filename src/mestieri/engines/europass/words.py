"""Cleaning what a file says: lines, long texts, dates. Nothing here raises on any text."""

from __future__ import annotations

import functools
import html
import re
from datetime import date
from typing import Any

from mestieri.engines.europass.outcome import Notes, WarningCode

#: Tags that a long text may hold; none of them has attributes.
TAGS = frozenset(
    {"p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "u", "sub", "sup", "blockquote"}
)
LONGEST_LINE = 1_000
LONGEST_TEXT = 30_000

# What XML 1.0 cannot hold, lone surrogates among it, and what only moves other letters about.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]"
)
_TAG = re.compile(r"<[a-zA-Z/!?]")
_BREAKS = re.compile(r"<(?:br|/p|/li|/ul|/ol|/blockquote)>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^>]*>")
_DATE = re.compile(r"\s*(\d{4})(?:\D{1,3}(\d{1,2})(?!\d))?(?:\D{1,4}(\d{1,2})(?!\d))?")


def line(text: str | None, notes: Notes | None = None) -> str:
    """A short field: one line of plain text."""
    if not text:
        return ""
    cleaned = " ".join(_FORBIDDEN.sub("", text).split())
    return _cut(cleaned, LONGEST_LINE, notes)


def rich(text: str | None, notes: Notes | None = None) -> str:
    """A long field that holds HTML: only `TAGS`, no attributes, well-formed."""
    if not text:
        return ""
    cleaned = _FORBIDDEN.sub("", text).strip()
    if not _TAG.search(cleaned):
        return from_plain(html.unescape(cleaned), notes)
    cut = _cut(cleaned, LONGEST_TEXT, notes)
    made = _cleaner().clean(cut).strip()
    # What is left of `<p><br></p>` says nothing.
    return made if plain(made) else ""


def from_plain(text: str | None, notes: Notes | None = None) -> str:
    """A long field that holds plain text, as HTML: line ends become `<br>`."""
    if not text:
        return ""
    lines = [" ".join(part.split()) for part in _FORBIDDEN.sub("", text).strip().splitlines()]
    joined = _cut("\n".join(lines), LONGEST_TEXT, notes)
    return html.escape(joined, quote=False).replace("\n", "<br>")


def plain(rich_text: str) -> str:
    """A long field as plain text; items of a list begin with a bullet."""
    if "<" not in rich_text and "&" not in rich_text:
        return rich_text
    broken = _BREAKS.sub("\n", rich_text).replace("<li>", "• ")
    lines = (
        " ".join(part.split()) for part in html.unescape(_ANY_TAG.sub("", broken)).splitlines()
    )
    return "\n".join(part for part in lines if part)


def day(text: str | None, notes: Notes | None = None) -> str:
    """A date of a file as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty if there is none in it."""
    match = _DATE.match(text) if text else None
    if match is None:
        return ""
    return day_of(match[1], match[2], match[3], notes=notes)


def day_of(year: Any, month: Any = None, day_: Any = None, *, notes: Notes | None = None) -> str:
    """A date of its parts; only the sure ones are kept (`2021-02-31` is `2021-02`).

    Args:
        year, month, day_: numbers or text, also in the style of XML Schema (`--11`, `---04`).
    """
    numbers = [_number(part) for part in (year, month, day_)]
    given = [number for number in numbers if number is not None]
    if numbers[0] is None or not 1900 <= numbers[0] <= 2100:
        return ""
    while len(given) > 1 and not _exists(given):
        given.pop()
        if notes is not None:
            notes.warn(WarningCode.DOUBTFUL_DATE)
    if numbers[1] is None:
        given = given[:1]
    return "-".join(f"{number:02d}" for number in given)


def _exists(parts: list[int]) -> bool:
    try:
        date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return False
    return True


def _number(part: Any) -> int | None:
    digits = re.sub(r"\D", "", str(part))[:4] if part is not None else ""
    return int(digits) if digits else None


def _cut(text: str, longest: int, notes: Notes | None) -> str:
    if len(text) <= longest:
        return text
    if notes is not None:
        notes.warn(WarningCode.SHORTENED)
    return text[:longest].rstrip()


@functools.cache
def _cleaner() -> Any:
    import nh3

    return nh3.Cleaner(tags=set(TAGS), attributes={}, link_rel=None, strip_comments=True)
