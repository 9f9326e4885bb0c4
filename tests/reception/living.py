"""A centre with something in every figure of the director's page."""

from __future__ import annotations

import datetime
import uuid

from django.utils import timezone

from mestieri.kernel.models import Area, Centre, Point
from mestieri.kernel.vocabulary import Purpose
from mestieri.library.models import DirectoryEntry
from mestieri.reception.models import (
    Outcome,
    OutcomeTally,
    Referral,
    Ticket,
    TicketPassage,
    TicketState,
)
from mestieri.reception.services.history import CountedVisits, record_history
from tests import factories


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def count(
    point: Point,
    when: str,
    visits: int = 1,
    purpose: Purpose = Purpose.WORK,
    half_hour: int = 20,
) -> None:
    """Visits of one half hour of a past day."""
    record_history(
        point, [CountedVisits(day(when), half_hour, purpose, visits)], seed=str(uuid.uuid4())
    )


def ticket(
    centre: Centre,
    area: Area,
    number: int,
    waited: int,
    advised: int,
    when: str = "2026-11-20T10:00:00+00:00",
) -> None:
    """A number that waited and was advised so many minutes."""
    taken = datetime.datetime.fromisoformat(when)
    sat = taken + datetime.timedelta(minutes=waited)
    done = sat + datetime.timedelta(minutes=advised)
    made = Ticket.objects.create(
        centre=centre,
        area=area,
        letter="I",
        number=number,
        day=taken.date(),
        state=TicketState.DONE,
        since=done,
        arrived_at=taken,
    )
    for state, at in (
        (TicketState.WAITING, taken),
        (TicketState.CALLED, sat),
        (TicketState.IN_ADVICE, sat),
        (TicketState.DONE, done),
    ):
        TicketPassage.objects.create(ticket=made, state=state, at=at, area=area)


def bring_to_life(point: Point) -> Centre:
    """Forty days of visits, twelve numbers, six slips and four answers."""
    centre, today = point.centre, timezone.localdate()
    area = factories.AreaFactory(centre=centre, name="Impresa")
    for back in range(40):
        when = (today - datetime.timedelta(days=back)).isoformat()
        count(point, when, 3)
        count(point, when, 2, Purpose.GUIDANCE, 30)
    for number in range(1, 13):
        yesterday = today - datetime.timedelta(days=1)
        ticket(centre, area, number, number, 15, f"{yesterday}T10:00:00+00:00")
    entry = DirectoryEntry.objects.create(
        centre=centre,
        organisation="=Centro per l’impiego",
        service="Accoglienza",
        assured_on=today,
        review_by=today,
    )
    for _slip in range(6):
        Referral.objects.create(centre=centre, destination=entry, language="it", day=today)
    for outcome, times in ((Outcome.SERVED, 3), (Outcome.IN_VAIN, 1)):
        OutcomeTally.objects.create(
            centre=centre,
            destination=entry,
            month=today.replace(day=1),
            outcome=outcome,
            times=times,
        )
    return centre
