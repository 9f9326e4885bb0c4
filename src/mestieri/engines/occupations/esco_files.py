"""Reading ESCO as it is downloaded: zips, folders or single CSV files, plain or gzipped.

Source of the formats: the CSV packages of the ESCO portal (versions 1.0 to 1.2), whose
files are named `occupations_it.csv`, `ISCOGroups_it.csv`, `skills_en.csv`,
`occupationSkillRelations.csv`. A wide file with columns `label_it`, `alt_it`, … (one
row an occupation, alternatives joined by `|`) is read too.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from mestieri.engines.occupations.classification import (
    Classification,
    ClassificationProblem,
    Group,
    Labels,
    Occupation,
)

_NAMED = re.compile(r"(occupations|ISCOGroups|skills)_([a-z]{2})(?:_[^/]*)?\.csv(?:\.gz)?$")
_VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
_ISCO_URI = re.compile(r"/isco/C(\d{1,4})$")

Row = dict[str, str]


@dataclass
class _Gathered:
    """What has been read so far; the first source that names a concept defines it."""

    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    labels: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    group_labels: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    skill_labels: dict[str, dict[str, str]] = field(default_factory=dict)
    essential: dict[str, set[str]] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    closed: bool = False


def read_esco(paths: Iterable[Path]) -> Classification:
    """Read one classification from any number of ESCO files.

    The first path that holds occupations says which occupations exist, with their ISCO
    group and code; later paths only add labels to them. So an older version can lend its
    languages to a newer one.

    Args:
        paths: zips, folders, `.csv` or `.csv.gz` files, the newest version first.

    Returns:
        The classification; label order as in the files, repetitions left out.

    Raises:
        ClassificationProblem: a path is missing, not ESCO, or no occupation was found.
    """
    gathered = _Gathered()
    for path in paths:
        found = False
        for name, lines in _csv_files(path):
            found = _read_file(name, lines, gathered) or found
        if not found:
            raise ClassificationProblem(f"In «{path.name}» there is no ESCO file.")
        version = _VERSION.search(str(path))
        if gathered.codes and not gathered.closed:
            gathered.closed = True
            gathered.versions.append(version.group(1) if version else "unknown version")
    if not gathered.codes:
        raise ClassificationProblem("No ESCO occupation was found in the given paths.")
    return _assembled(gathered)


def _csv_files(path: Path) -> Iterator[tuple[str, Iterator[Row]]]:
    """Every CSV under a path, as its name and its rows."""
    if not path.exists():
        raise ClassificationProblem(f"«{path}» does not exist.")
    if path.is_dir():
        # Zips lie beside each other in a download folder: read those first.
        inner = [*sorted(path.rglob("*.zip")), *sorted(path.rglob("*.csv"))]
        for file in [*inner, *sorted(path.rglob("*.csv.gz"))]:
            yield from _csv_files(file)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(".csv"):
                    with archive.open(name) as file:
                        yield name, _rows(file, path)
    elif path.name.endswith(".csv.gz"):
        with gzip.open(path, "rb") as file:
            yield path.name, _rows(file, path)
    elif path.name.endswith(".csv"):
        with path.open("rb") as file:
            yield path.name, _rows(file, path)
    else:
        raise ClassificationProblem(f"«{path.name}» is neither a zip nor a CSV file of ESCO.")


def _rows(file: IO[bytes] | gzip.GzipFile, path: Path) -> Iterator[Row]:
    csv.field_size_limit(16 * 1024 * 1024)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")  # type: ignore[type-var]
    try:
        yield from csv.DictReader(text)
    except (UnicodeDecodeError, csv.Error, OSError, EOFError) as problem:
        raise ClassificationProblem(f"«{path.name}» is damaged: {problem}.") from problem


def _read_file(name: str, rows: Iterator[Row], gathered: _Gathered) -> bool:
    """Read one CSV; False where it is none of those the engine needs."""
    named = _NAMED.search(name)
    base = name.rsplit("/", 1)[-1]
    if named and named.group(1) == "occupations":
        _read_occupations(rows, named.group(2), gathered)
    elif named and named.group(1) == "ISCOGroups":
        _read_groups(rows, named.group(2), gathered)
    elif named and named.group(1) == "skills":
        _read_skills(rows, named.group(2), gathered)
    elif base.startswith("occupationSkillRelations"):
        _read_relations(rows, gathered)
    elif "multilingual_labels" in base:
        _read_wide(rows, gathered)
    else:
        return False
    return True


def _read_occupations(rows: Iterator[Row], language: str, gathered: _Gathered) -> None:
    for row in rows:
        uri = _needed(row, "conceptUri")
        labels = [_needed(row, "preferredLabel"), *row.get("altLabels", "").split("\n")]
        if _known(uri, row, gathered):
            _add(gathered.labels.setdefault(uri, {}), language, labels)


def _read_wide(rows: Iterator[Row], gathered: _Gathered) -> None:
    for row in rows:
        uri = _needed(row, "conceptUri")
        if not _known(uri, row, gathered):
            continue
        for column in row:
            if column.startswith("label_"):
                language = column.removeprefix("label_")
                labels = [row[column], *row.get(f"alt_{language}", "").split("|")]
                _add(gathered.labels.setdefault(uri, {}), language, labels)


def _known(uri: str, row: Row, gathered: _Gathered) -> bool:
    """Whether this occupation belongs to the version being read."""
    if uri not in gathered.codes and not gathered.closed:
        gathered.codes[uri] = (row.get("iscoGroup", "").zfill(4), row.get("code", ""))
    return uri in gathered.codes


def _read_groups(rows: Iterator[Row], language: str, gathered: _Gathered) -> None:
    for row in rows:
        uri = _needed(row, "conceptUri")
        # The code comes from the URI: spreadsheets strip the zeros of the `code` column.
        if _ISCO_URI.search(uri):
            _add(gathered.group_labels.setdefault(uri, {}), language, [row["preferredLabel"]])


def _read_skills(rows: Iterator[Row], language: str, gathered: _Gathered) -> None:
    for row in rows:
        labels = gathered.skill_labels.setdefault(_needed(row, "conceptUri"), {})
        labels.setdefault(language, _needed(row, "preferredLabel"))


def _read_relations(rows: Iterator[Row], gathered: _Gathered) -> None:
    for row in rows:
        if _needed(row, "relationType") == "essential":
            skills = gathered.essential.setdefault(_needed(row, "occupationUri"), set())
            skills.add(_needed(row, "skillUri"))


def _needed(row: Row, column: str) -> str:
    value = row.get(column)
    if value is None:
        raise ClassificationProblem(f"An ESCO file has no column «{column}».")
    return value.strip()


def _add(labels: dict[str, dict[str, None]], language: str, texts: list[str]) -> None:
    cleaned = (" ".join(text.split()) for text in texts)
    labels.setdefault(language, {}).update(dict.fromkeys(text for text in cleaned if text))


def _assembled(gathered: _Gathered) -> Classification:
    occupations = (
        Occupation(uri, isco, code, _labels(gathered.labels.get(uri, {})))
        for uri, (isco, code) in sorted(gathered.codes.items())
    )
    groups = (
        Group(uri, uri.rsplit("/C", 1)[1], _labels(languages))
        for uri, languages in sorted(gathered.group_labels.items())
    )
    return Classification(
        version=f"ESCO {gathered.versions[0]}",
        occupations=tuple(occupation for occupation in occupations if occupation.labels),
        groups=tuple(groups),
        skill_labels=gathered.skill_labels,
        essential_skills={
            uri: frozenset(skills)
            for uri, skills in sorted(gathered.essential.items())
            if uri in gathered.codes
        },
    )


def _labels(languages: dict[str, dict[str, None]]) -> dict[str, Labels]:
    return {
        language: Labels(next(iter(texts)), tuple(texts)[1:])
        for language, texts in sorted(languages.items())
        if texts
    }
