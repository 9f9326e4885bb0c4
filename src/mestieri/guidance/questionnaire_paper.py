"""A questionnaire on paper, that one scores alone: questions with points, sums, what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mestieri.engines.questionnaires import Area, Kind, Questionnaire
from mestieri.guidance.page_words import words_of
from mestieri.guidance.queries.trades import TradeLine
from mestieri.kernel.models import Centre
from mestieri.kernel.printing import print_pdf

TEMPLATE = Path(__file__).parent / "print" / "questionnaire.typ"


def sheet_pdf(centre: Centre, questionnaire: Questionnaire, trades: list[TradeLine]) -> bytes:
    """The sheet, as PDF/UA-1, in the language of the questionnaire."""
    words = words_of(questionnaire)
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
            {"title": f"{level.title} ({level.start}%+)", "text": level.text}
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


def _sum(questionnaire: Questionnaire, area: Area) -> list[str]:
    """A row of the table of sums: the group, its questions, room for the points and their most."""
    values = [point.value for point in questionnaire.scale]
    numbers, most = [], 0
    for number, one in enumerate(questionnaire.questions, 1):
        if one.area == area.code:
            numbers.append(f"{number}*" if one.is_reversed else str(number))
            most += max(values) - min(values)
    return [area.name, ", ".join(numbers), f"____ / {most}"]


def _area(questionnaire: Questionnaire, area: Area, trades: list[TradeLine]) -> dict[str, Any]:
    return {
        "title": area.name,
        "text": area.text,
        "levels": [f"{level.start}%+: {level.text}" for level in area.levels],
        "advice": list(area.advice),
        "trades": " · ".join(line.title for line in trades if line.types[0] == area.code),
    }
