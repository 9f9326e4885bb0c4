"""How these services say no."""

from __future__ import annotations


class BackupRefused(Exception):
    """A copy cannot be made or put back; the message is one sentence, and nothing changed."""


DAMAGED = "This copy is damaged or cut short: nothing of it was used. Take another one."
WRONG_KEY = "This key does not open this copy: look for the paper with the words of its key."
NOT_A_COPY = "This file is not a copy made by Mestieri."
