"""Days of a rule, by the clock on the wall."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from mestieri.engines.calendars import NoSuchHour, WrongRule, days_of, local_moment

ROME = ZoneInfo("Europe/Rome")
DAY = datetime.date


def test_every_other_week_until_a_day_except_one() -> None:
    found = days_of(
        "FREQ=WEEKLY;INTERVAL=2",
        DAY(2026, 6, 3),
        until=DAY(2026, 7, 15),
        excepted={DAY(2026, 6, 17)},
    )
    assert found == [DAY(2026, 6, 3), DAY(2026, 7, 1), DAY(2026, 7, 15)]


def test_the_29th_of_february_comes_when_the_calendar_has_it() -> None:
    assert days_of("FREQ=YEARLY", DAY(2028, 2, 29)) == [DAY(2028, 2, 29), DAY(2032, 2, 29)]
    with pytest.raises(WrongRule):
        days_of(
            "FREQ=YEARLY", DAY(2028, 2, 29), until=DAY(2029, 12, 31), excepted={DAY(2028, 2, 29)}
        )


def test_the_second_tuesday_of_each_month() -> None:
    found = days_of("FREQ=MONTHLY;BYDAY=2TU;COUNT=3", DAY(2026, 6, 9))
    assert found == [DAY(2026, 6, 9), DAY(2026, 7, 14), DAY(2026, 8, 11)]


@pytest.mark.parametrize(
    "rule",
    [
        "", "ogni tanto", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;BYMONTHDAY=99",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;COUNT=2;BYMONTH=2;BYMONTHDAY=31",
        "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=0",
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_followed_is_refused_soon(rule: str) -> None:
    with pytest.raises(WrongRule):
        days_of(rule, DAY(2026, 6, 1))


def test_no_rule_gives_more_days_than_a_calendar_holds() -> None:
    assert len(days_of("FREQ=DAILY", DAY(2026, 1, 1))) == 60


def test_the_hour_that_the_clocks_skip_is_no_hour() -> None:
    with pytest.raises(NoSuchHour):
        local_moment(DAY(2026, 3, 29), datetime.time(2, 30), ROME)
    at = local_moment(DAY(2026, 10, 25), datetime.time(2, 30), ROME)  # it comes twice
    assert at.utcoffset() == datetime.timedelta(hours=2)
