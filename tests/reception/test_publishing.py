"""Who comes, by quarter: published once, small counts hidden, nothing to subtract."""

import datetime
import itertools
import json
import random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from mestieri.engines.discretion.tables import Dimension, Mark, ShownCell, ShownTable
from mestieri.kernel.roles import Role
from mestieri.kernel.vocabulary import AgeBand, FirstTime, Purpose, ResidenceZone
from mestieri.reception.cubes import CUBES, NEED, Cube, Quarter
from mestieri.reception.models import Attribute, PublishedTable, TableState
from mestieri.reception.services.publishing import publish_quarter
from tests import factories
from tests.engines.discretion.test_suppression import Attack

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 23)
SUMMER = Quarter(2026, 3)


def shared_by_an_attribute(cubes):
    """Breakdowns crossed by an optional attribute that two cubes publish."""
    optional = set(Attribute.values)
    return [
        (one, other, breakdown)
        for one, other in itertools.combinations(cubes, 2)
        for breakdown in one.breakdowns & other.breakdowns
        if breakdown & optional
    ]


def test_no_two_published_cubes_share_a_breakdown_that_an_attribute_crosses():
    assert shared_by_an_attribute(CUBES) == []
    assert {cube.attribute for cube in CUBES} == set(Attribute)


def test_two_cubes_that_do_are_seen():
    """The eyes of the test above."""
    again = Cube(Attribute.AGE_BAND, (NEED, "point"))
    assert shared_by_an_attribute([*CUBES, again])
    assert shared_by_an_attribute([Cube(Attribute.AGE_BAND, ()), again])


@pytest.mark.parametrize("name", ["2026-0", "2026-5", "2026", "x-1", "-1", "99999-1", "1-1"])
def test_a_quarter_that_is_none_is_not_read(name):
    with pytest.raises(ValueError):
        Quarter.named(name)


def test_quarters_follow_each_other_without_a_gap_or_an_overlap():
    quarter = Quarter(2023, 1)
    for _next in range(12):
        assert Quarter.named(quarter.name) == quarter == quarter.next.previous
        assert quarter.next.first_day - quarter.last_day == datetime.timedelta(days=1)
        quarter = quarter.next


def say(point, times, purpose=Purpose.WORK, day="2026-08-04", **said):
    factories.VisitFactory.create_batch(
        times, centre=point.centre, point=point, purpose=purpose,
        day=datetime.date.fromisoformat(day), **said,
    )  # fmt: skip


@pytest.fixture
def summer(point):
    """A quarter in which some said something, some of them alone in what they said."""
    chance = random.Random(3)
    for purpose, visits in zip(Purpose, (60, 25, 18, 7), strict=True):
        say(point, visits, purpose)
        for band in AgeBand.values:
            say(point, chance.choice([0, 1, 2, 4, 9]), purpose, age_band=band)
    say(point, 1, first_time=FirstTime.YES, residence_zone=ResidenceZone.ELSEWHERE)
    return point.centre


def as_shown(table):
    """A stored table as an attacker reads it: marks and counts, nothing else."""
    stored = json.loads(json.dumps(table.rows))
    marks = {"<": Mark.SMALL, "*": Mark.COVERED}
    rows, columns = [*stored["categories"], None], [*stored["purposes"], None]
    cells = {
        (row, column): ShownCell(marks[cell]) if cell in marks else ShownCell(Mark.SHOWN, cell)
        for row, line in zip(rows, stored["cells"], strict=True)
        for column, cell in zip(columns, line, strict=True)
    }
    dimensions = (
        Dimension(table.attribute, tuple(stored["categories"])),
        Dimension(NEED, tuple(stored["purposes"])),
    )
    return ShownTable(dimensions, cells)


def test_everything_published_of_a_quarter_is_attacked_together_and_gives_nothing_away(summer):
    tables = publish_quarter(summer, SUMMER, account=None, today=TODAY)
    shown = [as_shown(table) for table in tables if table.state == TableState.SHOWN]
    assert len(shown) >= 2
    assert any(cell.mark is Mark.SMALL for table in shown for cell in table.cells.values())
    assert Attack(shown).found_out() == []


def test_what_is_stored_holds_no_hidden_count(summer):
    for table in publish_quarter(summer, SUMMER, account=None, today=TODAY):
        cells = list(itertools.chain.from_iterable(table.rows.get("cells", [])))
        known = table.rows["cells"][-1] if cells else []
        assert not [cell for cell in cells if cell in (1, 2, 3, 4) and cell not in known]


def test_an_attribute_that_nobody_said_says_so(summer):
    states = {
        table.attribute: table.state
        for table in publish_quarter(summer, SUMMER, account=None, today=TODAY)
    }
    assert states[Attribute.AUDIENCE] == TableState.NOTHING_SAID
    assert states[Attribute.AGE_BAND] == TableState.SHOWN


def test_too_few_visits_are_withheld(point):
    say(point, 2, age_band=AgeBand.UNDER_18)
    tables = publish_quarter(point.centre, SUMMER, account=None, today=TODAY)
    assert {t.attribute: t.state for t in tables}[Attribute.AGE_BAND] == TableState.WITHHELD


def test_a_quarter_going_on_or_empty_or_published_is_not_published(summer):
    for quarter, today in (
        (Quarter(2026, 4), TODAY),
        (SUMMER, SUMMER.last_day),
        (Quarter(2020, 1), TODAY),
    ):
        with pytest.raises(ValidationError):
            publish_quarter(summer, quarter, account=None, today=today)
    publish_quarter(summer, SUMMER, account=None, today=SUMMER.next.first_day)
    with pytest.raises(ValidationError, match=r"already|già"):
        publish_quarter(summer, SUMMER, account=None, today=TODAY)
    assert PublishedTable.objects.count() == 4


def test_the_database_refuses_a_second_table_and_a_stretch_that_is_no_quarter(summer):
    publish_quarter(summer, SUMMER, account=None, today=TODAY)
    table = PublishedTable.objects.first()
    for first_day in (table.first_day, datetime.date(2026, 8, 1), datetime.date(2026, 7, 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            PublishedTable.objects.create(
                centre=summer, attribute=table.attribute, first_day=first_day,
                last_day=table.last_day, state=TableState.WITHHELD, rows={},
            )  # fmt: skip


def test_visits_that_come_late_do_not_change_what_is_published(summer, point):
    before = publish_quarter(summer, SUMMER, account=None, today=TODAY)[1].rows
    say(point, 30, age_band=AgeBand.UNDER_18)
    assert PublishedTable.objects.get(attribute=Attribute.AGE_BAND).rows == before


def test_the_direction_prepares_a_quarter_and_reads_it(as_role, centre, summer, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    director = as_role(Role.DIRECTOR)
    address = reverse("reception-who", args=[centre.slug])
    assert "empty-state" in director.get(address).text
    publishing = reverse("reception-who-publish", args=[centre.slug])
    page = director.post(publishing, {"quarter": SUMMER.name}, follow=True)
    assert "&lt;5" in page.text
    assert "alert-danger" in director.post(publishing, {"quarter": "x"}, follow=True).text
    assert "alert-danger" in director.post(publishing, {"quarter": SUMMER.name}, follow=True).text
    auditor = as_role(Role.AUDITOR)
    assert "&lt;5" in auditor.get(address).text
    assert publishing not in auditor.get(address).text
    assert auditor.post(publishing, {"quarter": "2026-2"}).status_code == 404
