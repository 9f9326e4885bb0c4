"""What ends in the calendar: bookings a week after the event, proposals nobody took."""

from __future__ import annotations

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mestieri.agenda.models import Booking, Event, EventState
from mestieri.kernel.retention import deleting, start_of

DAYS_AFTER_THE_EVENT = 7
MONTHS_OF_PROPOSED = 6


def old_bookings(today: datetime.date) -> QuerySet[Booking]:
    """Bookings of events that ended a week ago or more: on the seventh day they are gone."""
    kept_from = today - datetime.timedelta(days=DAYS_AFTER_THE_EVENT - 1)
    return Booking.objects.filter(event__ends_at__lt=start_of(kept_from))


def old_proposed(today: datetime.date) -> QuerySet[Event]:
    """Events that others proposed and nobody took, long after their day."""
    before = start_of(today - relativedelta(months=MONTHS_OF_PROPOSED))
    states = (EventState.PROPOSED, EventState.DECLINED)
    return Event.objects.filter(state__in=states, ends_at__lt=before)


RULES = (
    deleting(
        "agenda.bookings",
        ("agenda.Booking",),
        _("Nicknames, contacts and codes of seats"),
        _("7 days after the event: by then nobody has to be told of changes."),
        _("How many seats were taken, how many people were in the room."),
        over=old_bookings,
    ),
    deleting(
        "agenda.proposed",
        ("agenda.Event",),
        _("Events proposed by others that were not taken"),
        _("6 months after their day."),
        _("Nothing."),
        over=old_proposed,
    ),
)
