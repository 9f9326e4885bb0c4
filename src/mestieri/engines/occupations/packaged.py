"""What ships in the package, and how an installation finds its own: weights and labels.

A folder of the engine holds `encoder.npz` (weights), `classification.jsonl.xz` (labels),
`concepts.npy` (a vector a concept) and `manifest.json` (what made them).
"""

from __future__ import annotations

import hashlib
import io
import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from mestieri.engines.occupations import store
from mestieri.engines.occupations.classification import (
    ATTRIBUTION,
    Classification,
    ClassificationProblem,
)
from mestieri.engines.occupations.encoder import EncoderProblem, Floats, TitleEncoder
from mestieri.engines.occupations.linker import Linker
from mestieri.engines.occupations.nearness import Nearness
from mestieri.engines.occupations.vectors import (
    concept_vectors,
    from_whole_numbers,
    to_whole_numbers,
)

ENCODER = "encoder.npz"
CLASSIFICATION = "classification.jsonl.xz"
CONCEPTS = "concepts.npy"
MANIFEST = "manifest.json"

Manifest = dict[str, Any]


class OccupationEngine:
    """A linker and a nearness over one classification, with what made them.

    Args:
        linker: over the classification.
        manifest: of the folder it was read from; empty where there is none.
    """

    def __init__(self, linker: Linker, manifest: Manifest | None = None) -> None:
        self.linker = linker
        self.manifest = manifest or {}
        self._nearness: Nearness | None = None

    @property
    def classification(self) -> Classification:
        """The classification the engine links to."""
        return self.linker.classification

    @property
    def nearness(self) -> Nearness:
        """Nearness between occupations; made at the first call, then kept."""
        if self._nearness is None:
            self._nearness = Nearness(self.classification, self.linker.vectors)
        return self._nearness


def packaged_folder() -> Path:
    """The folder of weights and labels that ships in the package."""
    return Path(str(files("mestieri.engines.occupations") / "data"))


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> OccupationEngine:
    """The engine of a folder, or the one that ships; kept after the first call.

    Args:
        folder: with at least a classification; weights and vectors that it lacks are
            taken from the package, or computed.

    Returns:
        The engine, ready in about a second.

    Raises:
        EncoderProblem: the weights are missing or damaged.
        ClassificationProblem: the classification is missing or damaged.
    """
    home = packaged_folder() if folder is None else folder
    encoder_at = home / ENCODER if (home / ENCODER).exists() else packaged_folder() / ENCODER
    encoder = TitleEncoder.load(encoder_at)
    classification = store.read(home / CLASSIFICATION)
    manifest = _manifest(home)
    vectors = _kept_vectors(home, encoder_at, manifest)
    if vectors is not None and len(vectors) != len(classification.concepts):
        raise ClassificationProblem(f"In «{home}» vectors and classification do not fit.")
    return OccupationEngine(Linker(classification, encoder, vectors), manifest)


def write(
    folder: Path, classification: Classification, encoder: TitleEncoder, made_by: Manifest
) -> Manifest:
    """Write a folder that `load` reads.

    Args:
        folder: made if missing.
        classification: its labels are stored in compact form.
        encoder: its weights are stored.
        made_by: what made the weights: command, recipe, version of the data.

    Returns:
        The manifest: `made_by`, attribution, and the checksum and size of every file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vectors = io.BytesIO()
    np.save(vectors, to_whole_numbers(concept_vectors(classification, encoder)))
    contents = {
        ENCODER: encoder.to_bytes(),
        CLASSIFICATION: store.to_bytes(classification),
        CONCEPTS: vectors.getvalue(),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    described = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in contents.items()
    }
    manifest = {**made_by, "attribution": ATTRIBUTION, "files": described}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf8")
    return manifest


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that the folder's manifest names."""
    named = _manifest(folder).get("files", {})
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in named}


def _manifest(folder: Path) -> Manifest:
    try:
        manifest: Manifest = json.loads((folder / MANIFEST).read_text(encoding="utf8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as problem:
        raise EncoderProblem(f"The manifest in «{folder}» is damaged.") from problem
    return manifest


def _kept_vectors(folder: Path, encoder_at: Path, manifest: Manifest) -> Floats | None:
    """The stored vectors, if they were made by the encoder in use."""
    path = folder / CONCEPTS
    if (
        not path.exists()
        or encoder_at.parent != folder
        or CONCEPTS not in manifest.get("files", {})
    ):
        return None
    try:
        return from_whole_numbers(np.load(path, allow_pickle=False))
    except (ValueError, OSError, EOFError) as problem:
        raise ClassificationProblem(f"The vectors in «{folder}» are damaged.") from problem
