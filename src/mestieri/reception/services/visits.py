"""One tap, one count."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Centre, Point
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import Device, Visit
from mestieri.reception.services import devices


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
    """Count one visit at a point; the same tap delivered again counts nothing and says so.

    Args:
        point: where the tap was made; its centre is read too.
        purpose: the need, the only thing that is asked.
        tap: UUID made at the touch, the same at every retry.
        now: aware moment of the count, by the server's clock: a device's is not trusted.

    Raises:
        CentreNotOpen: the centre is not open: nothing is written.
        PointOutOfUse: the point is not in use: nothing is written.
        TapReused: the tap already counted another need or another point.
    """
    written = _insert_once(AT_A_POINT, point.pk, purpose, tap, now or timezone.now())
    return CountedVisit(is_new=True) if written else _why_not(point, purpose, tap)


def record_tap(
    *, authorization: str, purpose: Purpose, tap: uuid.UUID, now: datetime.datetime | None = None
) -> CountedVisit:
    """Count one visit from a paired tablet; otherwise as `record_visit`.

    One statement finds the tablet, sees that its access, its point and its centre are
    open, and writes the visit, without a word on which tablet it was.

    Args:
        authorization: the `Authorization` header of the tablet.

    Raises:
        UnknownDevice: the token is missing, wrong or revoked: nothing is written.
        VisitRefused: as `record_visit`.
    """
    digest = devices.digest_in(authorization)
    if digest and _insert_once(FROM_A_TABLET, digest, purpose, tap, now or timezone.now()):
        return CountedVisit(is_new=True)
    device = devices.authenticate(authorization)
    if device is None:
        raise devices.UnknownDevice
    return _why_not(device.point, purpose, tap)


#: Where a visit may be counted: the two places of `%s` are named by what is asked of each.
COUNTING_POINTS = f"""
    FROM {Point._meta.db_table} AS point
    JOIN {Centre._meta.db_table} AS centre ON centre.id = point.centre_id
    {{join}}
    WHERE {{condition}} AND point.is_active AND centre.status = '{CentreStatus.OPEN.value}'
"""
AT_A_POINT = COUNTING_POINTS.format(join="", condition="point.id = %s")
FROM_A_TABLET = COUNTING_POINTS.format(
    join=f"JOIN {Device._meta.db_table} AS device ON device.point_id = point.id",
    condition="device.token_digest = %s AND device.revoked_on IS NULL",
)


def _insert_once(
    source: str, key: object, purpose: Purpose, tap: uuid.UUID, now: datetime.datetime
) -> bool:
    """Insert a visit where counting is open, unless its tap is there; whether it was written.

    One statement: two deliveries of a tap at the same moment cannot both count, and no
    centre is suspended between the check and the count, inside or outside a transaction,
    on SQLite and on PostgreSQL alike.

    Raises:
        ValueError: there is no such need.
    """
    day, half_hour = half_hour_of(now)
    columns = Visit._meta.get_field
    values = [
        columns("tap").get_db_prep_value(tap, connection),  # type: ignore[union-attr]
        Purpose(purpose).value,
        columns("day").get_db_prep_value(day, connection),  # type: ignore[union-attr]
        half_hour,
        key,
    ]
    statement = (
        f"INSERT INTO {Visit._meta.db_table} "
        "(tap, purpose, day, half_hour, centre_id, point_id) "
        f"SELECT %s, %s, %s, %s, centre.id, point.id {source} ON CONFLICT (tap) DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount == 1)


def _why_not(point: Point, purpose: Purpose, tap: uuid.UUID) -> CountedVisit:
    """Why a tap wrote no row: the same tap is already there, or a refusal.

    The day and the half hour are not compared: they are the server's, and a retry may come
    after they changed. A tap counted before its centre closed stays counted.
    """
    counted = Visit.objects.filter(tap=tap).first()
    if counted is None:
        check_counting(point)
    elif (counted.centre_id, counted.point_id, counted.purpose) == (
        point.centre_id,
        point.pk,
        purpose,
    ):
        return CountedVisit(is_new=False)
    raise TapReused(_("This tap already counted something else, so it was not counted. Tap again."))


def check_counting(point: Point) -> None:
    """Make sure that visits may be counted at a point.

    Raises:
        CentreNotOpen: the centre is planned, suspended or closed.
        PointOutOfUse: the point is not in use.
    """
    centre = point.centre
    if not centre.is_open:
        raise CentreNotOpen(not_open_sentence(CentreStatus(centre.status)))
    if not point.is_active:
        raise PointOutOfUse(
            _("“%(point)s” is not in use any more: choose another counting point.")
            % {"point": point.name}
        )


def not_open_sentence(status: CentreStatus) -> str:
    """Why nothing is counted, to say to who tapped."""
    if status == CentreStatus.PLANNED:
        return _("The centre is not open yet: visits are not counted.")
    if status == CentreStatus.SUSPENDED:
        return _("The service is suspended: visits are not counted.")
    return _("The centre is closed: visits are not counted.")
