"""Text files of cells: any alphabet, any separator."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import charset_normalizer

from mestieri.engines.tables.problems import TableProblem

SEPARATORS = (";", "\t", ",", "|")
SAMPLE_BYTES = 200_000
ROWS_LOOKED_AT = 60
#: What Western offices save in, the likeliest first.
WESTERN = ("cp1252", "mac_roman", "cp850")
ITALIAN = frozenset("àèéìòùÀÈÉÌÒÙ")
LETTERS = frozenset("íóúçÇñÑäöüÄÖÜßâêîôûëïáœ")
SIGNS = frozenset("’‘“”«»–—…€°ªº•²")
FAMILIAR = 0.6
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(content: bytes) -> str:
    """The text of a file, in the alphabet it was saved in.

    A mark at the start prevails; then UTF-8, which no other alphabet looks like; then the
    likeliest by its letters.

    Raises:
        TableProblem: it is no text.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    if looks_wide(content):
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode(_alphabet(content), "replace")
    if text[:5000].count("\ufffd") + text[:5000].count("\x00") > 50:
        raise TableProblem("not_a_table")
    return text


def looks_wide(content: bytes) -> bool:
    """Two bytes a character, without a mark: every other byte of plain text is empty."""
    odd, even = content[1:400:2], content[0:400:2]
    return max(odd.count(0), even.count(0)) > 0.7 * max(1, len(odd))


def _alphabet(content: bytes) -> str:
    """Guess from the lines that hold letters beyond ASCII: the others say nothing.

    Few letters are enough to tell the alphabets of Western offices apart; for the others we
    ask a library.
    """
    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())
    telling = telling[:SAMPLE_BYTES]
    best = max(WESTERN, key=lambda name: _familiarity(telling.decode(name, "replace")))
    if _familiarity(telling.decode(best, "replace")) >= FAMILIAR:
        return best
    found = charset_normalizer.from_bytes(telling).best()
    return found.encoding if found is not None else "cp1252"


def _familiarity(text: str) -> float:
    """How much the signs beyond ASCII are those of Italian and its neighbours, 0 to 1."""
    signs = [sign for sign in text if not sign.isascii()]
    return sum(_weight(sign) for sign in signs) / max(1, len(signs))


def _weight(sign: str) -> float:
    if sign in ITALIAN:
        return 1.0
    if sign in LETTERS:
        return 0.7
    return 0.5 if sign in SIGNS else 0.0


def cells_of(text: str) -> Iterator[list[str]]:
    """Rows of a text, with the separator that makes most sense of it."""
    start, separator = 0, ""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        start, separator = len(text) - len(rest), first.strip()[-1]
    body = text[start:].replace("\x00", "")
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator or separator_of(body))
    if start:
        yield []
    try:
        yield from reader
    except csv.Error as error:
        raise TableProblem("damaged") from error


def separator_of(text: str) -> str:
    """The separator by which most rows have the same number of cells, and more than one."""
    best, best_score = ";", 0.0
    for separator in SEPARATORS:
        reader = csv.reader(io.StringIO(text[:SAMPLE_BYTES], newline=""), delimiter=separator)
        try:
            widths = Counter(len(cells) for cells in islice(reader, ROWS_LOOKED_AT) if cells)
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        if width < 2:
            wide = [(w, n) for w, n in widths.items() if w > 1]
            width, rows = max(wide, key=lambda pair: pair[1], default=(1, 0))
        score = rows * (1 + 0.05 * min(width, 20)) if width > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best
