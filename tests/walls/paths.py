"""The table of addresses as real paths, with an example of each thing they name."""

from __future__ import annotations

import functools

from django.test import Client
from django.urls import reverse

from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Right, Role, roles_with
from tests.walls.addresses import Address, every_address
from tests.walls.examples import EXAMPLES
from tests.walls.url_table import ALSO, PREFIXES, TABLE, Who

EVERYBODYS = [name for name, who in TABLE.items() if who is Who.EVERYBODY]
DEVICES = [name for name, who in TABLE.items() if who is Who.DEVICE]
IN_A_CENTRE = {name: who for name, who in TABLE.items() if who not in (Who.EVERYBODY, Who.DEVICE)}
OF_A_CENTRE = {name: who for name, who in IN_A_CENTRE.items() if who is not Who.SIGNED_IN}
SHELL_OF_THE_TABLET = "tablet"


@functools.cache
def addresses() -> tuple[Address, ...]:
    """Every address, read once: walking Django's table is slow."""
    return tuple(every_address())


def is_a_neighbours(address: Address) -> bool:
    return address.route.startswith(tuple(PREFIXES))


@functools.cache
def ours() -> tuple[Address, ...]:
    return tuple(address for address in addresses() if not is_a_neighbours(address))


@functools.cache
def parameters_by_name() -> dict[str, frozenset[str]]:
    return {address.name: address.parameters for address in ours()}


def parameters_of(name: str) -> frozenset[str]:
    return parameters_by_name()[name]


def roles_that_open(name: str) -> list[Role]:
    who = TABLE[name]
    roles = roles_with(who) if isinstance(who, Right) else list(Role)
    return [role for role in roles if name not in ALSO or role in roles_with(ALSO[name])]


def path_of(name: str, centre: Centre, *, things_of: Centre | None = None) -> str:
    """Path of an address in a centre, naming things of the same centre or of another."""
    example = EXAMPLES[name](things_of or centre) if name in EXAMPLES else {}
    if "centre_slug" in parameters_of(name):
        example = {"centre_slug": centre.slug, **example}
    return reverse(name, kwargs=example) if name != "wagtail_serve" else reverse(name, args=[""])


def sign_in(client: Client, account: Account) -> Client:
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
