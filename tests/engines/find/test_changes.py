"""A change is put in without building everything, and no kill leaves an index that is wrong."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from mestieri.engines.find import (
    NO_ENCODERS,
    Changes,
    Document,
    Encoders,
    FindIndex,
    IndexUnusable,
    build_index,
    change_index,
    encode_waiting,
)
from mestieri.engines.find import building as building_module

WELDER = Document("occupation", "welder", {"it": ["saldatore"]}, purposes=("WORK",))
COOK = Document("occupation", "cook", {"it": ["cuoco"]})
GUIDE = Document("resource", "1", {"it": ["Guida al forno"]}, owner="monte")


class FirstLetters:
    """A small encoder: a text is near to those that begin with the same letter."""

    name = "first letters"
    languages = frozenset({"it"})
    is_ready = True

    def __init__(self) -> None:
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.read += texts
        vectors = np.zeros((len(texts), 128), dtype=np.float32)
        for row, text in enumerate(texts):
            vectors[row, ord(text[:1].lower() or " ") % 32] = 1.0
        return vectors


@pytest.fixture
def encoders() -> Encoders:
    return Encoders(meaning=FirstLetters())


def titles(
    folder: Path, words: str, encoders: Encoders = NO_ENCODERS, **limits: object
) -> set[str]:
    hits = FindIndex(folder, encoders).search(words, "it", **limits).hits
    return {hit.document.titles["it"][0] for hit in hits}


def test_what_changed_takes_the_place_of_what_it_was(tmp_path: Path) -> None:
    build_index(tmp_path, [WELDER, COOK, GUIDE], stamp="1")
    reader = FindIndex(tmp_path)
    assert reader.documents == 3
    baker = Document("occupation", "cook", {"it": ["fornaio"]})
    change_index(tmp_path, Changes("2", [baker], gone=[("occupation", "cook")]))
    assert (reader.stamp, reader.documents) == ("2", 3)
    assert titles(tmp_path, "cuoco") == set()
    assert titles(tmp_path, "fornaio") == {"fornaio"}
    change_index(tmp_path, Changes("3", gone=[("occupation", "cook"), ("resource", "9")]))
    assert reader.documents == 2
    assert titles(tmp_path, "fornaio") == set()


def test_a_whole_kind_can_change_and_the_others_stay(tmp_path: Path) -> None:
    build_index(tmp_path, [WELDER, COOK, GUIDE], stamp="1")
    change_index(tmp_path, Changes("2", [WELDER], kinds=["occupation"]))
    assert FindIndex(tmp_path).documents == 2
    assert titles(tmp_path, "cuoco") == set()
    assert titles(tmp_path, "guida") == {"Guida al forno"}


def test_a_changed_thing_is_near_in_its_new_meaning_only(
    tmp_path: Path, encoders: Encoders
) -> None:
    build_index(tmp_path, [WELDER, COOK, GUIDE], stamp="1", encoders=encoders)
    assert titles(tmp_path, "salsiccia", encoders) == {"saldatore"}
    baker = Document("occupation", "welder", {"it": ["fornaio"]})
    change_index(tmp_path, Changes("2", [baker]), encoders=encoders)
    assert titles(tmp_path, "salsiccia", encoders) == set()
    assert titles(tmp_path, "fiume", encoders) == {"fornaio"}


def test_what_is_near_keeps_to_the_limits_of_the_search(tmp_path: Path, encoders: Encoders) -> None:
    build_index(tmp_path, [WELDER, COOK, GUIDE], stamp="1", encoders=encoders)
    assert titles(tmp_path, "gatto", encoders, owner="monte") == {"Guida al forno"}
    assert titles(tmp_path, "gatto", encoders, owner="valle") == set()
    assert titles(tmp_path, "gatto", encoders, kinds=["occupation"]) == set()
    assert titles(tmp_path, "sale", encoders, purposes=["WORK"]) == {"saldatore"}
    assert titles(tmp_path, "sale", encoders, purposes=["TRAINING"]) == set()


def test_many_small_changes_leave_few_files_and_a_right_index(
    tmp_path: Path, encoders: Encoders
) -> None:
    build_index(tmp_path, [WELDER], stamp="0", encoders=encoders)
    for number in range(1, 41):
        thing = Document("resource", str(number % 25), {"it": [f"guida {number}"]})
        change_index(tmp_path, Changes(str(number), [thing]), encoders=encoders)
    reader = FindIndex(tmp_path, encoders)
    assert reader.documents == 26
    assert titles(tmp_path, "guida 40", encoders) >= {"guida 40"}
    assert titles(tmp_path, "guida 3", encoders) & {"guida 3"} == set()
    assert len(list(tmp_path.glob("g-*"))) == 2
    assert len(list((tmp_path / (tmp_path / "current").read_text()).glob("rows-*"))) <= 17


def test_meanings_of_texts_that_did_not_change_are_kept(tmp_path: Path, encoders: Encoders) -> None:
    build_index(tmp_path, [WELDER, COOK], stamp="1", encoders=encoders)
    read_before = len(encoders.meaning.read)
    build_index(tmp_path, [WELDER, COOK, GUIDE], stamp="2", encoders=encoders)
    assert len(encoders.meaning.read) == read_before + 1
    assert titles(tmp_path, "salsiccia", encoders) == {"saldatore"}


def test_meanings_left_for_later_are_made_later(
    tmp_path: Path, encoders: Encoders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building_module, "SECONDS_FOR_MEANINGS", 0.0)
    build_index(tmp_path, [WELDER, COOK], stamp="1", encoders=encoders)
    assert titles(tmp_path, "salsiccia", encoders) == set()
    assert titles(tmp_path, "saldatore", encoders) == {"saldatore"}
    assert encode_waiting(tmp_path, encoders, seconds=0) == 2
    assert encode_waiting(tmp_path, encoders, seconds=10) == 0
    assert titles(tmp_path, "salsiccia", encoders) == {"saldatore"}
    assert FindIndex(tmp_path, encoders).stamp == "1"


def test_an_index_of_other_encoders_answers_by_words_and_is_not_changed(
    tmp_path: Path, encoders: Encoders
) -> None:
    build_index(tmp_path, [WELDER], stamp="1")
    assert titles(tmp_path, "saldatore", encoders) == {"saldatore"}
    assert not FindIndex(tmp_path, encoders).has_vectors
    with pytest.raises(IndexUnusable):
        change_index(tmp_path, Changes("2", [COOK]), encoders=encoders)


@pytest.mark.parametrize("part", ["rows-0.npy", "vectors-0.npy", "codes.json", "out.npy"])
def test_a_cut_table_is_noticed(tmp_path: Path, encoders: Encoders, part: str) -> None:
    build_index(tmp_path, [WELDER], stamp="1", encoders=encoders)
    file = tmp_path / (tmp_path / "current").read_text() / part
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(IndexUnusable):
        titles(tmp_path, "saldatore", encoders)
    with pytest.raises(IndexUnusable):
        change_index(tmp_path, Changes("2", [COOK]), encoders=encoders)


WRITER = """
import sys, itertools
from pathlib import Path
from mestieri.engines.find import Changes, Document, FindIndex, build_index, change_index
folder = Path(sys.argv[1])
def thing(n):
    return Document("resource", str(n), {"it": [f"guida {n}"]})
began = int(FindIndex(folder).stamp)
print("at work", flush=True)
for n in itertools.count(began + 1):
    if n % 7:
        change_index(folder, Changes(str(n), [thing(n)]))
    else:
        build_index(folder, map(thing, range(1, n + 1)), stamp=str(n))
"""


def kill_in_the_middle(folder: Path, rounds: int) -> None:
    """An index stamped n holds the things 1…n, whenever its writer was killed."""
    chance = random.Random(rounds)
    build_index(folder, [], stamp="0")
    for _ in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        until = time.monotonic() + chance.uniform(0.0, 0.6)
        while time.monotonic() < until:
            os.sched_yield()
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        reader = FindIndex(folder)
        assert reader.documents == int(reader.stamp)
        if reader.documents:
            assert titles(folder, f"guida {reader.stamp}") >= {f"guida {reader.stamp}"}
    change_index(folder, Changes("last", [COOK]))
    assert titles(folder, "cuoco") == {"cuoco"}
    assert len(list(folder.glob("g-*"))) == 2


def test_a_writer_that_is_killed_leaves_a_right_index(tmp_path: Path) -> None:
    kill_in_the_middle(tmp_path, rounds=5)


@pytest.mark.soak
def test_a_writer_that_is_killed_very_often_leaves_a_right_index(tmp_path: Path) -> None:
    kill_in_the_middle(tmp_path, rounds=60)


def test_what_goes_is_on_no_disk_after_a_build_that_keeps_nothing(tmp_path: Path) -> None:
    secret = Document("resource", "9", {"it": ["zyxwvut"]}, texts={"it": "zyxwvut"})
    build_index(tmp_path, [WELDER, secret], stamp="1")
    change_index(tmp_path, Changes("2", gone=[("resource", "9")]))
    build_index(tmp_path, [WELDER], stamp="3", keep_previous=False)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in left if b"zyxwvut" in path.read_bytes()]


def test_what_another_owner_has_does_not_change_what_is_forgiven(tmp_path: Path) -> None:
    plumber = Document("occupation", "plumber", {"it": ["idraulico"]})
    mistaken = Document("resource", "2", {"it": ["idralico"]}, owner="altro")
    build_index(tmp_path, [plumber, mistaken], stamp="1")
    assert titles(tmp_path, "idralico", owner="roma") == {"idraulico"}


def test_a_file_damaged_inside_is_an_index_of_no_use(tmp_path: Path) -> None:
    """Lists of documents alone: in other files a wrong size can end the whole process."""
    build_index(tmp_path, [WELDER, COOK], stamp="1")
    (file,) = tmp_path.rglob("*.idx")
    whole, answers = file.read_bytes(), set()
    for place in range(100, len(whole), 2):
        # Beside and renamed: a file that a reader has mapped must not grow shorter under it.
        damaged = tmp_path / "damaged"
        damaged.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        damaged.replace(file)
        try:
            FindIndex(tmp_path).search("saldatore cuoco", "it")
            answers.add("an answer")
        except IndexUnusable:
            answers.add("of no use")
    assert "of no use" in answers
