"""How often the family proposed for a job title is one that a person named."""

from __future__ import annotations

import csv
import time
import tomllib
from pathlib import Path
from typing import Any

import mestieri
from mestieri.engines.families import Bridge, Proposer, WordDictionary
from mestieri.engines.occupations import load

STARTER = Path(mestieri.__file__).parent / "talents" / "starter"
TITLES = Path(__file__).resolve().parents[5] / "tests" / "talents" / "titles"
SETS = ("shown", "kept")
NONE = "none"


def measure() -> dict[str, Any]:
    """Both sets, as far as they are there.

    Returns:
        `limit, sets: [{set, titles, right, share, by_dictionary, ms_a_title}]`.
    """
    proposer = starter_proposer()
    found = [TITLES / f"{name}.csv" for name in SETS]
    return {"limit": 0.85, "sets": [_score(proposer, path) for path in found if path.exists()]}


def starter_proposer() -> Proposer:
    """The dictionary and the families of the starter set, with the engine that ships."""
    macros = tomllib.loads((STARTER / "families.toml").read_text(encoding="utf-8"))
    codes = {
        family["slug"]: family["isco"]
        for macro in macros["macro_family"]
        for family in macro["families"]
    }
    words = WordDictionary.read((STARTER / "words.txt").read_text(encoding="utf-8"))
    return Proposer(words, Bridge(codes), load().linker)


def _score(proposer: Proposer, path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    proposer.propose("riscaldamento", "")
    start = time.perf_counter()
    said = [proposer.propose(row["title"]) for row in rows]
    elapsed = time.perf_counter() - start
    right = [
        (one.family or NONE) in {name.split("/")[-1] for name in row["families"].split("|")}
        for one, row in zip(said, rows, strict=True)
    ]
    return {
        "set": path.stem,
        "titles": len(rows),
        "right": sum(right),
        "share": round(sum(right) / len(rows), 3),
        "by_dictionary": sum(one.source == "words" for one in said),
        "ms_a_title": round(1000 * elapsed / len(rows), 2),
    }
