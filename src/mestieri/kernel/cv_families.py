"""Families and macro-indexes by which a centre sorts its CVs, for the rooms that ask for people.

A message between rooms, as those of `kernel.exchange`: the CV bank offers it, whoever writes down
what a company asks for reads it. Nothing here reaches a person or a CV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mestieri.kernel.models import Centre


@dataclass(frozen=True)
class OfferedFamily:
    """A family of trades.

    Attributes:
        code: stable word for it; a request keeps this.
        name, macro: its name and that of its macro-family.
        is_in_use: false for one that was put away, which old requests may still name.
    """

    code: str
    name: str
    macro: str
    is_in_use: bool = True


@dataclass(frozen=True)
class OfferedIndex:
    """A macro-index in use.

    Attributes:
        key: stable word for it; a request keeps this.
        kind: what it holds: `yes_no`, `one_of`, `many_of`, `number`, `date`, `place`, `language`.
        unit: of a number.
        values: number and name of each value of a list.
    """

    key: str
    name: str
    kind: str
    unit: str = ""
    values: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Sorting:
    """How a centre sorts its CVs."""

    families: tuple[OfferedFamily, ...] = ()
    indexes: tuple[OfferedIndex, ...] = field(default=())

    def by_macro(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Families in use under their macro-families, as a form offers them: code and name."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for family in self.families:
            if family.is_in_use:
                groups.setdefault(family.macro, []).append((family.code, family.name))
        return list(groups.items())

    def names_of(self, codes: Iterable[str]) -> list[str]:
        """Names of families by code; what nobody knows is shown as it is written."""
        names = {family.code: family.name for family in self.families}
        return [names.get(code, code) for code in codes]


#: Centre → how it sorts its CVs, in a bounded number of queries.
SortingSource = Callable[[Centre], Sorting]

_sources: list[SortingSource] = []


def offer_families(source: SortingSource) -> None:
    """Let rooms that ask for people use the families and indexes of the CV bank."""
    _sources[:] = [source]


def sorting_of(centre: Centre) -> Sorting:
    """How a centre sorts its CVs; nothing where no room does."""
    return _sources[0](centre) if _sources else Sorting()
