"""Where a table's titles are, and what each column means."""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from mestieri.engines.tables.workbook import Row

ROWS_LOOKED_AT = 25
LIKE_ENOUGH = 85  # of 100: «Editore» and «Editori», not «Editore» and «Autore»
MOST_OF_THE_CELLS = 0.6
SHORTEST_LIKENESS = 4  # characters: shorter words are alike by chance


class ColumnKind(enum.Enum):
    """What the cells of a column look like."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    BOOLEAN = "boolean"
    ADDRESS = "address"  # of the web
    EMAIL = "email"
    ISBN = "isbn"


@dataclass(frozen=True)
class Wanted:
    """Something that a column may mean.

    Attributes:
        name: identity.
        words: titles under which people keep it, in any language.
        kind: what its cells look like; what is not text can be guessed from the cells.
    """

    name: str
    words: tuple[str, ...]
    kind: ColumnKind = ColumnKind.TEXT


def normalised(title: str) -> str:
    """A title without capitals, accents and signs, so that the same one is the same."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^\w]+|_", " ", plain).split())


def find_header(rows: Sequence[Row], wanted: Iterable[Wanted] = ()) -> int:
    """Index, in `rows`, of the row that holds the titles.

    The row in which most titles are known wins; when none is, the first row as full as the
    fullest of the first ones.
    """
    known = {normalised(word) for one in wanted for word in one.words}
    head = rows[:ROWS_LOOKED_AT]
    scores = [_known_titles(row.cells, known) for row in head]
    if scores and max(scores) > 0:
        return scores.index(max(scores))
    fullest = max((_filled(row.cells) for row in head), default=0)
    return next((i for i, row in enumerate(head) if _filled(row.cells) >= max(1, 0.8 * fullest)), 0)


def _known_titles(cells: Sequence[str], known: set[str]) -> int:
    return len({normalised(cell) for cell in cells if len(cell) <= 80} & known)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def header_labels(row: Row | None, width: int) -> list[str]:
    """A title for each column, each once: what is empty takes its letter."""
    labels: list[str] = []
    for index in range(width):
        cell = row.cells[index] if row is not None and index < len(row.cells) else ""
        label = " ".join(cell.split())[:80] or f"({column_letter(index)})"
        number, unique = 2, label
        while unique in labels:
            unique, number = f"{label} ({number})", number + 1
        labels.append(unique)
    return labels


def column_letter(index: int) -> str:
    """The letters of a column as spreadsheets write them: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def guess_columns(
    labels: Sequence[str], rows: Sequence[Row], wanted: Sequence[Wanted]
) -> dict[int, str]:
    """Which column means what: index of the column → name of the wanted thing.

    Titles that are known come first, then titles that are nearly so, then what the cells
    look like. Nothing is given twice.
    """
    scores = [
        (score, -column, one.name)
        for column, label in enumerate(labels)
        for one in wanted
        if (score := _likeness(label, one, [_cell(row, column) for row in rows]))
    ]
    given: dict[int, str] = {}
    for _score, column, name in sorted(scores, key=lambda entry: (-entry[0], -entry[1])):
        if -column not in given and name not in given.values():
            given[-column] = name
    return dict(sorted(given.items()))


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _likeness(label: str, one: Wanted, cells: Sequence[str]) -> float:
    title = normalised(label)
    words = [normalised(word) for word in one.words]
    if title in words:
        return 100
    if len(title) >= SHORTEST_LIKENESS and not label.startswith("("):
        likeness = max((_ratio(title, word) for word in words), default=0)
        if likeness >= LIKE_ENOUGH:
            return likeness - 1
    return 30 if _look_like(cells, one.kind) else 0


def _ratio(title: str, word: str) -> float:
    """How much two titles are alike; one that begins with the other is nearly the same."""
    if len(word) >= SHORTEST_LIKENESS and title.startswith(f"{word} "):
        return 92
    return fuzz.ratio(title, word) if len(word) >= SHORTEST_LIKENESS else 0


_TESTS: Mapping[ColumnKind, re.Pattern[str]] = {
    ColumnKind.ADDRESS: re.compile(r"^(https?://|www\.)\S+$", re.I),
    ColumnKind.EMAIL: re.compile(r"^[^@\s]+@[^@\s]+\.\w+$"),
    ColumnKind.ISBN: re.compile(r"^(97[89][\- ]?)?\d[\d\- ]{8,}[\dXx]$"),
}


def _look_like(cells: Sequence[str], kind: ColumnKind) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled or kind not in _TESTS:
        return False
    fitting = sum(1 for cell in filled if _TESTS[kind].match(cell))
    return fitting >= MOST_OF_THE_CELLS * len(filled)
