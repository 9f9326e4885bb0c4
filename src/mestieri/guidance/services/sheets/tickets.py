"""The ticket by which an open sheet goes from one page to the next, without cookie or session.

It is a hidden field of the page: the keys of the sheet, closed with a key of the installation that
changes every twenty minutes. Nothing of it is kept here: a page that is left is a closed sheet.
"""

from __future__ import annotations

import base64
import json
import time
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from mestieri.engines.codewords import Keys

SECONDS_OPEN = 20 * 60
LONGEST_TICKET = 1_000  # characters
_USE = b"mestieri project sheet ticket "


@dataclass(frozen=True)
class Opening:
    """An open sheet, in the memory of a request.

    Attributes:
        keys: what its words lead to.
        nonce: 16 bytes of the page where the words were typed: when its owner has finished,
            nothing that bears them opens the sheet again.
    """

    keys: Keys
    nonce: bytes = field(repr=False)


def ticket_of(opening: Opening) -> str:
    """The ticket of the next page."""
    said = {
        "lookup": _text(opening.keys.lookup),
        "key": _text(opening.keys.key),
        "nonce": _text(opening.nonce),
    }
    return _closer().encrypt(json.dumps(said).encode()).decode()


def opening_of(ticket: str) -> Opening | None:
    """What a ticket opens; None when its twenty minutes are over, or it is none of ours."""
    if len(ticket) > LONGEST_TICKET:
        return None
    try:
        said = json.loads(_closer().decrypt(ticket.encode(), ttl=SECONDS_OPEN))
    except (InvalidToken, UnicodeEncodeError):
        return None
    return Opening(Keys(_bytes(said["lookup"]), _bytes(said["key"])), _bytes(said["nonce"]))


def _closer() -> MultiFernet:
    """The key of these twenty minutes, and that of the twenty before. Every host has the same."""
    now = int(time.time()) // SECONDS_OPEN
    return MultiFernet([_fernet(now), _fernet(now - 1)])


def _fernet(stretch: int) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=_USE + str(stretch).encode())
    return Fernet(base64.urlsafe_b64encode(derived.derive(settings.SECRET_KEY.encode())))


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
    return base64.b64decode(value)
