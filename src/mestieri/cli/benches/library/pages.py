"""The lists of the documentation at 100,000 records, beside the page one would write first.

The peer asks the same database for the same resources with `icontains` and `OFFSET`, and counts
them all; ours keeps the words in an index, goes on from the last title, and counts up to a
thousand. Both answer in turn, in an order drawn by chance from a fixed seed.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

SEED = 20261123
RECORDS = 100_000
AT_ONCE = 5_000
ROUNDS = 15
A_PAGE = 25
MOST_QUERIES = 10
WORDS = [
    "saldatore", "cuoco", "magazzino", "patente", "concorso", "bottega", "cantiere", "curriculum",
    "contratto", "turno", "apprendista", "diploma", "tirocinio", "impresa", "colloquio",
    "sartoria", "orto", "forno", "officina", "ufficio",
]  # fmt: skip


def measure() -> dict[str, Any]:
    """Fill an installation and ask it.

    Returns:
        `records, rounds, filled_s, most_queries, pages: [{page, queries, ours_ms, peer_ms}]`,
        times as medians in thousandths of a second.
    """
    records = int(os.environ.get("MESTIERI_BENCH_RECORDS", RECORDS))
    began = time.perf_counter()
    centre = fill(records)
    filled = time.perf_counter() - began
    pages = [compare(name, ours, peer) for name, ours, peer in contestants(centre, records)]
    return {
        "records": records,
        "rounds": ROUNDS,
        "filled_s": round(filled, 1),
        "most_queries": max(page["queries"] for page in pages),
        "pages": pages,
    }


def fill(records: int) -> Any:
    """A centre with so many resources, with words, sides and places."""
    from mestieri.kernel.services.centres import create_centre
    from mestieri.kernel.services.vocabularies import load_starter_terms
    from mestieri.kernel.vocabulary import CentreKind
    from mestieri.library.services.resources import create_resources

    load_starter_terms()
    centre = create_centre("prova", "Prova", [CentreKind.CITTA_MESTIERI])
    chance = Random(SEED)  # noqa: S311 (no secret: chance with a seed)
    for first in range(0, records, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, records))
        create_resources([_said(n, chance) for n in numbers], centre=centre, account=None)
    return centre


def _said(number: int, chance: Random) -> Any:
    from mestieri.kernel.vocabulary import Purpose, Sector
    from mestieri.library.services.resource_data import HoldingData, ResourceData
    from mestieri.library.vocabulary import Facet, ResourceKind

    one, other, third = chance.sample(WORDS, 3)
    return ResourceData(
        chance.choice([ResourceKind.BOOK, ResourceKind.BROCHURE, ResourceKind.GUIDE]),
        f"{one.capitalize()} e {other}, volume {number}",
        summary=f"Dove si parla di {third} e di {one}. Raro{number % 5000}.",
        facets={
            Facet.PURPOSE: frozenset({chance.choice(list(Purpose)).value}),
            Facet.SECTOR: frozenset({chance.choice(list(Sector)).value}),
            Facet.THEME: frozenset({chance.choice(("professioni", "formazione"))}),
            Facet.LANGUAGE: frozenset({"it"}),
        },
        holding=HoldingData(f"{chance.choice('ABCDEF')}{number % 40}"),
    )


def contestants(centre: Any, records: int) -> list[tuple[str, Callable, Callable]]:
    """Name of the page, ours, the peer's."""
    from django.db.models import Q

    from mestieri.library.models import Resource
    from mestieri.library.queries.catalogue import Filters, catalogue
    from mestieri.library.queries.coverage import CROSSINGS, coverage
    from mestieri.library.queries.worklist import work_list

    rows = Resource.objects.filter(centre=centre, state="live").order_by("sort_title", "id")
    middle = rows.values_list("pk", flat=True)[records // 2]

    def ours(**asked: str) -> Callable:
        return lambda: catalogue(centre, Filters.read(asked))

    def peer(start: int = 0, word: str = "", **sides: str) -> Callable:
        def page() -> None:
            found = rows
            if word:
                found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
            for facet, value in sides.items():
                found = found.filter(facets__facet=facet, facets__value=value)
            found.count()
            for resource in found[start : start + A_PAGE]:
                list(resource.holdings.all())

        return page

    return [
        ("first page", ours(), peer()),
        ("half-way", ours(dopo=str(middle)), peer(records // 2)),
        ("a common word", ours(q="saldatori"), peer(word="saldator")),
        ("a rare word", ours(q="raro4321"), peer(word="raro4321")),
        (
            "a word, a sector and a need",
            ours(q="cuoco", settore="I", esigenza="WORK"),
            peer(word="cuoco", sector="I", purpose="WORK"),
        ),
        (
            "what is covered",
            lambda: coverage(centre, *CROSSINGS["settori-temi"]),
            lambda: None,
        ),
        ("the documentalist's list", lambda: work_list(centre), lambda: None),
    ]


def compare(name: str, ours: Callable, peer: Callable) -> dict[str, Any]:
    """Both, in turn, after a round that is not counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ours()
    peer()
    chance = Random(SEED)  # noqa: S311
    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    for _round in range(ROUNDS):
        pair = [("ours", ours), ("peer", peer)]
        chance.shuffle(pair)
        for who, page in pair:
            began = time.perf_counter()
            page()
            taken[who].append(1000 * (time.perf_counter() - began))
    has_peer = statistics.median(taken["peer"]) > 0.05
    return {
        "page": name,
        "queries": len(queries),
        "ours_ms": round(statistics.median(taken["ours"]), 1),
        "peer_ms": round(statistics.median(taken["peer"]), 1) if has_peer else None,
    }


def as_lines(result: dict[str, Any]) -> list[str]:
    """The figures for a person to read."""
    lines = [f"  {result['records']} resources, filled in {result['filled_s']} s"]
    for page in result["pages"]:
        beside = f"{page['peer_ms']:>8} ms" if page["peer_ms"] is not None else "       –"
        lines.append(
            f"  {page['page']:<30} {page['queries']:>2} queries  {page['ours_ms']:>8} ms"
            f"   the page one writes first {beside}"
        )
    return lines
