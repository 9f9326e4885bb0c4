"""Two receptionists, one number: exactly one calls it. On the database itself."""

import datetime
import threading
import uuid

import pytest
from django.db import connection

from mestieri.reception.models import Ticket, TicketPassage, TicketState
from mestieri.reception.services import queue
from tests import factories

CALLERS = 4
NUMBERS = 5


def together(work, arguments):
    """Run `work` once per argument at the same moment; what each returned or raised."""
    outcomes = {}
    barrier = threading.Barrier(len(arguments))

    def run(position, argument):
        try:
            barrier.wait()
            outcomes[position] = work(argument)
        except Exception as error:
            outcomes[position] = error
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=(position, argument))
        for position, argument in enumerate(arguments)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(outcomes.values())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_those_who_call_one_number_at_once_exactly_one_gets_it():
    area = factories.AreaFactory()
    desks = [factories.DeskFactory(centre=area.centre, area=area) for _ in range(CALLERS)]
    for _number in range(NUMBERS):
        given = queue.issue_ticket(area, "it", tap=uuid.uuid4())

        def call(desk, key=given.pk):
            return queue.call_ticket(Ticket.objects.get(pk=key), desk)

        outcomes = together(call, desks)
        [got] = [outcome for outcome in outcomes if isinstance(outcome, Ticket)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, queue.TicketTaken)]
        assert len(refused) == CALLERS - 1
        assert all(got.desk.name in refusal.sentence for refusal in refused)
    called = TicketPassage.objects.filter(state=TicketState.CALLED)
    assert called.count() == NUMBERS


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_numbers_given_at_once_are_all_different():
    area = factories.AreaFactory()
    today = datetime.datetime.now(tz=datetime.UTC)
    outcomes = together(
        lambda tap: queue.issue_ticket(area, "it", tap=tap, now=today),
        [uuid.uuid4() for _ in range(CALLERS)],
    )
    assert sorted(ticket.number for ticket in outcomes) == list(range(1, CALLERS + 1))
