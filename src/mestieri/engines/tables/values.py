"""Cells as people write them: dates, numbers, yes and no; and formulas, which stay text."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal, InvalidOperation

#: Stands for a formula whose result was never saved in the file.
UNCOMPUTED = "\x1a="

#: Excel's and LibreOffice's, in English and in Italian.
_ERRORS = re.compile(
    r"^(#(N/A|N/D|REF!|RIF!|DIV/0!|VALUE!|VALORE!|NAME\?|NOME\?|NUM!|NULL!|NULLO!)|Err:\d{3})$"
)
_FORMULA = re.compile(
    r"^\s*(=|[+\-@]\s*[A-Za-z_.]+\s*\(|[+\-@].*\|.*!|[+\-@]\s*\$?[A-Z]{1,3}\$?\d+\b)"
)
_RISKY_START = ("=", "+", "-", "@", "\t", "\r")

EXCEL_EPOCH = datetime.date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 1, 73_050  # 1900 to 2099

_MONTHS = (
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$")
_IN_WORDS = re.compile(r"^(\d{1,2})[°º]?[\s\-./]+([^\W\d]+)\.?[\s\-./]+(\d{4}|\d{2})$")
_YES = frozenset(["si", "sì", "s", "x", "yes", "y", "vero", "true", "1", "✓", "ok"])
_NO = frozenset(["no", "n", "falso", "false", "0", "-"])


def holds_formula(text: str) -> bool:
    """Whether a cell's text is a formula, or would become one in a spreadsheet.

    A telephone («+39 011…»), a list («- uno») or a name («@centro») is not.
    """
    return text == UNCOMPUTED or bool(_FORMULA.match(text))


def is_spreadsheet_error(text: str) -> bool:
    """Whether a cell holds what a spreadsheet writes when a formula fails."""
    return bool(_ERRORS.match(text.strip()))


def neutralised(text: str) -> str:
    """Text that no spreadsheet will take for a formula, for files that we write."""
    return f"'{text}" if text.startswith(_RISKY_START) else text


def read_date(text: str) -> datetime.date | None:
    """A day in any of the ways people write it, day before month; None if it is none.

    Takes 2026-11-23, 23/11/2026, 23.11.26, 23 novembre 2026, 23 Nov 2026, a time after any
    of them, and the number of days by which spreadsheets keep a date (46349).
    """
    words = " ".join(text.split())
    words = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", "", words)
    try:
        if found := _YEAR_FIRST.match(words):
            return datetime.date(*map(int, found.groups()))
        if found := _DAY_FIRST.match(words):
            day, month, year = map(int, found.groups())
            return datetime.date(_year(year), month, day)
        if found := _IN_WORDS.match(words):
            return _in_words(*found.groups())
        if re.fullmatch(r"\d{5}(\.0+)?", words):
            serial = int(float(words))
            if FIRST_SERIAL <= serial <= LAST_SERIAL:
                return EXCEL_EPOCH + datetime.timedelta(days=serial)
    except ValueError:
        return None
    return None


def _in_words(day: str, month: str, year: str) -> datetime.date | None:
    for months in _MONTHS:
        names = months.split()
        if month.casefold()[:3] in names:
            return datetime.date(_year(int(year)), names.index(month.casefold()[:3]) + 1, int(day))
    return None


def _year(year: int) -> int:
    """Two digits mean this century up to 69, as spreadsheets do."""
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def read_number(text: str) -> Decimal | None:
    """A number with comma or point for decimals and either for thousands; None if it is none."""
    words = re.sub(r"[\s\u00a0'€]", "", text)
    if not re.fullmatch(r"[+\-]?\d[\d.,]*", words):
        return None
    last_comma, last_point = words.rfind(","), words.rfind(".")
    if last_comma >= 0 and last_point >= 0:
        thousands = "." if last_comma > last_point else ","
        words = words.replace(thousands, "").replace(",", ".")
    elif last_comma >= 0:
        words = words.replace(",", ".") if words.count(",") == 1 else words.replace(",", "")
    elif words.count(".") > 1 or re.fullmatch(r"[+\-]?[1-9]\d{0,2}\.\d{3}", words):
        words = words.replace(".", "")
    try:
        return Decimal(words)
    except InvalidOperation:
        return None


def read_boolean(text: str) -> bool | None:
    """Yes or no as people mark them in a column; None if it is neither."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None
