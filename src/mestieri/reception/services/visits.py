"""One tap, one count."""

from __future__ import annotations

import datetime
import functools
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.database import prepared_cursor
from mestieri.kernel.models import Centre, Point, StatusChange, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import (
    AgeBand,
    CentreStatus,
    FirstTime,
    Purpose,
    ResidenceZone,
)
from mestieri.reception.models import Device, TakenBack, Visit

#: How long a tap may be taken back, and how long it may still be told something about.
UNDO_SECONDS = 10
AMEND_SECONDS = 60
#: How long a tombstone stays: longer than a tap may wait in a tablet.
TAKEN_BACK_DAYS = 40


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


@dataclass(frozen=True)
class Said:
    """What a visit says besides its need; empty is "not said".

    Attributes:
        audience: code of a term of the vocabulary of audiences.
    """

    audience: str = ""
    age_band: AgeBand | str = ""
    first_time: FirstTime | str = ""
    residence_zone: ResidenceZone | str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.audience or self.age_band or self.first_time or self.residence_zone)


NOTHING_SAID = Said()


@dataclass(frozen=True)
class Touch:
    """One tap to count: which, for what need, when (an aware moment of the server's clock)."""

    tap: uuid.UUID
    purpose: Purpose
    moment: datetime.datetime
    said: Said = NOTHING_SAID


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
    *,
    point: Point,
    purpose: Purpose,
    tap: uuid.UUID,
    said: Said = NOTHING_SAID,
    now: datetime.datetime | None = None,
) -> CountedVisit:
    """Count one visit at a point; the same tap delivered again counts nothing and says so.

    Args:
        point: where the tap was made; its centre is read too.
        purpose: the need, the only thing that is asked.
        tap: UUID made at the touch, the same at every retry.
        said: what else was said, if anything.
        now: aware moment of the count.

    Raises:
        CentreNotOpen: the centre is not open: nothing is written.
        PointOutOfUse: the point is not in use: nothing is written.
        TapReused: the tap already counted another need or another point, or was taken back.
        ValueError: there is no such need.
    """
    touch = Touch(tap, Purpose(purpose), now or timezone.now(), said)
    if insert_new(AT_A_POINT, [point.pk], [touch]):
        return CountedVisit(is_new=True)
    counted = Visit.objects.filter(tap=tap).first()
    if counted is None and not TakenBack.objects.filter(tap=tap).exists():
        check_counting(point)
    if counted is not None and is_the_same(counted, point, touch.purpose):
        return CountedVisit(is_new=False)
    raise TapReused(tap_reused_sentence())


#: Where a visit may be counted: `{condition}` says how the point is found.
COUNTING_POINTS = f"""
    FROM {Point._meta.db_table} AS point
    JOIN {Centre._meta.db_table} AS centre ON centre.id = point.centre_id
    {{join}}
    WHERE {{condition}} AND point.is_active AND centre.status = '{CentreStatus.OPEN.value}'
"""
AT_A_POINT = COUNTING_POINTS.format(join="", condition="point.id = %s")
#: For taps made before their centre closed: the caller has seen that it was open then.
AT_A_POINT_THEN = AT_A_POINT.replace(f" AND centre.status = '{CentreStatus.OPEN.value}'", "")
#: Parameters: digest of the token, today.
FROM_A_TABLET = COUNTING_POINTS.format(
    join=f"JOIN {Device._meta.db_table} AS device ON device.point_id = point.id",
    condition="device.token_digest = %s AND device.revoked_on IS NULL "
    "AND (device.expires_on IS NULL OR device.expires_on >= %s)",
)
#: A tap that was taken back never counts, however late it arrives.
_TOMBSTONES = f"SELECT 1 FROM {TakenBack._meta.db_table} AS gone WHERE gone.tap"  # noqa: S608
NOT_TAKEN_BACK = f"AND NOT EXISTS ({_TOMBSTONES} = {{tap}})"
ONE_TOUCH = (
    f"INSERT INTO {Visit._meta.db_table} (tap, purpose, day, half_hour, centre_id, point_id) "
    "SELECT %s, %s, %s, %s, centre.id, point.id {source} "
    f"{NOT_TAKEN_BACK.format(tap='%s')} ON CONFLICT (tap) DO NOTHING"
)
MANY_TOUCHES = (
    f"INSERT INTO {Visit._meta.db_table} (tap, purpose, day, half_hour, audience_id, age_band, "
    "first_time, residence_zone, centre_id, point_id) "
    "WITH arrived (tap, purpose, day, half_hour, audience, age_band, first_time, zone) "
    "AS (VALUES {rows}) "
    "SELECT arrived.tap, arrived.purpose, arrived.day, arrived.half_hour, "
    "CAST(arrived.audience AS bigint), arrived.age_band, arrived.first_time, arrived.zone, "
    "centre.id, point.id {source} "
    f"{NOT_TAKEN_BACK.format(tap='arrived.tap')} ON CONFLICT (tap) DO NOTHING"
)


def insert_new(source: str, key: Sequence[Any], touches: Sequence[Touch]) -> int:
    """Insert visits where counting is open, save those whose taps are there; how many.

    One statement: two deliveries of a tap at the same moment cannot both count, and no
    centre is suspended between the check and the count, inside or outside a transaction,
    on SQLite and on PostgreSQL alike.

    Args:
        source: `AT_A_POINT`, `AT_A_POINT_THEN` or `FROM_A_TABLET`.
        key: its parameters.
        touches: no tap twice; their moments are aware.
    """
    if len(touches) == 1 and touches[0].said.is_empty:
        tap, purpose, day, half_hour = _as_columns(touches[0])
        with prepared_cursor() as cursor:
            cursor.execute(_one_touch(source), [tap, purpose, day, half_hour, *key, tap])
            return int(cursor.rowcount)
    return _insert_many(source, key, touches)


@functools.cache
def _one_touch(source: str) -> str:
    return ONE_TOUCH.format(source=source)


def _insert_many(source: str, key: Sequence[Any], touches: Sequence[Touch]) -> int:
    audiences = _audience_keys(touches)
    rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s)"] * len(touches))
    arrived = source.replace("FROM ", "FROM arrived CROSS JOIN ", 1)
    values: list[Any] = []
    for touch in touches:
        said = touch.said
        values += [*_as_columns(touch), audiences.get(said.audience)]
        values += [str(said.age_band), str(said.first_time), str(said.residence_zone)]
    with connection.cursor() as cursor:
        cursor.execute(MANY_TOUCHES.format(rows=rows, source=arrived), [*values, *key])
        return int(cursor.rowcount)


CODE_OF_A_TERM = re.compile(r"[a-zA-Z0-9_-]{1,60}")
_PREPARED = {name: Visit._meta.get_field(name) for name in ("tap", "day")}


def _as_columns(touch: Touch) -> list[Any]:
    day, half_hour = half_hour_of(touch.moment)
    return [
        _PREPARED["tap"].get_db_prep_value(touch.tap, connection),  # type: ignore[union-attr]
        touch.purpose.value,
        _PREPARED["day"].get_db_prep_value(day, connection),  # type: ignore[union-attr]
        half_hour,
    ]


def _audience_keys(touches: Sequence[Touch]) -> dict[str, int]:
    """Keys of the audiences said; a word that is none of ours is as if it were not said."""
    codes = {
        touch.said.audience for touch in touches if CODE_OF_A_TERM.fullmatch(touch.said.audience)
    }
    if not codes:
        return {}
    terms = Term.objects.filter(vocabulary=Vocabulary.AUDIENCE, code__in=codes)
    return dict(terms.values_list("code", "pk"))


def is_the_same(visit: Visit, point: Point, purpose: Purpose) -> bool:
    """Whether a visit is what a repeated tap says.

    The day and the half hour are not compared: a retry may come after they changed. A tap
    counted before its centre closed stays counted.
    """
    return (visit.centre_id, visit.point_id, visit.purpose) == (
        point.centre_id,
        point.pk,
        purpose,
    )


@transaction.atomic
def take_back(*, point: Point, tap: uuid.UUID) -> bool:
    """Take a tap back: its visit is gone, and the tap never counts again.

    The caller has seen that the tap is its own and that it is not too late.

    Returns:
        Whether a visit had been counted.
    """
    today = timezone.localdate()
    TakenBack.objects.bulk_create([TakenBack(tap=tap, day=today)], ignore_conflicts=True)
    gone, _by_model = Visit.objects.filter(tap=tap, point=point, sheet__isnull=True).delete()
    return bool(gone)


def amend(*, point: Point, tap: uuid.UUID, said: Said) -> bool:
    """Write what was said after a tap; whether its visit is there.

    The caller has seen that the tap is its own and that it is not too late.
    """
    audience = _audience_keys([Touch(tap, Purpose.WORK, timezone.now(), said)]).get(said.audience)
    return bool(
        Visit.objects.filter(tap=tap, point=point, sheet__isnull=True).update(
            audience_id=audience,
            age_band=str(said.age_band),
            first_time=str(said.first_time),
            residence_zone=str(said.residence_zone),
        )
    )


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


def open_until(centre: Centre) -> datetime.datetime | None:
    """When a centre that is not open stopped being so, as it was recorded; None if it never was.

    A tap made before that moment was made at an open door, and counts however late it arrives.
    """
    return (
        StatusChange.objects.filter(centre=centre, old_status=CentreStatus.OPEN)
        .order_by("-id")
        .values_list("recorded_at", flat=True)
        .first()
    )


def not_open_sentence(status: CentreStatus) -> str:
    """Why nothing is counted, to say to who tapped."""
    if status == CentreStatus.PLANNED:
        return _("The centre is not open yet: visits are not counted.")
    if status == CentreStatus.SUSPENDED:
        return _("The service is suspended: visits are not counted.")
    return _("The centre is closed: visits are not counted.")


def tap_reused_sentence() -> str:
    """Why a tap with a used UUID is not counted, to say to who tapped."""
    return _("This tap already counted something else, so it was not counted. Tap again.")
