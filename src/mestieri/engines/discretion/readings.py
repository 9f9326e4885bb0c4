"""A text as an eye reads it: without signs that do not show, look-alike letters made Latin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

#: Greek and Cyrillic letters that the eye takes for the Latin ones below them.
LOOK_ALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονАВЕКМНОРСТУХІЈЅаеорсухіјѕ",
    "ABEZHIKMNOPTYXovABEKMHOPCTYXIJSaeopcyxijs",
)
#: The same letters by their sound, where it is another: «ΜΑΡΙΟ» looks like Mapio, and is Mario.
SOUNDS = LOOK_ALIKES | str.maketrans("ΗΡΧνВНРСУХрсух", "IRHnVNRSUHrsuh")
WORD = re.compile(r"[^\W_]+")
LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Reading:
    """One way to read a text.

    Attributes:
        text: what is read.
        places: where each of its signs stands in the text as it was written.
    """

    text: str
    places: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the reading, not empty, as a stretch of what was written."""
        return self.places[start], self.places[end - 1] + 1


def readings(text: str) -> Iterator[Reading]:
    """The text as it is; then, where they differ, without the signs that do not show (Unicode
    Cf), with spaces in their place, and each of these in Latin letters by shape and by sound."""
    everywhere = list(range(len(text)))
    shown = [place for place in everywhere if unicodedata.category(text[place]) != "Cf"]
    kept = set(shown)
    spaced = "".join(sign if place in kept else " " for place, sign in enumerate(text))
    seen = set()
    for written, places in (
        (text, everywhere),
        ("".join(text[place] for place in shown), shown),
        (spaced, everywhere),
    ):
        for read in (written, _in_latin(written, LOOK_ALIKES), _in_latin(written, SOUNDS)):
            if read not in seen:
                seen.add(read)
                yield Reading(read, places)


def _in_latin(text: str, letters: dict[int, int]) -> str:
    """Words that are Latin to the eye, made so; in a text with no Latin letter, nothing is."""

    def word_in_latin(match: re.Match[str]) -> str:
        latin = match[0].translate(letters)
        return latin if latin.isascii() else match[0]

    return WORD.sub(word_in_latin, text) if LATIN.search(text) else text
