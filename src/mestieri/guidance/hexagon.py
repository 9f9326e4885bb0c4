"""Where the corners of the hexagon of interests are, for its drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mestieri.engines.questionnaires import HEXAGON, Questionnaire

CENTRE_X, CENTRE_Y, RADIUS = 210, 160, 110
RINGS = (25, 50, 75, 100)  # hundredths
AWAY = 20  # of a name from its corner


@dataclass(frozen=True)
class Corner:
    """A type at its corner."""

    code: str
    name: str
    x: float
    y: float
    label_x: float
    label_y: float
    anchor: str


def point(number: int, hundredths: float, away: float = 0) -> tuple[float, float]:
    """The point of a corner's ray at so many hundredths of it."""
    angle = math.radians(60 * number - 90)
    length = RADIUS * hundredths / 100 + away
    return round(CENTRE_X + length * math.cos(angle), 1), round(
        CENTRE_Y + length * math.sin(angle), 1
    )


def rings() -> list[str]:
    """The points of each ring."""
    return [
        " ".join(f"{x},{y}" for x, y in (point(number, ring) for number in range(len(HEXAGON))))
        for ring in RINGS
    ]


def corners(questionnaire: Questionnaire) -> list[Corner]:
    """The six types, each at its corner."""
    return [
        Corner(
            area.code,
            area.name,
            *point(number, 100),
            *point(number, 100, AWAY),
            _anchor(number),
        )
        for number, area in enumerate(questionnaire.areas)
    ]


def _anchor(number: int) -> str:
    return "middle" if number % 3 == 0 else ("start" if number < 3 else "end")
