"""What an address asks of the finding page: the words, the sides chosen, near where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from mestieri.engines.places import Municipality, Point, load_municipalities

LONGEST_QUESTION = 200  # characters
LONGEST_SIDE = 80

WORDS, PURPOSE, AREA, LANGUAGE, NEAR, WITHIN, WHEN, WAY = (
    "q", "esigenza", "area", "lingua", "vicino", "entro", "quando", "modo",
)  # fmt: skip
#: Sides that are chosen from a list; «vicino» is written, and does not narrow by itself.
SIDES = (WAY, PURPOSE, AREA, LANGUAGE, WITHIN, WHEN)


@dataclass(frozen=True)
class Where:
    """Near where, as the person wrote it: read from the address, kept nowhere.

    Attributes:
        written: what was written.
        municipality: what it is the name of; None when no municipality is called so.
        others: further municipalities of the same name, or names that it may have meant.
    """

    written: str = ""
    municipality: Municipality | None = None
    others: list[Municipality] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What an address asks.

    Attributes:
        words: the question, on one line.
        chosen: side → its value, for the sides that are chosen.
        where: near where.
    """

    words: str
    chosen: Mapping[str, str]
    where: Where

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen)

    def query(self, **changes: str) -> str:
        """The address's query with some sides changed; an empty value takes one away."""
        asked = {WORDS: self.words, NEAR: self.where.written, **self.chosen, **changes}
        if not asked[NEAR]:
            asked[WITHIN] = ""
        return urlencode({name: value for name, value in asked.items() if value})

    def others(self, *names: str) -> list[tuple[str, str]]:
        """What a form must carry on besides some names."""
        asked = {WORDS: self.words, NEAR: self.where.written, **self.chosen}
        return [(name, value) for name, value in asked.items() if value and name not in names]


def read_asked(data: Mapping[str, str], centre_point: Point | None) -> Asked:
    """Read an address; nothing in it can be wrong.

    Args:
        data: its query.
        centre_point: where the centre is: of two places with one name the nearer is meant.
    """
    where = _where(_line(data, NEAR, LONGEST_SIDE), centre_point)
    chosen = {name: value for name in SIDES if (value := _line(data, name, LONGEST_SIDE))}
    if where.municipality is None:
        chosen.pop(WITHIN, None)
    return Asked(_line(data, WORDS, LONGEST_QUESTION), chosen, where)


def _line(data: Mapping[str, str], name: str, longest: int) -> str:
    return " ".join(data.get(name, "").replace("\x00", " ").split())[:longest]


def _where(written: str, centre_point: Point | None) -> Where:
    if not written:
        return Where()
    table = load_municipalities()
    found = table.named(written, near=centre_point)
    if found is None:
        return Where(written, None, table.alike(written))
    return Where(written, found, [row for row in table.all_named(written) if row != found])
