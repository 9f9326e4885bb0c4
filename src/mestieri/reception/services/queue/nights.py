"""The night's reset: what was still open when the day ended."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from mestieri.kernel.models import Centre
from mestieri.reception.models import Ticket, TicketPassage, TicketState
from mestieri.reception.models.queue import PassageCause
from mestieri.reception.services.queue.settings import setting_of

#: Where the night leaves a number that the day left open.
LEFT_BY_THE_NIGHT = {
    TicketState.WAITING: TicketState.CANCELLED,
    TicketState.CALLED: TicketState.CANCELLED,
    TicketState.HELD: TicketState.CANCELLED,
    TicketState.IN_ADVICE: TicketState.DONE,
}


def midnight_after(day: datetime.date) -> datetime.datetime:
    """The moment at which a day ends, as the clock on the centre's wall shows it."""
    return datetime.datetime.combine(
        day + datetime.timedelta(days=1), datetime.time.min, timezone.get_current_timezone()
    )


@transaction.atomic
def close_past_days(centre: Centre, now: datetime.datetime) -> int:
    """Close what earlier days left open, where the centre resets overnight.

    Nothing waits for a clock: whoever first touches the queue in the morning closes the
    evening. The passage is dated at midnight with the cause `NIGHT`, so that the hours of
    the night never count as waiting or advice.

    Args:
        now: aware moment.

    Returns:
        How many numbers were closed.
    """
    if not setting_of(centre).resets_overnight:
        return 0
    today = timezone.localtime(now).date()
    left = list(
        Ticket.objects.select_for_update()
        .filter(centre=centre, day__lt=today, state__in=list(LEFT_BY_THE_NIGHT))
        .order_by("id")
    )
    for ticket in left:
        _close(ticket)
    return len(left)


def _close(ticket: Ticket) -> None:
    ticket.state = LEFT_BY_THE_NIGHT[TicketState(ticket.state)]
    ticket.since = midnight_after(ticket.day)
    ticket.save(update_fields=["state", "since"])
    TicketPassage.objects.create(
        ticket=ticket,
        state=ticket.state,
        at=ticket.since,
        cause=PassageCause.NIGHT,
        area_id=ticket.area_id,
        desk_id=ticket.desk_id,
    )
