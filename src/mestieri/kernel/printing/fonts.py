"""Fonts for print, and what to do with a character that none of them can draw.

Titillium Web comes with `design-django-theme`; Debian's Noto fonts are used where present.
A character without a glyph is an error in a PDF/UA document, so it is spelled in Latin
letters or left out before the document is made.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

import bootstrap_italia_template
from anyascii import anyascii
from fontTools.ttLib import TTFont

THEME_FONTS = Path(bootstrap_italia_template.__file__).parent / "static" / "fonts"
NOTO_FOLDER = Path("/usr/share/fonts/truetype/noto")
NOTO_FAMILIES = {
    "Noto Sans": "NotoSans-Regular.ttf",
    "Noto Sans Arabic": "NotoSansArabic-Regular.ttf",
    "Noto Sans Bengali": "NotoSansBengali-Regular.ttf",
}
THEME_FAMILY = "Titillium Web"
ALWAYS_DRAWN = frozenset("\n\t ")


@functools.cache
def font_folders() -> list[str]:
    """Folders in which the typesetter looks for fonts."""
    folders = [THEME_FONTS / "Titillium_Web"]
    if NOTO_FOLDER.is_dir():
        folders.append(NOTO_FOLDER)
    return [str(folder) for folder in folders]


@functools.cache
def font_families() -> list[str]:
    """Families in the order in which a glyph is looked for."""
    present = [name for name, file in NOTO_FAMILIES.items() if (NOTO_FOLDER / file).is_file()]
    return [THEME_FAMILY, *present]


@functools.cache
def drawable_characters() -> frozenset[int]:
    """Code points for which at least one of our fonts has a glyph."""
    files = [*sorted((THEME_FONTS / "Titillium_Web").glob("*-regular.ttf"))]
    files += [
        NOTO_FOLDER / file for file in NOTO_FAMILIES.values() if (NOTO_FOLDER / file).is_file()
    ]
    covered: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            covered |= set(font.getBestCmap() or ())
    return frozenset(covered)


def printable(text: str) -> str:
    """Spell or drop what our fonts cannot draw, so that any text can be printed.

    Args:
        text: any Unicode, lone surrogates and control characters included.
    """
    normal = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    covered = drawable_characters()
    return "".join(
        character
        if ord(character) in covered or character in ALWAYS_DRAWN
        else _spelled(character, covered)
        for character in normal
        if character in ALWAYS_DRAWN or unicodedata.category(character) not in ("Cc", "Cf", "Cs")
    )


def _spelled(character: str, covered: frozenset[int]) -> str:
    return "".join(letter for letter in anyascii(character) if ord(letter) in covered)
