"""The adviser's pages when somebody is late, quick, or chooses what is no longer there."""

import uuid

import pytest
from django.contrib.messages import get_messages

from mestieri.kernel.roles import Role
from mestieri.reception.models import (
    AdviceSession,
    AdviceSetting,
    Referral,
    ReferralCode,
    Ticket,
    TicketState,
)
from mestieri.reception.services import advice, queue
from tests import factories
from tests.reception.territory import service

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


def test_a_second_click_on_begin_goes_to_the_same_talk(adviser, talk):
    address = f"/banco/{talk.centre.slug}/consiglio/{talk.desk_id}/numeri/{talk.ticket_id}/inizia/"
    assert adviser.post(address).url == page_of(talk)
    assert AdviceSession.objects.count() == 1


def test_a_slip_printed_twice_counts_once_also_after_the_page_is_opened_again(adviser, talk):
    entry = service(talk.centre)
    talk.destinations.add(entry)
    slip = page_of(talk, "foglietto", str(entry.pk))
    tap = adviser.get(page_of(talk)).context["slip_tap"]
    first = adviser.post(slip, {"tap": tap})
    second = adviser.post(slip, {"tap": tap})
    assert str(adviser.get(page_of(talk)).context["slip_tap"]) == str(tap)
    codes = {adviser.get(answer.url).context["slip"].code for answer in (first, second)}
    assert len(codes) == 1
    assert (Referral.objects.count(), ReferralCode.objects.count()) == (1, 1)
    adviser.post(slip, {"tap": uuid.uuid4()})
    assert Referral.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"destinations": ["999999"]}, {"text": "a\x00b"}])
def test_what_cannot_be_saved_is_said(adviser, talk, wrong):
    answer = adviser.post(page_of(talk), {"text": QUESTION, **wrong})
    assert answer.status_code == 422
    assert answer.context["wrong_choices"]
    assert 'role="alert"' in answer.content.decode()


def test_the_rules_of_the_queue_are_kept_all_or_none(as_role, talk):
    direction = as_role(Role.DIRECTOR)
    address = f"/banco/{talk.centre.slug}/coda/regole/"
    letter = f"letter-{talk.area_id}"
    for wrong in "=é":
        answer = direction.post(address, {letter: wrong, "months_of_answers": "5"})
        assert answer.status_code == 200
        assert letter in answer.context["form"].errors
    assert not AdviceSetting.objects.exists()


def test_answers_from_afar_are_for_the_direction_and_the_rules_for_who_keeps_them(as_role, talk):
    reception = as_role(Role.RECEPTIONIST)
    rules = f"/banco/{talk.centre.slug}/coda/regole/"
    reception.post(rules, {"months_of_answers": "1"})
    kept = AdviceSetting.objects.get()
    assert (kept.answers_from_afar, kept.months_of_answers) == (True, 3)
    queue_page = f"/banco/{talk.centre.slug}/coda/"
    assert rules in reception.get(queue_page).content.decode()
    adviser = as_role(Role.ADVISER)
    assert rules not in adviser.get(queue_page).content.decode()
