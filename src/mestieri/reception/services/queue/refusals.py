"""What the queue refuses, each with the sentence for who asked."""

from __future__ import annotations

from mestieri.reception.models import Ticket


class QueueRefused(Exception):
    """Something the queue does not do.

    Attributes:
        code: stable word for programs.
        sentence: what happened and what to do.
    """

    code = "refused"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class QueueNotOpen(QueueRefused):
    """The centre or the area gives no numbers now."""

    code = "queue_not_open"


class TicketTaken(QueueRefused):
    """Somebody else called the number first.

    Attributes:
        ticket: the number as it stands now: its desk and since when.
    """

    code = "ticket_taken"

    def __init__(self, sentence: str, ticket: Ticket) -> None:
        super().__init__(sentence)
        self.ticket = ticket


class WrongPassage(QueueRefused):
    """From where the number stands it cannot pass there."""

    code = "wrong_passage"
