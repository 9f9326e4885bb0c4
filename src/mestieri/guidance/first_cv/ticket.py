"""The closed ticket in which a CV under way travels from page to page.

It is closed with a key worked out from the installation's, says when it was closed, and lies
in a hidden field: never in an address, a cookie, a row or a file. Whoever finds one later
opens nothing.
"""

from __future__ import annotations

import base64
import json
import time
import zlib

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from mestieri.guidance.first_cv.draft import Draft

GOES_ON_FOR = 4 * 60 * 60
"""Seconds in which one goes on writing, counted from the last page."""
OPENS_FOR = 24 * 60 * 60
"""Seconds after which it opens no more."""
LONGEST = 2_000_000
"""Characters of a ticket, which Django would refuse a little above."""
LARGEST = 8_000_000
"""Bytes of what is in it."""


class TicketUnreadable(Exception):
    """It was altered, is too old, or is none of ours."""


class TicketExpired(Exception):
    """It was closed too long ago to go on. What was in it can still be taken away.

    Attributes:
        draft: what was in it.
        sealed_at: when it was closed, in seconds since 1970.
    """

    def __init__(self, draft: Draft, sealed_at: int) -> None:
        super().__init__()
        self.draft = draft
        self.sealed_at = sealed_at


def _fernet() -> Fernet:
    derive = HKDF(SHA256(), 32, salt=None, info=b"mestieri first cv")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))


def seal(draft: Draft, now: float | None = None) -> str:
    """Close a draft. `now` is in seconds since 1970; the present if not given."""
    said = json.dumps(draft.as_values(), separators=(",", ":"))
    moment = int(time.time() if now is None else now)
    return _fernet().encrypt_at_time(zlib.compress(said.encode()), moment).decode("ascii")


def unseal(ticket: str, now: float | None = None) -> Draft:
    """What is in a ticket; an empty one is a new draft.

    Raises:
        TicketExpired: too old to go on with; carries the draft.
        TicketUnreadable: altered, none of ours, or far too old.
    """
    if not ticket:
        return Draft()
    moment = int(time.time() if now is None else now)
    fernet = _fernet()
    try:
        if len(ticket) > LONGEST:
            raise ValueError
        closed = fernet.decrypt_at_time(ticket.encode(), OPENS_FOR, moment)
        draft = Draft.from_values(json.loads(_unpacked(closed)))
        sealed_at = fernet.extract_timestamp(ticket.encode())
    except (InvalidToken, ValueError, KeyError, TypeError, zlib.error):
        raise TicketUnreadable from None
    if moment - sealed_at > GOES_ON_FOR:
        raise TicketExpired(draft, sealed_at)
    return draft


def _unpacked(closed: bytes) -> bytes:
    packed = zlib.decompressobj()
    said = packed.decompress(closed, LARGEST)
    if packed.unconsumed_tail:
        raise ValueError
    return said
