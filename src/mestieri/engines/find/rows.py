"""A row a document: its vectors as small whole numbers, and what a search is limited by.

Rows are numbered in the order in which documents entered; a document that changes gets a new
row and its old one is struck out. Rows lie in blocks of files that are never changed:

```
rows-<first>.npy      what a search is limited by (`ROW`)
vectors-<first>.npy   int8, 128 numbers of meaning beside 128 of trades, mapped in memory
out.npy               numbers of the rows struck out
codes.json            owners, kinds and purposes by their number
```
"""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mestieri.engines.find.documents import Document
from mestieri.engines.find.encoders import DIMENSIONS, Floats

#: A unit vector's numbers are all but always within ±0.5.
SCALE = 254.0
MEANING, TRADES = slice(0, DIMENSIONS), slice(DIMENSIONS, 2 * DIMENSIONS)
#: The first look at all rows takes so many numbers of each half; the best are looked at whole.
FIRST_LOOK = 32
LOOKED_AT_WHOLE = 600
MASKS_KEPT = 32
MOST_BLOCKS = 16
MOST_PURPOSES = 31

ROW = np.dtype(
    [
        ("owner", np.uint32),
        ("kind", np.uint16),
        ("purposes", np.uint32),
        ("text", np.uint64),  # hash of what the meaning was made of
        ("has_meaning", np.bool_),
    ]
)
Bytes = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.int64]


@dataclass
class Codes:
    """Numbers for the few words that rows repeat."""

    owner: list[str] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    purpose: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, generation: Path) -> Codes:
        """Raises OSError, ValueError, TypeError for a damaged file."""
        return cls(**json.loads((generation / "codes.json").read_text()))

    def write(self, generation: Path) -> None:
        path = generation / "codes.json"
        path.unlink(missing_ok=True)  # it may be shared with the generation before
        path.write_text(json.dumps(vars(self)))

    def row_of(self, document: Document, text: int) -> tuple[int, int, int, int, bool]:
        """What a row says of a document, its vectors aside."""
        purposes = 0
        for purpose in document.purposes:
            if (place := _place(self.purpose, purpose)) < MOST_PURPOSES:
                purposes |= 1 << place
        return (
            _place(self.owner, document.owner), _place(self.kind, document.kind), purposes, text,
            False,
        )  # fmt: skip


def _place(words: list[str], word: str) -> int:
    if word not in words:
        words.append(word)
    return words.index(word)


def to_bytes(vectors: Floats) -> Bytes:
    """Unit vectors as small whole numbers."""
    return np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)


class RowTable:
    """The rows of a generation, open for reading.

    Args:
        generation: its folder.

    Raises:
        OSError, ValueError, TypeError, KeyError: files are missing or damaged.
    """

    def __init__(self, generation: Path) -> None:
        self.codes = Codes.read(generation)
        starts = block_starts(generation)
        self.starts = np.array(starts, dtype=np.int64)
        self.rows = np.concatenate(
            [np.load(generation / f"rows-{start}.npy") for start in starts]
            or [np.zeros(0, dtype=ROW)]
        )
        self.blocks: list[Bytes] = [
            np.load(generation / f"vectors-{start}.npy", mmap_mode="r") for start in starts
        ]
        self.struck_out: Numbers = np.load(generation / "out.npy")
        self.is_in = np.ones(len(self.rows), dtype=np.bool_)
        self.is_in[self.struck_out] = False
        self._first_look: Floats | None = None
        self._masks: dict[Hashable, npt.NDArray[np.bool_]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def whole(self, numbers: Numbers) -> Floats:
        """Vectors of some rows, both halves side by side."""
        found = np.empty((len(numbers), 2 * DIMENSIONS), dtype=np.float32)
        blocks = np.searchsorted(self.starts, numbers, side="right") - 1
        for block in np.unique(blocks):
            here = blocks == block
            found[here] = self.blocks[block][numbers[here] - self.starts[block]]
        return found / np.float32(SCALE)

    def allowed(
        self, kinds: Collection[str], purposes: Collection[str], owners: Collection[str]
    ) -> npt.NDArray[np.bool_]:
        """Which rows a search may answer with; an empty limit is none. Not to be changed."""
        limits = tuple(frozenset(limit) for limit in (kinds, purposes, owners))
        if limits not in self._masks:
            if len(self._masks) >= MASKS_KEPT:
                self._masks = {}
            self._masks[limits] = self._allowed(*limits)
        return self._masks[limits]

    def _allowed(
        self, kinds: Collection[str], purposes: Collection[str], owners: Collection[str]
    ) -> npt.NDArray[np.bool_]:
        allowed = self.is_in.copy()
        for column, words, known in (
            ("kind", kinds, self.codes.kind),
            ("owner", owners, self.codes.owner),
        ):
            if words:
                wanted = [place for place, word in enumerate(known) if word in words]
                allowed &= np.isin(self.rows[column], wanted)
        if purposes:
            wanted_bits = sum(1 << n for n, w in enumerate(self.codes.purpose) if w in purposes)
            allowed &= (self.rows["purposes"] & np.uint32(wanted_bits)) != 0
        return allowed

    def nearest(self, asked: Floats, allowed: npt.NDArray[np.bool_], most: int) -> Numbers:
        """The rows with the greatest product with a vector of both halves, best first.

        All rows are looked at by their first numbers, the best of them whole.
        """
        if not len(self.rows):
            return np.zeros(0, dtype=np.int64)
        looked = self._by_first_numbers() @ np.concatenate(
            [asked[MEANING][:FIRST_LOOK], asked[TRADES][:FIRST_LOOK]]
        )
        looked[~allowed] = -np.inf
        best = _best(looked, LOOKED_AT_WHOLE)
        best = best[np.isfinite(looked[best])]
        near = self.whole(best) @ asked
        return best[_best(near, most)]

    def _by_first_numbers(self) -> Floats:
        if self._first_look is None:
            table = np.empty((len(self.rows), 2 * FIRST_LOOK), dtype=np.float32)
            for start, block in zip(self.starts, self.blocks, strict=True):
                here = slice(start, start + len(block))
                table[here, :FIRST_LOOK] = block[:, :FIRST_LOOK]
                table[here, FIRST_LOOK:] = block[:, DIMENSIONS : DIMENSIONS + FIRST_LOOK]
            self._first_look = table
        return self._first_look


def _best(values: Floats, most: int) -> Numbers:
    """Places of the greatest values, the greatest first."""
    if len(values) > most:
        places = np.argpartition(values, -most)[-most:]
    else:
        places = np.arange(len(values))
    order: Numbers = places[np.argsort(-values[places], kind="stable")]
    return order


def block_starts(generation: Path) -> list[int]:
    """First row number of each block."""
    return sorted(int(path.stem.split("-")[1]) for path in generation.glob("rows-*.npy"))


def write_block(generation: Path, first: int, rows: Sequence[tuple], vectors: Bytes) -> None:
    """Write a block; a block without rows is not written."""
    if len(rows):
        np.save(generation / f"rows-{first}.npy", np.array(rows, dtype=ROW))
        np.save(generation / f"vectors-{first}.npy", vectors)


def write_struck_out(generation: Path, numbers: Collection[int]) -> None:
    """Say which rows are struck out."""
    path = generation / "out.npy"
    path.unlink(missing_ok=True)  # it may be shared with the generation before
    np.save(path, np.array(sorted(numbers), dtype=np.int64))


def join_blocks(generation: Path) -> None:
    """Make one block of many; their files may be shared, so new ones are written."""
    table = RowTable(generation)
    joined = np.concatenate(table.blocks)
    for start in block_starts(generation):
        (generation / f"rows-{start}.npy").unlink()
        (generation / f"vectors-{start}.npy").unlink()
    np.save(generation / "rows-0.npy", table.rows)
    np.save(generation / "vectors-0.npy", joined)
