"""Skills that many have and few write down, in everyday words and six languages.

They stand in `everyday.toml`, which people read and correct.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "everyday.toml"


@functools.cache
def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def groups(language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups of skills to choose from: name of the group, and code and words of each."""
    return [
        (
            group["name"].get(language, group["name"]["it"]),
            [(skill["code"], skill.get(language, skill["it"])) for skill in group["skill"]],
        )
        for group in _read()["group"]
    ]


@functools.cache
def _by_code() -> dict[str, tuple[str, dict[str, str]]]:
    return {
        skill["code"]: (group["kind"], skill)
        for group in _read()["group"]
        for skill in group["skill"]
    }


def is_known(code: str) -> bool:
    """Whether a skill of the list has this code."""
    return code in _by_code()


def skill_in(code: str, language: str) -> tuple[str, str]:
    """Kind of skill, as Europass has them, and its words in a language of the CV."""
    kind, skill = _by_code()[code]
    return kind, skill.get(language, skill["en"])
