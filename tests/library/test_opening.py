"""Hours of services: the rules offices use, read at a moment, said in words."""

from __future__ import annotations

import datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from mestieri.library.models import Schedule, ScheduleException
from mestieri.library.opening import (
    Frequency,
    Recurrence,
    UnreadableRecurrence,
    WeekOfMonth,
    in_words,
    open_at,
    openings,
    read_recurrence,
)

pytestmark = pytest.mark.one_database

#: Wednesday 11 November 2026.
WEDNESDAY = datetime.date(2026, 11, 11)
NINE, ONE = datetime.time(9), datetime.time(13)


def schedule(
    rule: Recurrence, opens: datetime.time = NINE, closes: datetime.time = ONE
) -> Schedule:
    return Schedule(recurrence=rule.rule, opens=opens, closes=closes)


def weekly(*weekdays: int, closed_months: tuple[int, ...] = ()) -> Recurrence:
    return Recurrence(Frequency.WEEKLY, weekdays, closed_months=closed_months)


def at(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute))


def days(found: list) -> list[str]:
    return [f"{opening.day:%d/%m}" for opening in found]


def test_the_first_tuesday_of_the_month() -> None:
    rule = Recurrence(Frequency.MONTHLY, (1,), WeekOfMonth.FIRST)
    assert rule.rule == "FREQ=MONTHLY;BYDAY=1TU"
    found = openings([schedule(rule)], [], datetime.date(2026, 9, 1), 91)
    assert days(found) == ["01/09", "06/10", "03/11"]


def test_the_last_friday_of_the_month_from_the_middle_of_a_month() -> None:
    rule = Recurrence(Frequency.MONTHLY, (4,), WeekOfMonth.LAST)
    assert days(openings([schedule(rule)], [], datetime.date(2026, 11, 15), 50)) == [
        "27/11",
        "25/12",
    ]


def test_every_other_week_counts_from_the_first_day_of_validity() -> None:
    hours = schedule(Recurrence(Frequency.FORTNIGHTLY, (0,)))
    hours.valid_from = datetime.date(2026, 11, 5)  # a Thursday: its week is the first
    found = openings([hours], [], datetime.date(2026, 11, 1), 40)
    assert days(found) == ["16/11", "30/11"]


def test_closed_in_august_and_on_the_days_of_an_exception() -> None:
    rule = weekly(0, closed_months=(8,))
    july = datetime.date(2026, 7, 20)
    assert days(openings([schedule(rule)], [], july, 50)) == ["20/07", "27/07", "07/09"]
    holiday = ScheduleException(first_day=july, last_day=july, reason="Festa")
    assert days(openings([schedule(rule)], [holiday], july, 50)) == ["27/07", "07/09"]


def test_hours_are_good_only_while_they_are_valid() -> None:
    hours = schedule(weekly(2))
    hours.valid_from, hours.valid_until = WEDNESDAY, WEDNESDAY
    assert days(openings([hours], [], datetime.date(2026, 11, 1), 30)) == ["11/11"]
    assert openings([hours], [], datetime.date(2026, 12, 1), 30) == []


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (at(WEDNESDAY, 9), "Aperto adesso, fino alle 13"),
        (at(WEDNESDAY, 12, 59), "Aperto adesso, fino alle 13"),
        (at(WEDNESDAY, 8, 59), "Apre oggi alle 9"),
        (at(WEDNESDAY, 13), "Riapre lunedì alle 9"),
        (at(WEDNESDAY + datetime.timedelta(days=4), 22), "Riapre domani alle 9"),
    ],
)
def test_open_now_or_when_it_reopens(now: datetime.datetime, said: str) -> None:
    with translation.override("it"):
        assert open_at([schedule(weekly(0, 2))], [], now).sentence == said


def test_after_a_long_closure_the_day_is_said_in_full() -> None:
    summer = schedule(weekly(0, closed_months=(7, 8)))
    with translation.override("it"):
        now = open_at([summer], [], at(datetime.date(2026, 7, 1), 10))
        assert now.sentence == "Riapre lunedì 7 settembre alle 9"


def test_an_exception_says_why() -> None:
    strike = ScheduleException(first_day=WEDNESDAY, last_day=WEDNESDAY, reason="Sciopero")
    now = open_at([schedule(weekly(2))], [strike], at(WEDNESDAY, 10))
    assert (now.is_open, now.closure) == (False, "Sciopero")
    assert now.next_opening is not None
    assert now.next_opening.day == WEDNESDAY + datetime.timedelta(days=7)


def test_without_hours_nothing_is_said() -> None:
    assert open_at([], [], at(WEDNESDAY, 10)).sentence == ""
    over = schedule(weekly(2))
    over.valid_until = WEDNESDAY - datetime.timedelta(days=1)
    assert open_at([over], [], at(WEDNESDAY, 10)).sentence == ""


def test_hours_in_words() -> None:
    with translation.override("it"):
        assert in_words(schedule(weekly(0, 3, closed_months=(8,)))) == (
            "Lunedì, giovedì, 9–13; non in agosto"
        )
        assert in_words(schedule(weekly(0, 1, 2, 3, 4))) == "Lunedì–venerdì, 9–13"
        assert in_words(schedule(weekly(0, 1))) == "Lunedì, martedì, 9–13"
        first = Recurrence(Frequency.MONTHLY, (1,), WeekOfMonth.FIRST)
        assert in_words(schedule(first)) == "Il primo martedì del mese, 9–13"


rules = st.builds(
    lambda frequency, weekdays, week, closed: Recurrence(
        frequency,
        tuple(sorted(weekdays)),
        week if frequency == Frequency.MONTHLY else None,
        tuple(sorted(closed)),
    ),
    st.sampled_from(Frequency),
    st.sets(st.integers(0, 6), min_size=1),
    st.sampled_from(WeekOfMonth),
    st.sets(st.integers(1, 12), max_size=11),
)


@given(rules)
def test_what_is_written_is_read_back(rule: Recurrence) -> None:
    assert read_recurrence(rule.rule) == rule


@pytest.mark.parametrize(
    "text", ["", "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=MO", "FREQ=WEEKLY"]
)
def test_other_rules_are_not_ours(text: str) -> None:
    with pytest.raises(UnreadableRecurrence):
        read_recurrence(text)
