"""Words of a PDF's pages with their places, by PDFium."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mestieri.engines.europass.outcome import Refusal, Status

MOST_PAGES_READ = 30
MOST_CHARACTERS = 200_000
BOLD = 600


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its place, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    bold: bool

    @property
    def middle(self) -> float:
        """Height of its middle line."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """Height of its line."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class PageOfWords:
    """The words of one page, and whether anything is drawn on it."""

    words: tuple[Word, ...]
    width: float
    drawn: bool


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

    pages: list[PageOfWords] = []
    left = MOST_CHARACTERS
    for number in range(min(len(document), MOST_PAGES_READ)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue
        words, characters = _words(page, left)
        drawn = bool(words) or any(True for _ in page.get_objects(max_depth=2))
        pages.append(PageOfWords(tuple(words), page.get_width(), drawn))
        page.close()
        left -= characters
        if left <= 0:
            break
    if not pages:
        raise Refusal(Status.DAMAGED)
    return pages


def _words(page: Any, most: int) -> tuple[list[Word], int]:
    """Letters put together: a space, a gap or another line ends a word."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    box = pdfium.FS_RECTF()
    words: list[Word] = []
    current: Word | None = None
    count = min(text.count_chars(), most)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not letter.strip() or code in (0xFFFE, 0xAD):
            _finish(current, words)
            current = None
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
        if current is not None and _goes_on(current, box):
            current = replace(current, text=current.text + letter, right=max(current.right, box.right))
            continue
        _finish(current, words)
        bold = pdfium.FPDFText_GetFontWeight(text, index) >= BOLD
        current = Word(letter, box.left, box.right, box.bottom, box.top, bold)
    _finish(current, words)
    text.close()
    return words, count


def _finish(current: Word | None, words: list[Word]) -> None:
    if current is not None and current.right > current.left:
        words.append(current)


def _goes_on(word: Word, box: Any) -> bool:
    middle = (box.bottom + box.top) / 2
    size = max(word.size, 1.0)
    same_line = abs(middle - word.middle) < 0.3 * size
    return same_line and -0.5 * size < box.left - word.right < 0.15 * size
