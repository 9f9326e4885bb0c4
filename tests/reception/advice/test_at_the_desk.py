"""The adviser's pages when somebody is late, quick, or chooses what is no longer there."""

import uuid

import pytest
from django.contrib.messages import get_messages

from mestieri.kernel.roles import Role
from mestieri.reception.models import AdviceSession, Ticket, TicketState
from mestieri.reception.services import advice, queue
from tests import factories

pytestmark = pytest.mark.django_db
QUESTION = "come si apre un chiosco?"


@pytest.fixture
def talk(centre):
    desk = factories.DeskFactory(centre=centre, name="Sportello impresa")
    return advice.begin_at_once(desk, "fr", tap=uuid.uuid4())


@pytest.fixture
def adviser(as_role):
    return as_role(Role.ADVISER)


def page_of(talk, *parts):
    return "/".join([f"/banco/{talk.centre.slug}/consiglio/colloqui/{talk.pk}", *parts, ""])


@pytest.mark.parametrize("act", ["hold", "no-show", "cancel", "resume"])
def test_an_old_page_of_the_queue_does_not_pull_a_number_out_of_its_talk(as_role, talk, act):
    reception = as_role(Role.RECEPTIONIST)
    address = f"/banco/{talk.centre.slug}/coda/numeri/{talk.ticket_id}/"
    said = reception.post(address, {"act": act}, follow=True).content.decode()
    assert "Sportello impresa" in said
    assert Ticket.objects.get().state == TicketState.IN_ADVICE


def test_a_talk_that_is_over_already_keeps_the_text_and_says_so(adviser, talk):
    queue.finish_advice(talk.ticket)
    answer = adviser.post(page_of(talk), {"text": QUESTION, "finish": "1"})
    assert answer.status_code == 302
    assert AdviceSession.objects.get().question == QUESTION
    assert answer.url == page_of(talk)
    said = [message.level_tag for message in get_messages(answer.wsgi_request)]
    assert said == ["error"]
