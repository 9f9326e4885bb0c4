"""Questions about desks, turns, points and tablets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet

from mestieri.kernel.models import Area, Centre, Point
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES, Weekday
from mestieri.reception.models import Desk, Device, Duty

LANGUAGE_NAMES = dict(SPOKEN_LANGUAGES)


@dataclass(frozen=True)
class DutyNow:
    """Somebody to talk to: at which desk, for which area, until when, in which languages."""

    desk: str
    area: Area
    partner: str
    starts: datetime.time
    ends: datetime.time
    weekday: int
    languages: list[str]


def _valid_on(day: datetime.date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def _duties(centre: Centre) -> QuerySet[Duty]:
    return Duty.objects.filter(desk__centre=centre, desk__is_active=True).select_related(
        "desk__area", "partner"
    )


def _as_seen(duty: Duty) -> DutyNow:
    return DutyNow(
        desk=duty.desk.name,
        area=duty.desk.area,
        partner=duty.partner.name if duty.partner else "",
        starts=duty.starts,
        ends=duty.ends,
        weekday=duty.weekday,
        languages=[LANGUAGE_NAMES.get(code, code) for code in duty.languages.split()],
    )


def on_duty(centre: Centre, now: datetime.datetime) -> list[DutyNow]:
    """Turns going on at a local time, in the order of the desks. One query."""
    going_on = _duties(centre).filter(
        _valid_on(now.date()),
        weekday=now.weekday(),
        starts__lte=now.time(),
        ends__gt=now.time(),
    )
    return [_as_seen(duty) for duty in going_on.order_by("desk__position", "desk_id", "ends", "id")]


@dataclass(frozen=True)
class NextTurn:
    """The first turn to come, and on which day."""

    day: datetime.date
    duty: DutyNow


def next_turn(centre: Centre, now: datetime.datetime, area: Area | None = None) -> NextTurn | None:
    """The first turn that starts after a local time, within a week; of an area, if given.

    One query.
    """
    duties = _duties(centre)
    if area is not None:
        duties = duties.filter(desk__area=area)
    to_come = [
        (day, duty.starts, duty.desk.position, duty)
        for duty in duties.order_by("id")
        for day in [_next_day(duty.weekday, duty.starts, now)]
        if duty.valid_from <= day and (duty.valid_until is None or day <= duty.valid_until)
    ]
    if not to_come:
        return None
    day, _starts, _position, duty = min(to_come, key=lambda turn: (*turn[:3], turn[3].pk))
    return NextTurn(day, _as_seen(duty))


def _next_day(weekday: int, starts: datetime.time, now: datetime.datetime) -> datetime.date:
    """The first day, from now on, on which a weekly turn starts."""
    days = (weekday - now.weekday()) % 7
    if days == 0 and starts <= now.time():
        days = 7
    return now.date() + datetime.timedelta(days=days)


def duties_of_week(centre: Centre, area: Area, day: datetime.date) -> list[DutyNow]:
    """Weekly turns of an area that are valid on a day, Monday first. One query."""
    weekly = _duties(centre).filter(_valid_on(day), desk__area=area)
    return [_as_seen(duty) for duty in weekly]


def tablet_languages(current: str) -> list[dict[str, str]]:
    """The other languages of the tablet's page: code and own name."""
    return [
        {"code": code, "name": LANGUAGE_NAMES.get(code, code)}
        for code, _label in settings.LANGUAGES
        if code != current
    ]


def points_in_use(centre: Centre) -> QuerySet[Point]:
    """Points of a centre where visits may be counted, in the centre's order."""
    return Point.objects.filter(centre=centre, is_active=True)


def desks_of_centre(centre: Centre) -> QuerySet[Desk]:
    return Desk.objects.filter(centre=centre).select_related("area", "point")


def duties_of_centre(centre: Centre) -> QuerySet[Duty]:
    return Duty.objects.filter(desk__centre=centre).select_related("desk", "partner")


@dataclass(frozen=True)
class DeskWeek:
    """A desk and its turns by day of the week, past turns left out.

    Attributes:
        days: for Monday to Sunday, the day and its turns in order.
    """

    desk: Desk
    days: list[tuple[Weekday, list[Duty]]]


def weeks_of_desks(centre: Centre, today: datetime.date) -> list[DeskWeek]:
    """The weekly grid: desks × days. Two queries."""
    turns: dict[tuple[int, int], list[Duty]] = {}
    current = duties_of_centre(centre).exclude(valid_until__lt=today)
    for duty in current:
        turns.setdefault((duty.desk_id, duty.weekday), []).append(duty)
    return [
        DeskWeek(desk, [(day, turns.get((desk.pk, day.value), [])) for day in Weekday])
        for desk in desks_of_centre(centre)
    ]


def devices_of_centre(centre: Centre) -> QuerySet[Device]:
    """Tablets of a centre, the paired ones first."""
    return (
        Device.objects.filter(centre=centre)
        .select_related("point", "paired_by")
        .order_by("revoked_on", "label", "id")
    )
