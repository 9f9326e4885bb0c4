"""How often name and experiences of a CV are read by its headings: a row a layout.

The files and how they are scored: `tests/engines/europass/layouts_unseen/README.md`.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from mestieri.engines.europass import CandidateRecord, Employment, read

ALIKE = 85
"""`token_sort_ratio` from which two positions are the same."""


@dataclass(slots=True)
class FileScore:
    """What was read of one CV, against its truth."""

    file: str
    status: str
    name_right: bool
    experiences: int
    found: int
    invented: int

    @property
    def counts(self) -> bool:
        """Name and at least one experience are right."""
        return self.name_right and self.found > 0


@dataclass(slots=True)
class LayoutScore:
    """The files of one layout."""

    layout: str
    two_columns_2002: bool
    files: list[FileScore] = field(default_factory=list)

    @property
    def right(self) -> int:
        """Files that count."""
        return sum(score.counts for score in self.files)

    def as_row(self) -> dict[str, Any]:
        """The layout as one row of the table."""
        return {
            "layout": self.layout,
            "two_columns_2002": self.two_columns_2002,
            "files": len(self.files),
            "right": self.right,
            "names": sum(score.name_right for score in self.files),
            "experiences": sum(score.experiences for score in self.files),
            "found": sum(score.found for score in self.files),
            "invented": sum(score.invented for score in self.files),
        }


def score_folder(folder: Path) -> list[LayoutScore]:
    """Read every CV of every layout in a folder and compare it with its truth."""
    return [score_layout(layout) for layout in sorted(folder.iterdir()) if layout.is_dir()]


def score_layout(layout: Path) -> LayoutScore:
    """Read every CV of one layout and compare it with its truth."""
    about = json.loads((layout / "layout.json").read_text(encoding="utf-8"))
    score = LayoutScore(layout.name, bool(about.get("two_columns_2002")))
    for pdf in sorted(layout.glob("*.pdf")):
        truth = json.loads(pdf.with_suffix(".json").read_text(encoding="utf-8"))
        score.files.append(score_file(pdf.name, read(pdf), truth))
    return score


def score_file(file: str, outcome: CandidateRecord, truth: dict[str, Any]) -> FileScore:
    """Compare what was read with the truth."""
    record = outcome.record
    read_experiences = list(record.employment) if record else []
    name = f"{record.given_name} {record.family_name}" if record else ""
    true_name = f"{truth['name']['given']} {truth['name']['family']}"
    found = 0
    for experience in truth["experiences"]:
        match = next((one for one in read_experiences if _same(one, experience)), None)
        if match is not None:
            read_experiences.remove(match)
            found += 1
    return FileScore(
        file=file,
        status=outcome.status.value,
        name_right=_words(name) == _words(true_name),
        experiences=len(truth["experiences"]),
        found=found,
        invented=len(read_experiences),
    )


def _same(experience: Employment, truth: dict[str, Any]) -> bool:
    alike = fuzz.token_sort_ratio(_folded(experience.position), _folded(truth["position"]))
    return alike >= ALIKE and experience.period.start[:4] == truth["start"][:4]


def _words(name: str) -> frozenset[str]:
    return frozenset(_folded(name).split())


def _folded(text: str) -> str:
    """Lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        letter if letter.isalnum() else " "
        for letter in decomposed
        if not unicodedata.combining(letter)
    )
