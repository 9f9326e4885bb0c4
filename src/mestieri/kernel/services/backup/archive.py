"""The tar inside a copy: written in one pass, read in one pass, trusting nothing it says.

Only plain files, with short and plain names: no links, no long-name records, nothing of which
a reader must believe the size before bounding it. A path that is too long for that, or holds
signs that are no letters (a line break, bytes that are no UTF-8), is a member `long/DIGEST`, and
the manifest says which path it is.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from mestieri.kernel.services.backup.refusal import DAMAGED, NOT_A_COPY, BackupRefused

OPENING, MANIFEST = "opening.json", "manifest.json"
FOLDERS = ("database", "media", "documents", "private", "long")
BLOCK = tarfile.BLOCKSIZE
CHUNK = 256 * 1024
LONGEST_NAME = 100  # bytes, of a tar header
LONGEST_TEXT = 256 * 1024 * 1024  # bytes of the manifest
#: Bytes of a path in the data folder; with it, and `restored` before it, no system says it is long.
LONGEST_PATH = 3000
LONGEST_PART = 255
Advance = Callable[[int], None]
UNREADABLE = (EOFError, gzip.BadGzipFile, zlib.error, tarfile.TarError, UnicodeDecodeError)


@dataclass(frozen=True)
class Member:
    """One file of the archive, as the manifest tells it."""

    member: str
    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Limits:
    """How much a copy may unpack to; whoever made it, it does not fill the disk.

    Attributes:
        bytes_in_all: of all its members together.
        members: how many.
        text: bytes of its opening and of its manifest, which are read into memory.
    """

    bytes_in_all: int
    members: int = 2_000_000
    text: int = LONGEST_TEXT


@dataclass
class ArchiveWriter:
    """Writes members to a stream and remembers them for the manifest."""

    stream: Any
    members: list[Member] = field(default_factory=list)

    def add(self, path: str, size: int, source: BinaryIO, advance: Advance) -> None:
        """Write the first `size` bytes of `source`.

        Raises:
            BackupRefused: it is shorter than that: it changed while it was read.
        """
        member = _member_name(path)
        self._header(member, size)
        digest, left = hashlib.sha256(), size
        while left:
            data = source.read(min(CHUNK, left))
            if not data:
                shown = path.encode(errors="backslashreplace").decode()
                raise BackupRefused(f"The file {shown} changed while it was copied: try again.")
            digest.update(data)
            self.stream.write(data)
            left -= len(data)
            advance(len(data))
        self._pad(size)
        self.members.append(Member(member, path, size, digest.hexdigest()))

    def add_bytes(self, path: str, data: bytes) -> None:
        """Write a member that is in memory already."""
        self._header(path, len(data))
        self.stream.write(data)
        self._pad(len(data))
        self.members.append(Member(path, path, len(data), hashlib.sha256(data).hexdigest()))

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest and the end of the archive."""
        whole = {**manifest, "members": [vars(member) for member in self.members]}
        data = json.dumps(whole).encode()
        if len(data) > LONGEST_TEXT:
            raise BackupRefused("There are more files than one copy can hold (over a million).")
        self.add_bytes(MANIFEST, data)
        self.stream.write(b"\0" * 2 * BLOCK)

    def _header(self, name: str, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self.stream.write(info.tobuf(tarfile.GNU_FORMAT))

    def _pad(self, size: int) -> None:
        self.stream.write(b"\0" * (-size % BLOCK))


def _member_name(path: str) -> str:
    written = bytes_of(path)
    if len(written) < LONGEST_NAME and is_plain(path):
        return path
    return f"long/{hashlib.sha256(written).hexdigest()}"


def bytes_of(path: str) -> bytes:
    """A path as the disk knows it: bytes that are no UTF-8 come as they were.

    Raises:
        UnicodeEncodeError: no disk has such a path.
    """
    return path.encode("utf-8", "surrogateescape")


@dataclass
class ArchiveReader:
    """Reads an archive into a folder, or nowhere (a check), bounding everything.

    Attributes:
        stream: the plain tar; errors of its decompression are taken for damage.
        limits: what it may unpack to.
        into: an empty folder; None to check only.
        look_at_opening: refuses by raising, before anything else is read.
    """

    stream: Any
    limits: Limits
    into: Path | None
    look_at_opening: Callable[[dict[str, Any]], None]
    found: dict[str, Member] = field(default_factory=dict)
    left: int = 0

    def read(self) -> dict[str, Any]:
        """Read to the end and check every member against the manifest.

        Returns:
            The manifest.

        Raises:
            BackupRefused: it is not a copy, damaged, hostile or too large; what was written
                under `into` is worth nothing then.
        """
        self.left = self.limits.bytes_in_all
        try:
            manifest = self._members()
            if self._exactly(BLOCK).strip(b"\0") or self.stream.read(1):
                raise BackupRefused(DAMAGED)
        except UNREADABLE as error:
            raise BackupRefused(DAMAGED) from error
        self._reconcile(manifest)
        return manifest

    def _members(self) -> dict[str, Any]:
        opening = self._text(OPENING)
        self.look_at_opening(opening)
        while True:
            info = self._next()
            if info is None:
                raise BackupRefused(DAMAGED)  # the manifest comes before the end
            if info.name == MANIFEST:
                manifest = self._json(info)
                if self._next() is not None:
                    raise BackupRefused(DAMAGED)
                return manifest
            self._file(info)

    def _text(self, name: str) -> dict[str, Any]:
        try:
            info = self._next()
        except UNREADABLE:
            raise BackupRefused(NOT_A_COPY) from None
        if info is None or info.name != name:
            raise BackupRefused(NOT_A_COPY)
        return self._json(info)

    def _next(self) -> tarfile.TarInfo | None:
        block = self._exactly(BLOCK)
        if not block.strip(b"\0"):
            return None
        info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        if info.type != tarfile.REGTYPE:
            raise BackupRefused("This copy holds something that is not a plain file: refused.")
        if info.size < 0 or info.size > self.left:
            raise BackupRefused("This copy would unpack to more than fits here: refused.")
        self.left -= info.size
        return info

    def _json(self, info: tarfile.TarInfo) -> dict[str, Any]:
        if info.size > self.limits.text:
            raise BackupRefused("This copy would unpack to more than fits here: refused.")
        data = self._exactly(info.size)
        self._exactly(-info.size % BLOCK)
        if info.name != MANIFEST:
            digest = hashlib.sha256(data).hexdigest()
            self.found[info.name] = Member(info.name, info.name, info.size, digest)
        try:
            value = json.loads(data)
        except ValueError:
            raise BackupRefused(DAMAGED) from None
        if not isinstance(value, dict):
            raise BackupRefused(DAMAGED)
        return value

    def _file(self, info: tarfile.TarInfo) -> None:
        if not (is_safe(info.name) and is_plain(info.name)) or info.name in self.found:
            raise BackupRefused("This copy holds a file with a name it may not have: refused.")
        if len(self.found) >= self.limits.members:
            raise BackupRefused("This copy holds more files than fit here: refused.")
        digest = self._contents(info)
        self._exactly(-info.size % BLOCK)
        self.found[info.name] = Member(info.name, info.name, info.size, digest)

    def _contents(self, info: tarfile.TarInfo) -> str:
        digest, left = hashlib.sha256(), info.size
        target = _new_file(self.into, info.name) if self.into is not None else None
        try:
            while left:
                data = self._exactly(min(CHUNK, left))
                digest.update(data)
                if target is not None:
                    target.write(data)
                left -= len(data)
        finally:
            if target is not None:
                target.close()
        return digest.hexdigest()

    def _exactly(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size:
            data = self.stream.read(min(CHUNK, size))
            if not data:
                raise EOFError
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def _reconcile(self, manifest: dict[str, Any]) -> None:
        """What was found is what the manifest tells, no more and no less."""
        try:
            told = {one["member"]: Member(**one) for one in manifest["members"]}
        except (KeyError, TypeError):
            raise BackupRefused(DAMAGED) from None
        if told.keys() != self.found.keys():
            raise BackupRefused(DAMAGED)
        for name, member in told.items():
            found = self.found[name]
            if (found.bytes, found.sha256) != (member.bytes, member.sha256):
                raise BackupRefused(DAMAGED)
            if member.path != name:
                self._put_long(name, member.path)

    def _put_long(self, name: str, path: str) -> None:
        if not isinstance(path, str) or not is_safe(path) or _member_name(path) != name:
            raise BackupRefused("This copy holds a file with a name it may not have: refused.")
        if self.into is not None:
            target = self.into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.into / name).rename(target)


def is_safe(path: str) -> bool:
    """May a member have this path? Inside our folders, no way out of them."""
    parts = path.split("/")
    return (
        can_be_written(path)
        and len(parts) > 1
        and parts[0] in FOLDERS
        and not {"", ".", ".."} & set(parts)
        and not PurePosixPath(path).is_absolute()
    )


def can_be_written(path: str) -> bool:
    """Whether a disk takes a path, a little longer too: a restore unpacks beside."""
    try:
        parts = [len(bytes_of(part)) for part in path.split("/")]
    except UnicodeEncodeError:
        return False
    return (
        "\0" not in path and sum(parts) + len(parts) <= LONGEST_PATH and max(parts) <= LONGEST_PART
    )


def is_plain(path: str) -> bool:
    """May a header of the tar say this path? Letters that every program reads alike."""
    signs = any(ord(sign) < 32 or ord(sign) == 127 or sign == "\\" for sign in path)
    return not signs and not any("\ud800" <= sign <= "\udfff" for sign in path)


def _new_file(folder: Path, name: str) -> BinaryIO:
    target = folder / name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")
    except (FileExistsError, NotADirectoryError):
        raise BackupRefused(DAMAGED) from None
