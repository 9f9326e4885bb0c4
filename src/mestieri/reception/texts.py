"""A refused text, cut where it is wrong, for the pages that show it."""

from __future__ import annotations

from mestieri.reception.services.discretion import Mark


def pieces_of(text: str, marks: list[Mark]) -> list[tuple[str, Mark | None]]:
    """A text cut at its marks: each piece with its mark, or with none."""
    pieces: list[tuple[str, Mark | None]] = []
    end = 0
    clean = text.replace("\x00", " ").replace("\r\n", "\n").strip()
    for mark in marks:
        pieces += [(clean[end : mark.start], None), (mark.words, mark)]
        end = mark.end
    return [*pieces, (clean[end:], None)]
