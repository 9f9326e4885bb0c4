"""The trades that a profile of interests is put beside: those with a sheet of ours."""

from __future__ import annotations

from dataclasses import dataclass

from mestieri.engines.occupations import gendered_forms
from mestieri.engines.questionnaires.interests import two_highest
from mestieri.guidance.shipped import trades
from mestieri.library.models import Occupation
from mestieri.library.queries.occupations import OCCUPATION_ADDRESS


@dataclass(frozen=True)
class TradeLine:
    """A trade in a list: its title in `language`, its interests, the two types it has most of."""

    key: str
    title: str
    language: str
    interests: tuple[float, ...]
    types: tuple[str, str]

    @property
    def written_interests(self) -> str:
        return " ".join(f"{interest:.2f}" for interest in self.interests)


def trade_lines(language: str) -> list[TradeLine]:
    """Trades in alphabetical order. One query."""
    known = {trade.key: trade for trade in trades()}
    rows = Occupation.objects.filter(uri__in=[f"{OCCUPATION_ADDRESS}{key}" for key in known])
    lines = [
        TradeLine(
            row.key,
            " / ".join(gendered_forms(row.label(language))),
            row.label_language(language),
            known[row.key].interests,
            two_highest(known[row.key].interests),
        )
        for row in rows.only("uri", "labels")
    ]
    return sorted(lines, key=lambda line: line.title.casefold())


def trade_titles(language: str) -> list[str]:
    """Names of the trades in each gender, to choose from while one writes. One query."""
    rows = Occupation.objects.filter(sheet__isnull=False).only("labels")
    titles = {form for row in rows for form in gendered_forms(row.labels.get(language, ""))}
    return sorted(filter(None, titles), key=str.casefold)
