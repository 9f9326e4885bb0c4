"""What ships is right, whole in its languages, and balanced."""

from __future__ import annotations

from collections import Counter

import pytest

from mestieri.engines.guides import read_guide
from mestieri.engines.questionnaires import HEXAGON, Kind
from mestieri.guidance.models import TextKind
from mestieri.guidance.shipped import (
    languages_of,
    questionnaire_from,
    shipped_questionnaire,
    shipped_texts,
    trades,
)
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.starter import STARTER_TERMS
from mestieri.library.services.starter import starter_sheets

PLACES = [code for code, _it, _en in STARTER_TERMS[Vocabulary.REFERRAL_DESTINATION]]
LANGUAGES = ["it", "ar", "en", "es", "fr", "ro"]


@pytest.mark.parametrize("code", shipped_texts(TextKind.GUIDE))
def test_a_guide_goes_six_steps_save_where_one_must_go_to_somebody_at_once(code: str) -> None:
    guide = read_guide(shipped_texts(TextKind.GUIDE)[code], PLACES)
    at_once = {"vengo-da-un-altro-paese": 2}
    assert guide.shortest >= at_once.get(code, 6)
    sent_to = {step.questionnaire for step in guide.steps} - {""}
    assert sent_to <= set(shipped_texts(TextKind.QUESTIONNAIRE))


def test_there_are_six_guides_and_five_questionnaires() -> None:
    assert len(shipped_texts(TextKind.GUIDE)) == 6
    kinds = [
        questionnaire_from(text).kind for text in shipped_texts(TextKind.QUESTIONNAIRE).values()
    ]
    assert Counter(kinds) == {Kind.PROFILE: 1, Kind.LEVELS: 3, Kind.ANSWERS: 1}


@pytest.mark.parametrize("language", LANGUAGES)
def test_interests_are_whole_in_every_language(language: str) -> None:
    read = shipped_questionnaire("interessi", language)
    assert read is not None
    for version, each in ((read, 8), (read.shortened(), 4)):
        assert Counter(one.area for one in version.questions) == dict.fromkeys(HEXAGON, each)
    assert len({one.text for one in read.questions}) == 48
    assert all(len(area.advice) == 3 for area in read.areas)


def test_languages_are_those_said() -> None:
    assert languages_of("interessi") == LANGUAGES


def test_trades_are_those_with_a_sheet() -> None:
    assert {trade.key for trade in trades()} <= {sheet["key"] for sheet in starter_sheets()}
    assert len(trades()) > 100
    assert all(1 <= interest <= 7 for trade in trades() for interest in trade.interests)
