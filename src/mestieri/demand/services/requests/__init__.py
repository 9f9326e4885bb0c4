"""What companies ask for: written down or received, approved by a person, moved on, shown."""

from mestieri.demand.services.requests.approving import approve, refuse
from mestieri.demand.services.requests.passages import (
    begin_search,
    must_be_approved,
    pass_request,
    take_over,
)
from mestieri.demand.services.requests.receiving import Asking, receive
from mestieri.demand.services.requests.writing import ask, save_request

__all__ = [
    "Asking",
    "approve",
    "ask",
    "begin_search",
    "must_be_approved",
    "pass_request",
    "receive",
    "refuse",
    "save_request",
    "take_over",
]
