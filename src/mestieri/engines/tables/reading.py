"""Reading a file that nobody has checked, in a process with bounded time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from mestieri.engines.tables.limits import Limits
from mestieri.engines.tables.opening import form_of
from mestieri.engines.tables.plain_text import cells_of, decoded
from mestieri.engines.tables.problems import TableProblem
from mestieri.engines.tables.spreadsheets import check_size, sheets_of
from mestieri.engines.tables.workbook import Row, Sheet, Workbook

_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: None}
_CONTROL.pop(0x1A)  # marks a formula without its result


def read_workbook(path: Path, limits: Limits | None = None) -> Workbook:
    """Read a spreadsheet or a text file of cells.

    Args:
        path: the file; its name is not believed.
        limits: how much it may hold.

    Returns:
        Its sheets that hold something, cells as text.

    Raises:
        TableProblem: it is no table, is locked, damaged, or holds too much.
    """
    limits = limits or Limits()
    command = [sys.executable, "-m", "mestieri.engines.tables.child", str(path)]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=json.dumps(asdict(limits)).encode(),
            capture_output=True,
            timeout=limits.seconds * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TableProblem("too_slow") from error
    if done.returncode != 0:
        raise TableProblem("too_slow")
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise TableProblem(answer["problem"], **answer["values"])
    sheets = [
        Sheet(sheet["name"], [Row(number, cells) for number, cells in sheet["rows"]])
        for sheet in answer["sheets"]
    ]
    return Workbook(answer["form"], sheets)


def read_here(path: Path, limits: Limits) -> Workbook:
    """The same in this process, without bounds on time and memory."""
    form = form_of(path, limits)
    if form == "csv":
        return read_text(decoded(path.read_bytes()), limits)
    return _workbook(form, sheets_of(path, form, limits), limits)


def read_text(text: str, limits: Limits | None = None) -> Workbook:
    """Read cells pasted from a spreadsheet, or the text of a CSV file.

    Raises:
        TableProblem: there is nothing, or too much.
    """
    limits = limits or Limits()
    rows: list[list[str]] = []
    for cells in cells_of(text):
        rows.append(cells)
        if len(rows) % 1_000 == 0:
            check_size(_length(text, rows, limits), 1, limits)
    return _workbook("csv", [("", rows)], limits)


def _length(text: str, rows: list[list[str]], limits: Limits) -> int:
    """Rows so far; of a text that is too long, all of them, for the sentence."""
    return len(rows) if len(rows) <= limits.rows + 100 else len(text.splitlines())


def _workbook(form: str, sheets: Iterable[tuple[str, list[list[str]]]], limits: Limits) -> Workbook:
    workbook, cells = Workbook(form), 0
    for name, rows in sheets:
        sheet = _sheet(name, rows, limits)
        if not sheet.rows:
            continue
        check_size(len(sheet.rows), sheet.width, limits)
        cells += len(sheet.rows) * sheet.width
        if cells > limits.cells:
            raise TableProblem("too_many_cells")
        workbook.sheets.append(sheet)
    if not workbook.sheets:
        raise TableProblem("no_rows")
    return workbook


def _sheet(name: str, rows: list[list[str]], limits: Limits) -> Sheet:
    sheet = Sheet(name[:100])
    for number, cells in enumerate(rows, start=1):
        cleaned = [_cleaned(cell, limits) for cell in cells]
        while cleaned and not cleaned[-1]:
            cleaned.pop()
        if cleaned:
            sheet.rows.append(Row(number, cleaned))
    return sheet


def _cleaned(cell: str, limits: Limits) -> str:
    text = cell.translate(_CONTROL).replace("\u00a0", " ").strip(" \t\r\n\ufeff")
    # A lone half of a pair of UTF-16 is no character: nothing could write it again.
    return text[: limits.cell_characters].encode("utf-8", "replace").decode("utf-8")
