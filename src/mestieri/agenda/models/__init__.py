"""Nouns of the calendar: formats, events, rooms taken, seats, opinions, partners' feeds."""

from mestieri.agenda.models.events import Event, EventState, RoomQuarter, Series
from mestieri.agenda.models.feeds import PartnerFeed
from mestieri.agenda.models.formats import EventFormat, EventKind
from mestieri.agenda.models.opinions import Answer, OpinionCount, Question
from mestieri.agenda.models.seats import Booking, BookingState

__all__ = [
    "Answer",
    "Booking",
    "BookingState",
    "Event",
    "EventFormat",
    "EventKind",
    "EventState",
    "OpinionCount",
    "PartnerFeed",
    "Question",
    "RoomQuarter",
    "Series",
]
