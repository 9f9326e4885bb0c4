"""Copies of the installation: made while it serves, put back whole, or refused with a sentence."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.db import connection

from mestieri.kernel.services.backup import archive, files, keys, sealing
from mestieri.kernel.services.backup.archive import ArchiveReader, ArchiveWriter, Limits
from mestieri.kernel.services.backup.refusal import BackupRefused
from tests.kernel.driving import Apart, make_apart

__all__ = ["make_apart"]

ROOM = Limits(bytes_in_all=10_000_000)


def test_a_copy_made_while_somebody_writes_is_restored_elsewhere(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    """The restore drill: every row has its file, nothing is open any more, counts reconcile."""
    here, elsewhere = make_apart("here"), make_apart("elsewhere")
    copy = str(tmp_path / "copy.age")
    assert "backup-key new" in here.ask("backup", copy)["refused"]
    secret = here.do("new_key")
    here.do("be_called", "Molo")
    here.do("leave_pending")
    made = here.do("backup_while_writing", copy)

    assert "exists already" in here.ask("backup", copy)["refused"]
    restored = elsewhere.do("restore", copy, secret)
    assert (restored["rows"], restored["files"]) == (made["rows"], made["files"])
    assert restored["kept_aside"] is None
    assert restored["closed"] == [1, 1, 1]
    seen = elsewhere.do("look")
    assert (seen["centre"], seen["file"]) == ("Molo", "Molo")
    assert seen["entries"] >= 13
    assert (seen["without_file"], seen["pending"], seen["rests"]) == ([], 0, [])

    # Now there is data elsewhere: nobody replaces it without saying so, or while it is in use.
    assert "--replace" in elsewhere.ask("restore", copy, secret)["refused"]
    assert "stop them first" in elsewhere.ask("restore_beside_somebody", copy, secret)["refused"]
    assert _nothing_secret_inside(Path(copy), secret, here.folder)


def _nothing_secret_inside(copy: Path, secret: str, folder: Path) -> bool:
    """Neither the key of the copies nor the secret key of the installation travels."""
    plain = gzip.decompress(pyrage.decrypt(copy.read_bytes(), [keys.identity_of(secret)]))
    with tarfile.open(fileobj=io.BytesIO(plain)) as read_by_tar:
        names = read_by_tar.getnames()
    assert names[0] == "opening.json"
    assert names[-1] == "manifest.json"
    hidden = [secret.encode(), (folder / "secret-key").read_bytes().strip()]
    return not any(word in plain for word in hidden)


def _kill_rounds(make_apart: Callable[..., Apart], tmp_path: Path, rounds: int) -> None:
    """Kill copies and restores at any act of theirs: afterwards the old or the new is whole."""
    chance = random.Random(rounds)
    here = make_apart("here")
    secret = here.do("new_key")
    here.do("be_called", "before")
    copy = str(tmp_path / "copy.age")
    acts = here.do("backup", copy)["acts"]
    for number in range(rounds // 2):
        target = tmp_path / f"killed-{number}.age"
        assert here.ask("backup", str(target), chance.randint(1, acts)) == {"killed": True}
        assert not target.exists() or target.stat().st_size > 1000
        target.unlink(missing_ok=True)
    again = str(tmp_path / "again.age")
    here.do("backup", again)  # what was killed is in nobody's way

    done = here.do("restore", again, secret, True)
    assert done["kept_aside"]
    acts = done["acts"]
    for number in range(rounds - rounds // 2):
        here.do("be_called", "after")
        # Every other one in the last acts, where things are put in their place.
        first = acts * 2 // 3 if number % 2 else 1
        answer = here.ask("restore", copy, secret, True, chance.randint(first, acts))
        assert answer == {"killed": True} or "value" in answer, answer
        seen = here.do("look")
        assert (seen["centre"], seen["file"]) in [("before", "before"), ("after", "after")]
        assert "restore-journal.json" not in seen["rests"]


def test_killed_at_any_moment_the_old_or_the_new_is_whole(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    _kill_rounds(make_apart, tmp_path, 10)


@pytest.mark.soak
def test_killed_two_hundred_times_the_old_or_the_new_is_whole(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    _kill_rounds(make_apart, tmp_path, 200)


def test_what_cannot_be_used_is_refused_and_nothing_changes(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    here = make_apart("here")
    secret = here.do("new_key")
    here.do("be_called", "before")
    copy = tmp_path / "copy.age"
    here.do("backup", str(copy))
    here.do("be_called", "after")
    whole = copy.read_bytes()
    bad = tmp_path / "bad.age"

    def refusal(content: bytes, key: str = secret) -> str:
        bad.write_bytes(content)
        return str(here.ask("restore", str(bad), key, True)["refused"])

    assert "damaged" in refusal(whole[: len(whole) // 2])
    assert "damaged" in refusal(whole[:-1])
    assert "damaged" in refusal(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    assert "damaged" in refusal(b"not a copy at all")
    assert "does not open" in refusal(whole, keys.new_pair().secret)
    assert "secret key" in refusal(whole, secret[:-1])

    def told_otherwise(**opening: Any) -> str:
        return refusal(_rewritten(whole, secret, opening))

    assert "newer version (9.0)" in told_otherwise(format=2, version="9.0")
    assert "newer version" in told_otherwise(migrations=[["kernel", "0999_of_the_future"]])
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    assert "its own kind only" in told_otherwise(database=other)
    assert "not a copy made by Mestieri" in told_otherwise(product="another")
    seen = here.do("look")
    assert (seen["centre"], seen["file"], seen["rests"]) == ("after", "after", [])


def _rewritten(copy: bytes, secret: str, changes: dict[str, Any]) -> bytes:
    """The copy that somebody would make who says other things in the opening."""
    identity = keys.identity_of(secret)
    plain = gzip.decompress(pyrage.decrypt(copy, [identity]))
    info = tarfile.TarInfo.frombuf(plain[:512], "utf-8", "strict")
    opening = json.loads(plain[512 : 512 + info.size]) | changes
    data = json.dumps(opening).encode()
    info = tarfile.TarInfo("opening.json")
    info.size = len(data)
    head = info.tobuf(tarfile.GNU_FORMAT) + data + b"\0" * (-len(data) % 512)
    return pyrage.encrypt(gzip.compress(head), [identity.to_public()])


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
