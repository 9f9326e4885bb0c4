"""The title encoder: any job title to a vector, with numpy alone.

A title is the normalised sum of its words; a word is the sum of the table rows of its
features. So a word's vector can be kept, and titles, which share most of their words,
cost little more than a few additions.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mestieri.engines.occupations.features import BUCKETS, buckets_of_word, distinct_words

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

MOST_KEPT_WORDS = 65_536
"""Word vectors kept in memory (at 128 dimensions, 32 MiB); then the memory starts anew."""

_LEVELS = 7
"""A 4-bit weight is a whole number from -7 to 7 times the scale of its row."""


class EncoderProblem(ValueError):
    """Weights that cannot be used; the message is a sentence for a person."""


@dataclass
class _WordMemory:
    """Vectors of the words met so far, in one array that grows by doubling."""

    dimensions: int
    places: dict[str, int] = field(default_factory=dict)
    vectors: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.vectors = np.zeros((1024, self.dimensions), dtype=np.float32)

    def add(self, word: str, vector: Floats) -> int:
        place = len(self.places)
        if place == len(self.vectors):
            self.vectors = np.concatenate([self.vectors, np.zeros_like(self.vectors)])
        self.vectors[place] = vector
        self.places[word] = place
        return place


class TitleEncoder:
    """Encodes titles with a table of small whole numbers and a scale a row.

    Args:
        table: `int8` array of shape `(BUCKETS, dimensions)`.
        scales: `float32` array of shape `(BUCKETS,)`.
        rarity: `uint8` array of shape `(BUCKETS,)`: inverse document frequency of each
            bucket in the training titles, 0 common to 255 never seen.

    Raises:
        EncoderProblem: the shapes do not fit each other.
    """

    def __init__(self, table: npt.NDArray[np.int8], scales: Floats, rarity: Bytes) -> None:
        if table.ndim != 2 or len(table) != BUCKETS or table.dtype != np.int8:
            raise EncoderProblem(f"The table needs {BUCKETS} rows of int8, not {table.shape}.")
        if scales.shape != (BUCKETS,) or rarity.shape != (BUCKETS,):
            raise EncoderProblem("Scales and rarity need one number a row of the table.")
        self._table = table
        self._scales = scales.astype(np.float32)
        self.rarity = rarity
        self._memory = _WordMemory(self.dimensions)

    @property
    def dimensions(self) -> int:
        """Length of a title's vector."""
        return int(self._table.shape[1])

    @classmethod
    def from_floats(cls, table: Floats, rarity: Bytes, levels: int = _LEVELS) -> TitleEncoder:
        """Round a learned table to whole numbers between `-levels` and `levels`.

        Args:
            table: `float32` array of shape `(BUCKETS, dimensions)`.
            rarity: as in the class.
            levels: 7 for 4-bit weights, 127 for int8.
        """
        rounded, scales = _rounded(table, levels)
        return cls(rounded, scales, rarity)

    def encode(self, titles: Sequence[str]) -> Floats:
        """Vectors of titles.

        Args:
            titles: any texts.

        Returns:
            `float32` array of shape `(len(titles), dimensions)`; rows of length 1, or all
            zeros where a title has no word.
        """
        if len(self._memory.places) > MOST_KEPT_WORDS:
            self._memory = _WordMemory(self.dimensions)
        places: list[int] = []
        starts: list[int] = []
        filled: list[int] = []
        for row, title in enumerate(titles):
            words = distinct_words(title)
            if words:
                filled.append(row)
                starts.append(len(places))
                places += [self._place(word) for word in words]
        vectors = np.zeros((len(titles), self.dimensions), dtype=np.float32)
        if filled:
            sums = np.add.reduceat(self._memory.vectors[places], starts, axis=0)
            lengths = np.sqrt(np.einsum("ij,ij->i", sums, sums))
            vectors[filled] = sums / np.maximum(lengths, 1e-9)[:, None]
        return vectors

    def _place(self, word: str) -> int:
        place = self._memory.places.get(word)
        return self._memory.add(word, self._word_vector(word)) if place is None else place

    def _word_vector(self, word: str) -> Floats:
        buckets = buckets_of_word(word)
        rows = self._table[buckets].astype(np.float32)
        vector: Floats = self._scales[buckets] @ rows
        return vector

    def to_bytes(self) -> bytes:
        """The weights as the bytes of an uncompressed `.npz`, the same on every run.

        Raises:
            EncoderProblem: the table needs more than four bits a weight.
        """
        if np.abs(self._table).max(initial=0) > _LEVELS:
            raise EncoderProblem("Only tables of 4-bit weights are written.")
        nibbles = (self._table + 8).astype(np.uint8)
        packed = nibbles[:, ::2] | (nibbles[:, 1::2] << 4)
        buffer = io.BytesIO()
        np.savez(buffer, table=packed, scales=self._scales.astype(np.float16), rarity=self.rarity)
        return buffer.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> TitleEncoder:
        """Read weights written by `to_bytes`.

        Raises:
            EncoderProblem: the bytes are not such weights.
        """
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                packed, scales, rarity = arrays["table"], arrays["scales"], arrays["rarity"]
        except (ValueError, KeyError, OSError, EOFError) as problem:
            raise EncoderProblem("The weights of the encoder are damaged.") from problem
        table = np.empty((len(packed), packed.shape[1] * 2), dtype=np.int8)
        table[:, ::2] = packed & 15
        table[:, 1::2] = packed >> 4
        return cls(table - np.int8(8), scales.astype(np.float32), rarity)

    @classmethod
    def load(cls, path: Path) -> TitleEncoder:
        """Read weights from a file.

        Raises:
            EncoderProblem: the file is missing or damaged.
        """
        try:
            return cls.from_bytes(path.read_bytes())
        except OSError as problem:
            raise EncoderProblem(f"The weights «{path}» cannot be read.") from problem


def _rounded(table: Floats, levels: int) -> tuple[npt.NDArray[np.int8], Floats]:
    """Round each row with the scale that loses least, out of a few shares of its maximum."""
    highest = np.abs(table).max(axis=1)
    rounded = np.zeros(table.shape, dtype=np.int8)
    scales = np.zeros(len(table), dtype=np.float32)
    least = np.full(len(table), np.inf)
    for share in (1.0, 0.85, 0.7, 0.6):
        # Scales are shipped as float16, so round with what will be read back.
        scale = (highest * share / levels + 1e-7).astype(np.float16).astype(np.float32)
        tried = np.clip(np.rint(table / np.maximum(scale, 1e-7)[:, None]), -levels, levels)
        loss = np.square(tried * scale[:, None] - table).sum(axis=1)
        better = loss < least
        rounded[better] = tried[better].astype(np.int8)
        scales[better] = scale[better]
        least[better] = loss[better]
    return rounded, scales
