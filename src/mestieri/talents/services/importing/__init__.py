"""Many CVs at once: received, read in slices by the worker, duplicates put side by side."""

from mestieri.talents.services.importing.receiving import (
    Bringing,
    begin,
    give_up,
    receive,
    start,
)
from mestieri.talents.services.importing.running import advance_for, is_waiting_for_somebody

__all__ = [
    "Bringing",
    "advance_for",
    "begin",
    "give_up",
    "is_waiting_for_somebody",
    "receive",
    "start",
]
