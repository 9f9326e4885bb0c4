"""The door: several stretches a day, closures, and the moments in between."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from mestieri.kernel import queries
from mestieri.kernel.models import Closure, OpeningHours
from mestieri.kernel.services import sheet
from tests import factories

pytestmark = pytest.mark.django_db
MONDAY = datetime.date(2026, 11, 23)


def at(hour, minute=0, day=MONDAY):
    return datetime.datetime.combine(day, datetime.time(hour, minute))


def open_on(site, weekday, opens, closes):
    hours = OpeningHours(
        site=site, weekday=weekday, opens=datetime.time(*opens), closes=datetime.time(*closes)
    )
    sheet.save_opening_hours(hours, site.centre, None)
    return hours


@pytest.fixture
def site(centre):
    """Open on Monday morning and afternoon, and on Wednesday until the end of the day."""
    found = factories.SiteFactory(centre=centre)
    open_on(found, 0, (9,), (13,))
    open_on(found, 0, (15,), (18,))
    open_on(found, 2, (20,), (23, 59))
    return found


@pytest.mark.parametrize(
    ("moment", "is_open", "changes_at"),
    [
        (at(8, 59), False, datetime.time(9)),
        (at(9), True, datetime.time(13)),
        (at(12, 59), True, datetime.time(13)),
        (at(13), False, datetime.time(15)),
        (at(15), True, datetime.time(18)),
    ],
)
def test_the_door_opens_on_time_and_closes_on_time(site, moment, is_open, changes_at):
    door = queries.door_at(queries.hours_of_days(site, MONDAY), moment)
    assert (door.is_open, door.closes_at or door.opens_at) == (is_open, changes_at)


def test_after_the_last_stretch_the_next_day_is_told(site):
    door = queries.door_at(queries.hours_of_days(site, MONDAY), at(18))
    assert (door.opens_on, door.opens_at) == (datetime.date(2026, 11, 25), datetime.time(20))


def test_at_midnight_a_new_day_has_begun(site):
    thursday = datetime.date(2026, 11, 26)
    door = queries.door_at(queries.hours_of_days(site, thursday), at(0, day=thursday))
    assert (door.is_open, door.opens_on) == (False, datetime.date(2026, 11, 30))


def test_a_closure_shuts_the_door_and_says_why(site):
    Closure.objects.create(site=site, first_day=MONDAY, last_day=MONDAY, reason="Sciopero")
    door = queries.door_at(queries.hours_of_days(site, MONDAY), at(10))
    assert (door.is_open, door.closure, door.opens_at) == (False, "Sciopero", datetime.time(20))


def test_a_site_without_hours_never_opens(centre):
    site = factories.SiteFactory(centre=centre)
    door = queries.door_at(queries.hours_of_days(site, MONDAY), at(10))
    assert (door.is_open, door.opens_on) == (False, None)


def test_a_week_of_hours_costs_two_queries(site, django_assert_num_queries):
    with django_assert_num_queries(2):
        queries.hours_of_days(site, MONDAY)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [((12,), (14,)), ((8,), (10,)), ((10,), (11,)), ((8,), (20,)), ((9,), (13,))],
)
def test_overlapping_hours_are_refused_and_nothing_is_written(site, opens, closes):
    with pytest.raises(ValidationError):
        open_on(site, 0, opens, closes)
    assert site.opening_hours.count() == 3


def test_hours_that_touch_do_not_overlap(site):
    open_on(site, 0, (13,), (14,))


def test_hours_that_end_before_they_start_are_refused(site):
    with pytest.raises(ValidationError):
        open_on(site, 4, (13,), (9,))


def test_other_days_and_other_sites_do_not_overlap(site, centre):
    open_on(site, 1, (9,), (13,))
    open_on(factories.SiteFactory(centre=centre), 0, (9,), (13,))
