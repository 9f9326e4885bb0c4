"""Where things are: Italian municipalities by name, and the distance between two points.

    here = load_municipalities().named("frascati")
    kilometres(here.point, (41.9, 12.5))

See `docs/engines/places.md`.
"""

from mestieri.engines.places.distance import Point, kilometres
from mestieri.engines.places.municipalities import (
    Municipalities,
    Municipality,
    fold_name,
    load_municipalities,
)

__all__ = [
    "Municipalities",
    "Municipality",
    "Point",
    "fold_name",
    "kilometres",
    "load_municipalities",
]
