"""The files of the lexicon, as whoever edits them wrote them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
#: Languages of the columns; Italian is what the others are brought to.
LANGUAGES = ("it", "en", "fr", "es", "ro", "uk", "sq", "ar", "bn", "ur", "zh")
PURPOSES = ("WORK", "TRAINING", "GUIDANCE", "ENTERPRISE")
COLUMNS = ("key", "general", "purposes", "isco", "also", *LANGUAGES)
SMALL_WORDS = "small_words.csv"
SHARED_FORMS = "shared_forms.csv"
OTHER_LANGUAGES = "other_languages.csv"


class LexiconProblem(ValueError):
    """A file of the lexicon is not as it should be: the message says where and what."""


@dataclass(frozen=True)
class Concept:
    """Something people look for, whatever they call it.

    Attributes:
        key: its name in the files.
        is_general: it only frames what is looked for («I am looking for work»).
        purposes: needs it belongs to.
        isco: ISCO-08 code of a trade, or empty.
        also: keys of other concepts whose things help who looks for this one.
        forms: language → the ways people say it, the plainest first.
    """

    key: str
    is_general: bool
    purposes: tuple[str, ...]
    isco: str
    also: tuple[str, ...]
    forms: Mapping[str, tuple[str, ...]]


def read_concepts(folder: Path = FOLDER) -> list[Concept]:
    """Every concept of every file.

    Raises:
        LexiconProblem: a column is missing, a cell is empty, a purpose is unknown, `also` names
            what is not there.
        OSError: a file cannot be read.
    """
    concepts = [
        _concept(row, f"{path.name}, «{row['key']}»")
        for path in concept_files(folder)
        for row in _rows(path, COLUMNS)
    ]
    keys = {concept.key for concept in concepts}
    for concept in concepts:
        if unknown := set(concept.also) - keys:
            raise LexiconProblem(f"«{concept.key}»: no concept {', '.join(sorted(unknown))}")
    return concepts


def concept_files(folder: Path = FOLDER) -> list[Path]:
    """The files that hold concepts, one a theme."""
    others = (SMALL_WORDS, SHARED_FORMS, OTHER_LANGUAGES)
    return sorted(path for path in folder.glob("*.csv") if path.name not in others)


def read_small_words(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """Language → words that say nothing of what is looked for («I», «want», «please»)."""
    return {
        row["language"]: split(row["words"])
        for row in _rows(folder / SMALL_WORDS, ("language", "words"))
    }


def read_shared_forms(folder: Path = FOLDER) -> dict[tuple[str, str], frozenset[str]]:
    """(language, form) → the concepts that may all be called so, on purpose."""
    return {
        (row["language"], row["form"]): frozenset(split(row["keys"]))
        for row in _rows(folder / SHARED_FORMS, ("language", "form", "keys"))
    }


def split(cell: str) -> tuple[str, ...]:
    """What a cell lists."""
    return tuple(filter(None, (part.strip() for part in cell.split(";"))))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, restval="")
        if missing := set(columns) - set(rows.fieldnames or ()):
            raise LexiconProblem(f"{path.name}: no column {', '.join(sorted(missing))}")
        yield from rows


def _concept(row: dict[str, str], where: str) -> Concept:
    purposes = split(row["purposes"])
    forms = {language: split(row[language]) for language in LANGUAGES}
    if not purposes or not set(purposes) <= set(PURPOSES):
        raise LexiconProblem(f"{where}: purposes are one or more of {', '.join(PURPOSES)}")
    if empty := [language for language, words in forms.items() if not words]:
        raise LexiconProblem(f"{where}: no words in {', '.join(empty)}")
    return Concept(
        row["key"], row["general"] == "yes", purposes, row["isco"], split(row["also"]), forms
    )
