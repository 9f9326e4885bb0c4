"""Pass a number from state to state, once, whoever else is trying at the same moment.

Every passage is one conditional UPDATE: it happens only if the number still stands where it
was seen. Of two receptionists who call the same number exactly one changes the row; the other
reads at which desk it was called.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Area
from mestieri.reception.models import Desk, Ticket, TicketPassage, TicketState
from mestieri.reception.models.queue import PassageCause
from mestieri.reception.services.queue.nights import close_past_days
from mestieri.reception.services.queue.refusals import QueueRefused, TicketTaken, WrongPassage

#: From each state, where a number may pass.
PASSAGES: dict[TicketState, frozenset[TicketState]] = {
    TicketState.WAITING: frozenset({TicketState.CALLED, TicketState.HELD, TicketState.CANCELLED}),
    TicketState.CALLED: frozenset(
        {
            TicketState.CALLED,
            TicketState.IN_ADVICE,
            TicketState.HELD,
            TicketState.WAITING,
            TicketState.NO_SHOW,
            TicketState.CANCELLED,
        }
    ),
    TicketState.HELD: frozenset(
        {
            TicketState.WAITING,
            TicketState.CALLED,
            TicketState.IN_ADVICE,
            TicketState.NO_SHOW,
            TicketState.CANCELLED,
        }
    ),
    # A talk ends at its own page: it is finished, or handed over to a colleague.
    TicketState.IN_ADVICE: frozenset({TicketState.DONE, TicketState.WAITING}),
    TicketState.NO_SHOW: frozenset({TicketState.WAITING}),
    TicketState.CANCELLED: frozenset({TicketState.WAITING}),
    TicketState.DONE: frozenset(),
}
CALLABLE = frozenset({TicketState.WAITING, TicketState.HELD})
LEAD_BACK = frozenset(state for state, goals in PASSAGES.items() if TicketState.WAITING in goals)


def call_ticket(ticket: Ticket, desk: Desk, *, now: datetime.datetime | None = None) -> Ticket:
    """Call a waiting or held number to a desk.

    Raises:
        TicketTaken: somebody called it first; its sentence says at which desk and when.
        QueueRefused: the desk is of another centre.
    """
    if desk.centre_id != ticket.centre_id:
        raise QueueRefused(_("This desk belongs to another centre."))
    moment = now or timezone.now()
    close_past_days(ticket.centre, moment)
    return _pass(
        ticket,
        TicketState.CALLED,
        moment,
        allowed=CALLABLE,
        desk=desk,
        called_times=F("called_times") + 1,
    )


def recall_ticket(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """Call again, at the same desk, a number that has not come yet.

    Raises:
        WrongPassage: it is not being called.
    """
    return _pass(
        ticket,
        TicketState.CALLED,
        now,
        allowed=frozenset({TicketState.CALLED}),
        called_times=F("called_times") + 1,
    )


def hold_ticket(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """Set a number aside; it keeps its place, and its time on hold is not waiting.

    Raises:
        WrongPassage: it is in a talk, or out of the queue.
    """
    return _pass(ticket, TicketState.HELD, now)


def resume_ticket(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """Put a number back in the queue, at the place of its arrival."""
    return _pass(
        ticket,
        TicketState.WAITING,
        now,
        allowed=LEAD_BACK - {TicketState.IN_ADVICE},
        desk=None,
    )


def start_advice(
    ticket: Ticket, *, desk: Desk | None = None, now: datetime.datetime | None = None
) -> Ticket:
    """The person sits down: waiting ends, advice begins."""
    changes: dict[str, Any] = {"desk": desk} if desk is not None else {}
    return _pass(ticket, TicketState.IN_ADVICE, now, **changes)


def finish_advice(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """The talk is over."""
    return _pass(ticket, TicketState.DONE, now)


def mark_no_show(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """Called, and nobody came. `resume_ticket` undoes it."""
    return _pass(ticket, TicketState.NO_SHOW, now)


def cancel_ticket(ticket: Ticket, *, now: datetime.datetime | None = None) -> Ticket:
    """The person left, or the number was given by mistake. `resume_ticket` undoes it."""
    return _pass(ticket, TicketState.CANCELLED, now)


def transfer_ticket(
    ticket: Ticket,
    area: Area,
    *,
    desk: Desk | None = None,
    now: datetime.datetime | None = None,
) -> Ticket:
    """Hand a number over to another area, or to one desk of it, at the place of its arrival.

    Raises:
        QueueRefused: the area is of another centre, or the desk of another area.
        WrongPassage: the number is done, cancelled or did not come.
    """
    if area.centre_id != ticket.centre_id:
        raise QueueRefused(_("This area belongs to another centre."))
    if desk is not None and desk.area_id != area.pk:
        raise QueueRefused(_("This desk belongs to another area."))
    return _pass(
        ticket,
        TicketState.WAITING,
        now,
        allowed=frozenset(
            {TicketState.WAITING, TicketState.CALLED, TicketState.HELD, TicketState.IN_ADVICE}
        ),
        cause=PassageCause.TRANSFER,
        area=area,
        desk=None,
        for_desk=desk,
    )


@transaction.atomic
def _pass(
    ticket: Ticket,
    to: TicketState,
    now: datetime.datetime | None,
    *,
    allowed: frozenset[TicketState] | None = None,
    cause: PassageCause = PassageCause.PERSON,
    **changes: Any,
) -> Ticket:
    """Pass a number to a state if it still stands in one of `allowed`, and note the passage."""
    moment = now or timezone.now()
    sources = allowed or frozenset(state for state, goals in PASSAGES.items() if to in goals)
    changed = Ticket.objects.filter(pk=ticket.pk, state__in=sources).update(
        state=to, since=moment, **changes
    )
    ticket.refresh_from_db()
    if not changed:
        raise _why_not(ticket, to)
    TicketPassage.objects.create(
        ticket=ticket,
        state=to,
        at=moment,
        cause=cause,
        area_id=ticket.area_id,
        desk_id=ticket.desk_id,
    )
    return ticket


def _why_not(ticket: Ticket, to: TicketState) -> QueueRefused:
    """The sentence for who came second, or tried what cannot be."""
    moment = formats.time_format(timezone.localtime(ticket.since).time(), "H:i")
    taken = ticket.state in (TicketState.CALLED, TicketState.IN_ADVICE)
    if to == TicketState.CALLED and taken and ticket.desk is not None:
        return TicketTaken(
            _("%(number)s was already called at %(time)s: “%(desk)s”.")
            % {"number": ticket.code, "time": moment, "desk": ticket.desk.name},
            ticket,
        )
    if ticket.state == TicketState.IN_ADVICE and ticket.desk is not None:
        return WrongPassage(
            _("%(number)s is in a talk since %(time)s: “%(desk)s”.")
            % {"number": ticket.code, "time": moment, "desk": ticket.desk.name}
        )
    return WrongPassage(
        _("%(number)s is “%(state)s” since %(time)s: look at the queue again.")
        % {"number": ticket.code, "state": ticket.get_state_display(), "time": moment}
    )
