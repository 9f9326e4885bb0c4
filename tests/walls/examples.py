"""An example of each thing that an address names, made in a given centre.

`EXAMPLES` maps the name of an address to a function (centre) → the parameters of the
address besides the centre's slug. An address without parameters needs no line.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mestieri.kernel.models import Centre
from mestieri.www.purposes import PURPOSE_BY_SLUG

Example = Callable[[Centre], dict[str, Any]]

EXAMPLES: dict[str, Example] = {
    "purpose": lambda centre: {"purpose_slug": next(iter(PURPOSE_BY_SLUG))},
    "media": lambda centre: {"path": "no-such-image.png"},
}

#: Addresses whose parameters name something that all the centres of a house share.
SHARED = {"purpose", "media"}
