"""Cells of xlsx, xls and ods, as text, by python-calamine."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import python_calamine as calamine

from mestieri.engines.tables.limits import Limits
from mestieri.engines.tables.problems import TableProblem
from mestieri.engines.tables.values import UNCOMPUTED

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>(.*?)</(?:\w+:)?c>', re.S)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_RESULT = re.compile(rb"<(?:\w+:)?v[^>]*>[^<]+</")
_LAST_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"')


def sheets_of(path: Path, form: str, limits: Limits) -> Iterator[tuple[str, list[list[str]]]]:
    """Name and cells of each visible sheet, from the cell A1 on.

    Raises:
        TableProblem: it is damaged, locked, or holds too much.
    """
    uncomputed = _uncomputed_formulas(path, limits) if form == "xlsx" else {}
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            for meta in workbook.sheets_metadata[: limits.sheets]:
                is_sheet = meta.typ == calamine.SheetTypeEnum.WorkSheet
                if is_sheet and meta.visible == calamine.SheetVisibleEnum.Visible:
                    sheet = workbook.get_sheet_by_name(meta.name)
                    yield meta.name, _cells(sheet, uncomputed.get(meta.name, set()), limits)
    except calamine.PasswordError as error:
        raise TableProblem("password") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        if isinstance(error, TableProblem):
            raise
        raise TableProblem("damaged") from error


def _cells(sheet: Any, uncomputed: set[tuple[int, int]], limits: Limits) -> list[list[str]]:
    check_size(sheet.total_height, sheet.total_width, limits)
    rows = [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for number, column in uncomputed:
        if number < len(rows) and column < len(rows[number]):
            rows[number][column] = UNCOMPUTED
    _fill_merged(rows, sheet.merged_cell_ranges or [])
    return rows


def check_size(rows: int, columns: int, limits: Limits) -> None:
    """Refuse a sheet that is too long, too wide or too full."""
    if rows > limits.rows + 100:  # a few rows above the titles
        raise TableProblem("too_many_rows", rows=rows - 1, most=limits.rows)
    if columns > limits.columns:
        raise TableProblem("too_many_columns", columns=columns, most=limits.columns)
    if rows * columns > limits.cells:
        raise TableProblem("too_many_cells")


def _fill_merged(rows: list[list[str]], ranges: list[Any]) -> None:
    """A merged cell says the same of every row it spans; across, the first column keeps it.

    So a title over two rows is found in the lower one, and a sector written once beside ten
    rows belongs to all ten.
    """
    for (top, left), (bottom, _right) in ranges[:20_000]:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]


def as_text(value: Any) -> str:
    """A cell as a person would write it: 2026-11-23, 9.30, 12, not 12.0."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return str(value)


def _uncomputed_formulas(path: Path, limits: Limits) -> dict[str, set[tuple[int, int]]]:
    """Cells, by sheet, with a formula whose result is not in the file.

    Reading would show them empty. The bounds of each sheet are checked here too, before its
    cells are laid out in memory: one far cell is enough to ask for all the memory there is.
    """
    found: dict[str, set[tuple[int, int]]] = {}
    with zipfile.ZipFile(path) as archive:
        for name, member in _members_of_sheets(archive).items():
            xml = archive.read(member)
            rows = max((int(number) for number in _ROW.findall(xml)), default=0)
            places = {(letters, int(number)) for letters, number in _LAST_CELL.findall(xml)}
            columns = max((_column(letters) + 1 for letters, _number in places), default=0)
            check_size(max([rows, *(number for _letters, number in places)]), columns, limits)
            found[name] = (
                {
                    (int(number) - 1, _column(letters))
                    for letters, number, inside in _CELL.findall(xml)
                    if _FORMULA.search(inside) and not _RESULT.search(inside)
                }
                if _FORMULA.search(xml)
                else set()
            )
    return found


def _members_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet → the member that holds it."""
    names = set(archive.namelist())
    try:
        workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        relations = ElementTree.fromstring(  # noqa: S314
            archive.read("xl/_rels/workbook.xml.rels")
        )
    except (ElementTree.ParseError, KeyError) as error:
        raise TableProblem("damaged") from error
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in relations.iter(f"{_PACKAGE}Relationship")
    }
    members = {}
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_OFFICE}id"), "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in names:
            members[sheet.get("name", "")] = member
    return members


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
