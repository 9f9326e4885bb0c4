"""A questionnaire on paper, that one scores alone: questions with points, sums, what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from mestieri.engines.questionnaires import Area, Kind, Questionnaire
from mestieri.guidance.page_words import words_of
from mestieri.guidance.queries.trades import TradeLine
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf

TEMPLATE = Path(__file__).parent / "print" / "questionnaire.typ"


def sheet_pdf(centre: Centre, questionnaire: Questionnaire, trades: list[TradeLine]) -> bytes:
    """The sheet, as PDF/UA-1, in the language of the questionnaire."""
    words = words_of(questionnaire)
    most = sum(_most(questionnaire, area) for area in questionnaire.areas)
    data = {
        "title": questionnaire.title,
        "lead": questionnaire.lead,
        "ask": questionnaire.ask,
        "caution": questionnaire.caution,
        "scale": [
            point.label if questionnaire.kind is Kind.ANSWERS else f"{point.label} ({point.value})"
            for point in questionnaire.scale
        ],
        "questions": [
            f"{number}. {one.text}" for number, one in enumerate(questionnaire.questions, 1)
        ],
        "is_counted": questionnaire.kind is not Kind.ANSWERS,
        "by_hand": words["by_hand"],
        "by_hand_how": words["by_hand_how"],
        "backwards": _about_backwards(questionnaire),
        "heads": [words["group"], words["questions"], words["points"]],
        "sums": [_sum(questionnaire, area) for area in questionnaire.areas],
        "result": words["result"],
        "areas": [
            _area(questionnaire, area, trades if questionnaire.has_hexagon else [])
            for area in questionnaire.areas
        ],
        "gathered": [
            {"title": point.heading, "text": point.text}
            for point in questionnaire.scale
            if point.heading
        ],
        "whole": [
            {"title": f"{level.title} ({_from(level.start, most)})", "text": level.text}
            for level in questionnaire.levels
        ],
        "trades_heading": words["trades"] if trades else "",
        "trades_about": words["source"] if trades else questionnaire.source,
        "think": words["think"],
        "reflections": list(questionnaire.reflections),
        "question_head": words["questions"],
        "footer": centre.name,
    }
    return print_pdf(TEMPLATE, data, title=questionnaire.title, language=questionnaire.language)


def _most(questionnaire: Questionnaire, area: Area) -> int:
    """Points that an area can have."""
    values = [point.value for point in questionnaire.scale]
    return len(questionnaire.questions_of(area.code)) * (max(values) - min(values))


def _from(start: int, most: int) -> str:
    """So many hundredths of the points, as a person counts them: «8+ / 12»."""
    return f"{-(-start * most // 100)}+ / {most}"


def _about_backwards(questionnaire: Questionnaire) -> str:
    """How the questions with an asterisk are counted, where there are any."""
    if not any(one.is_reversed for one in questionnaire.questions):
        return ""
    most = max(point.value for point in questionnaire.scale)
    with override(questionnaire.language):
        return _("* It counts backwards: write %(most)s less its points.") % {"most": most}


def _sum(questionnaire: Questionnaire, area: Area) -> list[str]:
    """A row of the table of sums: the group, its questions, room for the points and their most."""
    numbers = [
        f"{number}*" if one.is_reversed else str(number)
        for number, one in enumerate(questionnaire.questions, 1)
        if one.area == area.code
    ]
    return [area.name, ", ".join(numbers), f"____ / {_most(questionnaire, area)}"]


def _area(questionnaire: Questionnaire, area: Area, trades: list[TradeLine]) -> dict[str, Any]:
    most = _most(questionnaire, area)
    return {
        "title": area.name,
        "text": area.text,
        "levels": [f"{_from(level.start, most)}: {level.text}" for level in area.levels],
        "advice": list(area.advice),
        "trades": " · ".join(line.title for line in trades if line.types[0] == area.code),
    }
