"""The sides by which answers are narrowed: plain links, each with how many it leaves."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.models import Area
from mestieri.kernel.vocabulary import SPOKEN_LANGUAGES, Purpose, Way
from mestieri.library.facet_words import language_name
from mestieri.www.answering.asking import AREA, LANGUAGE, PURPOSE, WAY, WHEN, WITHIN, Asked
from mestieri.www.answering.items import Item

KILOMETRES = (5, 10, 25, 50)
#: Word in the address → within how many days, and how it is called.
DAYS: dict[str, tuple[int, Any]] = {
    "oggi": (0, _("Today")),
    "settimana": (7, _("Within a week")),
    "mese": (31, _("Within a month")),
}


@dataclass(frozen=True)
class Side:
    """One side by which answers are narrowed.

    Attributes:
        name: its name in the address.
        label: what it is called (lazy).
        values: value and label of each choice.
        holds: whether an answer has a value.
    """

    name: str
    label: Any
    values: list[tuple[str, Any]]
    holds: Callable[[Item, str], bool]


@dataclass(frozen=True)
class Choice:
    """One value of a side, as a link.

    Attributes:
        label: what it is called.
        query: the address's query with this value; without it where it is chosen.
        count: how many answers it leaves, the other sides being as they are.
        is_chosen: it is the one in force.
    """

    label: str
    query: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class ShownSide:
    """A side with the choices that leave something, and the one in force."""

    name: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)


@dataclass(frozen=True)
class Dropped:
    """A side in force that may be taken away, and how many answers there would be then."""

    label: str
    query: str
    count: int


def sides_of(items: Iterable[Item], areas: list[Area], today: datetime.date) -> list[Side]:
    """The sides that tell the answers of a page apart."""
    spoken = {code for item in items for code in item.particulars.languages}
    known = [code for code, _name in SPOKEN_LANGUAGES if code in spoken]
    known += sorted(spoken.difference(known))
    return [
        Side(WAY, _("What you can do"), list(Way.choices), _has_way),
        Side(PURPOSE, _("Need"), list(Purpose.choices), _has_purpose),
        Side(AREA, _("Area of the centre"), [(str(a.pk), a) for a in areas], _in_area(areas)),
        Side(LANGUAGE, _("Language"), [(code, language_name(code)) for code in known], _speaks),
        Side(WITHIN, _("Distance"), [(str(km), f"{km} km") for km in KILOMETRES], _is_within),
        Side(WHEN, _("When"), [(code, label) for code, (_d, label) in DAYS.items()], _on(today)),
    ]


def _has_way(item: Item, value: str) -> bool:
    return item.way == value


def _has_purpose(item: Item, value: str) -> bool:
    return value in item.purposes or (not item.purposes and value in Purpose)


def _in_area(areas: list[Area]) -> Callable[[Item, str], bool]:
    needs = {str(area.pk): {purpose.value for purpose in area.purposes} for area in areas}

    def holds(item: Item, value: str) -> bool:
        return value in needs and (not item.purposes or bool(item.purposes & needs[value]))

    return holds


def _speaks(item: Item, value: str) -> bool:
    return value in item.particulars.languages


def _is_within(item: Item, value: str) -> bool:
    if item.distance is None or value not in map(str, KILOMETRES):
        return False
    return item.distance.kilometres <= int(value)


def _on(today: datetime.date) -> Callable[[Item, str], bool]:
    def holds(item: Item, value: str) -> bool:
        if value not in DAYS or item.particulars.day is None:
            return False
        return item.particulars.day <= today + datetime.timedelta(days=DAYS[value][0])

    return holds


def narrowed(items: Iterable[Item], sides: list[Side], asked: Asked, but: str = "") -> list[Item]:
    """Answers that have every value in force; the side `but` aside."""
    wanted = [(s, asked.chosen[s.name]) for s in sides if s.name in asked.chosen and s.name != but]
    return [item for item in items if all(side.holds(item, value) for side, value in wanted)]


def shown_sides(items: list[Item], sides: list[Side], asked: Asked) -> list[ShownSide]:
    """The sides with their links. One with nothing to choose is left out."""
    shown = []
    for side in sides:
        left = narrowed(items, sides, asked, but=side.name)
        value_in_force = asked.chosen.get(side.name, "")
        choices = [
            Choice(
                str(label),
                asked.query(**{side.name: "" if value == value_in_force else value}),
                sum(side.holds(item, value) for item in left),
                value == value_in_force,
            )
            for value, label in side.values
        ]
        kept = [choice for choice in choices if choice.count or choice.is_chosen]
        tells_apart = any(choice.count < len(left) for choice in kept)
        if value_in_force or (kept and tells_apart):
            shown.append(ShownSide(side.name, str(side.label), kept))
    return shown


def ways_out(items: list[Item], sides: list[Side], asked: Asked) -> list[Dropped]:
    """Which side to take away when nothing is left, those that give most back first."""
    out = [
        Dropped(
            _named(side, asked.chosen[side.name]),
            asked.query(**{side.name: ""}),
            len(narrowed(items, sides, asked, but=side.name)),
        )
        for side in sides
        if side.name in asked.chosen
    ]
    return sorted(out, key=lambda dropped: -dropped.count)


def _named(side: Side, value: str) -> str:
    label = next((str(label) for known, label in side.values if known == value), value)
    return f"{side.label}: {label}"
