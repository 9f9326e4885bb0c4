"""The drill of the rights: exported, hidden, erased, restored from an old copy, still erased."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from mestieri.kernel import exchange
from tests.kernel.apart_persons import EMAIL, NAME
from tests.kernel.driving import Apart, make_apart

__all__ = ["make_apart"]

#: Rows that nobody can be told from, or that are only found otherwise.
WITHOUT_ROWS = {"sessions.Session"}


@pytest.mark.S20
def test_a_person_is_exported_hidden_erased_restored_from_an_old_copy_and_still_erased(
    make_apart: Callable[..., Apart], tmp_path: Path
) -> None:
    here = make_apart("here")
    secret = here.do("new_key")
    rows = here.do("make_person")
    offered = {name for one in exchange.personal_data() for name in one.models}
    assert offered - WITHOUT_ROWS <= rows.keys(), "she stands in every kind of row"
    copy = str(tmp_path / "copy.age")
    here.do("backup", copy)
    assert here.do("traces") != []

    here.do("export", str(tmp_path / "hers.zip"))
    _everything_is_in(tmp_path / "hers.zip")
    assert here.do("hide") is False
    assert here.do("hide", True) is True

    erased = here.do("erase")
    assert erased["counts"]["kernel.staff_account"] >= 8
    assert here.do("traces") == []
    assert here.do("is_there") is False
    assert "ValidationError" in here.ask("erase")["broken"], "there is nothing to erase"

    restored = here.do("restore", copy, secret, True)
    assert restored["said"] == ["Erased again, because they were erased after the copy: 1."]
    assert here.do("is_there") is False
    assert here.do("traces") == [], "an old copy brings nobody back"

    # A ledger that somebody changed is not believed, and nothing is put in place.
    ledger = here.folder / "erasures" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"centre": ""', b'"centre": "x"', 1))
    assert "ledger of erasures" in here.ask("restore", copy, secret, True)["refused"]


def _everything_is_in(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("data.json"))
        page = archive.read("index.html").decode()
        picture = next(name for name in names if name.startswith("files/"))
        assert archive.read(picture) == b"avatar-of-hers"
    assert told["email"] == EMAIL
    assert NAME in page
    held = {kind["model"] for part in told["held"] for kind in part["kinds"]}
    assert {"kernel.Account", "kernel.IntakeRow", "kernel.Proposal", "kernel.MagicLink"} <= held
    text = json.dumps(told)
    assert "pbkdf2" not in text
    assert "md5$" not in text
    assert '"secret"' not in text


def _kill_rounds(make_apart: Callable[..., Apart], rounds: int) -> int:
    """Kill erasures at any act of theirs: the worker finishes each; how many died."""
    chance = random.Random(rounds)
    here = make_apart("here")
    here.do("make_person", False)
    acts = here.do("erase")["acts"]
    died = 0
    for number in range(rounds):
        if not here.do("is_there"):
            here.do("make_person", False)
        # Most acts only look: three in four die in the last ones, where something is done.
        moment = chance.randint(acts * 6 // 7 if number % 4 else 1, acts)
        answer = here.ask("erase", moment)
        assert answer == {"killed": True} or "value" in answer, answer
        died += answer == {"killed": True}
        begun = here.do("belated_worker")
        assert here.do("belated_worker") == 0
        if begun or "value" in answer:
            assert here.do("traces") == [], f"after {moment} of {acts} acts"
        else:  # it died before it was decided: nothing has been touched
            assert here.do("is_there"), f"after {moment} of {acts} acts"
    return died


def test_killed_at_any_moment_an_erasure_is_finished_or_was_never_begun(
    make_apart: Callable[..., Apart],
) -> None:
    assert _kill_rounds(make_apart, 10) > 5


@pytest.mark.soak
def test_killed_two_hundred_times_an_erasure_is_finished_or_was_never_begun(
    make_apart: Callable[..., Apart],
) -> None:
    assert _kill_rounds(make_apart, 200) > 150
