"""Copies of the installation: made while it serves, put back whole, or refused with a sentence."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.db import connection

from mestieri.kernel.services.backup import keys
from tests.kernel.driving import Apart, make_apart

__all__ = ["make_apart"]


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


def _with_manifest(copy: bytes, secret: str, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The copy that somebody would make who says other things of what is in it."""
    identity = keys.identity_of(secret)
    plain = gzip.decompress(pyrage.decrypt(copy, [identity]))
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(plain)) as read_by_tar:
        for info in read_by_tar.getmembers():
            source = read_by_tar.extractfile(info)
            assert source is not None
            data = source.read()
            if info.name == "manifest.json":
                manifest = json.loads(data)
                change(manifest)
                data = json.dumps(manifest).encode()
            head = tarfile.TarInfo(info.name)
            head.size = len(data)
            target.write(head.tobuf(tarfile.GNU_FORMAT) + data + b"\0" * (-len(data) % 512))
    target.write(b"\0" * 1024)
    return pyrage.encrypt(gzip.compress(target.getvalue()), [identity.to_public()])


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="a copy of SQLite is one file, with no definitions"
)
def test_nothing_that_a_copy_says_is_executed_by_the_database(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    here = make_apart("here")
    secret = here.do("new_key")
    here.do("be_called", "Molo")
    copy, bad = tmp_path / "copy.age", tmp_path / "bad.age"
    here.do("backup", str(copy))
    does = "SELECT lo_create(0)"
    column = ["id", "integer", "DEFAULT lo_create(0) NOT NULL"]
    table = {"table": "x", "columns": [column], "constraints": [], "indexes": [does]}

    def restored(change: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        bad.write_bytes(_with_manifest(copy.read_bytes(), secret, change))
        answer = here.ask("restore", str(bad), secret, True)
        assert here.do("large_objects") == 0
        return answer

    assert "value" in restored(lambda told: told.update(structure=[table])), "nobody reads it"
    columns = {"kernel_centre": ["id, (SELECT lo_create(0))"]}
    refused = [
        restored(lambda told: told["columns"].update(columns)),
        restored(lambda told: told["columns"].update(x=["id"])),
        restored(lambda told: told["sequences"].update({"x'); SELECT lo_create(0); --": 1})),
    ]
    assert all("damaged" in answer["refused"] for answer in refused), refused
    assert here.do("look")["centre"] == "Molo"


@pytest.mark.soak
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is copied as one file")
def test_a_copy_of_an_older_version_gets_its_tables_from_our_migrations(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    """The tables of then are made by the migrations of then, filled, and brought forward."""
    here, elsewhere = make_apart("here"), make_apart("elsewhere")
    secret = here.do("new_key")
    here.do("be_called", "Molo")
    here.do("go_back_to", "kernel", "0007_closed_columns")
    copy = str(tmp_path / "copy.age")
    here.do("backup", copy)
    elsewhere.do("restore", copy, secret)
    assert elsewhere.do("look")["centre"] == "Molo"
