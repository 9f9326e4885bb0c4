"""«I numeri»: any period, counted whole, at the same cost over a month and over fifteen years."""

import csv
import datetime
import io

import pikepdf
import pytest
from django.urls import reverse

from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import (
    HistoryImport,
    MonthlyTotal,
    Visit,
)
from mestieri.reception.queries.numbers import (
    Period,
    Step,
    advice_numbers,
    asked_period,
    number_of_the_day,
    visit_numbers,
)
from mestieri.reception.queries.numbers.advice import minutes_of
from mestieri.reception.services.roll_up import first_month_with_rows, roll_up_visits
from tests import factories
from tests.reception.living import bring_to_life, count, day, ticket

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)


def whole(first, last, step=Step.MONTH):
    return Period(day(first), day(last), step)


@pytest.fixture
def director(as_role, centre):
    client = as_role(Role.DIRECTOR)

    def get(query="", name="reception-figures", of=None):
        return client.get(reverse(name, args=[(of or centre).slug]) + query)

    return get


def test_visits_are_counted_by_need_half_hour_point_and_month(centre, point):
    library = factories.PointFactory(centre=centre, name="Biblioteca", position=1)
    count(point, "2026-02-03", 4)
    count(point, "2026-02-27", 2, Purpose.TRAINING, 22)
    count(library, "2026-04-01", 3)
    numbers = visit_numbers(centre, whole("2026-02-01", "2026-04-30"))
    assert numbers.total.visits == 9
    assert [(row.visits, row.share) for _purpose, row in numbers.by_purpose[:2]] == [
        (7, 78),
        (2, 22),
    ]
    assert [(row.starts.hour, row.visits) for row in numbers.by_half_hour] == [
        (10, 7),
        (10, 0),
        (11, 2),
    ]
    assert [(row.point, row.visits) for row in numbers.by_point] == [
        ("Ingresso", 6),
        ("Biblioteca", 3),
    ]
    assert [(row.starts.month, row.visits) for row in numbers.stretches] == [(2, 6), (3, 0), (4, 3)]


def test_a_period_is_set_beside_the_same_a_year_before(centre, point):
    for when, visits in (("2025-02-10", 10), ("2025-03-31", 5), ("2025-04-01", 99)):
        count(point, when, visits)
    count(point, "2026-02-05", 12)
    numbers = visit_numbers(centre, whole("2026-02-01", "2026-03-31"))
    assert (numbers.total.visits, numbers.total.before, numbers.total.change) == (12, 15, -20)
    assert [row.before for row in numbers.stretches] == [10, 5]


def test_days_are_set_beside_the_same_weekday(centre, point):
    count(point, "2026-11-17", 6)
    count(point, "2025-11-18", 3)  # also a Tuesday
    numbers = visit_numbers(centre, whole("2026-11-16", "2026-11-22", Step.DAY))
    assert [(row.visits, row.before) for row in numbers.stretches][1] == (6, 3)


def test_years_are_set_beside_each_other(centre, point):
    count(point, "2014-05-05", 10)
    count(point, "2015-05-05", 15)
    numbers = visit_numbers(centre, whole("1980-01-01", "2016-12-31", Step.YEAR))
    assert [(row.starts.year, row.visits, row.before) for row in numbers.stretches] == [
        (2014, 10, None),
        (2015, 15, 10),
        (2016, 0, 15),
    ]


def test_old_visits_become_monthly_counts_and_no_number_changes(centre, point):
    for when in ("2022-01-10", "2022-01-20", "2023-07-07", "2026-11-02"):
        count(point, when, 3)
        count(point, when, 2, Purpose.GUIDANCE, 30)
    period = whole("2022-01-01", "2026-11-23", Step.YEAR)
    before = visit_numbers(centre, period)
    assert roll_up_visits(centre, TODAY) == 15
    assert Visit.objects.count() == 5
    assert visit_numbers(centre, period) == before
    assert roll_up_visits(centre, TODAY) == 0


def test_a_visit_that_comes_late_to_an_old_month_is_added(centre, point):
    count(point, "2022-01-10", 3)
    roll_up_visits(centre, TODAY)
    count(point, "2022-01-11", 1)
    assert roll_up_visits(centre, TODAY) == 1
    assert visit_numbers(centre, whole("2022-01-01", "2022-01-31")).total.visits == 4


def test_months_are_rolled_up_one_at_a_time_and_recent_rows_stay(centre, point, other_centre):
    first_kept = first_month_with_rows(TODAY)
    assert first_kept == datetime.date(2024, 11, 1)
    foreign = factories.PointFactory(centre=other_centre)
    for when in ("2022-01-10", "2022-03-10", "2024-10-31", "2024-11-01"):
        count(point, when)
        count(foreign, when)
    assert roll_up_visits(centre, TODAY, most_months=2) == 2
    assert roll_up_visits(centre, TODAY) == 1
    assert list(Visit.objects.filter(centre=centre).values_list("day", flat=True)) == [first_kept]
    assert Visit.objects.filter(centre=other_centre).count() == 4


def archive(centre, month, visits, **known):
    batch = HistoryImport.objects.create(centre=centre, source="Registro")
    MonthlyTotal.objects.create(
        centre=centre, batch=batch, month=day(month), visits=visits, **known
    )


def test_monthly_totals_fill_the_months_without_visits_and_are_never_added(centre, point):
    archive(centre, "2020-01-01", 100)
    archive(centre, "2020-02-01", 60, purpose=Purpose.WORK)
    archive(centre, "2020-02-01", 40, purpose=Purpose.TRAINING)
    archive(centre, "2020-03-01", 500)
    count(point, "2020-03-05", 7)
    numbers = visit_numbers(centre, whole("2020-01-01", "2020-03-31"))
    assert [(row.visits, row.from_archive) for row in numbers.stretches] == [
        (100, 100),
        (100, 100),
        (7, 0),
    ]
    assert (numbers.total.visits, numbers.from_archive, numbers.unsorted) == (207, 200, 100)
    assert numbers.by_purpose[0][1].visits == 67


def test_a_total_of_a_point_fills_the_months_in_which_that_point_counted_nothing(centre, point):
    library = factories.PointFactory(centre=centre, name="Biblioteca")
    archive(centre, "2020-01-01", 50, point=library)
    archive(centre, "2020-01-01", 70, point=point)
    count(point, "2020-01-15", 3)
    numbers = visit_numbers(centre, whole("2020-01-01", "2020-01-31"))
    assert (numbers.total.visits, numbers.from_archive) == (53, 50)


@pytest.mark.parametrize(
    ("asked", "first", "last", "step"),
    [
        ({}, "2026-10-25", "2026-11-23", Step.DAY),
        ({"dal": "2026-01-15", "passo": "mese"}, "2026-01-01", "2026-11-23", Step.MONTH),
        ({"dal": "2026-01-15", "passo": "giorno"}, "2026-01-15", "2026-11-23", Step.WEEK),
        ({"dal": "2020-05-05", "al": "2020-05-20", "passo": "giorno"}, "2020-05-01",
         "2020-05-31", Step.MONTH),
        ({"dal": "1980-01-01", "passo": "mese"}, "1980-01-01", "2026-11-23", Step.YEAR),
        ({"dal": "2027-01-01"}, "2026-11-23", "2026-11-23", Step.DAY),
        ({"dal": "x", "al": "2026-02-31", "passo": "ora"}, "2026-10-25", "2026-11-23", Step.DAY),
        ({"dal": "0001-01-01", "al": "9999-12-31"}, "1980-01-01", "2026-11-23", Step.YEAR),
    ],
)  # fmt: skip
def test_any_period_that_is_asked_for_is_shown_as_closely_as_it_can(
    centre, asked, first, last, step
):
    period = asked_period(asked, centre, TODAY)
    assert (period.first, period.last, period.step) == (day(first), day(last), step)


def test_a_leap_day_has_a_year_before():
    period = whole("2024-02-01", "2024-02-29")
    assert period.year_before.last == day("2023-02-28")


def test_half_of_the_waits_and_nine_in_ten():
    lengths = [datetime.timedelta(minutes=minutes) for minutes in range(1, 11)]
    assert (minutes_of(lengths).median, minutes_of(lengths).nine_in_ten) == (5, 9)
    few = minutes_of(lengths[:9])
    assert (few.times, few.median, few.nine_in_ten) == (9, 5, None)
    assert minutes_of([]).median is None
    assert minutes_of([datetime.timedelta(seconds=61)]).median == 2


def test_waiting_and_advice_come_from_the_states_of_the_numbers(centre, point):
    area = factories.AreaFactory(centre=centre, name="Impresa")
    for number, waited in enumerate((5, 10, 40), start=1):
        ticket(centre, area, number, waited, 20)
    count(point, "2026-11-20", 10)
    advice = advice_numbers(centre, whole("2026-11-01", "2026-11-23"))
    [row] = advice.areas
    assert (row.numbers, row.advised, row.waiting.median, row.talk.median) == (3, 3, 10, 20)


@pytest.fixture
def alive(centre, point):
    """A centre with something in every figure."""
    return bring_to_life(point)


def test_the_page_asks_at_most_twelve_questions_over_a_month_and_over_everything(
    director, alive, django_assert_max_num_queries
):
    director()
    for query in ("", "?dal=1980-01-01", "?passo=mese"):
        with django_assert_max_num_queries(12):
            assert director(query).status_code == 200


def test_every_figure_has_its_chart_in_words_and_its_table(director, alive):
    page = director()
    keys = [figure.key for figure in page.context["figures"]]
    assert keys == [
        "nel-tempo", "esigenze", "mezz-ore", "punti", "modi", "attese", "rinvii", "esiti",
    ]  # fmt: skip
    for figure in page.context["figures"]:
        assert figure.rows
        assert not figure.svg or (figure.told and figure.told in page.text.replace("&#x27;", "'"))
        assert {len(row) for row in figure.rows} == {len(figure.heads)}


def test_the_file_has_every_number_of_the_page(director, alive):
    answer = director(name="reception-figures-csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert any(row[1].startswith("'=Centro") for row in rows)  # no spreadsheet runs it
    figures = director().context["figures"]
    numbers = sum(cell is not None for figure in figures for row in figure.rows for cell in row[1:])
    assert len(rows) == numbers + 1
    assert rows[1][2] == figures[0].days[0].isoformat()


def test_the_numbers_are_printed_for_everybody_charts_included(director, alive):
    answer = director(name="reception-figures-pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        alternatives = [
            str(thing.Alt) for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        ]  # fmt: skip
    charts = [figure.told for figure in director().context["figures"] if figure.svg]
    assert len(alternatives) >= len(charts) > 4


def test_without_a_number_the_page_says_how_they_come(director):
    page = director()
    assert page.context["figures"] == []
    assert "empty-state" in page.text
    assert director(name="reception-figures-pdf").content.startswith(b"%PDF")
    assert len(director(name="reception-figures-csv").text.splitlines()) == 1


def test_a_suspended_centre_shows_its_history_and_no_number_of_the_day(director, centre, point):
    count(point, "2014-03-04", 8)
    centre.status = CentreStatus.SUSPENDED
    centre.save()
    page = director()
    assert page.context["visits"].total.visits == 8
    assert "number-of-the-day" not in page.text


def test_the_number_of_the_day_is_set_beside_the_same_weekday_a_week_ago(centre, point):
    now = datetime.datetime(2026, 11, 23, 10, 45)
    count(point, "2026-11-23", 3)
    count(point, "2026-11-16", 2, half_hour=21)  # 10:30, at this hour
    count(point, "2026-11-16", 5, half_hour=22)  # later
    today = number_of_the_day(centre, now)
    assert (today.visits, today.week_ago_so_far, today.week_ago_total) == (3, 2, 7)


@pytest.mark.parametrize(("first", "is_turned"), [("2026-12-05", True), ("2026-10-20", False)])
def test_a_period_asked_for_the_wrong_way_round_says_so(director, first, is_turned):
    page = director(f"?dal={first}&al=2026-11-01")
    assert page.context["period"].is_turned is is_turned
