"""Skills that trades ask for, to choose from while one writes a CV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mestieri.engines.occupations import gendered_forms, load
from mestieri.library.models import Occupation, OccupationSkill, Skill

MOST_TRADES = 3
MOST_OF_A_TRADE = 10
LIKELY = 3  # occupations that a title may mean: the first with skills here is shown


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
    linker = load().linker
    meant = [[hit.uri for hit in linker.link(title, language, LIKELY, False)] for title in wanted]
    addresses = [uri for uris in meant for uri in uris]
    trades = Occupation.objects.in_bulk(addresses, field_name="uri")
    rows = OccupationSkill.objects.filter(occupation__uri__in=addresses).select_related("skill")
    named: dict[int, list[tuple[bool, str, str]]] = {}
    for row in rows:
        name = row.skill.labels.get(language)
        if name:
            of_trade = named.setdefault(row.occupation_id, [])
            of_trade.append((not row.is_essential, name, row.skill.uri))
    known = {uri: trade for uri, trade in trades.items() if trade.pk in named}
    found = [next((known[uri] for uri in uris if uri in known), None) for uris in meant]
    return [
        TradeSkills(" / ".join(gendered_forms(trade.label(language))), _first(named[trade.pk]))
        for trade in dict.fromkeys(filter(None, found))
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
