"""The director's numbers: questions that cost the same over a month and over fifteen years."""

from mestieri.reception.queries.numbers.advice import AdviceNumbers, advice_numbers
from mestieri.reception.queries.numbers.period import Period, Step, asked_period
from mestieri.reception.queries.numbers.today import NumberOfTheDay, number_of_the_day
from mestieri.reception.queries.numbers.visits import VisitNumbers, visit_numbers

__all__ = [
    "AdviceNumbers",
    "NumberOfTheDay",
    "Period",
    "Step",
    "VisitNumbers",
    "advice_numbers",
    "asked_period",
    "number_of_the_day",
    "visit_numbers",
]
