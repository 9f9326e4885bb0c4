"""Bring in monthly totals of the time before the product (GE-16), and take them back.

A month is never added twice: what was counted here is never brought in again, and totals of
one month keep one shape (docs/decisions/2026-11-23-monthly-totals.md).
"""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Area, Centre, Point
from mestieri.kernel.services import audit
from mestieri.kernel.vocabulary import Purpose
from mestieri.reception.models import HistoryImport, MonthlyCount, MonthlyTotal, Visit

MOST_VISITS, FIRST_YEAR = 1_000_000, 1950
#: Names of the columns, as offices write them.
COLUMNS = {
    "month": {"mese", "month", "periodo"},
    "visits": {"presenze", "visits", "totale", "total", "accessi"},
    "area": {"area", "polo"},
    "purpose": {"esigenza", "need", "purpose", "bisogno"},
    "point": {"punto", "point"},
    "centre": {"centro", "centre"},
}
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("gennaio", "january"), ("febbraio", "february"), ("marzo", "march"),
            ("aprile", "april"), ("maggio", "may"), ("giugno", "june"), ("luglio", "july"),
            ("agosto", "august"), ("settembre", "september"), ("ottobre", "october"),
            ("novembre", "november"), ("dicembre", "december"),
        ),
        start=1,
    )
    for whole in names
    for name in (whole, whole[:3])
}  # fmt: skip

#: One square of the history: (month, point, area, need).
Cell = tuple[datetime.date, int | None, int | None, str]


class NoTable(Exception):
    """A text that has no heading with a month and a number of visits."""


class _Refused(Exception):
    """A row that is not brought in, and why."""


@dataclass
class HistoryReport:
    """What came of a table; its JSON is a contract."""

    read: int = 0
    created: int = 0
    unchanged: int = 0
    duplicates: int = 0
    refused: list[dict[str, object]] = field(default_factory=list)
    visits: int = 0

    def add(self, other: HistoryReport) -> None:
        """Put the report of another centre's rows under this one."""
        for name in ("read", "created", "unchanged", "duplicates", "visits"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.refused += other.refused

    def as_json(self) -> dict[str, object]:
        return {
            "read": self.read,
            "created": self.created,
            "unchanged": self.unchanged,
            "duplicates": self.duplicates,
            "refused": self.refused,
        }


def rows_of_text(text: str) -> list[dict[str, str]]:
    """Rows of a table pasted from a spreadsheet or of a CSV file, by our names of the columns.

    Raises:
        NoTable: the first line names no month or no visits.
    """
    lines = [line for line in text.replace("\x00", "").splitlines() if line.strip()]
    if not lines:
        raise NoTable
    separator = max("\t;,", key=lines[0].count)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=separator)
    heads = [_column_called(head) for head in next(reader)]
    if "month" not in heads or "visits" not in heads:
        raise NoTable
    return [
        {head: cell for head, cell in zip(heads, row, strict=False) if head}
        for row in reader
        if any(cell.strip() for cell in row)
    ]


def _column_called(head: str) -> str:
    plain = _plain(head)
    return next((name for name, names in COLUMNS.items() if plain in names), "")


def _plain(words: str) -> str:
    """Words without case, accents and outer space, to be compared."""
    parts = unicodedata.normalize("NFKD", words.strip().casefold().lstrip("\ufeff"))
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def import_monthly_totals(
    centre: Centre,
    rows: Iterable[Mapping[str, str]],
    *,
    source: str,
    account: Account | None,
    write: bool = True,
    first_row: int = 2,
) -> HistoryReport:
    """Bring in a table of monthly totals; run again, it changes nothing.

    Args:
        rows: `month, visits`, and `area` or `purpose` and `point` if they are known.
        source: where the table comes from, for who reads the history.
        write: False only tells what would happen.
        first_row: number of the first row, as its author counts them.
    """
    numbered = enumerate(rows, start=first_row)
    return _import_numbered(centre, numbered, source, account, write=write)


@transaction.atomic
def _import_numbered(
    centre: Centre,
    rows: Iterable[tuple[int, Mapping[str, str]]],
    source: str,
    account: Account | None,
    *,
    write: bool,
) -> HistoryReport:
    report, new = HistoryReport(), _Table(centre)
    for number, row in rows:
        report.read += 1
        try:
            outcome = new.take(row)
        except _Refused as refused:
            report.refused.append({"row": number, "reason": str(refused)})
            continue
        setattr(report, outcome, getattr(report, outcome) + 1)
    report.visits = sum(new.cells.values())
    if write and new.cells:
        _write(centre, new.cells, source, account)
    return report


def import_file(
    content: bytes, slug: str, *, source: str, account: Account | None = None
) -> HistoryReport:
    """Bring in a CSV file whose rows may name their centre, by short name or name.

    Args:
        slug: centre of the rows that name none; empty where there is only one centre.

    Raises:
        NoTable: the file has no heading with a month and a number of visits.
    """
    report = HistoryReport()
    by_centre: dict[Centre, list[tuple[int, dict[str, str]]]] = {}
    centres = list(Centre.objects.all())
    known = {_plain(name): one for one in centres for name in (one.name, one.slug)}
    only = centres[0] if len(centres) == 1 else None
    for number, row in enumerate(rows_of_text(text_of(content)), start=2):
        named = row.get("centre", "").strip() or slug
        centre = known.get(_plain(named)) if named else only
        if centre is None:
            report.read += 1
            reason = _("There is no centre called “%(name)s”.") % {"name": named[:60]}
            report.refused.append({"row": number, "reason": reason})
        else:
            by_centre.setdefault(centre, []).append((number, row))
    for centre, rows in by_centre.items():
        report.add(_import_numbered(centre, rows, source, account, write=True))
    report.refused.sort(key=lambda refused: int(str(refused["row"])))
    return report


def text_of(content: bytes) -> str:
    """A file as Italian offices save it: UTF-8, else the old Windows alphabet."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _write(centre: Centre, cells: dict[Cell, int], source: str, account: Account | None) -> None:
    batch = HistoryImport.objects.create(centre=centre, source=source[:120], imported_by=account)
    MonthlyTotal.objects.bulk_create(
        MonthlyTotal(
            centre=centre, batch=batch, month=month, point_id=point, area_id=area,
            purpose=purpose, visits=visits,
        )
        for (month, point, area, purpose), visits in cells.items()
    )  # fmt: skip
    audit.record(
        "reception.import_history",
        centre=centre,
        account=account,
        subject=batch,
        months=len({month for month, *_rest in cells}),
        visits=sum(cells.values()),
    )


@transaction.atomic
def take_back_import(batch: HistoryImport, *, account: Account | None) -> int:
    """Take all the totals of one import back.

    Returns:
        How many visits they held.
    """
    visits = sum(batch.totals.values_list("visits", flat=True))
    audit.record(
        "reception.take_back_history",
        centre=batch.centre,
        account=account,
        subject=batch,
        visits=visits,
    )
    batch.delete()
    return visits


class _Table:
    """What a centre already has, and the new squares taken so far."""

    def __init__(self, centre: Centre) -> None:
        self.centre = centre
        self.cells: dict[Cell, int] = {}
        self.there: dict[Cell, int] = {
            (row.month, row.point_id, row.area_id, row.purpose): row.visits
            for row in MonthlyTotal.objects.filter(centre=centre)
        }
        self.shapes: dict[datetime.date, tuple[bool, str]] = {}
        for cell in self.there:
            self.shapes[cell[0]] = _shape_of(cell)
        self.counted = {
            (day.replace(day=1), point)
            for day, point in Visit.objects.filter(centre=centre)
            .order_by().values_list("day", "point_id").distinct()
        }  # fmt: skip
        rolled_up = MonthlyCount.objects.filter(centre=centre).order_by()
        self.counted.update(rolled_up.values_list("month", "point_id").distinct())
        self.areas = _by_name(Area.objects.filter(centre=centre), "name", "name_en")
        self.points = _by_name(Point.objects.filter(centre=centre), "name")
        self.purposes = _purposes_by_name()

    def take(self, row: Mapping[str, str]) -> str:
        """Take one row; the field of the report that it belongs to.

        Raises:
            _Refused: it cannot be brought in.
        """
        month, visits = read_month(row.get("month", "")), read_visits(row.get("visits", ""))
        cell = (
            month,
            self._named(self.points, row.get("point", ""), _("point")),
            self._named(self.areas, row.get("area", ""), _("area")),
            self._purpose(row.get("purpose", "")),
        )
        self._check_month(month)
        if cell in self.there:
            return self._again(self.there[cell], visits, "unchanged")
        if cell in self.cells:
            return self._again(self.cells[cell], visits, "duplicates")
        self._check_not_counted(cell)
        self._check_shape(cell)
        self.cells[cell] = visits
        return "created"

    def _again(self, known: int, visits: int, outcome: str) -> str:
        if known == visits:
            return outcome
        raise _Refused(
            _("This month already has %(number)s here: take the earlier import back first.")
            % {"number": known}
        )

    def _named(self, known: dict[str, int], name: str, kind: str) -> int | None:
        if not name.strip():
            return None
        if _plain(name) not in known:
            raise _Refused(
                _("The centre has no %(kind)s called “%(name)s”.")
                % {"kind": kind, "name": name.strip()[:60]}
            )
        return known[_plain(name)]

    def _purpose(self, name: str) -> str:
        if not name.strip():
            return ""
        if _plain(name) not in self.purposes:
            raise _Refused(_("“%(name)s” is none of the four needs.") % {"name": name.strip()[:60]})
        return self.purposes[_plain(name)]

    def _check_month(self, month: datetime.date) -> None:
        if month >= timezone.localdate().replace(day=1):
            raise _Refused(_("This month is not over yet."))
        opened = self.centre.opened_on
        if opened is not None and month < opened.replace(day=1):
            raise _Refused(_("The centre had not opened yet: see its sheet."))

    def _check_not_counted(self, cell: Cell) -> None:
        month, point, area, purpose = cell
        if area is not None and purpose:
            raise _Refused(_("A total is by area or by need, not by both."))
        if any(
            month == counted and point in (None, counted_point)
            for counted, counted_point in self.counted
        ):
            raise _Refused(_("Visits of this month were counted here: they would count twice."))

    def _check_shape(self, cell: Cell) -> None:
        shape = self.shapes.setdefault(cell[0], _shape_of(cell))
        if shape != _shape_of(cell):
            raise _Refused(
                _("This month has totals divided in another way: they would count twice.")
            )


def _shape_of(cell: Cell) -> tuple[bool, str]:
    """How the totals of a month are divided: by point or not; by area, by need or not."""
    _month, point, area, purpose = cell
    return point is not None, "area" if area is not None else "purpose" if purpose else ""


def _by_name(found: Iterable[Area | Point], *fields: str) -> dict[str, int]:
    return {
        _plain(getattr(one, name)): one.pk for one in found for name in fields if getattr(one, name)
    }


def _purposes_by_name() -> dict[str, str]:
    known = {_plain(purpose.value): purpose.value for purpose in Purpose}
    for language in ("it", "en"):
        with translation.override(language):
            known |= {_plain(str(purpose.label)): purpose.value for purpose in Purpose}
    return known


def read_month(words: str) -> datetime.date:
    """First day of a month written as 2002-01, 01/2002, 1/1/2002 or «gennaio 2002».

    Raises:
        _Refused: it is no month.
    """
    plain = _plain(words)
    for pattern in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})(?:[-/.]\d{1,2})?(?: .*)?",
        r"(?:\d{1,2}[-/.])?(?P<m>\d{1,2})[-/.](?P<y>\d{4})",
        r"(?P<name>[a-z]+)\.?[ -](?P<y>\d{4})",
    ):
        found = re.fullmatch(pattern, plain, re.ASCII)
        if found is None:
            continue
        parts = found.groupdict()
        number = MONTHS.get(parts["name"], 0) if "name" in parts else int(parts["m"])
        if 1 <= number <= 12 and int(parts["y"]) >= FIRST_YEAR:
            return datetime.date(int(parts["y"]), number, 1)
    raise _Refused(
        _("“%(written)s” is not a month: write 2002-01, 01/2002 or gennaio 2002.")
        % {"written": words.strip()[:40]}
    )


def read_visits(words: str) -> int:
    """A whole number, with or without separators of thousands.

    Raises:
        _Refused: it is no such number.
    """
    plain = words.strip()
    if re.fullmatch(r"\d{1,3}(?:[.,' \u00a0\u2019]\d{3})+", plain, re.ASCII):
        plain = re.sub(r"\D", "", plain)
    if not re.fullmatch(r"\d{1,9}", plain, re.ASCII) or int(plain) > MOST_VISITS:
        raise _Refused(
            _("“%(written)s” is not a number of visits: write a whole number.")
            % {"written": words.strip()[:40]}
        )
    return int(plain)
