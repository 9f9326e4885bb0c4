"""The folder of an index: generations built beside the one in use, and swapped by a rename.

```
folder/
  lock          held by the one builder
  current       name of the generation in use; replaced by a rename
  g-<random>/   a generation: tantivy's files, the tables of `rows`, and `stamp.json`
```
Files of a generation are never changed: a small change makes a new generation that shares
the files of the one before (hard links) and has a few more. A builder that is killed leaves a
generation that nothing names; the next one removes it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from mestieri.engines.find.schema import FORMAT

#: What tantivy writes while it works, and what says how whole a generation is.
NOT_SHARED = ("stamp.json", ".tantivy-writer.lock", ".tantivy-meta.lock")


class IndexUnusable(RuntimeError):
    """There is no index, or it is damaged or of another format: build it."""


class IndexIsBeingBuilt(RuntimeError):
    """Another process is building, and the caller did not want to wait."""


@dataclass(frozen=True)
class Stamp:
    """What a generation says of itself.

    Attributes:
        stamp: what the caller gave when building: its own mark of how new the data is.
        documents: how many it holds.
        format: format of the fields.
        encoders: names of the encoders whose vectors it holds.
        files: name of each file → bytes, by which damage is noticed.
    """

    stamp: str
    documents: int
    format: int
    encoders: list[str]
    files: dict[str, int]


@contextlib.contextmanager
def only_builder(folder: Path, wait: bool) -> Iterator[None]:
    """Hold the folder's lock.

    Raises:
        IndexIsBeingBuilt: another process holds it and `wait` is False.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError as error:
            raise IndexIsBeingBuilt(str(folder)) from error
        yield  # closing the file lets the lock go, also when the process dies


@contextlib.contextmanager
def damage_said(where: Path) -> Iterator[None]:
    """Files that cannot be read, or on which tantivy panics, are an index that is of no use.

    Raises:
        IndexUnusable: instead of whatever the damage made happen.
    """
    try:
        yield
    except (ValueError, OSError, TypeError, LookupError) as error:
        raise IndexUnusable(f"{where}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of Rust; it has no module to import it from
            raise
        raise IndexUnusable(f"{where}: {error}") from error


def current_name(folder: Path) -> str:
    """Name of the generation in use, or empty."""
    try:
        return (folder / "current").read_text().strip()
    except OSError:
        return ""


def current_generation(folder: Path) -> Path:
    """The generation in use; it may turn out not to be there."""
    return folder / (current_name(folder) or "none")


@contextlib.contextmanager
def next_generation(
    folder: Path, beginning_from: Path | None = None, *, keep_previous: bool = True
) -> Iterator[Path]:
    """A new generation, put in use when the block has ended well; the lock must be held.

    The block ends with `write_stamp`.

    Args:
        beginning_from: a generation whose files it shares from the beginning.
        keep_previous: leave the one that was in use until the next build.
    """
    previous = current_name(folder)
    _remove_generations(folder, keep={previous})
    generation = folder / f"g-{secrets.token_hex(6)}"
    generation.mkdir()
    if beginning_from is not None:
        _share_files(beginning_from, generation)
    yield generation
    _put_in_use(folder, generation.name)
    # A reader may be opening the previous one in this very moment: the next build removes it.
    kept = {generation.name, previous} if keep_previous else {generation.name}
    _remove_generations(folder, keep=kept)


def _share_files(source: Path, target: Path) -> None:
    for file in source.iterdir():
        if file.name in NOT_SHARED:
            continue
        try:
            os.link(file, target / file.name)
        except OSError:  # a file system without hard links
            shutil.copy2(file, target / file.name)


def _remove_generations(folder: Path, keep: set[str]) -> None:
    for generation in folder.glob("g-*"):
        if generation.name not in keep:
            shutil.rmtree(generation, ignore_errors=True)


def _put_in_use(folder: Path, name: str) -> None:
    beside = folder / "current.new"
    _write_safely(beside, name)
    os.replace(beside, folder / "current")


def _write_safely(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def write_stamp(generation: Path, stamp: str, documents: int, encoders: list[str]) -> None:
    """Say that a generation is whole."""
    files = {
        file.name: file.stat().st_size
        for file in generation.iterdir()
        if not file.name.endswith(".lock")
    }
    content = Stamp(stamp, documents, FORMAT, sorted(encoders), files)
    _write_safely(generation / "stamp.json", json.dumps(asdict(content)))


def read_stamp(generation: Path) -> Stamp:
    """The stamp of a whole generation.

    Raises:
        IndexUnusable: it is missing, of another format, or some file is missing or cut short.
    """
    try:
        stamp = Stamp(**json.loads((generation / "stamp.json").read_text()))
        whole = all(
            (generation / name).stat().st_size == size for name, size in stamp.files.items()
        )
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexUnusable(f"{generation}: {error}") from error
    if not whole or stamp.format != FORMAT:
        raise IndexUnusable(f"{generation}: damaged, or of another format")
    return stamp
