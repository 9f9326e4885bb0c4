"""Run the queue: give a number, pass it from state to state, hand it over, open a desk."""

from mestieri.reception.services.queue.issuing import issue_ticket, letter_of
from mestieri.reception.services.queue.nights import close_past_days
from mestieri.reception.services.queue.openings import close_desk, open_desk
from mestieri.reception.services.queue.passages import (
    PASSAGES,
    call_ticket,
    cancel_ticket,
    finish_advice,
    hold_ticket,
    mark_no_show,
    recall_ticket,
    resume_ticket,
    start_advice,
    transfer_ticket,
)
from mestieri.reception.services.queue.refusals import (
    QueueNotOpen,
    QueueRefused,
    TicketTaken,
    WrongPassage,
)
from mestieri.reception.services.queue.settings import save_letter, save_setting, setting_of

__all__ = [
    "PASSAGES",
    "QueueNotOpen",
    "QueueRefused",
    "TicketTaken",
    "WrongPassage",
    "call_ticket",
    "cancel_ticket",
    "close_desk",
    "close_past_days",
    "finish_advice",
    "hold_ticket",
    "issue_ticket",
    "letter_of",
    "mark_no_show",
    "open_desk",
    "recall_ticket",
    "resume_ticket",
    "save_letter",
    "save_setting",
    "setting_of",
    "start_advice",
    "transfer_ticket",
]
