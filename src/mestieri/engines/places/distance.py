"""How far two points are, as the crow flies."""

from __future__ import annotations

import math

#: Latitude and longitude, in degrees.
Point = tuple[float, float]

KILOMETRES_OF_THE_EARTH = 6371.0  # mean radius


def kilometres(here: Point, there: Point) -> float:
    """Distance between two points on the ground, in kilometres (haversine formula)."""
    lat_1, lon_1, lat_2, lon_2 = (math.radians(degrees) for degrees in (*here, *there))
    half = (
        math.sin((lat_2 - lat_1) / 2) ** 2
        + math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    )
    return 2 * KILOMETRES_OF_THE_EARTH * math.asin(min(1.0, math.sqrt(half)))
