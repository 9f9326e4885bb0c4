"""Questions about desks, turns, points and tablets."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from mestieri.kernel.models import Area, Centre, Point
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES, Weekday
from mestieri.reception.models import Desk, DeskOpening, Device, Duty

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
    """Who is at the desks at a local time, in the order of the desks. Two queries.

    The turns say who should be; what was opened or closed today at a desk says who is. A desk
    closed today, by hand or because its hour came, does not show a turn that had begun.
    """
    latest = latest_openings(centre, now.date())
    seen = [(duty.desk, _as_seen(duty)) for duty in turns_going_on(centre, now, latest)]
    seen += [
        (opening.desk, _as_opened(opening, now))
        for opening in latest.values()
        if is_open_at(opening, now)
    ]
    ordered = sorted(seen, key=lambda pair: (pair[0].position, pair[0].pk))
    return [duty for _desk, duty in ordered]


def turns_going_on(
    centre: Centre, now: datetime.datetime, latest: dict[int, DeskOpening]
) -> list[Duty]:
    """Turns that a local time falls in, save those a desk opened or closed today replaces.

    One query.
    """
    going_on = _duties(centre).filter(
        _valid_on(now.date()),
        weekday=now.weekday(),
        starts__lte=now.time(),
        ends__gt=now.time(),
    )
    return [
        duty
        for duty in going_on.order_by("ends", "id")
        if duty.desk_id not in latest or _ended(latest[duty.desk_id]) < duty.starts
    ]


def latest_openings(centre: Centre, day: datetime.date) -> dict[int, DeskOpening]:
    """The last opening of each desk on a day, by the desk's key. One query."""
    openings = (
        DeskOpening.objects.filter(desk__centre=centre, desk__is_active=True, day=day)
        .select_related("desk__area", "partner")
        .order_by("opened_at", "id")
    )
    return {opening.desk_id: opening for opening in openings}


def _ended(opening: DeskOpening) -> datetime.time:
    """Local time at which an opening ended, or will."""
    if opening.closed_at is None:
        return opening.until
    return timezone.localtime(opening.closed_at).time()


def is_open_at(opening: DeskOpening, now: datetime.datetime) -> bool:
    """Whether a desk opened today is still open at a local time."""
    return opening.closed_at is None and opening.day == now.date() and now.time() < opening.until


def _as_opened(opening: DeskOpening, now: datetime.datetime) -> DutyNow:
    return DutyNow(
        desk=opening.desk.name,
        area=opening.desk.area,
        partner=opening.partner.name if opening.partner else "",
        starts=timezone.localtime(opening.opened_at).time(),
        ends=opening.until,
        weekday=opening.day.weekday(),
        languages=[LANGUAGE_NAMES.get(code, code) for code in opening.languages.split()],
    )


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
    to_come = _turns_to_come(duties, now)
    return NextTurn(to_come[0][0], _as_seen(to_come[0][1])) if to_come else None


def next_turn_of_each_area(centre: Centre, now: datetime.datetime) -> dict[int, NextTurn]:
    """The first turn of each area that starts after a local time, by the area's key. One query."""
    first: dict[int, NextTurn] = {}
    for day, duty in _turns_to_come(_duties(centre), now):
        first.setdefault(duty.desk.area_id, NextTurn(day, _as_seen(duty)))
    return first


def _turns_to_come(
    duties: QuerySet[Duty], now: datetime.datetime
) -> list[tuple[datetime.date, Duty]]:
    """The next time of each turn after a local moment, the earliest first."""
    to_come = [
        (day, duty)
        for duty in duties
        for day in [_next_day(duty.weekday, duty.starts, now)]
        if duty.valid_from <= day and (duty.valid_until is None or day <= duty.valid_until)
    ]
    return sorted(
        to_come, key=lambda turn: (turn[0], turn[1].starts, turn[1].desk.position, turn[1].pk)
    )


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
