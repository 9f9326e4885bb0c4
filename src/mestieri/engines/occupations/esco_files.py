"""Opening what an operator downloaded: zips, gzipped and plain CSV files, folders of them.

Nothing is extracted to disk and nothing is trusted: the names inside a zip are only read,
what unpacks to more than it should is refused, and every refusal is a sentence.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

MOST_BYTES_OF_A_FILE = 200_000_000  # unpacked; the largest official table has 21 million
MOST_BYTES_IN_ALL = 800_000_000
MOST_TIMES_PACKED = 200  # unpacked / packed; official files reach about 10
MOST_FILES = 2_000

VERSION = re.compile(r"v(\d+(?:\.\d+)+)")
LANGUAGE = re.compile(r"_([a-z]{2})(?=[_.])")

Version = tuple[int, ...]


class NotEsco(ValueError):
    """What was given cannot be read as ESCO; the message is a sentence for people."""


@dataclass(frozen=True)
class Table:
    """A CSV table found in what was given.

    Attributes:
        name: where it is, for people: `file` or `file: member`.
        language: ISO 639-1 code from its name, or empty.
        version: ESCO's version from its name or its folder's, or empty.
        columns: names of its columns.
    """

    name: str
    language: str
    version: Version
    columns: tuple[str, ...]
    _source: Source

    def rows(self) -> Iterator[dict[str, str]]:
        """Rows of the table, one at a time; missing cells are empty.

        Raises:
            NotEsco: the file is damaged, or unpacks to too much.
        """
        try:
            with self._source.open() as text:
                reader = csv.DictReader(text, restval="")
                for row in reader:
                    row.pop(None, None)  # type: ignore[call-overload]
                    yield row
        except _READING_ERRORS as error:
            raise NotEsco(_cannot_read(self.name, error)) from error


@dataclass(frozen=True)
class Source:
    """A file, or a member of a zip, that can be read as text."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        return f"{self.path.name}: {self.member}" if self.member else self.path.name

    def open(self) -> io.TextIOWrapper:
        """Open as text, never unpacking more than a table may hold."""
        packed: IO[bytes]
        if self.member:
            # The archive is closed with the member: zipfile counts its readers.
            with zipfile.ZipFile(self.path) as archive:
                packed = archive.open(self.member)
        else:
            packed = self.path.open("rb")
        is_gzip = self.name.lower().endswith(".gz")
        unpacked = gzip.GzipFile(fileobj=packed) if is_gzip else packed
        bounded = io.BufferedReader(_Bounded(unpacked, packed))  # type: ignore[type-var]
        return io.TextIOWrapper(bounded, encoding="utf-8-sig", newline="")


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than `MOST_BYTES_OF_A_FILE`."""

    def __init__(self, stream: Any, packed: IO[bytes]) -> None:
        self._stream, self._packed = stream, packed
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._given += len(data)
        if self._given > MOST_BYTES_OF_A_FILE:
            raise NotEsco("it unpacks to far more than an ESCO table holds")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()  # GzipFile leaves open what it was given
        super().close()


_READING_ERRORS = (
    OSError,
    EOFError,
    UnicodeError,
    csv.Error,
    zlib.error,
    zipfile.BadZipFile,
    RuntimeError,  # an encrypted member
    NotImplementedError,  # a way of packing that Python does not know
    NotEsco,
)


def find_tables(paths: list[Path]) -> list[Table]:
    """Every CSV table in files, zips and folders, in a stable order.

    Raises:
        NotEsco: a path is missing, a file is damaged, or something unpacks to too much.
    """
    tables = []
    for file in _files(paths):
        try:
            sources = _sources(file)
        except _READING_ERRORS as error:
            raise NotEsco(_cannot_read(file.name, error)) from error
        tables += [_table(source) for source in sources]
    return tables


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            for folder, _folders, names in sorted(os.walk(path)):
                yield from (Path(folder) / name for name in sorted(names) if _is_readable(name))
        elif path.is_file():
            yield path
        else:
            raise NotEsco(f"{path}: there is no such file or folder.")


def _is_readable(name: str) -> bool:
    return name.lower().endswith((".zip", ".csv", ".csv.gz"))


def _sources(file: Path) -> list[Source]:
    if not file.name.lower().endswith((".csv", ".csv.gz")):
        if not zipfile.is_zipfile(file):
            raise NotEsco("it is neither a zip nor a CSV file")
        return _members(file)
    return [Source(file)]


def _members(file: Path) -> list[Source]:
    with zipfile.ZipFile(file) as archive:
        if any(_leaves_its_folder(info.filename) for info in archive.infolist()):
            raise NotEsco("it names places outside itself, as ESCO's downloads never do")
        members = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
    if len(members) > MOST_FILES:
        raise NotEsco(f"it holds more than {MOST_FILES} files")
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > MOST_BYTES_IN_ALL or unpacked > 1_000_000 + packed * MOST_TIMES_PACKED:
        raise NotEsco("it unpacks to far more than ESCO holds")
    return [Source(file, info.filename) for info in members]


def _leaves_its_folder(name: str) -> bool:
    """Whether a name in a zip points elsewhere: no honest download holds one."""
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0]


def _table(source: Source) -> Table:
    try:
        with source.open() as text:
            columns = tuple(next(csv.reader(text), []))
    except _READING_ERRORS as error:
        raise NotEsco(_cannot_read(source.name, error)) from error
    own_name = Path(source.member or source.path.name).name
    language = LANGUAGE.search(own_name)
    return Table(
        source.name, language.group(1) if language else "", _version(source), columns, source
    )


def _version(source: Source) -> Version:
    for name in (source.member, *reversed(source.path.absolute().parts)):
        if found := VERSION.search(name):
            return tuple(int(number) for number in found.group(1).split("."))
    return ()


def _cannot_read(name: str, error: BaseException) -> str:
    return f"{name} cannot be read: {str(error).rstrip('.') or type(error).__name__}."
