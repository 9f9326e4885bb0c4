"""Nouns of the reception: visits, desks and turns, the queue, advice, questions from afar."""

from mestieri.reception.models.advice import AdviceSession, NameCorrection
from mestieri.reception.models.afar import RemoteMessage, RemoteQuestion
from mestieri.reception.models.queue import (
    AdviceSetting,
    AreaLetter,
    DeskOpening,
    Ticket,
    TicketPassage,
    TicketState,
)
from mestieri.reception.models.visits import LAST_HALF_HOUR, Desk, Device, Duty, Visit

__all__ = [
    "LAST_HALF_HOUR",
    "AdviceSession",
    "AdviceSetting",
    "AreaLetter",
    "Desk",
    "DeskOpening",
    "Device",
    "Duty",
    "NameCorrection",
    "RemoteMessage",
    "RemoteQuestion",
    "Ticket",
    "TicketPassage",
    "TicketState",
    "Visit",
]
