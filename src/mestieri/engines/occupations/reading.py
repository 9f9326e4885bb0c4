"""From ESCO's files to a classification.

The first path that holds occupations says which occupations exist, with their ISCO group
and code; later paths only add labels. So an older version can lend its languages, and its
everyday names, to a newer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mestieri.engines.occupations.classification import (
    Classification,
    ClassificationProblem,
    Group,
    Labels,
    Occupation,
)
from mestieri.engines.occupations.esco_files import NotEsco, Table, find_tables

_GROUP_URI = re.compile(r"/isco/C(\d{1,4})$")

Row = dict[str, str]
Texts = dict[str, dict[str, None]]


@dataclass
class _Gathered:
    """What has been read so far; texts by language, each once, in their order."""

    occupations: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, Texts] = field(default_factory=dict)
    groups: dict[str, Texts] = field(default_factory=dict)
    skills: dict[str, dict[str, str]] = field(default_factory=dict)
    essential: dict[str, set[str]] = field(default_factory=dict)
    version: str = ""
    complete: bool = False


def read_classification(paths: Iterable[Path]) -> Classification:
    """Read one classification from official ESCO downloads and label tables.

    Args:
        paths: zips, `.csv`, `.csv.gz` or folders of them, the newest version first.

    Returns:
        The classification, with all labels of all paths; a label said twice counts once.

    Raises:
        ClassificationProblem: a path is missing, damaged, or none of them is ESCO.
    """
    gathered = _Gathered()
    for path in paths:
        try:
            known = sum(_read_table(table, gathered) for table in find_tables([path]))
        except NotEsco as problem:
            raise ClassificationProblem(str(problem)) from problem
        if not known:
            raise ClassificationProblem(f"{path}: there is no table of ESCO in it.")
        gathered.complete = bool(gathered.occupations)
    if not gathered.occupations:
        raise ClassificationProblem("In none of these paths is there a table of occupations.")
    return _assembled(gathered)


def _read_table(table: Table, gathered: _Gathered) -> bool:
    """Read one table; False where it is none that the engine needs.

    Tables are recognised by their columns, whatever their files are called.
    """
    columns = set(table.columns)
    if {"occupationUri", "relationType", "skillUri"} <= columns:
        _read_relations(table.rows(), gathered)
    elif "conceptUri" not in columns or "broaderConceptUri" in columns:
        return False
    elif "iscoGroup" in columns:
        _read_occupations(table, gathered)
    elif {"skillType", "preferredLabel"} <= columns and table.language:
        _read_skills(table, gathered)
    elif {"code", "preferredLabel"} <= columns and table.language:
        _read_groups(table, gathered)
    else:
        return False
    return True


def _read_occupations(table: Table, gathered: _Gathered) -> None:
    for row in table.rows():
        uri = row["conceptUri"].strip()
        if uri not in gathered.occupations:
            if gathered.complete or not uri:
                continue
            code = row.get("code", "").strip()
            gathered.occupations[uri] = (row["iscoGroup"].strip().zfill(4), code)
            gathered.version = gathered.version or ".".join(map(str, table.version))
        for language, texts in _labels_of_row(table, row):
            _add(gathered.labels.setdefault(uri, {}), language, texts)


def _labels_of_row(table: Table, row: Row) -> Iterator[tuple[str, list[str]]]:
    """Labels by language: of one language a table, or one column a language."""
    if table.language and "preferredLabel" in row:
        yield table.language, [row["preferredLabel"], *row.get("altLabels", "").split("\n")]
    for column, text in row.items():
        if column.startswith("label_"):
            language = column.removeprefix("label_")
            yield language, [text, *row.get(f"alt_{language}", "").split("|")]


def _read_groups(table: Table, gathered: _Gathered) -> None:
    for row in table.rows():
        uri = row["conceptUri"].strip()
        # The code is read in the address: spreadsheets strip zeros in the column `code`.
        if _GROUP_URI.search(uri):
            _add(gathered.groups.setdefault(uri, {}), table.language, [row["preferredLabel"]])


def _read_skills(table: Table, gathered: _Gathered) -> None:
    for row in table.rows():
        labels = gathered.skills.setdefault(row["conceptUri"].strip(), {})
        labels.setdefault(table.language, row["preferredLabel"].strip())


def _read_relations(rows: Iterator[Row], gathered: _Gathered) -> None:
    for row in rows:
        if row["relationType"] == "essential":
            occupation, skill = row["occupationUri"].strip(), row["skillUri"].strip()
            gathered.essential.setdefault(occupation, set()).add(skill)


def _add(labels: Texts, language: str, texts: list[str]) -> None:
    cleaned = (" ".join(text.split()) for text in texts)
    labels.setdefault(language, {}).update(dict.fromkeys(text for text in cleaned if text))


def _assembled(gathered: _Gathered) -> Classification:
    occupations = (
        Occupation(uri, isco, code, _labels(gathered.labels.get(uri, {})))
        for uri, (isco, code) in sorted(gathered.occupations.items())
    )
    groups = (
        Group(uri, uri.rsplit("/C", 1)[1], _labels(texts))
        for uri, texts in sorted(gathered.groups.items())
    )
    essential = {
        uri: frozenset(skills)
        for uri, skills in sorted(gathered.essential.items())
        if uri in gathered.occupations
    }
    return Classification(
        version=f"ESCO {gathered.version or '(version unknown)'}",
        occupations=tuple(occupation for occupation in occupations if occupation.labels),
        groups=tuple(group for group in groups if group.labels),
        skill_labels=gathered.skills,
        essential_skills=essential,
    )


def _labels(texts: Texts) -> dict[str, Labels]:
    return {
        language: Labels(next(iter(labels)), tuple(labels)[1:])
        for language, labels in sorted(texts.items())
        if labels
    }
