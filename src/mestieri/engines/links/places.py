"""Which addresses may be connected to: those of the public internet, unless told otherwise."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Addresses of IPv6 that hold one of IPv4 (RFC 6052): the gateway would knock at the latter.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
#: Endings of names that mean something inside a house alone.
INTERNAL_ENDINGS = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
DEFAULT_PORTS = {"http": 80, "https": 443}


class Refused(ValueError):
    """A link that is not looked at; the message is a plain reason in English."""


@dataclass(frozen=True)
class Place:
    """Where to connect to, checked.

    Attributes:
        scheme: `http` or `https`.
        host: its name, as the server wants to hear it.
        port: the port.
        address: the number to connect to: the name is not resolved a second time.
        target: path and query.
    """

    scheme: str
    host: str
    port: int
    address: str
    target: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"


def place_of(url: str, *, internal_hosts: Collection[str] = ()) -> Place:
    """Where a link leads, resolved once.

    Args:
        internal_hosts: names (or numbers) of internal servers that may be asked all the same.

    Raises:
        Refused: no web link, it carries a password, or it leads to an internal address.
        OSError: the name is not known.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:
        raise Refused("not an address of the web") from error
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise Refused("not an address of the web")
    if parts.username is not None or parts.password is not None:
        raise Refused("it carries a user name")
    address = addresses_of(host, port, internal=host in internal_hosts)[0]
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(parts.scheme, host, port, address, _quoted(target))


def addresses_of(host: str, port: int, *, internal: bool = False) -> list[str]:
    """Numbers of a name, all of them public.

    Raises:
        Refused: one of them is internal, and `internal` is False.
        OSError: the name is not known.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not internal and not all(is_public(number) for number in numbers):
        raise Refused("it leads to an internal address")
    return numbers


def is_public(number: str) -> bool:
    """Whether a number belongs to the public internet.

    Private, loopback, link-local, shared, reserved and multicast addresses do not, nor do
    those of IPv6 that hold one of these (mapped, 6to4, Teredo, NAT64).
    """
    address = ipaddress.ip_address(number.partition("%")[0])
    return all(one.is_global and not one.is_multicast for one in _held(address))


def names_internal_place(url: str, *, internal_hosts: Collection[str] = ()) -> bool:
    """Whether a link says by itself that it leads inside; no name is resolved.

    True for internal numbers, for names without a dot and for those that only a house knows
    (`.localhost`, RFC 6761; `.local`, RFC 6762; `.home.arpa`, RFC 8375; `.internal`, `.lan`).

    Args:
        internal_hosts: names (or numbers) of internal servers that are fine all the same.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    if not host or host in internal_hosts:
        return False
    number = _number(host)
    if number is not None:
        return not is_public(number)
    return "." not in host or host.endswith(INTERNAL_ENDINGS)


def _number(host: str) -> str | None:
    """The number that a host is written as, in any writing that a machine takes; else None."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _held(address: Address) -> list[Address]:
    if not isinstance(address, ipaddress.IPv6Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    held: list[Address] = [address]
    if address.sixtofour is not None:
        held.append(address.sixtofour)
    if address.teredo is not None:
        held += address.teredo
    if address in NAT64:
        held.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return held


def _quoted(target: str) -> str:
    """A path as it may stand in a request: no spaces, nothing but ASCII."""
    return quote(target, safe="/?#[]@!$&'()*+,;=:%-._~")
