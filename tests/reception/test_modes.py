"""The three uses of a centre: derived, never asked, never added."""

import datetime

import pytest

from mestieri.kernel import exchange
from mestieri.kernel.exchange import ModeCount
from mestieri.kernel.vocabulary import Mode
from mestieri.reception import queries
from mestieri.reception.models import Visit
from tests import factories

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


def uses(centre):
    return queries.uses_between(centre, DAY, DAY)


def test_what_is_not_advice_is_use_on_ones_own_and_heads_stand_apart(centre, point, counted):
    factories.VisitFactory.create_batch(5, centre=centre, point=point, day=DAY)
    counted(ADVICE=2, MEETING=40)
    found = uses(centre)
    assert [found.of(mode) for mode in Mode] == [3, 2, 40]
    assert found.visits == 5


def test_more_tickets_than_visits_are_said_and_never_a_negative_number(centre, counted):
    counted(ADVICE=2)
    found = uses(centre)
    assert (found.on_ones_own, found.without_a_visit, found.meeting) == (0, 2, None)


def test_no_column_of_a_visit_leads_to_a_ticket_or_a_mode():
    assert not {field.name for field in Visit._meta.get_fields()} & {"ticket", "mode", "event"}
