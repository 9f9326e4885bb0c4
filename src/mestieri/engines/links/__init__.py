"""Does a link still lead somewhere? Asked politely, and never at an internal door.

    look_at("https://example.org/guida", agent="My checker (+https://example.org)").outcome

See `docs/engines/links.md`.
"""

from mestieri.engines.links.fetching import Fetched, fetch
from mestieri.engines.links.looking import Look, Outcome, look_at
from mestieri.engines.links.places import Refused, addresses_of, names_internal_place

__all__ = [
    "Fetched",
    "Look",
    "Outcome",
    "Refused",
    "addresses_of",
    "fetch",
    "look_at",
    "names_internal_place",
]
