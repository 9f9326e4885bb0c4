"""A workbook as text: what is left of any file once it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Row(NamedTuple):
    """A row that holds something: its number as a spreadsheet shows it, and its cells."""

    number: int
    cells: list[str]


@dataclass
class Sheet:
    """A sheet; empty rows are left out, empty columns at the right too.

    Attributes:
        name: as written on its tab; empty for a text file.
        rows: rows that hold something.
    """

    name: str
    rows: list[Row] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass
class Workbook:
    """What a file holds.

    Attributes:
        form: `xlsx`, `xls`, `ods` or `csv`.
        sheets: sheets that hold something, in the file's order.
    """

    form: str
    sheets: list[Sheet] = field(default_factory=list)
