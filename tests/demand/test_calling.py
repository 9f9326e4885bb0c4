"""A caller gets the next company, says how the call ended, and nobody else gets it meanwhile."""

from __future__ import annotations

import datetime
import uuid

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mestieri.demand.models import (
    Call,
    CallLock,
    CallSession,
    CompanyContact,
    InfoLetter,
    Request,
    Signal,
)
from mestieri.demand.queries.calling import screen_of
from mestieri.demand.queries.campaigns import figures_of
from mestieri.demand.services import leads
from mestieri.demand.services import words as word_services
from mestieri.demand.services.calling import taking, undoing
from mestieri.demand.services.calling.ending import MOST_ATTEMPTS, Ending, end_call
from mestieri.demand.services.companies import opt_out
from mestieri.demand.starter import starter_steps
from mestieri.demand.vocabulary import LetterState, Outcome, TargetState
from mestieri.demand.working_days import working_day
from mestieri.kernel.models import Centre, ContactView
from tests.demand import made

pytestmark = pytest.mark.django_db


def call(centre, campaign, account, outcome, **said) -> Call:
    lock = taking.take_next(campaign, account)
    assert lock is not None
    return end_call(lock.target, Ending(outcome, **said), account=account, token=lock.token)


def test_two_callers_get_two_companies_and_one_gets_the_same_again(centre: Centre):
    campaign = made.campaign(centre, 2)
    one, other = made.caller(centre), made.caller(centre)
    first, second = taking.take_next(campaign, one), taking.take_next(campaign, other)
    assert first.company != second.company
    assert taking.take_next(campaign, one).company == first.company
    assert taking.take_next(campaign, made.caller(centre)) is None


def test_the_database_keeps_a_company_to_one_caller(centre: Centre):
    lock = taking.take_next(made.campaign(centre, 1), made.caller(centre))
    copy = CallLock.objects.get(pk=lock.pk)
    copy.pk, copy.token = None, uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_company_is_one_callers_in_every_campaign(centre: Centre):
    campaign = made.campaign(centre, 1)
    again = made.campaign(centre)
    assert taking.take_next(campaign, made.caller(centre)) is not None
    assert taking.take_next(again, made.caller(centre)) is None


def test_when_the_page_dies_the_company_is_free_again(centre: Centre):
    campaign, gone = made.campaign(centre, 1), made.caller(centre)
    lock = taking.take_next(campaign, gone)
    taking.keep_alive(gone, lock.token, is_leaving=True)
    later = timezone.now() + taking.LEFT + datetime.timedelta(seconds=1)
    other = made.caller(centre)
    taken = taking.take_next(campaign, other, now=later)
    assert taken is not None
    assert taken.company == lock.company
    # The call that was made all the same is kept.
    end_call(lock.target, Ending(Outcome.NO_ANSWER), account=gone, token=lock.token)
    assert Call.objects.filter(made_by=gone).count() == 1
    assert CallLock.objects.get().account == other


def test_the_same_post_twice_is_one_call(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    lock = taking.take_next(campaign, account)
    ending = Ending(Outcome.REQUEST, words="un tornitore")
    first = end_call(lock.target, ending, account=account, token=lock.token)
    assert end_call(lock.target, ending, account=account, token=lock.token) == first
    assert Request.objects.count() == 1


def test_each_outcome_says_who_owes_the_next_step(centre: Centre):
    campaign, account = made.campaign(centre, 7), made.caller(centre)
    today = timezone.localdate()
    monday = working_day(today, 3)
    stands = {}
    for outcome, said in (
        (Outcome.NO_ANSWER, {}),
        (Outcome.CALL_BACK, {"next_on": monday}),
        (Outcome.NOT_INTERESTED, {}),
        (Outcome.SEND_INFO, {"send_to": "ufficio@example.org"}),
        (Outcome.INTERESTED, {"words": "forse un saldatore a maggio"}),
        (Outcome.REQUEST, {"words": "un magazziniere"}),
        (Outcome.WRONG_NUMBER, {}),
    ):
        row = call(centre, campaign, account, outcome, **said)
        row.target.refresh_from_db()
        stands[outcome] = (row.target.state, row.target.owner, row.target.due_on)
    assert stands[Outcome.NO_ANSWER] == (TargetState.TO_CALL, None, working_day(today, 1))
    assert stands[Outcome.CALL_BACK] == (TargetState.CALL_BACK, account, monday)
    assert stands[Outcome.NOT_INTERESTED][:2] == (TargetState.DONE, None)
    assert stands[Outcome.SEND_INFO] == (TargetState.WAITING, account, working_day(today, 10))
    assert stands[Outcome.INTERESTED][0] == TargetState.DONE
    assert stands[Outcome.REQUEST][0] == TargetState.DONE
    assert stands[Outcome.WRONG_NUMBER][:2] == (TargetState.TO_FIX, account)
    assert Signal.objects.get().owner == account
    assert Request.objects.get().owner == account
    assert InfoLetter.objects.get().state == LetterState.PREPARED
    assert mail.outbox == []


def test_a_call_back_without_its_day_and_a_request_without_words_are_refused(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    lock = taking.take_next(campaign, account)
    for ending in (
        Ending(Outcome.CALL_BACK),
        Ending(Outcome.CALL_BACK, next_on=datetime.date(2001, 1, 1)),
        Ending(Outcome.REQUEST, words="  "),
        Ending(Outcome.REQUEST, words="chiedere di Mario Rossi, 333 1234567"),
    ):
        with pytest.raises(ValidationError):
            end_call(lock.target, ending, account=account, token=lock.token)
    assert not Call.objects.exists()
    assert CallLock.objects.exists()


def test_after_four_calls_in_vain_the_company_is_let_alone(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    target = campaign.targets.get()
    for _time in range(MOST_ATTEMPTS):
        campaign.targets.update(due_on=timezone.localdate())
        call(centre, campaign, account, Outcome.NO_ANSWER)
    target.refresh_from_db()
    assert (target.state, target.last_outcome) == (TargetState.DONE, Outcome.NO_ANSWER)


def test_call_backs_come_first_at_their_hour_and_to_their_caller(centre: Centre):
    campaign, account = made.campaign(centre, 2), made.caller(centre)
    last = campaign.targets.order_by("-position").first()
    now = timezone.localtime().replace(hour=10, minute=0)
    campaign.targets.filter(pk=last.pk).update(
        state=TargetState.CALL_BACK, owner=account, due_on=now.date(), due_time=datetime.time(15)
    )
    first = taking.next_targets(campaign, account, now).first()
    assert first.pk != last.pk
    afternoon = now.replace(hour=15, minute=1)
    assert taking.next_targets(campaign, account, afternoon).first().pk == last.pk
    other = made.caller(centre)
    assert last.pk not in [one.pk for one in taking.next_targets(campaign, other, afternoon)]
    forgotten = afternoon + datetime.timedelta(days=3)
    assert last.pk in [one.pk for one in taking.next_targets(campaign, other, forgotten)]


def test_who_asked_not_to_be_called_is_on_no_list_any_more(centre: Centre):
    campaign, account = made.campaign(centre, 2), made.caller(centre)
    other = made.campaign(centre)
    row = call(centre, campaign, account, Outcome.DO_NOT_CALL)
    row.company.refresh_from_db()
    assert row.company.do_not_call
    states = row.company.targets.values_list("campaign", "state")
    assert set(states) == {(campaign.pk, "EXCLUDED"), (other.pk, "EXCLUDED")}
    with pytest.raises(ValidationError):
        taking.take(row.target, account)
    assert row.company not in [one.company for one in made.campaign(centre).targets.all()]


def test_a_key_pressed_by_mistake_is_taken_back_whole(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    row = call(centre, campaign, account, Outcome.DO_NOT_CALL)
    undoing.undo(row, account=account)
    row.refresh_from_db()
    target = campaign.targets.get()
    assert (target.state, target.attempts) == (TargetState.TO_CALL, 0)
    assert target.company.may_be_called
    assert figures_of(campaign, timezone.localdate()).calls == 0
    with pytest.raises(ValidationError):
        undoing.undo(row, account=account)


def test_only_who_wrote_a_call_takes_it_back_and_only_soon(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    row = call(centre, campaign, account, Outcome.SEND_INFO)
    with pytest.raises(ValidationError):
        undoing.undo(row, account=made.caller(centre))
    with pytest.raises(ValidationError):
        undoing.undo(row, account=account, now=timezone.now() + datetime.timedelta(hours=1))
    undoing.undo(row, account=account)
    assert InfoLetter.objects.get().state == LetterState.DROPPED


def test_a_script_changed_during_a_call_does_not_change_the_call(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    lock = taking.take_next(campaign, account)
    steps = starter_steps()
    steps[0]["text"] = "Parole nuove."
    draft = word_services.save_script(campaign.script, steps, account=None)
    word_services.publish(draft, account=None)
    lock = taking.call_under_way(account)
    screen = screen_of(lock, account, timezone.localdate())
    assert screen.steps[0]["text"] != "Parole nuove."
    done = end_call(lock.target, Ending(Outcome.NO_ANSWER), account=account, token=lock.token)
    assert done.script_version.number == 1


def test_a_colleague_who_called_six_days_ago_is_said_and_oneself_is_not(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    colleague = made.caller(centre)
    row = call(centre, campaign, colleague, Outcome.NO_ANSWER)
    six_days_ago = timezone.localdate() - datetime.timedelta(days=6)
    Call.objects.filter(pk=row.pk).update(day=six_days_ago)
    campaign.targets.update(due_on=timezone.localdate())
    lock = taking.take_next(campaign, account)
    assert screen_of(lock, account, timezone.localdate()).warning.made_by == colleague
    assert screen_of(lock, colleague, timezone.localdate()).warning is None
    Call.objects.filter(pk=row.pk).update(day=six_days_ago - datetime.timedelta(days=9))
    assert screen_of(lock, account, timezone.localdate()).warning is None


def test_that_contacts_were_shown_to_a_caller_is_written_down(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    made.contact(centre, campaign.targets.get().company)
    taking.take_next(campaign, account)
    assert ContactView.objects.get().account == account


def test_a_call_lengthens_no_contact_for_nobody_says_who_answered(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    contact = made.contact(centre, campaign.targets.get().company)
    long_ago = timezone.localdate() - datetime.timedelta(days=600)
    CompanyContact.objects.update(last_contact_on=long_ago)
    call(centre, campaign, account, Outcome.NOT_INTERESTED)
    contact.refresh_from_db()
    assert contact.last_contact_on == long_ago


def test_hours_given_are_stretches_of_work_without_their_pauses(centre: Centre):
    campaign, account = made.campaign(centre, 3), made.caller(centre)
    start = timezone.now() - datetime.timedelta(hours=3)
    for minutes in (0, 10, 20, 100, 110):
        moment = start + datetime.timedelta(minutes=minutes)
        lock = taking.take_next(campaign, account, now=moment)
        if lock:
            taking.release(account, lock.token)
    assert CallSession.objects.count() == 2
    assert figures_of(campaign, timezone.localdate()).hours == pytest.approx(0.5)


def test_what_is_prepared_leaves_only_by_the_hand_of_a_person(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    row = call(centre, campaign, account, Outcome.SEND_INFO, send_to="Ufficio@example.org")
    letter = row.letters.get()
    assert row.company.legal_name in letter.text
    leads.send_letter(letter, account=account)
    assert [one.to for one in mail.outbox] == [["ufficio@example.org"]]
    with pytest.raises(ValidationError):
        leads.send_letter(letter, account=account)
    assert len(mail.outbox) == 1


def test_nothing_is_sent_to_who_asked_not_to_be_contacted(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    row = call(centre, campaign, account, Outcome.SEND_INFO, send_to="ufficio@example.org")
    opt_out(row.company, account=account)
    with pytest.raises(ValidationError):
        leads.send_letter(row.letters.get(), account=account)


def test_ten_days_of_silence_are_an_outcome_and_an_answer_is_a_call_back(centre: Centre):
    campaign, account = made.campaign(centre, 2), made.caller(centre)
    silent = call(centre, campaign, account, Outcome.SEND_INFO).target
    answers = call(centre, campaign, account, Outcome.SEND_INFO).target
    leads.close_waiting(silent, False, account=account)
    leads.close_waiting(answers, True, account=account)
    silent.refresh_from_db()
    answers.refresh_from_db()
    assert silent.state == TargetState.DONE
    assert (answers.state, answers.owner) == (TargetState.CALL_BACK, account)
    with pytest.raises(ValidationError):
        leads.close_waiting(silent, True, account=account)


def test_no_column_holds_a_remark_about_a_person():
    """What was said of somebody has nowhere to be written (PM-26, domain book §3.2)."""
    free = {
        field.name
        for field in Call._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "CharField") and not field.choices
    }
    assert free == set()
    columns = {field.name for field in CompanyContact._meta.concrete_fields}
    assert not columns & {"note", "notes", "remark", "comment", "words", "text"}
