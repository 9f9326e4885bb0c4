"""MELO data sets: reading them, ranking their candidates, scoring with their own scorer.

MELO (Retyk et al., 2024) asks to rank the labels of ESCO for titles of national
classifications, with human judgements. Data sets and scorer lie outside the repository.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mestieri.engines.occupations import Classification, Group, Labels, Linker, Occupation, Ranking

MOST_LISTED = 1000
"""Labels listed for a query; the scorer ranks the others after them, in file order."""

_NAME = re.compile(r"_q_(?P<asked>[a-z]{2})_c_(?P<given>[a-z]{2})$")

Scores = dict[str, float]


@dataclass(frozen=True)
class DataSet:
    """One MELO data set.

    Attributes:
        folder: where it lies.
        asked: language of the queries.
        given: language of the candidates.
        queries: query texts by query id.
        texts: candidate labels in file order.
        uris: the concept of each candidate.
    """

    folder: Path
    asked: str
    given: str
    queries: dict[str, str]
    texts: list[str]
    uris: list[str]

    @property
    def name(self) -> str:
        """Languages of queries and candidates: «fr→en»."""
        return f"{self.asked}→{self.given}"

    @cached_property
    def labels_by_uri(self) -> dict[str, list[str]]:
        """Labels of each concept, in file order."""
        labels: dict[str, list[str]] = {}
        for uri, text in zip(self.uris, self.texts, strict=True):
            labels.setdefault(uri, []).append(text)
        return labels


def data_sets(folder: Path) -> list[DataSet]:
    """Every data set in a folder, sorted by name."""
    found = sorted(path for path in folder.iterdir() if _NAME.search(path.name))
    return [_read(path) for path in found]


def _read(folder: Path) -> DataSet:
    named = _NAME.search(folder.name)
    assert named is not None
    concept = dict(_rows(folder, "concept_mapping.tsv"))
    elements = _rows(folder, "corpus_elements.tsv")
    return DataSet(
        folder=folder,
        asked=named["asked"],
        given=named["given"],
        queries={row[0]: row[1] for row in _rows(folder, "queries.tsv")},
        texts=[row[1] for row in elements],
        uris=[concept[row[0]] for row in elements],
    )


def _rows(folder: Path, name: str) -> list[list[str]]:
    path = folder / name
    content = path.read_bytes() if path.exists() else gzip.decompress(_packed(path).read_bytes())
    return [line.split("\t") for line in content.decode().split("\n") if line]


def _packed(path: Path) -> Path:
    return path.with_name(path.name + ".gz")


def right_concepts(data: DataSet) -> dict[str, str]:
    """The concept that the judges found for each query id."""
    concept = dict(_rows(data.folder, "concept_mapping.tsv"))
    return {row[0]: concept[row[2]] for row in _rows(data.folder, "annotations.tsv")}


def for_choosing(query: str) -> bool:
    """Whether a query belongs to the half on which weights may be chosen."""
    return hashlib.sha256(query.encode()).digest()[0] % 2 == 0


def of_its_texts(data: DataSet, full: Classification) -> Classification:
    """A classification that knows nothing but the candidates of the data set.

    Only the ISCO group of an occupation comes from the full classification.
    """
    return _cut(data, full, lambda uri, texts: {data.given: Labels(texts[0], tuple(texts[1:]))})


def of_all_labels(data: DataSet, full: Classification) -> Classification:
    """The full classification, cut to the concepts of the data set."""

    def labels(uri: str, texts: list[str]) -> dict[str, Labels]:
        concept = full.by_uri.get(uri)
        return dict(concept.labels) if concept else {data.given: Labels(texts[0])}

    return _cut(data, full, labels)


def _cut(
    data: DataSet, full: Classification, labels: Callable[[str, list[str]], dict[str, Labels]]
) -> Classification:
    texts: dict[str, list[str]] = {}
    for uri, text in zip(data.uris, data.texts, strict=True):
        texts.setdefault(uri, []).append(text)
    occupations, groups = [], []
    for uri, own in texts.items():
        if "/isco/C" in uri:
            groups.append(Group(uri, uri.rsplit("/C", 1)[1], labels(uri, own)))
        else:
            concept = full.by_uri.get(uri)
            isco = concept.isco if concept else ""
            occupations.append(Occupation(uri, isco, "", labels(uri, own)))
    return Classification(full.version, tuple(occupations), tuple(groups))


def ranked_texts(
    data: DataSet, classification: Classification, ranking: Ranking, spread: float
) -> list[str]:
    """The candidates in order, from concepts in order.

    Args:
        data: whose candidates are ordered.
        classification: made of `data`.
        ranking: of the classification's concepts.
        spread: how much a concept's second and later labels lose (log-odds) to its first:
            0 keeps the labels of a concept together, more lets the next concept's first
            label come before them.

    Returns:
        At most `MOST_LISTED` candidates.
    """
    labels = data.labels_by_uri
    listed: list[tuple[float, int, str]] = []
    for place, (number, score) in enumerate(zip(ranking.concepts, ranking.scores, strict=True)):
        if len(listed) > 2 * MOST_LISTED:
            break
        own = labels[classification.concepts[number].uri]
        fallen = [-float(score), *[-float(score) + spread] * (len(own) - 1)]
        listed += [(odds, place, text) for odds, text in zip(fallen, own, strict=True)]
    listed.sort(key=lambda item: item[:2])
    return [text for _, _, text in listed][:MOST_LISTED]


def rankings(data: DataSet, linker: Linker, language: str | None) -> dict[str, Ranking]:
    """The linker's ranking for each distinct query text."""
    return {text: linker.rank(text, language) for text in dict.fromkeys(data.queries.values())}


class Scorer:
    """Runs `melo_score.py`, on all queries of a data set or on one half of them.

    Args:
        script: path of the scorer.
    """

    def __init__(self, script: Path) -> None:
        self.script = script

    def score(self, data: DataSet, run: Iterable[tuple[str, Sequence[str]]]) -> dict[str, Scores]:
        """Score a run.

        Args:
            data: the data set.
            run: query texts, each with its candidates in order.

        Returns:
            Scores by part of the queries: `chosen on`, `other half`, `whole`.
        """
        with tempfile.TemporaryDirectory() as folder:
            file = _written(run, Path(folder))
            return {
                "chosen on": self._half(data, file, chosen=True),
                "other half": self._half(data, file, chosen=False),
                "whole": self._run(data.folder, file),
            }

    def score_half(
        self, data: DataSet, run: Iterable[tuple[str, Sequence[str]]], *, chosen: bool
    ) -> Scores:
        """Score a run on the queries that things were chosen on, or on the others."""
        with tempfile.TemporaryDirectory() as folder:
            return self._half(data, _written(run, Path(folder)), chosen=chosen)

    def _half(self, data: DataSet, file: Path, *, chosen: bool) -> Scores:
        """Score the queries of one half: a folder whose judgements are only theirs."""
        kept = {key for key, text in data.queries.items() if for_choosing(text) is chosen}
        with tempfile.TemporaryDirectory() as folder:
            beside = Path(folder)
            for name in ("queries.tsv", "corpus_elements.tsv"):
                lines = ["\t".join(row) for row in _rows(data.folder, name)]
                (beside / name).write_text("\n".join(lines) + "\n", encoding="utf8")
            judged = [row for row in _rows(data.folder, "annotations.tsv") if row[0] in kept]
            text = "".join("\t".join(row) + "\n" for row in judged)
            (beside / "annotations.tsv").write_text(text, encoding="utf8")
            return self._run(beside, file)

    def _run(self, folder: Path, file: Path) -> Scores:
        command = [sys.executable, str(self.script), str(folder), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        scores: Scores = json.loads(done.stdout)
        return scores


def _written(run: Iterable[tuple[str, Sequence[str]]], folder: Path) -> Path:
    """A run in the form that the scorer reads."""
    file = folder / "run.tsv"
    with file.open("w", encoding="utf8") as lines:
        for query, texts in run:
            lines.write("\t".join([query, *texts]) + "\n")
    return file
