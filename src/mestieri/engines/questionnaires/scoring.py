"""How answers are counted. `guidance/static/guidance/questionnaire.js` counts the same way.

Only whole numbers, so that both agree: hundredths are rounded half up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mestieri.engines.questionnaires.model import Level, Question, Questionnaire


@dataclass(frozen=True)
class AreaScore:
    """An area's count.

    Attributes:
        points: sum of its answers, from 0 (a reversed question counts backwards).
        most: points it could have with the questions answered.
        percent: hundredths of `most`; None when fewer than half its questions are answered.
        level: number of the level reached, or None.
    """

    code: str
    points: int
    most: int
    percent: int | None
    level: int | None


@dataclass(frozen=True)
class Result:
    """What answers come to.

    Attributes:
        areas: in the order of the questionnaire.
        order: codes of the areas counted, the highest first; equals in the questionnaire's order.
        percent: hundredths of the whole, None when an area could not be counted.
        level: number of the level of the whole, or None.
        gathered: answer → codes of the questions that got it.
    """

    areas: tuple[AreaScore, ...]
    order: tuple[str, ...]
    percent: int | None
    level: int | None
    gathered: Mapping[int, tuple[str, ...]]


def score(questionnaire: Questionnaire, answers: Mapping[str, int]) -> Result:
    """Count answers.

    Args:
        answers: code of a question → value on the scale; others are not counted.
    """
    values = [point.value for point in questionnaire.scale]
    given = {
        question.code: answers[question.code]
        for question in questionnaire.questions
        if answers.get(question.code) in values
    }
    areas = tuple(
        _area(area.code, area.levels, questionnaire.questions_of(area.code), given, values)
        for area in questionnaire.areas
    )
    counted = [area for area in areas if area.percent is not None]
    order = sorted(counted, key=lambda area: -(area.percent or 0))
    whole = None
    if len(counted) == len(areas):
        whole = hundredths(sum(area.points for area in areas), sum(area.most for area in areas))
    return Result(
        areas,
        tuple(area.code for area in order),
        whole,
        level_of(questionnaire.levels, whole),
        {
            value: tuple(code for code, answer in given.items() if answer == value)
            for value in values
        },
    )


def _area(
    code: str,
    levels: Sequence[Level],
    questions: Sequence[Question],
    given: Mapping[str, int],
    values: Sequence[int],
) -> AreaScore:
    low, high = min(values), max(values)
    answered = [question for question in questions if question.code in given]
    points = sum(
        high - given[question.code] if question.is_reversed else given[question.code] - low
        for question in answered
    )
    most = len(answered) * (high - low)
    is_enough = bool(answered) and len(answered) * 2 >= len(questions)
    percent = hundredths(points, most) if is_enough else None
    return AreaScore(code, points, most, percent, level_of(levels, percent))


def hundredths(points: int, most: int) -> int:
    """So many hundredths, rounded half up."""
    return (200 * points + most) // (2 * most) if most else 0


def level_of(levels: Sequence[Level], percent: int | None) -> int | None:
    """Number of the last level that starts at or below `percent`."""
    if percent is None:
        return None
    reached = [number for number, level in enumerate(levels) if level.start <= percent]
    return reached[-1] if reached else None
