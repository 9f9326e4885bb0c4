"""The judged needs hold together: enough of them, in equal halves, and every answer exists."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.needs import corpus

pytestmark = pytest.mark.one_database

HERE = Path(__file__).parent
FILES = {"open": HERE / "needs.toml", "kept": HERE / "kept.toml"}
PURPOSES = ("work", "training", "guidance", "enterprise")
#: At least so many in each language.
LANGUAGES = {"it": 100, "en": 20, "fr": 20, "es": 20, "ro": 20, "ar": 20, "zh": 20}
A_FEW = {"uk", "sq", "bn", "ur"}
GRADES = (1, 2, 3)


def read(half: str) -> list[dict[str, Any]]:
    return tomllib.loads(FILES[half].read_text())["need"]


@pytest.fixture(scope="module")
def needs() -> list[dict[str, Any]]:
    return [need for half in FILES for need in read(half)]


def test_there_are_enough_in_every_language(needs: list[dict[str, Any]]) -> None:
    found = Counter(need["language"] for need in needs)
    assert len(needs) >= 220
    assert set(found) == set(LANGUAGES) | A_FEW
    assert not {code: found[code] for code, least in LANGUAGES.items() if found[code] < least}


def test_the_four_purposes_weigh_the_same(needs: list[dict[str, Any]]) -> None:
    found = Counter(need["purpose"] for need in needs)
    assert set(found) == set(PURPOSES)
    assert max(found.values()) - min(found.values()) <= 4


def test_each_file_holds_its_half_and_says_so() -> None:
    for half in FILES:
        assert {need["half"] for need in read(half)} == {half}
    assert FILES["kept"].read_text().startswith("# NOT FOR TUNING")


@pytest.mark.parametrize(("side", "apart"), [("language", 0), ("purpose", 4)])
def test_the_halves_are_alike(side: str, apart: int) -> None:
    """Five needs of a purpose in one language cannot be halved: purposes may differ a little."""
    here, there = (Counter(need[side] for need in read(half)) for half in FILES)
    assert not {name for name in here | there if abs(here[name] - there[name]) > apart}


def test_some_needs_of_each_half_nobody_answers() -> None:
    for half in FILES:
        unanswered = [need for need in read(half) if not need["answers"]]
        assert 2 <= len(unanswered) <= 8, half


def test_a_need_is_written_once(needs: list[dict[str, Any]]) -> None:
    for side in ("id", "text"):
        twice = [said for said, times in Counter(need[side] for need in needs).items() if times > 1]
        assert not twice
    for need in needs:
        assert need["id"].startswith(f"{need['language']}-{need['purpose']}-")
        assert need["text"].strip() == need["text"] != ""


def test_every_answer_is_in_the_demo_graded_and_named_once(needs: list[dict[str, Any]]) -> None:
    known = corpus.names()
    for need in needs:
        refs = [answer["ref"] for answer in need["answers"]]
        assert set(refs) <= known, need["id"]
        assert len(refs) == len(set(refs)) <= 8, need["id"]
        assert {answer["grade"] for answer in need["answers"]} <= set(GRADES), need["id"]


def test_an_answered_need_has_an_answer_worth_showing(needs: list[dict[str, Any]]) -> None:
    for need in needs:
        grades = [answer["grade"] for answer in need["answers"]]
        assert not grades or max(grades) >= 2, need["id"]
