"""The three uses of a centre: derived, never asked, never added."""

import datetime

import pytest

from mestieri.kernel import exchange
from mestieri.kernel.exchange import ModeCount
from mestieri.kernel.vocabulary import Mode
from mestieri.reception import queries
from mestieri.reception.models import Visit
from mestieri.reception.queries.numbers import Period, Step
from mestieri.reception.staff.numbers.sheet import figures_of
from tests import factories
from tests.reception.living import count, ticket

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 20)


@pytest.fixture
def counted(monkeypatch):
    """Rooms that count tickets and heads."""

    def count(**numbers):
        counts = {
            Mode[mode]: ModeCount(Mode[mode], "", lambda *_asked, number=number: number)
            for mode, number in numbers.items()
        }
        monkeypatch.setattr(exchange, "_mode_counts", counts)

    return count


def uses(centre, visits=0):
    return queries.uses_between(centre, DAY, DAY, visits)


def test_what_is_not_advice_is_use_on_ones_own_and_heads_stand_apart(centre, counted):
    counted(ADVICE=2, MEETING=40)
    found = uses(centre, visits=5)
    assert [found.of(mode) for mode in Mode] == [3, 2, 40]
    assert found.visits == 5


def test_more_tickets_than_visits_are_said_and_never_a_negative_number(centre, counted):
    counted(ADVICE=2)
    found = uses(centre)
    assert (found.on_ones_own, found.without_a_visit, found.meeting) == (0, 2, None)


def test_the_numbers_page_reads_what_the_rooms_count_and_heads_are_never_drawn_as_visits(
    centre, point, monkeypatch
):
    area = factories.AreaFactory(centre=centre)
    count(point, str(DAY), 5)
    for number in (1, 2):
        ticket(centre, area, number, waited=5, advised=20)
    assert uses(centre, visits=5).of(Mode.SELF) == 3
    heads = ModeCount(Mode.MEETING, "heads", lambda *_asked: 40)
    monkeypatch.setitem(exchange._mode_counts, Mode.MEETING, heads)
    _visits, figures = figures_of(centre, Period(DAY, DAY, Step.DAY))
    [figure] = [figure for figure in figures if figure.key == "modi"]
    assert [row[1] for row in figure.rows] == [2, 3, 40]
    assert "40" not in figure.told


def test_no_column_of_a_visit_leads_to_a_ticket_or_a_mode():
    assert not {field.name for field in Visit._meta.get_fields()} & {"ticket", "mode", "event"}
