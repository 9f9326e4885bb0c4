"""One vector a concept: what the encoder makes of all its labels in all languages."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.classification import Classification, Labels
from mestieri.engines.occupations.encoder import Floats, TitleEncoder
from mestieri.engines.occupations.text import single_forms

_LEVELS = 127


def concept_vectors(classification: Classification, encoder: TitleEncoder) -> Floats:
    """Encode every concept of a classification.

    The mean over languages of the mean over the language's labels, so that a language
    with many labels does not drown the others. Takes some seconds for full ESCO.

    Args:
        classification: `n` concepts.
        encoder: of `d` dimensions.

    Returns:
        `float32` array of shape `(n, d)`, rows of length 1 (or zero), in the order of
        `classification.concepts`.
    """
    vectors = np.zeros((len(classification.concepts), encoder.dimensions), dtype=np.float32)
    for number, concept in enumerate(classification.concepts):
        sums = [encoder.encode(_forms(labels)).sum(axis=0) for labels in concept.labels.values()]
        vectors[number] = _unit(np.sum([_unit(total) for total in sums], axis=0))
    return vectors


def to_whole_numbers(vectors: Floats) -> npt.NDArray[np.int8]:
    """Vectors of length 1 as `int8`, for storing: a quarter of the space, as good a rank."""
    highest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors / np.maximum(highest, 1e-9) * _LEVELS).astype(np.int8)


def from_whole_numbers(stored: npt.NDArray[np.int8]) -> Floats:
    """Vectors of length 1 from their stored form."""
    vectors = stored.astype(np.float32)
    lengths = np.sqrt(np.square(vectors).sum(axis=1, keepdims=True))
    unit: Floats = vectors / np.maximum(lengths, 1e-9)
    return unit


def _forms(labels: Labels) -> list[str]:
    return list(dict.fromkeys(form for label in labels for form in single_forms(label)))


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return unit
