"""Look at a link: one short question, few redirects, no more than a little of the answer."""

from __future__ import annotations

import contextlib
import enum
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from mestieri.engines.links.places import Place, Refused, place_of

MOST_REDIRECTS = 5
SECONDS_FOR_A_LINK = 12.0
SECONDS_TO_CONNECT = 5.0
BYTES_READ = 16_384  # enough to see that something comes

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: The page is there, and does not want machines: that is no dead link.
SHUT_TO_MACHINES = frozenset({401, 403, 405, 406, 418, 429, 451, 999})


#: Reasons for which a server may not have been reached at all.
MET_NOBODY = frozenset(
    {"the name is not known", "nobody answers", "no answer that can be read", "too slow"}
)


class Outcome(enum.Enum):
    """What became of a look."""

    OK = "ok"
    MOVED = "moved"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Look:
    """What was seen.

    Attributes:
        outcome: what became of it.
        url: where it ended: for `MOVED` the new address.
        detail: status, or a plain reason in English.
    """

    outcome: Outcome
    url: str
    detail: str

    @property
    def met_nobody(self) -> bool:
        """Whether no server was reached: it may as well be our own network that is missing."""
        return self.outcome is Outcome.FAILED and self.detail in MET_NOBODY


def look_at(
    url: str,
    *,
    agent: str,
    internal_hosts: Collection[str] = (),
    seconds: float = SECONDS_FOR_A_LINK,
) -> Look:
    """Ask a server whether a page is still there: HEAD, then GET where HEAD is not enough.

    The name is resolved once at each step and the connection goes to the number that was
    checked, so that a name cannot change its mind in between. No cookie, no proxy, no
    password is used, and nothing is kept of the answer.

    Args:
        url: the link.
        agent: who asks, with a way to reach them.
        internal_hosts: names of internal servers that may be asked all the same.
        seconds: all the time that the link may take, redirects included.
    """
    deadline = time.monotonic() + seconds
    here, is_permanent = url, True
    try:
        for _step in range(MOST_REDIRECTS + 1):
            status, location = _ask(place_of(here, internal_hosts=internal_hosts), agent, deadline)
            if status in REDIRECTS and location:
                is_permanent = is_permanent and status in PERMANENT
                here = urljoin(here, location).partition("#")[0]
                continue
            return _look(url, here, status, is_permanent)
    except Refused as error:
        return Look(Outcome.REFUSED, here, str(error))
    except TimeoutError:
        return Look(Outcome.FAILED, here, "too slow")
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= deadline
        return Look(Outcome.FAILED, here, "too slow" if late else _reason(error))
    return Look(Outcome.FAILED, here, "too many redirects")


def _look(asked: str, here: str, status: int, is_permanent: bool) -> Look:
    if status >= 400 and status not in SHUT_TO_MACHINES:
        return Look(Outcome.FAILED, here, f"HTTP {status}")
    if here != asked.partition("#")[0] and is_permanent:
        return Look(Outcome.MOVED, here, f"HTTP {status}")
    return Look(Outcome.OK, here, f"HTTP {status}")


def _ask(place: Place, agent: str, deadline: float) -> tuple[int, str]:
    """Status and `Location` of an address."""
    status, location = _request("HEAD", place, agent, deadline)
    if status < 400:
        return status, location
    return _request("GET", place, agent, deadline)


def _request(method: str, place: Place, agent: str, deadline: float) -> tuple[int, str]:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    wire = socket.create_connection(
        (place.address, place.port), timeout=min(left, SECONDS_TO_CONNECT)
    )
    with contextlib.closing(wire), _cut_off(wire, deadline):
        return _converse(_secured(wire, place), method, place, agent)


def _secured(wire: socket.socket, place: Place) -> socket.socket:
    """The connection, with its certificate checked against the name where there is one."""
    if place.scheme == "http":
        return wire
    return ssl.create_default_context().wrap_socket(wire, server_hostname=place.host)


def _converse(wire: socket.socket, method: str, place: Place, agent: str) -> tuple[int, str]:
    with contextlib.closing(wire):
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = wire  # to the number that was checked: the name is not asked again
        headers = {
            "Host": place.host_header,
            "User-Agent": agent,
            "Accept": "*/*",
            "Connection": "close",
        }
        connection.request(method, place.target, headers=headers)
        with contextlib.closing(connection.getresponse()) as answer:
            answer.read(BYTES_READ)
            return answer.status, answer.headers.get("Location", "")


@contextlib.contextmanager
def _cut_off(wire: socket.socket, deadline: float) -> Iterator[None]:
    """Hang up when the time is over, however slowly the other side goes on speaking.

    Raises:
        TimeoutError: that is what happened.
    """
    # A handshake takes the connection over and leaves its number to the new one: a copy of
    # the number hangs up both.
    handle = wire.dup()
    is_over = threading.Event()

    def hang_up() -> None:
        is_over.set()
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        handle.close()
    if is_over.is_set():
        raise TimeoutError


def _reason(error: BaseException) -> str:
    """A plain reason: no text of the other side comes back to who reads."""
    if isinstance(error, socket.gaierror):
        return "the name is not known"
    if isinstance(error, ssl.SSLError):
        return "its certificate is not good"
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers"
    return "no answer that can be read"
