"""Fonts for print, and what to do with a character that none of them can draw.

Titillium Web comes with `design-django-theme`; Debian's fonts are used where present
(`fonts-noto-core`, and for Chinese `fonts-noto-cjk` or `fonts-droid-fallback`). A character
without a glyph is an error in a PDF/UA document, so it is spelled in Latin letters or left
out before the document is made.
"""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

import bootstrap_italia_template
from anyascii import anyascii
from fontTools.ttLib import TTFont

THEME_FONTS = Path(bootstrap_italia_template.__file__).parent / "static" / "fonts"
DEBIAN_FONTS = Path("/usr/share/fonts")
#: Family → its file, in the order in which a glyph is looked for after the theme's family.
DEBIAN_FAMILIES = {
    "Noto Sans": "truetype/noto/NotoSans-Regular.ttf",
    "Noto Sans Arabic": "truetype/noto/NotoSansArabic-Regular.ttf",
    "Noto Sans Bengali": "truetype/noto/NotoSansBengali-Regular.ttf",
    "Noto Sans CJK SC": "opentype/noto/NotoSansCJK-Regular.ttc",
    "Droid Sans Fallback": "truetype/droid/DroidSansFallbackFull.ttf",
}
THEME_FAMILY = "Titillium Web"
ALWAYS_DRAWN = frozenset("\n\t ")


@functools.cache
def debian_fonts() -> dict[str, Path]:
    """The families of Debian that this machine has."""
    files = {family: DEBIAN_FONTS / file for family, file in DEBIAN_FAMILIES.items()}
    return {family: file for family, file in files.items() if file.is_file()}


@functools.cache
def font_folders() -> list[str]:
    """Folders in which the typesetter looks for fonts."""
    folders = [THEME_FONTS / "Titillium_Web", *(file.parent for file in debian_fonts().values())]
    return list(dict.fromkeys(str(folder) for folder in folders))


@functools.cache
def font_families() -> list[str]:
    """Families in the order in which a glyph is looked for."""
    return [THEME_FAMILY, *debian_fonts()]


@functools.cache
def drawable_characters() -> frozenset[int]:
    """Code points for which at least one of our fonts has a glyph."""
    files = [*sorted((THEME_FONTS / "Titillium_Web").glob("*-regular.ttf"))]
    files += debian_fonts().values()
    covered: set[int] = set()
    for file in files:
        # A collection (.ttc) holds the same glyphs in several regional shapes.
        with TTFont(file, lazy=True, fontNumber=0) as font:
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
