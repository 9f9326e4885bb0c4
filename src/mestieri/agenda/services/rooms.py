"""Who has a room and when: the database gives each quarter of an hour out once."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mestieri.agenda.models import Event, RoomQuarter
from mestieri.agenda.models.events import HOLDING
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import SpaceItem
from mestieri.kernel.models.places import SpaceItemKind

QUARTER = 15 * 60  # seconds


def quarters_of(starts: datetime.datetime, ends: datetime.datetime) -> range:
    """Quarters of an hour that a stretch touches: one that is touched is taken whole."""
    first = int(starts.timestamp()) // QUARTER
    last = -(-int(ends.timestamp()) // QUARTER)
    return range(first, last)


def take_room(event: Event) -> None:
    """Give the event its room for its time, and give back what it had before.

    Raises:
        ValidationError: another event has the room then; the sentence names it.
    """
    RoomQuarter.objects.filter(event=event).delete()
    if event.room_id is None or event.state not in HOLDING:
        return
    rows = [
        RoomQuarter(event=event, room_id=event.room_id, quarter=quarter)
        for quarter in quarters_of(event.starts_at, event.ends_at)
    ]
    try:
        with transaction.atomic():
            RoomQuarter.objects.bulk_create(rows)
    except IntegrityError as error:
        raise ValidationError({"room": _clash(event)}) from error


def leave_room(event: Event) -> None:
    """Give the room back."""
    RoomQuarter.objects.filter(event=event).delete()


def _clash(event: Event) -> str:
    """Who has it then, and which rooms are free."""
    quarters = quarters_of(event.starts_at, event.ends_at)
    taken = RoomQuarter.objects.filter(quarter__gte=quarters.start, quarter__lt=quarters.stop)
    other = taken.filter(room_id=event.room_id).select_related("event").order_by("quarter").first()
    rooms = SpaceItem.objects.filter(site__centre_id=event.centre_id, kind=SpaceItemKind.ROOM)
    free = rooms.exclude(pk__in=taken.values("room_id")).values_list("name", flat=True)
    words = {
        "room": event.room,
        "day": day_in_words(event.day, "l j F"),
        "other": other.event.title if other else "–",
        "starts": f"{other.event.local_start:%H:%M}" if other else "–",
        "ends": f"{other.event.local_end:%H:%M}" if other else "–",
    }
    clash = _("“%(room)s” is taken on %(day)s from %(starts)s to %(ends)s: “%(other)s”.") % words
    if free:
        return f"{clash} " + _("Free at that time: %(rooms)s.") % {"rooms": ", ".join(free)}
    return f"{clash} " + _("No other room is free at that time.")
