"""A number passes from state to state, and its times come from that."""

import datetime
import uuid

import pytest

from mestieri.reception import queries
from mestieri.reception.forms import HandOverForm
from mestieri.reception.models import DeskOpening, TicketState
from mestieri.reception.services import queue
from tests import factories

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def test_waiting_and_advice_times_come_from_the_passages(house, give, at):
    ticket = give(house.business, now=at(10))
    queue.call_ticket(ticket, house.italian, now=at(10, 12))
    queue.recall_ticket(ticket, now=at(10, 13))
    queue.hold_ticket(ticket, now=at(10, 14))
    queue.resume_ticket(ticket, now=at(10, 24))
    queue.call_ticket(ticket, house.italian, now=at(10, 30))
    queue.start_advice(ticket, now=at(10, 31))
    queue.finish_advice(ticket, now=at(10, 51))
    [times] = queries.ticket_times(house.centre, at(10).date(), at(10).date())
    assert times.waiting == 14 * MINUTE + 7 * MINUTE
    assert times.held == 10 * MINUTE
    assert times.advice == 20 * MINUTE
    assert times.is_whole
    assert ticket.called_times == 3


def test_who_is_handed_over_keeps_the_place_of_their_arrival(house, give, at):
    early, late = give(house.business, now=at(10)), give(house.work, now=at(10, 20))
    queue.call_ticket(early, house.italian, now=at(10, 25))
    queue.start_advice(early, now=at(10, 26))
    queue.transfer_ticket(early, house.work, now=at(10, 40))
    suggested = queries.desk_queue(house.jobs, at(10, 41)).suggested
    assert [number.ticket for number in suggested] == [early, late]
    assert early.code == "N-01"
    queue.call_ticket(early, house.jobs, now=at(10, 45))
    queue.start_advice(early, now=at(10, 45))
    queue.finish_advice(early, now=at(11))
    times = {t.ticket_id: t for t in queries.ticket_times(house.centre, *[at(10).date()] * 2)}
    assert times[early.pk].waiting == 26 * MINUTE + 5 * MINUTE
    assert times[early.pk].advice == 14 * MINUTE + 15 * MINUTE
    assert queries.tickets_advised(house.centre, at(10).date(), at(10).date()).count() == 1


def test_a_number_kept_for_a_desk_is_suggested_there_alone(house, give, at):
    ticket = give(house.business)
    queue.transfer_ticket(ticket, house.business, desk=house.french, now=at(10, 5))
    assert queries.desk_queue(house.italian, at(10, 6)).suggested == []
    assert [n.ticket for n in queries.desk_queue(house.italian, at(10, 6)).others] == [ticket]
    assert [n.ticket for n in queries.desk_queue(house.french, at(10, 6)).suggested] == [ticket]


def test_who_speaks_french_goes_where_french_is_spoken_and_nobody_is_overtaken(house, give, at):
    first, french, third = (
        give(house.business, language, at(10, minute))
        for minute, language in enumerate(("it", "fr", "it"))
    )
    italian_desk = queries.desk_queue(house.italian, at(10, 5))
    french_desk = queries.desk_queue(house.french, at(10, 5))
    assert [number.ticket for number in italian_desk.suggested] == [first, third]
    assert [number.ticket for number in italian_desk.others] == [french]
    assert [number.ticket for number in french_desk.suggested] == [first, french, third]
    assert italian_desk.others[0].spoken_at == ["Impresa 2"]


def test_a_language_that_nobody_speaks_today_waits_like_the_others(house, give, at):
    ticket = give(house.business, "zh")
    for desk in (house.italian, house.french):
        assert [n.ticket for n in queries.desk_queue(desk, at(10, 5)).suggested] == [ticket]


def test_an_adviser_may_call_any_number(house, give, at):
    ticket = give(house.work)
    queue.call_ticket(ticket, house.french, now=at(10, 1))
    assert ticket.desk == house.french


def test_the_second_who_calls_reads_where_it_was_called(house, give, at):
    ticket = give(house.business)
    seen_by_another = type(ticket).objects.get(pk=ticket.pk)
    queue.call_ticket(ticket, house.italian, now=at(10, 7))
    with pytest.raises(queue.TicketTaken) as refused:
        queue.call_ticket(seen_by_another, house.french, now=at(10, 8))
    assert "Impresa 1" in refused.value.sentence
    assert "10:07" in refused.value.sentence
    assert seen_by_another.desk == house.italian


def test_no_show_and_cancelled_can_be_undone_at_the_same_place(house, give, at):
    first, second = give(house.business, now=at(10)), give(house.business, now=at(10, 1))
    queue.cancel_ticket(second, now=at(10, 2))
    queue.call_ticket(first, house.italian, now=at(10, 3))
    queue.mark_no_show(first, now=at(10, 5))
    for ticket in (first, second):
        queue.resume_ticket(ticket, now=at(10, 6))
    suggested = queries.desk_queue(house.italian, at(10, 7)).suggested
    assert [number.ticket for number in suggested] == [first, second]
    assert first.desk is None


@pytest.mark.parametrize(
    "attempt", ["finish_advice", "recall_ticket", "start_advice", "mark_no_show"]
)
def test_a_waiting_number_passes_only_where_it_may(house, give, attempt):
    ticket = give(house.business)
    with pytest.raises(queue.WrongPassage):
        getattr(queue, attempt)(ticket)
    assert ticket.state == TicketState.WAITING
    assert ticket.passages.count() == 1


def test_from_done_nothing_follows(house, give, at):
    ticket = give(house.business)
    queue.call_ticket(ticket, house.italian, now=at(10, 1))
    queue.start_advice(ticket, now=at(10, 2))
    queue.finish_advice(ticket, now=at(10, 3))
    for attempt in (queue.resume_ticket, queue.cancel_ticket, queue.hold_ticket):
        with pytest.raises(queue.WrongPassage):
            attempt(ticket)


def test_another_centres_desk_or_area_is_refused(house, give, other_centre):
    ticket = give(house.business)
    with pytest.raises(queue.QueueRefused):
        queue.call_ticket(ticket, factories.DeskFactory(centre=other_centre))
    with pytest.raises(queue.QueueRefused):
        queue.transfer_ticket(ticket, factories.AreaFactory(centre=other_centre))
    with pytest.raises(queue.QueueRefused):
        queue.transfer_ticket(ticket, house.work, desk=house.italian)


def talks(house, give, at, minutes):
    for position, length in enumerate(minutes):
        start = at(9, 30) - datetime.timedelta(days=1 + position % 5)
        ticket = queue.issue_ticket(house.business, "it", tap=uuid.uuid4(), now=start)
        queue.call_ticket(ticket, house.italian, now=start)
        queue.start_advice(ticket, now=start)
        queue.finish_advice(ticket, now=start + length * MINUTE)


def expected(house, now):
    lengths = queries.talk_lengths(house.centre, now.date())
    waits = queries.expected_waits(queries.queue_of(house.centre, now), lengths)
    return {wait.area: wait for wait in waits}


def test_with_few_talks_the_wait_is_not_known(house, give, at):
    talks(house, give, at, [20] * 9)
    give(house.business)
    assert expected(house, at(10, 1))[house.business].minutes is None


def test_the_wait_is_said_from_the_talks_of_the_last_weeks(house, give, at):
    talks(house, give, at, [10, 10, 10, 15, 20, 20, 20, 30, 30, 30, 30])
    for minute in range(4):
        give(house.business, now=at(10, minute))
    wait = expected(house, at(10, 5))[house.business]
    assert wait.waiting == 4
    assert wait.desks == 2
    assert wait.lengths.talks == 11
    # Half of the talks last 12½ to 30 minutes; four before, two desks, nobody sitting.
    assert wait.minutes == (25, 60)


def test_nobody_before_and_a_free_desk_is_a_short_wait(house, give, at):
    talks(house, give, at, [20] * 12)
    assert expected(house, at(10))[house.business].is_short


def test_with_every_desk_closed_the_wait_is_not_known(house, give, at):
    talks(house, give, at, [20] * 12)
    for desk in (house.italian, house.french):
        queue.close_desk(desk, account=None, now=at(9, 50))
    wait = expected(house, at(10))[house.business]
    assert (wait.desks, wait.minutes) == (0, None)


def on_duty(house, now):
    return [duty.desk for duty in queries.on_duty(house.centre, now)]


def test_who_is_on_duty_is_who_opened_the_desk(house, at):
    assert on_duty(house, at(10)) == ["Impresa 1", "Impresa 2", "Lavoro"]
    queue.close_desk(house.french, account=None, now=at(11))
    assert on_duty(house, at(11, 1)) == ["Impresa 1", "Lavoro"]
    assert on_duty(house, at(19)) == []


def test_a_turn_opens_a_desk_until_somebody_closes_it(house, at):
    DeskOpening.objects.all().delete()
    for starts, ends in ((10, 13), (15, 18)):
        factories.DutyFactory(
            desk=house.italian,
            weekday=1,
            starts=datetime.time(starts),
            ends=datetime.time(ends),
            languages="it ro",
        )
    assert on_duty(house, at(11)) == ["Impresa 1"]
    [opened] = queries.open_desks(house.centre, at(11))
    assert opened.languages == ("it", "ro")
    queue.close_desk(house.italian, account=None, now=at(11, 30))
    assert on_duty(house, at(12)) == []
    assert on_duty(house, at(15, 30)) == ["Impresa 1"]


def test_opening_again_corrects_the_opening(house, at):
    queue.open_desk(
        house.italian,
        languages="it ar",
        until=datetime.time(12),
        partner=None,
        account=None,
        now=at(9, 30),
    )
    assert DeskOpening.objects.filter(desk=house.italian).count() == 1
    assert on_duty(house, at(12)) == ["Impresa 2", "Lavoro"]


def test_the_page_of_a_long_queue_takes_the_same_few_queries(
    house, give, at, django_assert_max_num_queries
):
    for minute in range(30):
        give(house.business, now=at(10, minute))
    with django_assert_max_num_queries(7):
        queries.desk_queue(house.italian, at(10, 40))


def test_a_desk_of_another_area_is_refused_in_a_handing_over(house):
    data = {"area": house.work.pk, "desk": house.italian.pk}
    form = HandOverForm(data, centre=house.centre)
    assert "desk" in form.errors
    assert not HandOverForm(data | {"desk": house.jobs.pk}, centre=house.centre).errors
