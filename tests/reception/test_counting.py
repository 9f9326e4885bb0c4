"""One tap, one count."""

import datetime
import uuid

import pytest

from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import Visit
from mestieri.reception.services import visits
from mestieri.reception.services.visits import record_visit
from tests import factories

pytestmark = pytest.mark.django_db


def test_one_tap_is_one_visit(point):
    tap = uuid.uuid4()
    assert record_visit(point=point, purpose=Purpose.WORK, tap=tap).is_new
    visit = Visit.objects.get()
    assert (visit.tap, visit.centre, visit.point, visit.purpose) == (
        tap,
        point.centre,
        point,
        Purpose.WORK,
    )


def test_the_same_tap_delivered_again_counts_once(point):
    tap = uuid.uuid4()
    record_visit(point=point, purpose=Purpose.WORK, tap=tap)
    assert not record_visit(point=point, purpose=Purpose.WORK, tap=tap).is_new
    assert Visit.objects.count() == 1


def test_a_retry_in_another_half_hour_is_the_same_tap(point):
    tap = uuid.uuid4()
    first = datetime.datetime(2026, 11, 23, 10, 29, 59, tzinfo=datetime.UTC)
    record_visit(point=point, purpose=Purpose.WORK, tap=tap, now=first)
    again = record_visit(
        point=point, purpose=Purpose.WORK, tap=tap, now=first + datetime.timedelta(hours=20)
    )
    assert not again.is_new
    assert Visit.objects.get().half_hour == 22


def test_a_tap_reused_for_another_need_is_refused(point):
    tap = uuid.uuid4()
    record_visit(point=point, purpose=Purpose.WORK, tap=tap)
    with pytest.raises(visits.TapReused):
        record_visit(point=point, purpose=Purpose.TRAINING, tap=tap)
    assert Visit.objects.get().purpose == Purpose.WORK


def test_a_tap_reused_at_another_point_or_centre_is_refused(point, other_centre):
    tap = uuid.uuid4()
    record_visit(point=point, purpose=Purpose.WORK, tap=tap)
    for elsewhere in (
        factories.PointFactory(centre=point.centre),
        factories.PointFactory(centre=other_centre),
    ):
        with pytest.raises(visits.TapReused):
            record_visit(point=elsewhere, purpose=Purpose.WORK, tap=tap)
    assert Visit.objects.get().point == point


@pytest.mark.parametrize(
    "status", [CentreStatus.PLANNED, CentreStatus.SUSPENDED, CentreStatus.CLOSED]
)
def test_a_centre_that_is_not_open_counts_nothing_and_says_why(status):
    point = factories.PointFactory(centre__status=status)
    with pytest.raises(visits.CentreNotOpen) as refused:
        record_visit(point=point, purpose=Purpose.WORK, tap=uuid.uuid4())
    assert refused.value.sentence
    assert not Visit.objects.exists()


def test_a_point_out_of_use_counts_nothing(centre):
    point = factories.PointFactory(centre=centre, is_active=False)
    with pytest.raises(visits.PointOutOfUse):
        record_visit(point=point, purpose=Purpose.WORK, tap=uuid.uuid4())
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("moment", "day", "half_hour"),
    [
        ("2026-11-22T22:59:59+00:00", "2026-11-22", 47),  # a second before midnight in Rome
        ("2026-11-22T23:00:00+00:00", "2026-11-23", 0),  # midnight in Rome
        ("2026-06-30T22:00:00+00:00", "2026-07-01", 0),  # midnight in Rome, summer time
        ("2026-03-29T00:59:59+00:00", "2026-03-29", 3),  # 01:59:59, then clocks go forward
        ("2026-03-29T01:00:00+00:00", "2026-03-29", 6),  # 03:00
        ("2026-10-25T00:30:00+00:00", "2026-10-25", 5),  # 02:30, the first time
        ("2026-10-25T01:30:00+00:00", "2026-10-25", 5),  # 02:30, the second time
        ("2026-10-25T02:00:00+00:00", "2026-10-25", 6),  # 03:00
    ],
)
def test_the_half_hour_is_that_of_the_clock_on_the_wall(point, moment, day, half_hour):
    now = datetime.datetime.fromisoformat(moment)
    record_visit(point=point, purpose=Purpose.GUIDANCE, tap=uuid.uuid4(), now=now)
    visit = Visit.objects.get()
    assert (visit.day.isoformat(), visit.half_hour) == (day, half_hour)


def test_the_hour_that_comes_twice_loses_no_visit(point):
    start = datetime.datetime(2026, 10, 25, 0, 0, tzinfo=datetime.UTC)
    for quarter in range(8):
        record_visit(
            point=point,
            purpose=Purpose.WORK,
            tap=uuid.uuid4(),
            now=start + datetime.timedelta(minutes=15 * quarter),
        )
    assert Visit.objects.filter(day=start.date(), half_hour__in=(4, 5)).count() == 8


def test_a_need_that_does_not_exist_is_not_counted(point):
    with pytest.raises(ValueError, match="SHOPPING"):
        record_visit(point=point, purpose="SHOPPING", tap=uuid.uuid4())
    assert not Visit.objects.exists()


def test_a_counted_visit_costs_one_statement(point, django_assert_num_queries):
    with django_assert_num_queries(1):
        record_visit(point=point, purpose=Purpose.WORK, tap=uuid.uuid4())


def test_no_column_of_a_visit_says_which_device_made_it():
    assert {field.name for field in Visit._meta.fields} == {
        "id",
        "tap",
        "centre",
        "point",
        "purpose",
        "day",
        "half_hour",
        "sheet",  # of paper: who typed it in, not who came in
        "audience",
        "age_band",
        "first_time",
        "residence_zone",
    }
