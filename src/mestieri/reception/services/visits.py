"""One tap, one count."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Point
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import Visit


class VisitRefused(Exception):
    """A tap that is not counted, with the sentence for who tapped.

    Attributes:
        code: stable word for programs.
        sentence: what happened and what to do.
    """

    code = "refused"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CentreNotOpen(VisitRefused):
    """The centre is planned, suspended or closed."""

    code = "centre_not_open"


class PointOutOfUse(VisitRefused):
    """The point where the tap was made is not in use any more."""

    code = "point_out_of_use"


class TapReused(VisitRefused):
    """The tap's UUID already counts something else."""

    code = "tap_reused"


@dataclass(frozen=True)
class CountedVisit:
    """The outcome of a tap.

    Attributes:
        is_new: a row was written; False when the same tap had been counted already.
    """

    is_new: bool


def half_hour_of(moment: datetime.datetime) -> tuple[datetime.date, int]:
    """Day and half hour (0–47) of a moment, as the clock on the centre's wall shows it.

    On the night when clocks go back, the hour that comes twice falls in the same half
    hours twice; on the night when they go forward, two half hours of the day stay empty.

    Args:
        moment: an aware datetime.
    """
    local = timezone.localtime(moment)
    return local.date(), local.hour * 2 + local.minute // 30


def record_visit(
    *, point: Point, purpose: Purpose, tap: uuid.UUID, now: datetime.datetime | None = None
) -> CountedVisit:
    """Count one visit; the same tap delivered again counts nothing and says so.

    Args:
        point: where the tap was made; its centre is read too.
        purpose: the need, the only thing that is asked.
        tap: UUID made by the device at the touch, the same at every retry.
        now: aware moment of the count, by the server's clock: a device's is not trusted.

    Raises:
        CentreNotOpen: the centre is not open: nothing is written.
        PointOutOfUse: the point is not in use: nothing is written.
        TapReused: the tap already counted another need or another point.
    """
    day, half_hour = half_hour_of(now or timezone.now())
    check_counting(point)
    visit = Visit(
        tap=tap,
        centre_id=point.centre_id,
        point_id=point.pk,
        purpose=Purpose(purpose).value,
        day=day,
        half_hour=half_hour,
    )
    if _insert_once(visit):
        return CountedVisit(is_new=True)
    _check_same_content(visit)
    return CountedVisit(is_new=False)


def check_counting(point: Point) -> None:
    """Make sure that visits may be counted at a point.

    Raises:
        CentreNotOpen: the centre is planned, suspended or closed.
        PointOutOfUse: the point is not in use.
    """
    centre = point.centre
    if not centre.is_open:
        raise CentreNotOpen(
            {
                CentreStatus.PLANNED: _("The centre is not open yet: visits are not counted."),
                CentreStatus.SUSPENDED: _("The service is suspended: visits are not counted."),
            }.get(CentreStatus(centre.status), _("The centre is closed: visits are not counted."))
        )
    if not point.is_active:
        raise PointOutOfUse(
            _("“%(point)s” is not in use any more: choose another counting point.")
            % {"point": point.name}
        )


def _insert_once(visit: Visit) -> bool:
    """Insert a visit unless its tap is already there; whether a row was written.

    One statement, so that two deliveries of the same tap at the same moment cannot both
    count, inside or outside a transaction, on SQLite and on PostgreSQL alike.
    """
    fields = [field for field in Visit._meta.concrete_fields if not field.primary_key]
    values = [field.get_db_prep_save(getattr(visit, field.attname), connection) for field in fields]
    names = ", ".join(field.attname for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {Visit._meta.db_table} ({names}) VALUES ({places}) "  # noqa: S608 (our names)
        "ON CONFLICT (tap) DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


def _check_same_content(visit: Visit) -> None:
    """The day and the half hour are the server's: a retry may come after they changed."""
    same = Visit.objects.filter(
        tap=visit.tap, centre_id=visit.centre_id, point_id=visit.point_id, purpose=visit.purpose
    )
    if not same.exists():
        raise TapReused(
            _("This tap already counted something else, so it was not counted. Tap again.")
        )
