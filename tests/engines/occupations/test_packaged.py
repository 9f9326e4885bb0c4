"""What ships: whole, attributed, small enough, and made by what its manifest says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mestieri.engines.occupations import (
    LANGUAGES,
    ClassificationProblem,
    EncoderProblem,
    concept_vectors,
    load,
)
from mestieri.engines.occupations.packaged import (
    CLASSIFICATION,
    ENCODER,
    MANIFEST,
    checksums,
    packaged_folder,
    write,
)
from mestieri.engines.occupations.training.corpus import corpus_of
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training
from tests.engines.occupations.trades import small_classification

MOST_BYTES = 20 * 1024 * 1024
OFFICIAL = Path("../shared/data/esco/v1.1.1-official")


def test_the_files_that_ship_are_those_of_the_manifest() -> None:
    files = load().manifest["files"]
    assert checksums(packaged_folder()) == {name: file["sha256"] for name, file in files.items()}


def test_what_ships_is_at_most_twenty_megabytes() -> None:
    assert sum(path.stat().st_size for path in packaged_folder().iterdir()) <= MOST_BYTES


def test_the_manifest_says_what_made_the_weights_and_whose_the_data_are() -> None:
    manifest = load().manifest
    assert manifest["command"].startswith("mestieri train occupations")
    assert manifest["data"]["version"] == "ESCO 1.1.1"
    assert "2011/833/EU" in manifest["attribution"]
    assert manifest["recipe"]["seed"] == 20261123
    assert manifest["metrics"]


def test_nine_languages_ship() -> None:
    assert tuple(load().linker.languages) == LANGUAGES


def test_vectors_that_ship_are_those_of_the_weights_that_ship() -> None:
    linker = load().linker
    some = slice(0, 40)
    few = small_classification()
    few = type(few)("", linker.classification.occupations[some])
    again = concept_vectors(few, linker.encoder)
    assert (np.sum(again * linker.vectors[some], axis=1) > 0.999).all()


def test_a_folder_of_ones_own_is_written_and_read(tmp_path: Path) -> None:
    trades = small_classification()
    encoder = Training(corpus_of(trades), Recipe(dimensions=16, steps=1)).encoder()
    manifest = write(tmp_path / "own", trades, encoder, {"command": "a test"})
    engine = load(tmp_path / "own")
    assert engine.manifest == manifest
    assert engine.classification.occupations == trades.occupations
    assert engine.linker.encoder.to_bytes() == encoder.to_bytes()


def test_a_folder_with_a_classification_alone_borrows_the_weights_that_ship(
    tmp_path: Path,
) -> None:
    trades = small_classification()
    encoder = Training(corpus_of(trades), Recipe(dimensions=16, steps=1)).encoder()
    write(tmp_path, trades, encoder, {})
    (tmp_path / ENCODER).unlink()
    (tmp_path / MANIFEST).unlink()
    assert load(tmp_path).linker.encoder.dimensions == load().linker.encoder.dimensions


def test_damaged_folders_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ClassificationProblem):
        load(tmp_path / "nothing")
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / CLASSIFICATION).write_bytes(b"broken")
    with pytest.raises(ClassificationProblem):
        load(tmp_path / "one")
    (tmp_path / "one" / ENCODER).write_bytes(b"broken")
    with pytest.raises(EncoderProblem):
        load(tmp_path / "one")


@pytest.mark.skipif(not OFFICIAL.exists(), reason="../shared/data is not here")
def test_the_official_download_has_the_occupations_that_ship() -> None:
    from mestieri.engines.occupations import read_classification

    read = read_classification([OFFICIAL])
    shipped = load().classification
    assert [o.uri for o in read.occupations] == [o.uri for o in shipped.occupations]
    assert read.essential_skills.keys() == {
        uri for uri, skills in shipped.essential_skills.items() if skills
    }
