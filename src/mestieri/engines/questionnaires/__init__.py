"""Questionnaires of self-assessment: what they ask, how answers are counted, what is said.

questionnaire = read_questionnaire(text)      # raises Faulty, with the lines
result = score(questionnaire, {"r1": 3, …})   # the same rules run in the browser
rank_trades(profile, trades)                  # things in order for a person, never persons
"""

from mestieri.engines.questionnaires.interests import (
    HEXAGON,
    Ranked,
    Trade,
    rank_trades,
    read_trades,
)
from mestieri.engines.questionnaires.model import (
    Area,
    Kind,
    Level,
    Question,
    Questionnaire,
    ScalePoint,
)
from mestieri.engines.questionnaires.reading import read_questionnaire
from mestieri.engines.questionnaires.scoring import AreaScore, Result, score
from mestieri.engines.questionnaires.translating import translated

__all__ = [
    "HEXAGON",
    "Area",
    "AreaScore",
    "Kind",
    "Level",
    "Question",
    "Questionnaire",
    "Ranked",
    "Result",
    "ScalePoint",
    "Trade",
    "rank_trades",
    "read_questionnaire",
    "read_trades",
    "score",
    "translated",
]
