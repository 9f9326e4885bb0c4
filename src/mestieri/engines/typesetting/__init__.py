"""What every printed thing needs before Typst: the fonts, and text that they can draw."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from mestieri.engines.typesetting.fonts import font_families, font_folders, printable

if TYPE_CHECKING:
    import typst

__all__ = ["cleaned", "font_families", "fonts", "printable"]


@functools.cache
def fonts() -> typst.Fonts:
    """Our fonts, loaded once a process."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=list(font_folders())
    )


def cleaned(value: Any) -> Any:
    """The same value with every text made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {str(key): cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return printable(str(value))
