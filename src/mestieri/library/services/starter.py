"""The occupations that ship with the product, so that a fresh installation answers."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange
from mestieri.library.models import Occupation, OccupationGroup, ProfessionSheet
from mestieri.library.models.sheets import PARTS

STARTER = Path(__file__).resolve().parent.parent / "starter"
OCCUPATION_ADDRESS = "http://data.europa.eu/esco/occupation/"


@transaction.atomic
def load_starter_occupations() -> int:
    """Load or refresh the starter occupations, their sheets and the names of ISCO groups.

    What an import of ESCO wrote (names, group, code) stays; our summaries and everyday names
    are those of this version of the product.

    Returns:
        How many occupations and sheets were added or changed.
    """
    groups = _load_groups()
    kept = Occupation.objects.in_bulk(field_name="uri")
    changed = sum(_load_occupation(entry, kept, groups) for entry in starter_occupations())
    changed += _load_sheets()
    if changed:
        exchange.announce_change("occupation")
    return changed


def starter_occupations() -> list[dict[str, Any]]:
    """The entries of `occupations.toml`, checked by the tests."""
    with (STARTER / "occupations.toml").open("rb") as file:
        return list(tomllib.load(file)["occupation"])


def starter_sheets() -> list[dict[str, Any]]:
    """The files of `sheets/`, one a trade: `key`, `verified_on` and the five parts."""
    files = sorted((STARTER / "sheets").glob("*.toml"))
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]


def starter_groups() -> list[dict[str, str]]:
    """The rows of `groups.csv`: `code`, `it`, `en`."""
    with (STARTER / "groups.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _load_groups() -> dict[str, OccupationGroup]:
    kept = OccupationGroup.objects.in_bulk(field_name="code")
    missing = [
        OccupationGroup(code=row["code"], labels={"it": row["it"], "en": row["en"]})
        for row in starter_groups()
        if row["code"] not in kept
    ]
    OccupationGroup.objects.bulk_create(missing)
    return OccupationGroup.objects.in_bulk(field_name="code")


def _load_occupation(
    entry: dict[str, Any], kept: dict[str, Occupation], groups: dict[str, OccupationGroup]
) -> bool:
    """Add one occupation, or bring its own words up to date; whether something changed."""
    uri = OCCUPATION_ADDRESS + entry["key"]
    row = kept.get(uri) or Occupation(
        uri=uri,
        group=groups[entry["isco"]],
        labels={"it": entry["title_it"], "en": entry["title_en"]},
    )
    ours = {
        # Our title stays as a name when ESCO's takes its place.
        "everyday_names": {
            language: [*gendered_forms(entry[f"title_{language}"]), *entry[f"names_{language}"]]
            for language in ("it", "en")
        },
        "search_words": {language: entry[f"words_{language}"] for language in ("it", "en")},
        "summaries": {language: entry[f"summary_{language}"] for language in ("it", "en")},
    }
    is_same = all(getattr(row, name) == value for name, value in ours.items())
    if row.pk is not None and is_same:
        return False
    for name, value in ours.items():
        setattr(row, name, value)
    row.save()
    return True


def _load_sheets() -> int:
    """Add or refresh the sheets; how many were added or changed."""
    occupations = Occupation.objects.in_bulk(field_name="uri")
    kept = {sheet.occupation_id: sheet for sheet in ProfessionSheet.objects.all()}
    changed = 0
    for entry in starter_sheets():
        occupation = occupations[OCCUPATION_ADDRESS + entry["key"]]
        ours = {part: _paragraphs(entry[part]) for part in PARTS}
        ours["verified_on"] = entry["verified_on"]
        row = kept.get(occupation.pk) or ProfessionSheet(occupation=occupation)
        if row.pk is not None and all(getattr(row, name) == ours[name] for name in ours):
            continue
        for name, value in ours.items():
            setattr(row, name, value)
        row.save()
        changed += 1
    return changed


def _paragraphs(text: str) -> str:
    """A text folded in its file, with each paragraph on one line."""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)
