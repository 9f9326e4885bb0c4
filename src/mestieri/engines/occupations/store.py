"""The compact form of a classification: one file, one JSON line a concept, xz-packed.

Everything ESCO says of a concept that the engine uses is kept: URIs, codes, labels in
every language, essential skills. The bytes depend on the classification alone.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mestieri.engines.occupations.classification import (
    ATTRIBUTION,
    Classification,
    ClassificationProblem,
    Group,
    Labels,
    Occupation,
)

FORMAT = "mestieri-classification-1"

Line = dict[str, Any]


def to_bytes(classification: Classification) -> bytes:
    """The compact form of a classification.

    Returns:
        xz-packed UTF-8: a line of header, then groups, skills and occupations.
    """
    lines = (json.dumps(line, ensure_ascii=False) for line in _lines(classification))
    return lzma.compress("\n".join(lines).encode(), preset=6)


def write(classification: Classification, path: Path) -> None:
    """Write the compact form beside its name, then move it there, so no half file is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(to_bytes(classification))
    beside.replace(path)


def from_bytes(content: bytes) -> Classification:
    """Read a compact form.

    Raises:
        ClassificationProblem: the bytes are not one, or of another format.
    """
    try:
        lines = lzma.decompress(content).decode().split("\n")
        header, *rest = [json.loads(line) for line in lines]
        if header.get("format") != FORMAT:
            raise ClassificationProblem("This file is not a classification of this version.")
        return _read(header, rest)
    except (lzma.LZMAError, UnicodeDecodeError, ValueError, KeyError, AttributeError) as problem:
        if isinstance(problem, ClassificationProblem):
            raise
        raise ClassificationProblem("The stored classification is damaged.") from problem


def read(path: Path) -> Classification:
    """Read a compact form from a file.

    Raises:
        ClassificationProblem: the file is missing, damaged or of another format.
    """
    try:
        return from_bytes(path.read_bytes())
    except OSError as problem:
        raise ClassificationProblem(f"The classification «{path}» cannot be read.") from problem


def _lines(classification: Classification) -> Iterator[Line]:
    needed = sorted(set().union(*classification.essential_skills.values()))
    number = {uri: place for place, uri in enumerate(needed)}
    yield {"format": FORMAT, "version": classification.version, "attribution": ATTRIBUTION}
    for group in classification.groups:
        yield {"group": group.uri, "labels": _packed(group.labels)}
    for uri in needed:
        yield {"skill": uri, "labels": dict(classification.skill_labels.get(uri, {}))}
    for occupation in classification.occupations:
        skills = classification.essential_skills.get(occupation.uri, ())
        yield {
            "occupation": occupation.uri,
            "isco": occupation.isco,
            "code": occupation.code,
            "labels": _packed(occupation.labels),
            "essential": sorted(number[skill] for skill in skills),
        }


def _packed(labels: Any) -> dict[str, list[str]]:
    return {language: list(texts) for language, texts in labels.items()}


def _read(header: Line, lines: list[Line]) -> Classification:
    groups, occupations = [], []
    skill_labels: dict[str, dict[str, str]] = {}
    essential: dict[str, frozenset[str]] = {}
    skills: list[str] = []
    for line in lines:
        if "occupation" in line:
            uri = line["occupation"]
            labels = _unpacked(line["labels"])
            occupations.append(Occupation(uri, line["isco"], line["code"], labels))
            essential[uri] = frozenset(skills[place] for place in line["essential"])
        elif "group" in line:
            uri = line["group"]
            groups.append(Group(uri, uri.rsplit("/C", 1)[1], _unpacked(line["labels"])))
        else:
            skills.append(line["skill"])
            skill_labels[line["skill"]] = line["labels"]
    return Classification(
        version=header["version"],
        occupations=tuple(occupations),
        groups=tuple(groups),
        skill_labels=skill_labels,
        essential_skills=essential,
    )


def _unpacked(labels: dict[str, list[str]]) -> dict[str, Labels]:
    return {language: Labels(texts[0], tuple(texts[1:])) for language, texts in labels.items()}
