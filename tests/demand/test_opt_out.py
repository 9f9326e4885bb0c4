"""«Do not call» holds for ever, whatever else is being done with the company meanwhile."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.demand.models import Call, Company, CompanyChange, InfoLetter, Request, Signal
from mestieri.demand.queries.owed import owed
from mestieri.demand.services import companies, feeds
from mestieri.demand.services.calling import taking, undoing
from mestieri.demand.services.calling.ending import Ending, end_call, enter_from_paper
from mestieri.demand.vocabulary import Outcome, TargetState
from mestieri.kernel.models import Centre
from tests.demand import made

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def from_paper(centre: Centre, outcome: Outcome) -> Call:
    """A call made on paper today, written down by who made it."""
    target, today = made.target(centre), timezone.localdate()
    return enter_from_paper(
        target, Ending(outcome), today, account=made.caller(centre), token=made.token()
    )


def test_on_paper_too_it_is_a_mistake_only_at_once(centre: Centre):
    call = from_paper(centre, Outcome.DO_NOT_CALL)
    assert call.made_by is not None
    with pytest.raises(ValidationError):
        undoing.undo(call, account=call.made_by, now=timezone.now() + HOUR)
    assert not Company.objects.get(pk=call.company_id).may_be_called
    undoing.undo(call, account=call.made_by)
    assert Company.objects.get(pk=call.company_id).may_be_called
    assert call.target is not None
    call.target.refresh_from_db()
    assert call.target.state == TargetState.TO_CALL


def test_other_calls_on_paper_are_corrected_later(centre: Centre):
    call = from_paper(centre, Outcome.NO_ANSWER)
    assert call.made_by is not None
    undoing.undo(call, account=call.made_by, now=timezone.now() + 48 * HOUR)
    assert Call.objects.get().undone_at is not None


def test_who_had_asked_before_is_not_freed_by_a_mistake_taken_back(centre: Centre):
    account = made.caller(centre)
    lock = taking.take_next(made.campaign(centre, 1), account)
    assert lock is not None
    companies.opt_out(lock.company, account=None)
    ending = Ending(Outcome.DO_NOT_CALL)
    call = end_call(lock.target, ending, account=account, token=lock.token)
    undoing.undo(call, account=account)
    assert not Company.objects.get().may_be_called
    assert lock.company.targets.get().state == TargetState.EXCLUDED


@pytest.mark.parametrize(
    "ending",
    [
        Ending(Outcome.NO_ANSWER),
        Ending(Outcome.CALL_BACK, next_on=timezone.localdate()),
        Ending(Outcome.SEND_INFO, send_to="ufficio@example.org"),
        Ending(Outcome.INTERESTED),
        Ending(Outcome.WRONG_NUMBER),
    ],
)
def test_who_asks_during_a_call_is_called_back_by_nobody(centre: Centre, ending: Ending):
    account = made.caller(centre)
    lock = taking.take_next(made.campaign(centre, 1), account)
    assert lock is not None
    companies.opt_out(lock.company, account=None)
    call = end_call(lock.target, ending, account=account, token=lock.token)
    assert call.target is not None
    call.target.refresh_from_db()
    assert (call.target.state, call.target.owner) == (TargetState.EXCLUDED, None)
    assert not InfoLetter.objects.exists()
    assert not Signal.objects.exists()
    undoing.undo(call, account=account)
    assert lock.company.targets.get().state == TargetState.EXCLUDED


def test_what_they_ask_for_is_kept_all_the_same(centre: Centre):
    account = made.caller(centre)
    lock = taking.take_next(made.campaign(centre, 1), account)
    assert lock is not None
    companies.opt_out(lock.company, account=None)
    ending = Ending(Outcome.REQUEST, words="un tornitore")
    end_call(lock.target, ending, account=account, token=lock.token)
    assert Request.objects.get().company == lock.company


def test_a_form_that_was_open_meanwhile_does_not_take_it_back(centre: Centre):
    row = made.company(centre)
    companies.opt_out(Company.objects.get(pk=row.pk), account=None)
    assert not row.do_not_call  # as the form read it
    row.best_time = "Al mattino"
    companies.save_company(row, account=None)
    kept = Company.objects.get()
    assert (kept.do_not_call, kept.best_time) == (True, "Al mattino")
    row.municipality = "Rho"
    companies.save_company(row, account=None)
    assert Company.objects.get().istat == row.istat != ""
    assert CompanyChange.objects.filter(company=row, act="changed").count() == 2


def test_no_list_and_no_calendar_names_who_asked(centre: Centre, client: Client):
    account, target = made.caller(centre), made.target(centre)
    type(target).objects.filter(pk=target.pk).update(
        state=TargetState.CALL_BACK, owner=account, due_on=timezone.localdate()
    )
    Company.objects.filter(pk=target.company_id).update(
        do_not_call=True, do_not_call_on=timezone.localdate()
    )
    assert owed(centre) == []
    token = feeds.make_feed(centre, account)
    answer = client.get(reverse("demand-feed-ics", args=[centre.slug, token]))
    assert target.company.legal_name not in answer.text
