"""Numbers by area and language, with no name, each once."""

import datetime
import uuid

import pytest

from mestieri.kernel.models import Area
from mestieri.kernel.models.centres import AreaStatus
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.reception.models import AdviceSetting, Ticket, TicketState
from mestieri.reception.services import queue
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_area_has_the_letter_of_its_need_and_counts_from_one(house, give):
    assert [give(house.business).code, give(house.business).code] == ["N-01", "N-02"]
    assert give(house.work).code == "L-01"


def test_two_areas_that_would_like_one_letter_get_two(centre, give):
    areas = [factories.AreaFactory(centre=centre, name=f"Lavoro {n}") for n in range(3)]
    areas.append(factories.AreaFactory(centre=centre, purposes=[Purpose.WORK]))
    assert len({give(area).letter for area in areas}) == 4


def test_the_same_tap_gives_the_same_number(house, at):
    tap = uuid.uuid4()
    first, again = (queue.issue_ticket(house.work, "it", tap=tap, now=at(10)) for _ in range(2))
    assert first == again
    assert Ticket.objects.count() == 1


def test_no_letter_that_reads_as_a_digit_is_given_by_itself(centre, give):
    guidance = factories.AreaFactory(centre=centre, name="Orientarsi", purposes=[Purpose.GUIDANCE])
    named = factories.AreaFactory(centre=centre, name="Oi oi", purposes=[])
    assert not {give(guidance).letter, give(named).letter} & {"O", "I"}


def test_a_tap_of_another_centre_gives_no_number(house, other_centre, give):
    given = give(house.work)
    elsewhere = factories.AreaFactory(centre=other_centre)
    with pytest.raises(queue.QueueRefused):
        queue.issue_ticket(elsewhere, "it", tap=given.tap)


@pytest.mark.parametrize("status", [CentreStatus.SUSPENDED, CentreStatus.PLANNED])
def test_a_centre_that_is_not_open_gives_no_numbers(house, give, status):
    house.centre.status = status
    house.centre.save()
    with pytest.raises(queue.QueueNotOpen):
        give(house.work)
    assert not Ticket.objects.exists()


def test_an_area_that_is_only_announced_gives_no_numbers(house, give):
    Area.objects.filter(pk=house.work.pk).update(status=AreaStatus.PLANNED)
    with pytest.raises(queue.QueueNotOpen):
        give(Area.objects.get(pk=house.work.pk))


def test_at_midnight_numbers_start_again_and_who_was_waiting_leaves(house, give, at):
    left, advised = give(house.business, now=at(18, 50)), give(house.business, now=at(18, 51))
    queue.call_ticket(advised, house.italian, now=at(18, 55))
    queue.start_advice(advised, now=at(18, 56))
    assert give(house.business, now=at(0, 1, day=25)).code == "N-01"
    left.refresh_from_db()
    advised.refresh_from_db()
    assert (left.state, advised.state) == (TicketState.CANCELLED, TicketState.DONE)
    assert left.since == at(0, 0, day=25)
    assert {passage.cause for passage in left.passages.all()} == {"PERSON", "NIGHT"}


def test_where_nights_reset_nothing_numbers_go_on(house, give, at):
    AdviceSetting.objects.create(centre=house.centre, resets_overnight=False)
    left = give(house.business, now=at(18, 50))
    assert give(house.business, now=at(9, 30, day=25)).code == "N-02"
    left.refresh_from_db()
    assert left.state == TicketState.WAITING


def test_after_999_comes_1_where_nights_reset_nothing(house, give, at):
    AdviceSetting.objects.create(centre=house.centre, resets_overnight=False)
    last = give(house.business, now=at(10))
    Ticket.objects.filter(pk=last.pk).update(number=999)
    assert give(house.business, now=at(10, day=25)).number == 1


def test_on_the_night_the_clocks_go_back_a_wait_is_as_long_as_it_was(house, give):
    """1:30 in summer time to 2:30 in winter time, on 25 October 2026: two hours, not one."""
    from mestieri.reception.queries import ticket_times

    AdviceSetting.objects.create(centre=house.centre, resets_overnight=False)
    rome = datetime.timezone(datetime.timedelta(hours=2))
    taken = datetime.datetime(2026, 10, 25, 1, 30, tzinfo=rome)
    ticket = give(house.business, now=taken)
    called = taken + datetime.timedelta(hours=2)
    queue.call_ticket(ticket, house.italian, now=called)
    queue.start_advice(ticket, now=called)
    queue.finish_advice(ticket, now=called + datetime.timedelta(minutes=10))
    [times] = ticket_times(house.centre, taken.date(), taken.date())
    assert times.waiting == datetime.timedelta(hours=2)
    assert times.advice == datetime.timedelta(minutes=10)
    assert ticket.day == datetime.date(2026, 10, 25)


def test_a_letter_is_one_and_nobody_elses(house, give):
    give(house.business)
    with pytest.raises(Exception, match="N"):
        queue.save_letter(house.work, "N", account=None)
    assert queue.save_letter(house.work, "w", account=None).letter == "W"
    assert give(house.work).code == "W-01"
