"""Skills that trades ask for, to choose from while one writes a CV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mestieri.engines.occupations import load
from mestieri.library.models import Occupation, OccupationSkill, Skill

MOST_TRADES = 3
MOST_OF_A_TRADE = 10


@dataclass(frozen=True)
class TradeSkills:
    """Some skills of a trade: address and name of each, in the language of the page."""

    trade: str
    skills: list[tuple[str, str]]


def skills_of_trades(titles: Iterable[str], language: str) -> list[TradeSkills]:
    """What the trades that some titles mean ask for, essential skills first. Three queries.

    Nothing where the European classification has not been brought in.

    Args:
        titles: as people write them.
        language: of the page; skills without a name in it are left out.
    """
    wanted = [title for title in dict.fromkeys(titles) if title.strip()][:MOST_TRADES]
    if not wanted or not OccupationSkill.objects.exists():
        return []
    linked = [load().linker.link(title, top=1, groups=False) for title in wanted]
    addresses = list(dict.fromkeys(hits[0].uri for hits in linked if hits))
    trades = Occupation.objects.in_bulk(addresses, field_name="uri")
    rows = OccupationSkill.objects.filter(occupation__uri__in=addresses).select_related("skill")
    named: dict[int, list[tuple[bool, str, str]]] = {}
    for row in rows:
        name = row.skill.labels.get(language)
        if name:
            of_trade = named.setdefault(row.occupation_id, [])
            of_trade.append((not row.is_essential, name, row.skill.uri))
    return [
        TradeSkills(trade.label(language), _first(named[trade.pk]))
        for address in addresses
        if (trade := trades.get(address)) is not None and trade.pk in named
    ]


def _first(found: Sequence[tuple[bool, str, str]]) -> list[tuple[str, str]]:
    return [(uri, _as_begun(name)) for _optional, name, uri in sorted(found)[:MOST_OF_A_TRADE]]


def _as_begun(name: str) -> str:
    return name[:1].upper() + name[1:]


def names_of_skills(addresses: Sequence[str], language: str) -> dict[str, str]:
    """Address → name in a language, else in Italian, else in English. One query, or none."""
    if not addresses:
        return {}
    rows = Skill.objects.filter(uri__in=addresses).values_list("uri", "labels")
    return {
        uri: _as_begun(name)
        for uri, labels in rows
        if (name := labels.get(language) or labels.get("it") or labels.get("en"))
    }
