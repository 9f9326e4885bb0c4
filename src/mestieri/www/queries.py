"""What the pages that see several rooms need, each in a bounded number of SQL queries."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.models import Event
from mestieri.agenda.queries import calendar as agenda
from mestieri.guidance.queries import shown as guidance
from mestieri.kernel import exchange
from mestieri.kernel import queries as kernel
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.owed_work import OwedWork
from mestieri.kernel.owed_work import owed_work as kinds_of_owed_work
from mestieri.kernel.privacy import World
from mestieri.kernel.privacy.register import ProcessingEntry, register_of_processing
from mestieri.kernel.roles import Right
from mestieri.reception import queries as reception
from mestieri.www.purposes import PURPOSE_FACES, PurposeFace


@dataclass(frozen=True)
class Promise:
    """One thing the centre does not ask (lazy strings)."""

    title: Any
    text: Any
    icon: str


def promises() -> list[Promise]:
    """What the centre never asks who comes in."""
    return [
        Promise(
            _("Your name"),
            _("You are counted as a visit, not written down. There is no list of who came in."),
            "it-user",
        ),
        Promise(
            _("An appointment"),
            _("Come when the door is open. Who arrives first is heard first."),
            "it-calendar",
        ),
        Promise(
            _("Money"),
            _("Everything is free: reading, talking with an adviser, taking part in a meeting."),
            "it-card",
        ),
        Promise(
            _("Where you come from"),
            _("Age, papers, schooling, job or no job: none of it is a condition."),
            "it-map-marker",
        ),
        Promise(
            _("To come back"),
            _("Nobody checks whether you come, and nobody is told that you did."),
            "it-refresh",
        ),
        Promise(
            _("Your traces on this site"),
            _("No cookies, no registration, no other company watching. We count searches, "
              "not people."),
            "it-locked",
        ),
    ]  # fmt: skip


def door_of(centre: Centre, now: datetime.datetime) -> kernel.DoorNow | None:
    """The door of the centre's first site, None without site or hours. Three queries."""
    site = centre.sites.prefetch_related("opening_hours").first()
    if site is None or not site.opening_hours.all():
        return None
    return kernel.door_at(kernel.hours_of_days(site, now.date(), days=8), now)


def home(centre: Centre) -> dict[str, Any]:
    """Home of a centre."""
    now = timezone.localtime()
    door = door_of(centre, now)
    return {
        "site": centre.sites.first(),
        "door": door,
        "on_duty": _on_duty(centre, door, now),
        "next_turn": reception.next_turn(centre, now) if centre.is_open else None,
        "events": todays_events(centre, now),
        "experiments": kernel.running_experiments(centre, now.date()),
        "examples": [face.examples[0] for face in PURPOSE_FACES.values()],
        "promises": promises()[:3],
    }


def todays_events(centre: Centre, now: datetime.datetime) -> list[Event]:
    """What one can still take part in today; nothing while the centre is not open. One query."""
    if not centre.is_open:
        return []
    events = agenda.events_of_day(centre, now.date())
    return [event for event in events if not event.is_over(now)]


def purpose(centre: Centre, face: PurposeFace) -> dict[str, Any]:
    """Page of one need."""
    now = timezone.localtime()
    area = kernel.area_of_purpose(centre, face.purpose)
    door = door_of(centre, now)
    return {
        "face": face,
        "offers": guidance.offers(centre, get_language() or "it", face.purpose),
        "area": area,
        "duties": reception.duties_of_week(centre, area, now.date()) if area else [],
        "on_duty": [duty for duty in _on_duty(centre, door, now) if duty.area == area],
        "next_turn": reception.next_turn(centre, now, area) if centre.is_open and area else None,
        "door": door,
    }


def _on_duty(
    centre: Centre, door: kernel.DoorNow | None, now: datetime.datetime
) -> list[reception.DutyNow]:
    """Who is at the desks: nobody while the door is shut, whatever the weekly turns say."""
    is_shut = door is not None and not door.is_open
    return [] if is_shut or not centre.is_open else reception.on_duty(centre, now)


def visit_us(centre: Centre) -> dict[str, Any]:
    """Sites with the hours of the coming week."""
    today = timezone.localdate()
    sites = list(centre.sites.prefetch_related("opening_hours", "closures"))
    return {
        "today": today,
        "sites": [{"site": site, "week": kernel.hours_of_days(site, today)} for site in sites],
    }


def banco_start(account: Account, centre: Centre) -> dict[str, Any]:
    """Start page of the Banco: figures of the day and what one may do."""
    today = timezone.localdate()
    rights = kernel.rights_of_account(account, centre)
    return {
        "today": today,
        "figures": [
            {"indicator": indicator, "value": indicator.value(centre, today, today)}
            for indicator in sorted(exchange.indicators(), key=_room_of_indicator)
        ],
        "owed": owed_work(account, centre, rights, today),
        "groups": desk_groups(rights),
        "can_edit_pages": Right.EDIT_PAGES in rights,
    }


#: Rooms in the order in which their pages stand at the Banco: today's work first.
ROOMS_OF_THE_DESK = {
    "reception": _("At the door"),
    "agenda": _("Calendar"),
    "library": _("Documentation"),
    "demand": _("Companies and calls"),
    "kernel": _("The centre"),
}


@dataclass(frozen=True)
class OwedLine:
    """What somebody owes in one room: how much is overdue, how much falls due this week."""

    work: OwedWork
    late: int
    week: int


def owed_work(
    account: Account, centre: Centre, rights: frozenset[Right], today: datetime.date
) -> list[OwedLine]:
    """What an account has taken on and not done, where there is any."""
    lines = [
        OwedLine(work, *work.counts(centre, account, today)) for work in kinds_of_owed_work(rights)
    ]
    return [line for line in lines if line.late or line.week]


def _room_of_indicator(indicator: exchange.Indicator) -> int:
    """Place of the room that offers a figure, in the order of the Banco."""
    rooms = list(ROOMS_OF_THE_DESK)
    room = indicator.code.split(".")[0]
    return rooms.index(room) if room in rooms else len(rooms)


@dataclass(frozen=True)
class DeskGroup:
    """Pages of one room at the Banco, under its name (lazy)."""

    title: Any
    entries: list[exchange.DeskEntry]


def desk_groups(rights: frozenset[Right]) -> list[DeskGroup]:
    """Pages for who holds these rights, room by room; rooms with none are left out."""
    entries = exchange.desk_entries(rights)
    groups = [
        DeskGroup(title, [entry for entry in entries if entry.room == room])
        for room, title in ROOMS_OF_THE_DESK.items()
    ]
    others = [entry for entry in entries if entry.room not in ROOMS_OF_THE_DESK]
    return [group for group in (*groups, DeskGroup(_("More"), others)) if group.entries]


def walk_in_processing() -> list[ProcessingEntry]:
    """What the walk-in side keeps, for the privacy page."""
    return [entry for entry in register_of_processing() if entry.world is World.WALK_IN]
