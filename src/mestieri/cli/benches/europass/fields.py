"""Field by field: what the plainest walk finds in a good document, and what was read of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from mestieri.cli.benches.europass.truth import Fields, plainest, truth_of
from mestieri.engines.europass import Candidate, read

#: Fields that the two shapes of the dialect keep in two places, under one name.
_SAME = {
    "certificate.of_language.json": "certificate.title",
    "certificate.of_language": "certificate.title",
    "certificate.of_computing": "certificate.title",
    "driving_licence.bare": "driving_licence",
}


def table(folder: Path) -> list[dict[str, Any]]:
    """A row a field: how many values the good documents hold, and how many were read."""
    held: Counter[str] = Counter()
    found: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        truth = truth_of(path) if path.is_file() else None
        if truth is None:
            continue
        record = read(path).record or Candidate()
        told = _values(record)
        for name, values in _merged(truth).items():
            expected, got = Counter(values), Counter(map(plainest, told.get(name, [])))
            documents[name] += 1
            held[name] += expected.total()
            found[name] += (expected & got).total()
    return [
        {"field": name, "documents": documents[name], "held": held[name], "read": found[name]}
        for name in sorted(held)
    ]


def good_documents(folder: Path) -> int:
    """How many documents of the folder hold anything of a CV."""
    return sum(truth_of(path) is not None for path in folder.rglob("*") if path.is_file())


def _merged(truth: Fields) -> Fields:
    merged: Fields = {}
    for name, values in truth.items():
        kept = [value for value in values if not (name.endswith("ongoing") and value == "false")]
        if kept:
            merged.setdefault(_SAME.get(name, name), []).extend(kept)
    return merged


def _values(record: Candidate) -> Fields:
    """Every value of a record by the names of the table."""
    values: Fields = {
        "name.given": [record.given_name],
        "name.family": [record.family_name],
        # A statement about oneself stands in the place of the headline.
        "headline": [record.headline, record.summary],
        "driving_licence": list(record.driving_licences),
        "certificate.title": [one.title for one in record.certificates],
        "certificate.issuer": [one.issuer for one in record.certificates],
        "certificate.level": [one.level for one in record.certificates],
    }
    for contact in record.contacts:
        values.setdefault(f"contact.{contact.kind}", []).append(contact.value)
    for address in record.addresses:
        _add(values, "address", address, ("line", "city", "postal_code", "country"))
    for job in record.employment:
        _add(
            values,
            "employment",
            job,
            ("position", "employer", "city", "country", "sector", "description"),
        )
        values.setdefault("employment.sector_code", []).append(job.sector.code)
        _add_period(values, "employment", job)
    for course in record.education:
        _add(
            values,
            "education",
            course,
            ("title", "organisation", "city", "country", "level", "field", "description"),
        )
        values.setdefault("education.level_code", []).append(course.level.code)
        _add_period(values, "education", course)
    for language in record.languages:
        kind = "mother_tongue" if language.mother_tongue else "name"
        values.setdefault(f"language.{kind}", []).append(language.language.label)
        _add(
            values,
            "language",
            language,
            ("listening", "reading", "spoken_interaction", "spoken_production", "writing"),
        )
    for skill in record.skills:
        name = f"skill.{skill.kind}.{skill.name}" if skill.level else f"skill.{skill.kind}"
        values.setdefault(name, []).append(skill.level or skill.description)
    return values


def _add(values: Fields, prefix: str, item: Any, names: tuple[str, ...]) -> None:
    for name in names:
        value = getattr(item, name)
        values.setdefault(f"{prefix}.{name}", []).append(getattr(value, "label", value))


def _add_period(values: Fields, prefix: str, item: Any) -> None:
    for name in ("start", "end"):
        values.setdefault(f"{prefix}.{name}", []).append(getattr(item.period, name))
    values.setdefault(f"{prefix}.ongoing", []).append("true" if item.period.ongoing else "")
