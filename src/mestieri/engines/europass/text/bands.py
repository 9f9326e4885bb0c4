"""A coloured band at one side of the page, with contacts, skills, perhaps the name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mestieri.engines.europass.text.page import PageOfWords, Stroke, Word

LOWEST_BAND = 0.45
"""Part of the page's height that a band has at least."""
WIDEST_BAND = 0.46
NARROWEST_BAND = 0.14


@dataclass(frozen=True, slots=True)
class Banded:
    """A page with a band: what stands above it, in it, and beside it as a page of its own."""

    above: tuple[Word, ...]
    inside: tuple[Word, ...]
    beside: PageOfWords


def banded(page: PageOfWords) -> Banded | None:
    """The page's band, if it has one that holds words and cuts none."""
    for left, right, top in _areas(page):
        above = tuple(word for word in page.words if word.baseline > top)
        below = [word for word in page.words if word.baseline <= top]
        inside = tuple(word for word in below if left < (word.left + word.right) / 2 < right)
        edge = right if left < page.width - right else left
        cut = sum(word.left < edge - 2 and word.right > edge + 2 for word in below)
        if len(inside) >= 3 and len(below) > len(inside) and cut <= 0.02 * len(below):
            taken = set(map(id, inside))
            words = [word for word in below if id(word) not in taken]
            return Banded(above, inside, _beside(page, words, left, right))
    return None


def _areas(page: PageOfWords) -> Iterable[tuple[float, float, float]]:
    """Left, right and top of what two long upright lines enclose at one side of the page."""
    uprights = [one for one in page.strokes if _is_long(one, page.height)][:60]
    for first in uprights:
        for second in uprights:
            width = second.left - first.left
            apart = NARROWEST_BAND * page.width < width < WIDEST_BAND * page.width
            at_a_side = (first.left < 0.12 * page.width or second.left > 0.88 * page.width) and abs(
                first.top - second.top
            ) < 3
            if apart and at_a_side and not _is_parted(page, first, second):
                yield first.left, second.left, first.top


def _is_parted(page: PageOfWords, first: Stroke, second: Stroke) -> bool:
    """Whether level lines from side to side make cells of it: a column of a table."""
    across = sum(
        one.level
        and one.left < first.left + 3
        and one.right > second.left - 3
        and first.bottom + 3 < one.top < first.top - 3
        for one in page.strokes
    )
    return across > 1


def _is_long(stroke: Stroke, height: float) -> bool:
    return not stroke.level and stroke.top - stroke.bottom > LOWEST_BAND * height


def _beside(page: PageOfWords, words: list[Word], left: float, right: float) -> PageOfWords:
    """What is not in the band, moved to where a page of its own begins."""
    on_the_left = left < page.width - right
    start, end = (right, page.width) if on_the_left else (0.0, left)
    moved = tuple(replace(word, left=word.left - start, right=word.right - start) for word in words)
    strokes = tuple(
        replace(one, left=one.left - start, right=one.right - start)
        for one in page.strokes
        if start + 3 < one.left and one.right < end - 3
    )
    return PageOfWords(moved, end - start, page.height, page.drawn, strokes)
