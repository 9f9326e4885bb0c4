"""Everything the finding page shows for one question."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from mestieri.kernel import queries as kernel
from mestieri.kernel.models import Area, Centre
from mestieri.kernel.models.centres import AreaStatus
from mestieri.kernel.vocabulary import Way
from mestieri.www.answering.asking import WAY, Asked
from mestieri.www.answering.items import Item, desks_to_ask, items_of, point_of
from mestieri.www.answering.narrowing import (
    Dropped,
    ShownSide,
    narrowed,
    shown_sides,
    sides_of,
    ways_out,
)
from mestieri.www.finding import Finding

#: Answers of each way before «see them all».
FIRST_OF_A_WAY: dict[str, int] = {Way.READ: 6, Way.ASK: 2, Way.MEET: 4, Way.GO: 6}
ICONS: dict[str, str] = {
    Way.READ: "it-file", Way.ASK: "it-comment", Way.MEET: "it-calendar", Way.GO: "it-map-marker",
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Answers with which one can do the same.

    Attributes:
        way: what one can do.
        items: the first of them, or all where the way is chosen.
        count: how many there are.
        query: the address's query that shows them all; empty where they are all shown.
    """

    way: Way
    items: list[Item]
    count: int
    query: str

    @property
    def icon(self) -> str:
        return ICONS[self.way]


@dataclass(frozen=True)
class AnswerPage:
    """What the finding page shows.

    Attributes:
        groups: the answers, way by way; ways without any are left out.
        sides: by what they may be narrowed.
        found: things found in all, before narrowing; desks not counted.
        left: answers left, desks counted.
        ways_out: when nothing is left, what to take away.
    """

    groups: list[Group]
    sides: list[ShownSide]
    found: int
    left: int
    ways_out: list[Dropped]

    @property
    def chosen(self) -> list[ShownSide]:
        return [side for side in self.sides if side.chosen]


def answer_page(
    centre: Centre, finding: Finding, asked: Asked, now: datetime.datetime
) -> AnswerPage:
    """Group and narrow what was found. At most sixteen queries, whatever is found."""
    site = point_of(centre)
    here = asked.where.municipality
    found = items_of(centre, finding, here, site[1])
    asks = desks_to_ask(centre, found, now, here, site)
    told = {item.url for item in asks}  # the page of a need and its desk are one answer
    items = [*(item for item in found if item.url not in told), *asks]
    sides = sides_of(items, areas_that_tell_apart(centre), now.date())
    left = narrowed(items, sides, asked)
    return AnswerPage(
        _groups(left, asked),
        shown_sides(items, sides, asked),
        len(found),
        len(left),
        [] if left else ways_out(items, sides, asked),
    )


def areas_that_tell_apart(centre: Centre) -> list[Area]:
    """The open areas; none where each has one need, which says the same. Two queries."""
    open_areas = kernel.areas_of_centre(centre).filter(status=AreaStatus.OPEN)
    areas = [area for area in open_areas if area.purposes]
    return areas if any(len(area.purposes) > 1 for area in areas) else []


def _groups(items: list[Item], asked: Asked) -> list[Group]:
    groups = []
    for way in Way:
        of_way = [item for item in items if item.way == way]
        shown = of_way if asked.chosen.get(WAY) == way else of_way[: FIRST_OF_A_WAY[way]]
        query = asked.query(**{WAY: way.value}) if len(shown) < len(of_way) else ""
        if of_way:
            groups.append(Group(way, shown, len(of_way), query))
    return groups
