"""How much a table may hold: generous for an office, small for a machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds on one file.

    Attributes:
        bytes: size of the file as it comes.
        unpacked_bytes: size of everything in it once unpacked (xlsx and ods are zips).
        times_packed: unpacked / packed, looked at from `ratio_matters_from` bytes on.
        members: files inside it.
        rows, columns: of one sheet.
        cells: of all its sheets.
        cell_characters: of one cell; the rest is cut.
        sheets: read at most; the others are left out.
        seconds: of processor, and twice as many of the clock.
        memory_bytes: of the process that reads it.
    """

    bytes: int = 20_000_000
    unpacked_bytes: int = 250_000_000
    times_packed: int = 150
    ratio_matters_from: int = 20_000_000
    members: int = 2_000
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_000_000
    cell_characters: int = 10_000
    sheets: int = 50
    seconds: int = 40
    memory_bytes: int = 1_500_000_000
