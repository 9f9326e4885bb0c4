"""Who may open what: every address of ours, and a line for each neighbour's prefix.

A new address fails the tests until it stands here. `who` is one of

- `Who.EVERYBODY`: the walk-in pages, without login;
- `Who.DEVICE`: a paired tablet, by its token;
- `Who.SIGNED_IN`: any account, whatever its roles;
- `Who.ANY_ROLE`: any role in the centre of the address;
- a `Right`: the roles that hold it (`mestieri.kernel.roles`) in the centre of the address.

Everybody else gets 404, and who is not signed in is sent to the login page.
"""

from __future__ import annotations

import enum

from mestieri.kernel.roles import Right


class Who(enum.Enum):
    """Whoever is not told apart by a right."""

    EVERYBODY = "everybody"
    DEVICE = "a paired device"
    SIGNED_IN = "any account"
    ANY_ROLE = "any role in the centre"


TABLE: dict[str, Who | Right] = {
    # The public site
    "front-door": Who.EVERYBODY,
    "house": Who.EVERYBODY,
    "home": Who.EVERYBODY,
    "purpose": Who.EVERYBODY,
    "visit-us": Who.EVERYBODY,
    "not-asked": Who.EVERYBODY,
    "not-asked-poster": Who.EVERYBODY,
    "accessibility": Who.EVERYBODY,
    "privacy": Who.EVERYBODY,
    "find": Who.EVERYBODY,
    "media": Who.EVERYBODY,
    "wagtail_serve": Who.EVERYBODY,
    # The Banco
    "banco": Who.SIGNED_IN,
    "components": Who.SIGNED_IN,
    "banco-centre": Who.ANY_ROLE,
}

#: Prefixes whose addresses are not ours; each has its own test of who comes in.
PREFIXES: dict[str, str] = {
    "banco/accesso/": "allauth: signing in and out, the password, the second factor",
    "redazione/documenti/": "Wagtail: editorial files",
    "redazione/": "Wagtail: the editorial desk",
}
