"""Words of a PDF's pages with their places, by PDFium."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from mestieri.engines.europass.outcome import Refusal, Status

MOST_PAGES_READ = 30
MOST_CHARACTERS = 200_000
MOST_STROKES = 6_000
BOLD = 600


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place, in points from the page's lower left corner; `size` is its type's."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line that is drawn, upright or level, or one edge of an area."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def level(self) -> bool:
        """It goes from the left to the right."""
        return self.right - self.left > self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageOfWords:
    """The words of one page, whether pictures or lines are drawn on it, and its straight lines."""

    words: tuple[Word, ...]
    width: float
    height: float
    drawn: bool
    strokes: tuple[Stroke, ...] = ()


def pages_of_words(source: Path | bytes) -> list[PageOfWords]:
    """Every page's words, as far as `MOST_PAGES_READ` and `MOST_CHARACTERS` go.

    Raises:
        Refusal: PDFium cannot open the file.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        raise Refusal(Status.DAMAGED) from None
    try:
        return _pages(document)
    finally:
        document.close()


def _pages(document: Any) -> list[PageOfWords]:
    import pypdfium2
    import pypdfium2.raw as pdfium

    picture = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    pages: list[PageOfWords] = []
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES_READ)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        words, characters = _words(page, left)
        drawn = any(True for _ in page.get_objects(filter=picture, max_depth=3))
        size = (page.get_width(), page.get_height())
        pages.append(PageOfWords(tuple(words), *size, drawn, tuple(_strokes(page))))
        page.close()
        left -= characters
        if left <= 0:
            break
    if not pages:
        raise Refusal(Status.DAMAGED)
    return pages


def _strokes(page: Any) -> list[Stroke]:
    """The straight lines of a page, as far as `MOST_STROKES` goes."""
    import pypdfium2.raw as pdfium

    strokes: list[Stroke] = []
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        points = list(_points(path, MOST_STROKES - len(strokes)))
        for (x1, y1, _), (x2, y2, moved) in pairwise(points):
            level, upright = abs(y1 - y2) < 1, abs(x1 - x2) < 1
            if level != upright and not moved:
                strokes.append(Stroke(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
        if len(strokes) >= MOST_STROKES:
            break
    return strokes


def _points(path: Any, most: int) -> Iterator[tuple[float, float, bool]]:
    """Corners of a path on the page; with each, whether the pen was lifted on the way to it."""
    import pypdfium2.raw as pdfium

    x, y, matrix = ctypes.c_float(), ctypes.c_float(), path.get_matrix()
    begun: tuple[float, float] | None = None
    for index in range(min(pdfium.FPDFPath_CountSegments(path), most)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        place = matrix.on_point(x.value, y.value)
        moved = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO
        begun = place if moved or begun is None else begun
        yield *place, moved
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield *begun, False


def _words(page: Any, most: int) -> tuple[list[Word], int]:
    """Letters put together: a space, a gap or another line ends a word."""
    text = page.get_textpage()
    words: list[Word] = []
    current: Word | None = None
    count = min(text.count_chars(), most)
    for letter, place, index in _letters(text, count):
        if not letter:
            _finish(current, words)
            current = None
            continue
        left, right, baseline = place
        if current is not None and _goes_on(current, left, baseline):
            longer = max(current.right, right)
            current = replace(current, text=current.text + letter, right=longer)
            continue
        _finish(current, words)
        size, bold = _type(text, index)
        current = Word(letter, left, right, baseline, size, bold)
    _finish(current, words)
    text.close()
    return words, count


Place = tuple[float, float, float]
"""Left, right, baseline."""


def _letters(text: Any, count: int) -> Iterator[tuple[str, Place, int]]:
    """Every letter with its place; an empty one where a word ends."""
    import pypdfium2.raw as pdfium

    # The loose box is as wide as the letter's place on the line, not as its ink.
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    space, origin = ctypes.byref(box), (ctypes.byref(x), ctypes.byref(y))
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        # 0xFFFE stands for a hyphen that breaks a word, 0xAD for one that may.
        if not letter.strip() or code in (0xFFFE, 0xAD):
            yield "", (0.0, 0.0, 0.0), index
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, space)
        pdfium.FPDFText_GetCharOrigin(text, index, *origin)
        yield letter, (box.left, box.right, y.value), index


def _type(text: Any, index: int) -> tuple[float, bool]:
    """Size in points, and whether it is bold."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text, index)
    if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text, index, name, 128, ctypes.byref(flags))
    heavy = re.search(rb"bold|black|heavy|semibold|demi", name.value, re.IGNORECASE) is not None
    bold = heavy or pdfium.FPDFText_GetFontWeight(text, index) >= BOLD
    return min(max(abs(size), 1.0), 200.0), bold


def _finish(current: Word | None, words: list[Word]) -> None:
    if current is not None and current.right > current.left:
        words.append(current)


def _goes_on(word: Word, left: float, baseline: float) -> bool:
    same_line = abs(baseline - word.baseline) < 0.35 * word.size
    return same_line and -0.6 * word.size < left - word.right < 0.2 * word.size
