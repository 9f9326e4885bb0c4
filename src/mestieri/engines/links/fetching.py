"""Fetch a small file from the public internet, as carefully as a link is looked at."""

from __future__ import annotations

import contextlib
import http.client
import socket
import time
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin

from mestieri.engines.links.looking import (
    MOST_REDIRECTS,
    REDIRECTS,
    SECONDS_TO_CONNECT,
    _cut_off,
    _reason,
    _secured,
)
from mestieri.engines.links.places import Place, Refused, place_of

SECONDS_FOR_A_FILE = 30.0
_PIECE = 65_536


@dataclass(frozen=True)
class Fetched:
    """What came.

    Attributes:
        data: the file; empty where nothing came.
        problem: a plain reason in English why not; empty when it came.
    """

    data: bytes = b""
    problem: str = ""


def fetch(
    url: str,
    *,
    agent: str,
    most_bytes: int,
    internal_hosts: Collection[str] = (),
    seconds: float = SECONDS_FOR_A_FILE,
) -> Fetched:
    """Fetch a file: never from an internal address, never more than asked for.

    At each step the name is resolved once and the connection goes to the number that was
    checked. No cookie, no proxy, no password is used.

    Args:
        most_bytes: a larger file is refused, as soon as that is known.
        seconds: all the time that it may take, redirects included.
    """
    deadline = time.monotonic() + seconds
    here = url
    try:
        for _step in range(MOST_REDIRECTS + 1):
            place = place_of(here, internal_hosts=internal_hosts)
            status, location, data = _get(place, agent, deadline, most_bytes)
            if status in REDIRECTS and location:
                here = urljoin(here, location).partition("#")[0]
                continue
            if status != http.client.OK:
                return Fetched(problem=f"HTTP {status}")
            if len(data) > most_bytes:
                return Fetched(problem="too big")
            return Fetched(data)
    except Refused as error:
        return Fetched(problem=str(error))
    except TimeoutError:
        return Fetched(problem="too slow")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Fetched(problem="too slow" if time.monotonic() >= deadline else _reason(error))
    return Fetched(problem="too many redirects")


def _get(place: Place, agent: str, deadline: float, most_bytes: int) -> tuple[int, str, bytes]:
    """Status, `Location` and at most one byte more than may come."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    wire = socket.create_connection(
        (place.address, place.port), timeout=min(left, SECONDS_TO_CONNECT)
    )
    with contextlib.closing(wire), _cut_off(wire, deadline):
        return _read(_secured(wire, place), place, agent, most_bytes)


def _read(wire: socket.socket, place: Place, agent: str, most_bytes: int) -> tuple[int, str, bytes]:
    with contextlib.closing(wire):
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.sock = wire  # to the number that was checked: the name is not asked again
        headers = {
            "Host": place.host_header,
            "User-Agent": agent,
            "Accept": "text/calendar, */*;q=0.1",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        connection.request("GET", place.target, headers=headers)
        with contextlib.closing(connection.getresponse()) as answer:
            pieces: list[bytes] = []
            size = 0
            while size <= most_bytes and (piece := answer.read(min(_PIECE, most_bytes + 1 - size))):
                pieces.append(piece)
                size += len(piece)
            return answer.status, answer.headers.get("Location", ""), b"".join(pieces)
