"""The questionnaires and guides that ship with the product: files that anybody may edit."""

from __future__ import annotations

import functools
from pathlib import Path

from mestieri.engines.guides import Guide, read_guide
from mestieri.engines.questionnaires import (
    Questionnaire,
    Trade,
    read_questionnaire,
    read_trades,
    translated,
)
from mestieri.guidance.languages import PAGE_LANGUAGES
from mestieri.guidance.models import TextKind
from mestieri.guidance.page_words import CODES

STARTER = Path(__file__).parent / "starter"
FOLDERS = {TextKind.QUESTIONNAIRE: "questionnaires", TextKind.GUIDE: "guides"}


@functools.cache
def shipped_texts(kind: TextKind) -> dict[str, str]:
    """Code → text of every shipped file of a kind, in alphabetical order."""
    files = sorted((STARTER / FOLDERS[kind]).glob("*.yaml"))
    return {file.stem: file.read_text(encoding="utf-8") for file in files if "." not in file.stem}


@functools.lru_cache(maxsize=256)
def questionnaire_from(text: str) -> Questionnaire:
    """A questionnaire, read once. Raises Faulty."""
    return read_questionnaire(text)


@functools.lru_cache(maxsize=256)
def guide_from(text: str) -> Guide:
    """A guide, read once. Raises Faulty."""
    return read_guide(text)


@functools.lru_cache(maxsize=64)
def shipped_questionnaire(code: str, language: str) -> Questionnaire | None:
    """A shipped questionnaire in a language; None where it does not exist in it."""
    text = shipped_texts(TextKind.QUESTIONNAIRE).get(code)
    if text is None:
        return None
    questionnaire = questionnaire_from(text)
    if language == questionnaire.language:
        return questionnaire
    file = STARTER / FOLDERS[TextKind.QUESTIONNAIRE] / f"{code}.{language}.yaml"
    if not file.exists():
        return None
    words = CODES if language in PAGE_LANGUAGES else ()
    return translated(questionnaire, file.read_text(encoding="utf-8"), words)


def languages_of(code: str) -> list[str]:
    """Languages in which a shipped questionnaire exists, Italian first."""
    files = (STARTER / FOLDERS[TextKind.QUESTIONNAIRE]).glob(f"{code}.*.yaml")
    return ["it", *sorted(file.stem.rpartition(".")[2] for file in files)]


@functools.cache
def trades() -> tuple[Trade, ...]:
    """The interests of our trades (O*NET 29.3 through the ESCO–O*NET crosswalk)."""
    with (STARTER / "trade_interests.csv").open(newline="", encoding="utf-8") as file:
        return tuple(read_trades(file))
