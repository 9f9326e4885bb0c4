"""The table of an intake, as it was read, in the private folder of the installation.

The file that was brought is read once and thrown away; what was read is kept as lines of
JSON until the import ends. Nothing of it can be reached by an address.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings

from mestieri.engines.tables import Row, Workbook
from mestieri.kernel.personal_words import addresses_in, is_said, texts_of_json


def folder() -> Path:
    """Where tables wait, readable by the installation alone."""
    path = Path(settings.PRIVATE_FOLDER) / "intake"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def _path(token: UUID) -> Path:
    return folder() / f"{token}.jsonl"


def keep(token: UUID, workbook: Workbook) -> None:
    """Write what was read: a line about the sheets, then a line a row."""
    head = [
        {"name": sheet.name, "rows": len(sheet.rows), "width": sheet.width}
        for sheet in workbook.sheets
    ]
    unfinished = _path(token).with_suffix(".unfinished")
    descriptor = os.open(unfinished, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")
        for sheet in workbook.sheets:
            for row in sheet.rows:
                file.write(json.dumps(row) + "\n")
    unfinished.rename(_path(token))


def sheets(token: UUID) -> list[dict[str, Any]]:
    """Name, number of rows and width of each sheet; none if the file has gone."""
    try:
        with _path(token).open(encoding="utf-8") as file:
            return json.loads(next(file))
    except (FileNotFoundError, StopIteration):
        return []


def rows(token: UUID, sheet: int, start: int = 0, stop: int | None = None) -> Iterator[Row]:
    """Rows of a sheet, from an index (0 is the first) to another."""
    head = sheets(token)
    if sheet >= len(head):
        return
    before = 1 + sum(one["rows"] for one in head[:sheet])
    last = head[sheet]["rows"] if stop is None else min(stop, head[sheet]["rows"])
    with _path(token).open(encoding="utf-8") as file:
        for line in islice(file, before + start, before + max(start, last)):
            yield Row(*json.loads(line))


def remove(token: UUID) -> None:
    """Throw the table away."""
    _path(token).unlink(missing_ok=True)
    _path(token).with_suffix(".unfinished").unlink(missing_ok=True)


def put_aside(pieces: Iterable[bytes]) -> Path:
    """Write a file that is being brought where it can be read; who reads it removes it."""
    path = folder() / f"{uuid4()}.upload"
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for piece in pieces:
            file.write(piece)
    return path


#: What is left of a cell of somebody who was erased.
BLANK = ""


def addresses() -> set[str]:
    """Every e-mail address in the tables that wait, in small letters."""
    found: set[str] = set()
    for path in folder().glob("*.jsonl"):
        with path.open(encoding="utf-8") as file:
            for line in file:
                found |= addresses_in(texts_of_json(line))
    return found


def says(token: UUID, word: str) -> bool:
    """Whether a word stands in a table that waits, whatever its case."""
    try:
        with _path(token).open(encoding="utf-8") as file:
            return any(is_said(texts_of_json(line), (word,)) for line in file)
    except FileNotFoundError:
        return False


def take_out(token: UUID, word: str) -> int:
    """Empty the rows in which a word stands, whatever its case; how many they were.

    The table is written anew beside and takes the place of the old one.
    """
    path = _path(token)
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    except FileNotFoundError:
        return 0
    speaking = {
        number
        for number, line in enumerate(lines)
        if number and is_said(texts_of_json(line), (word,))
    }
    if speaking:
        unfinished = path.with_suffix(".unfinished")
        unfinished.touch(mode=0o600)
        with unfinished.open("w", encoding="utf-8") as file:
            for number, line in enumerate(lines):
                file.write(_emptied(line) if number in speaking else line)
        unfinished.rename(path)
    return len(speaking)


def _emptied(line: str) -> str:
    """A row as it was, with nothing in its cells."""
    number, cells, *rest = json.loads(line)
    return json.dumps([number, [BLANK for _cell in cells], *rest]) + "\n"
