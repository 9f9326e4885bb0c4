"""How many wrong codes are heard, without knowing who says them.

Two bounds, both in the memory of the process, both forgotten after ten minutes:

- a connection that was wrong `MOST_OF_ONE` times waits. It is known by a keyed digest whose key is
  drawn when the process starts and drawn again every ten minutes: the digest leads back to no
  address once the key is gone, and neither is ever written anywhere;
- when the whole house heard `MOST_OF_ALL` wrong codes in a minute, connections that were wrong
  already wait, whoever they are. A first attempt is always heard, in its turn (`gate`): a flood
  from a thousand places may make one try again, no more. Where a proxy does not say where a post
  comes from, this is the only bound, and it is everybody's.

What is out of reach is guessing: a code is one of 2^44, a process derives about three a second
(`gate.DERIVATIONS`). With 10,000 sheets, who tries without a pause for ever meets one of them
after some twenty years.
"""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
import threading
import time
from collections import Counter

from mestieri.kernel.credentialless import RateLimit

MOST_OF_ONE, MOST_OF_ALL = 15, 30
SECONDS_REMEMBERED = 600
MOST_REMEMBERED = 20_000  # connections: a flood must not fill the memory


class WrongCodes:
    """The wrong codes of the last minutes."""

    def __init__(self) -> None:
        self._of_all = RateLimit(posts=MOST_OF_ALL, seconds=60)
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        """Begin again, with another key."""
        with self._lock:
            self._begin_again()

    def _begin_again(self) -> None:
        self._key, self._since = secrets.token_bytes(32), time.monotonic()
        self._by_connection: Counter[bytes] = Counter()

    def may_try(self, connection: str) -> bool:
        """Whether a code is worked on; `connection` is empty where it is not known."""
        if not connection:
            return self._of_all.has_room()
        with self._lock:
            wrong = self._by_connection[self._digest(connection)]
        return wrong < MOST_OF_ONE and (wrong == 0 or self._of_all.has_room())

    def note(self, connection: str) -> None:
        """Remember that a wrong code came, not which one."""
        self._of_all.allows()
        with self._lock:
            digest = self._digest(connection)
            if connection and (digest in self._by_connection or self._has_room()):
                self._by_connection[digest] += 1

    def _has_room(self) -> bool:
        return len(self._by_connection) < MOST_REMEMBERED

    def _digest(self, connection: str) -> bytes:
        if time.monotonic() - self._since > SECONDS_REMEMBERED:
            self._begin_again()
        return hashlib.blake2b(
            network_of(connection).encode(), key=self._key, digest_size=16
        ).digest()


def network_of(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the /64 of an IPv6 one."""
    try:
        read = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if read.version == 4:
        return str(read)
    return str(ipaddress.ip_network((int(read), 64), strict=False))


WRONG_CODES = WrongCodes()
