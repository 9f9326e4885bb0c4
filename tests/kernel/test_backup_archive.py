"""What is inside a copy: read trusting nothing it says; files come back whatever their names."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from mestieri.kernel.services.backup import archive, files, keys, sealing
from mestieri.kernel.services.backup.archive import ArchiveReader, ArchiveWriter, Limits
from mestieri.kernel.services.backup.refusal import BackupRefused

ROOM = Limits(bytes_in_all=10_000_000)


def _archive(*members: tuple[str, bytes], kind: bytes = tarfile.REGTYPE) -> io.BytesIO:
    """A tar with an opening, these members, and a manifest that tells them as they are."""
    target = io.BytesIO()
    writer = ArchiveWriter(target)
    writer.add_bytes("opening.json", b"{}")
    for name, data in members:
        info = tarfile.TarInfo(name)
        info.size, info.type = len(data), kind
        target.write(info.tobuf(tarfile.GNU_FORMAT) + data + b"\0" * (-len(data) % 512))
        writer.members.append(
            archive.Member(name, name, len(data), hashlib.sha256(data).hexdigest())
        )
    writer.finish({})
    target.seek(0)
    return target


@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "/etc/outside",
        "media/../../outside",
        "media/./x",
        "media//x",
        "media/a\\b",
        "media/a\nb",
        "secret-key",
        "backup-key",
        "elsewhere/x",
        "media",
        "mestieri.sqlite3",
    ],
)
def test_a_member_with_a_hostile_name_is_refused(name: str, tmp_path: Path) -> None:
    into = tmp_path / "into"
    into.mkdir()
    with pytest.raises(BackupRefused, match="name it may not have"):
        ArchiveReader(_archive((name, b"x")), ROOM, into, lambda _told: None).read()
    assert list(tmp_path.iterdir()) == [into]
    assert list(into.iterdir()) == []


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.XHDTYPE, tarfile.FIFOTYPE]
)
def test_only_plain_files_are_unpacked(kind: bytes, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="not a plain file"):
        ArchiveReader(
            _archive(("media/x", b""), kind=kind), ROOM, tmp_path, lambda _told: None
        ).read()


def test_a_copy_that_unpacks_to_more_than_fits_is_refused_before_it_fills_the_disk(
    tmp_path: Path,
) -> None:
    packed = io.BytesIO(gzip.compress(_archive(("media/zeros", b"\0" * 5_000_000)).getvalue()))
    assert len(packed.getvalue()) < 20_000
    with (
        gzip.GzipFile(fileobj=packed) as stream,
        pytest.raises(BackupRefused, match="more than fits"),
    ):
        ArchiveReader(stream, Limits(1_000_000), tmp_path, lambda _told: None).read()
    assert list(tmp_path.iterdir()) == []
    many = _archive(*((f"media/{number}", b"") for number in range(20)))
    with pytest.raises(BackupRefused, match="more files than fit"):
        ArchiveReader(many, Limits(1_000_000, members=10), None, lambda _told: None).read()
    with pytest.raises(BackupRefused, match="more than fits"):
        ArchiveReader(_archive(), Limits(1_000_000, text=10), None, lambda _told: None).read()


def test_a_manifest_that_tells_other_files_is_damage() -> None:
    lying = (
        _archive(("media/x", b"x"))
        .getvalue()
        .replace(hashlib.sha256(b"x").hexdigest().encode(), b"0" * 64)
    )
    for content in (lying, _archive(("media/x", b"1"), ("media/y", b"2")).getvalue()[:-512]):
        with pytest.raises(BackupRefused, match="damaged"):
            ArchiveReader(io.BytesIO(content), ROOM, None, lambda _told: None).read()


def test_the_key_is_read_as_people_type_it_and_named_by_four_words() -> None:
    pair = keys.new_pair()
    typed = f"# the paper\n {pair.secret[:20].lower()}\n {pair.secret[20:].lower()} \n"
    assert str(keys.identity_of(typed).to_public()) == pair.public
    assert keys.words_of(pair.public) == pair.words
    assert len(pair.words.split()) == 4
    assert len(set(keys.WORDS)) == len(keys.WORDS) == 64
    swapped = pair.secret[:-2] + pair.secret[-1] + pair.secret[-2]
    if swapped != pair.secret:
        with pytest.raises(BackupRefused, match="Type it again"):
            keys.identity_of(swapped)


def test_a_full_disk_is_said_and_not_taken_for_something_else() -> None:
    class Full(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            raise OSError(28, "No space left on device")

    recipient = keys.recipient_of(keys.new_pair().public)
    with pytest.raises(OSError, match="No space left"):
        sealing.seal(lambda inlet: inlet.write(b"x" * 1_000_000), Full(), recipient)  # type: ignore[arg-type]


def test_every_folder_with_files_of_people_is_copied() -> None:
    """Who adds a storage adds it to the copies."""
    kept = {Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_FOLDER)}
    kept |= {
        Path(storage["OPTIONS"]["location"])
        for storage in settings.STORAGES.values()
        if "location" in storage.get("OPTIONS", {})
    }
    assert {folder.name for folder in kept} == set(files.FOLDERS)
    assert {folder.parent for folder in kept} == {settings.DATA}


def test_links_are_neither_followed_nor_copied(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "media" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "media" / "folder").symlink_to(tmp_path)
    (tmp_path / "media" / "plain").write_text("plain")
    holding = tmp_path / "holding"
    holding.mkdir()
    held = files.HeldFiles(tmp_path, holding)
    held.look()
    (tmp_path / "media" / "plain").unlink()  # removed while it is being copied
    held.look()
    assert [(name, size) for name, _path, size in held.sizes()] == [("media/plain", 5)]
    assert held.left_out == {"media/link", "media/folder"}


ODD_NAMES = (
    b"back\\slash",
    b"line\nbreak",
    b"delete\x7f",
    b"latin-\xe0",
    b"n" * 255,
    b"/".join([b"deep" * 20] * 30),
    "perché né là.pdf".encode(),
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_file_with_an_odd_name_comes_back(name: bytes, tmp_path: Path) -> None:
    data, into = tmp_path / "data", tmp_path / "into"
    path = os.fsencode(data / "media") + b"/" + name
    os.makedirs(os.path.dirname(path))
    into.mkdir()
    with open(path, "wb") as file:
        file.write(b"odd")
    (tmp_path / "held").mkdir()
    held = files.HeldFiles(data, tmp_path / "held")
    held.look()
    target = io.BytesIO()
    writer = ArchiveWriter(target)
    writer.add_bytes("opening.json", b"{}")
    for inside, where, size in held.sizes():
        with where.open("rb") as source:
            writer.add(inside, size, source, lambda _size: None)
    writer.finish({})
    target.seek(0)
    ArchiveReader(target, ROOM, into, lambda _told: None).read()
    with open(os.fsencode(into / "media") + b"/" + name, "rb") as file:
        assert file.read() == b"odd"
    assert held.left_out == set()


def test_a_file_that_could_not_be_put_back_is_left_out_and_said(tmp_path: Path) -> None:
    deep = tmp_path / "media" / "/".join(["x" * 200] * 17)
    here = os.open(tmp_path, os.O_RDONLY)
    for part in deep.relative_to(tmp_path).parts:
        os.mkdir(part, dir_fd=here)
        inside = os.open(part, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inside
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    (tmp_path / "held").mkdir()
    held = files.HeldFiles(tmp_path, tmp_path / "held")
    held.look()
    assert list(held.sizes()) == []
    assert len(held.left_out) == 1


@pytest.mark.parametrize("path", ["media/../x", "media/\0", "media/\ud800x", "media/" + "x" * 300])
def test_a_manifest_with_a_hostile_path_is_refused(path: str, tmp_path: Path) -> None:
    target = _archive((f"long/{'0' * 64}", b"x"))
    content = target.getvalue().replace(
        b'"path": "long/' + b"0" * 64, b'"path": ' + json.dumps(path).encode()[:-1]
    )
    start = content.index(b'{"members"')
    manifest = content[start:].rstrip(b"\0")
    head = tarfile.TarInfo("manifest.json")
    head.size = len(manifest)
    whole = content[: start - 512] + head.tobuf(tarfile.GNU_FORMAT) + manifest
    whole += b"\0" * (-len(manifest) % 512) + b"\0" * 1024
    with pytest.raises(BackupRefused, match="name it may not have"):
        ArchiveReader(io.BytesIO(whole), ROOM, tmp_path, lambda _told: None).read()
