"""The file of the keys: made once, for its owner alone, whole or not at all."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.kernel.encryption import keys
from mestieri.kernel.encryption.keys import DataKey, KeyRing, KeysUnusable


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "data-keys"


def test_it_is_made_once_and_only_its_owner_reads_it(path: Path) -> None:
    first = keys.make(path)
    assert keys.make(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not keys.others_can_read(path)
    path.chmod(0o640)
    assert keys.others_can_read(path)


@given(st.binary(max_size=500))
def test_what_is_closed_comes_back_and_says_nothing(data: bytes) -> None:
    ring = KeyRing((DataKey("x" * 43 + "="),))
    sealed = ring.seal(data)
    assert keys.is_sealed(sealed)
    assert ring.open(sealed) == data
    assert sealed != ring.seal(data)  # the same twice does not look the same
    assert len(data) < 8 or data not in base64.urlsafe_b64decode(sealed.partition(":")[2])


def test_no_moment_can_be_read_in_what_is_closed(path: Path) -> None:
    token = keys.make(path).seal(b"a word").partition(":")[2]
    assert base64.urlsafe_b64decode(token)[1:9] == bytes(8)


def test_a_new_key_closes_and_the_old_one_opens(path: Path) -> None:
    old = keys.make(path)
    sealed = old.seal(b"a word")
    turning = keys.add(path)
    assert turning.is_turning
    assert turning.current != old.current
    assert turning.open(sealed) == b"a word"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    after = keys.retire(path, {old.current.name, turning.current.name})
    assert after.keys == (turning.current,)  # the current one never goes
    with pytest.raises(KeysUnusable, match=f"the key {old.current.name}"):
        after.open(sealed)
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_changed_is_read_again(path: Path) -> None:
    first = keys.make(path)
    assert keys.ring_in(path) is keys.ring_in(path)
    keys.add(path)
    assert keys.ring_in(path).keys[1] == first.current


def test_what_was_altered_does_not_open(path: Path) -> None:
    sealed = keys.make(path).seal(b"a word, and others")
    with pytest.raises(KeysUnusable, match="altered"):
        keys.ring_in(path).open(sealed[:-6] + "AAAA==")


def test_a_missing_file_is_a_sentence_that_says_what_to_do(path: Path) -> None:
    with pytest.raises(KeysUnusable, match=r"is missing.*mestieri setup"):
        keys.ring_in(path)


@pytest.mark.parametrize("text", ["", "# nothing\n", "not a key\n", "\udcff"])
def test_a_file_without_keys_is_a_sentence(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(KeysUnusable, match="holds no keys"):
        keys.ring_in(path)


def test_keys_of_a_copy_open_what_it_brings_and_ours_still_close(path: Path) -> None:
    theirs = keys.make(path.with_name("theirs"))
    assert keys.take_in(path, theirs).keys == theirs.keys  # there were none here
    path.unlink()
    ours = keys.make(path)
    both = keys.take_in(path, theirs)
    assert both.keys == (*ours.keys, *theirs.keys)
    assert keys.take_in(path, theirs) == both
