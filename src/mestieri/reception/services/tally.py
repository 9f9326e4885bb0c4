"""Sheets of paper: visits marked by hand, typed in once, corrected, taken back."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.kernel.models import Account, Centre, Point, StatusChange
from mestieri.kernel.services import audit
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import LAST_HALF_HOUR, TallySheet, Visit
from mestieri.reception.services.visits import half_hour_of

#: How many days back a sheet may go, and how many marks fit in a square of paper.
DAYS_BACK = 92
MOST_MARKS = 200

#: Marks of a sheet: (half hour, need) → how many.
Marks = Mapping[tuple[int, Purpose], int]


@dataclass(frozen=True)
class SavedSheet:
    """What came of a grid: its sheet, and whether anything changed."""

    sheet: TallySheet
    visits: int
    changed: bool


@transaction.atomic
def save_sheet(
    key: uuid.UUID,
    point: Point,
    day: datetime.date,
    marks: Marks,
    *,
    account: Account | None,
    now: datetime.datetime | None = None,
) -> SavedSheet:
    """Write a sheet's marks as visits of its point and day; sent again, it changes nothing.

    A sheet that is there already takes the new marks instead of the old ones.

    Args:
        key: UUID made when the grid was opened: the identity of the sheet of paper.
        marks: squares with at least one mark; the others are zero.

    Raises:
        ValidationError: the day or the marks cannot be, the centre was not open, the sheet
            was taken back, or its key is another sheet's: nothing is written.
    """
    squares = {square: number for square, number in marks.items() if number}
    check_day(point.centre, day, now or timezone.now())
    _check_marks(squares, day, now or timezone.now())
    sheet = _sheet_with(key, point, day, account)
    before = marks_of(sheet)
    if before == squares:
        return SavedSheet(sheet, sum(squares.values()), changed=False)
    Visit.objects.filter(sheet=sheet).delete()
    Visit.objects.bulk_create(
        Visit(
            tap=uuid.uuid4(),
            centre_id=point.centre_id,
            point=point,
            purpose=purpose,
            day=day,
            half_hour=half_hour,
            sheet=sheet,
        )
        for (half_hour, purpose), number in sorted(squares.items())
        for _mark in range(number)
    )
    audit.record(
        "reception.correct_sheet" if before else "reception.type_sheet",
        centre=point.centre,
        account=account,
        subject=sheet,
        point=point.name,
        day=day.isoformat(),
        visits=sum(squares.values()),
    )
    return SavedSheet(sheet, sum(squares.values()), changed=True)


def marks_of(sheet: TallySheet) -> dict[tuple[int, Purpose], int]:
    """Marks that a sheet holds. One query."""
    marks: dict[tuple[int, Purpose], int] = {}
    for half_hour, purpose in sheet.visits.values_list("half_hour", "purpose"):
        square = (half_hour, Purpose(purpose))
        marks[square] = marks.get(square, 0) + 1
    return marks


def _sheet_with(
    key: uuid.UUID, point: Point, day: datetime.date, account: Account | None
) -> TallySheet:
    try:
        with transaction.atomic():
            return TallySheet.objects.create(
                key=key, centre_id=point.centre_id, point=point, day=day, entered_by=account
            )
    except IntegrityError:
        sheet = TallySheet.objects.select_for_update().get(key=key)
    if (sheet.centre_id, sheet.point_id, sheet.day) != (point.centre_id, point.pk, day):
        raise ValidationError(_("This is another sheet: open a new one."))
    if sheet.withdrawn_on is not None:
        raise ValidationError(_("This sheet was taken back: open a new one."))
    return sheet


def check_day(centre: Centre, day: datetime.date, now: datetime.datetime) -> None:
    """Make sure that a sheet of this day may be typed in.

    Raises:
        ValidationError: it is yet to come, too long ago, or the centre was not open.
    """
    today = timezone.localdate(now)
    if day > today:
        raise ValidationError({"day": _("This day is yet to come.")})
    if day < today - datetime.timedelta(days=DAYS_BACK):
        raise ValidationError(
            {"day": _("A sheet may be typed in within three months: ask the direction.")}
        )
    if not was_open_on(centre, day):
        raise ValidationError({"day": _("On this day the centre was not open.")})


def _check_marks(squares: Marks, day: datetime.date, now: datetime.datetime) -> None:
    if not squares:
        raise ValidationError(
            _("There is no mark on the sheet: write at least one, or take the sheet back.")
        )
    last = half_hour_of(now)[1] if day == timezone.localdate(now) else LAST_HALF_HOUR
    for (half_hour, _purpose), number in squares.items():
        if not 0 <= half_hour <= last:
            raise ValidationError(_("There are marks in a half hour that is yet to come."))
        if not 0 < number <= MOST_MARKS:
            raise ValidationError(
                _("More than %(most)s marks in a square cannot be right: check it.")
                % {"most": MOST_MARKS}
            )


def was_open_on(centre: Centre, day: datetime.date) -> bool:
    """Whether a centre was open on a day, or on a part of it, by the history of its status."""
    changes = StatusChange.objects.filter(centre=centre).order_by("changed_on", "id")
    status = None
    for change in changes:
        if change.changed_on > day:
            return bool((status or change.old_status) == CentreStatus.OPEN)
        if change.changed_on == day and CentreStatus.OPEN in (change.old_status, change.new_status):
            return True
        status = change.new_status
    return bool((status or centre.status) == CentreStatus.OPEN)


@transaction.atomic
def withdraw_sheet(sheet: TallySheet, *, account: Account | None) -> int:
    """Take a whole sheet back: its visits do not count any more, nor its key ever again.

    Returns:
        How many visits went.
    """
    locked = TallySheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.withdrawn_on is not None:
        return 0
    gone, _by_model = Visit.objects.filter(sheet=locked).delete()
    locked.withdrawn_on = timezone.localdate()
    locked.save(update_fields=["withdrawn_on"])
    audit.record(
        "reception.withdraw_sheet",
        centre=locked.centre,
        account=account,
        subject=locked,
        day=locked.day.isoformat(),
        visits=gone,
    )
    return gone


def saved_sentence(saved: SavedSheet) -> str:
    """What to say after a sheet was saved."""
    if not saved.changed:
        return _("This sheet was there already, with these same marks: it counts once.")
    return ngettext(
        "%(number)s visit typed in from the sheet.",
        "%(number)s visits typed in from the sheet.",
        saved.visits,
    ) % {"number": saved.visits}
