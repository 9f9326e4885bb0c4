"""Things of the calendar that addresses name, made in a given centre."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from mestieri.agenda.models import Event, EventState
from mestieri.agenda.services.seats import book
from mestieri.kernel.models import Centre
from tests import factories


def event(centre: Centre) -> Event:
    """An event with a seat taken and a room, in days that do not clash."""
    made = factories.EventFactory(
        centre=centre, room=factories.RoomFactory(centre=centre), place=""
    )
    book(made, "Ombrello blu")
    made.refresh_from_db()
    return made


def seat(centre: Centre) -> dict[str, Any]:
    made = event(centre)
    return {"pk": made.pk, "booking_id": made.bookings.get().pk}


def proposed_event(centre: Centre) -> Event:
    return factories.EventFactory(
        centre=centre,
        feed=factories.PartnerFeedFactory(centre=centre),
        feed_uid="una",
        state=EventState.PROPOSED,
    )


def month_of_today(centre: Centre) -> dict[str, Any]:
    """The month of the events above, which are two days ahead."""
    event(centre)
    today = timezone.localdate()
    return {"month": f"{today:%Y-%m}"}
