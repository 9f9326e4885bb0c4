"""Who one can talk to next, when nobody is at the desks."""

import datetime

import pytest

from mestieri.reception import queries
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY_AT_EIGHT = datetime.datetime(2026, 11, 23, 8, 0)


def turn(desk, weekday, hour):
    return factories.DutyFactory(
        desk=desk, weekday=weekday, starts=datetime.time(hour), ends=datetime.time(hour + 2)
    )


def test_the_next_turn_is_the_first_that_starts_from_now_on(centre):
    desk = factories.DeskFactory(centre=centre, name="Sportello lavoro")
    turn(desk, 0, 7)
    turn(desk, 2, 9)
    turn(desk, 1, 15)
    found = queries.next_turn(centre, MONDAY_AT_EIGHT)
    assert (found.day, found.duty.starts) == (datetime.date(2026, 11, 24), datetime.time(15))


def test_a_turn_of_this_weekday_that_has_started_comes_back_in_a_week(centre):
    turn(factories.DeskFactory(centre=centre), 0, 7)
    assert queries.next_turn(centre, MONDAY_AT_EIGHT).day == datetime.date(2026, 11, 30)


def test_only_the_turns_of_the_area_count_when_one_is_given(centre):
    work = factories.DeskFactory(centre=centre)
    enterprise = factories.DeskFactory(centre=centre)
    turn(work, 1, 9)
    turn(enterprise, 3, 9)
    assert queries.next_turn(centre, MONDAY_AT_EIGHT, enterprise.area).day.day == 26


def test_a_turn_that_is_over_for_good_is_not_promised(centre):
    factories.DutyFactory(
        desk=factories.DeskFactory(centre=centre), weekday=3, valid_until=datetime.date(2026, 1, 1)
    )
    assert queries.next_turn(centre, MONDAY_AT_EIGHT) is None
