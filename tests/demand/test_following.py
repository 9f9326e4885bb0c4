"""Who owes the next step, reminders that stop, one's own calendar, scripts, paper, rights."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from mestieri.demand.models import Call, CampaignCompany, Request, Signal
from mestieri.demand.queries.owed import baskets, counts, owed
from mestieri.demand.script_checks import faults_of
from mestieri.demand.services import feeds, leads, words
from mestieri.demand.services.calling import taking
from mestieri.demand.services.calling.ending import Ending, end_call
from mestieri.demand.services.reminders import send_reminders, step_due
from mestieri.demand.starter import starter_steps
from mestieri.demand.vocabulary import Outcome, RequestState, SignalState
from mestieri.kernel.models import Account, Centre, RoleAssignment
from mestieri.kernel.roles import Role
from tests.demand import made

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def call_back(centre: Centre, account: Account) -> CampaignCompany:
    """A call-back owed by somebody, today."""
    lock = taking.take_next(made.campaign(centre, 1), account)
    assert lock is not None
    ending = Ending(Outcome.CALL_BACK, next_on=timezone.localdate())
    end_call(lock.target, ending, account=account, token=lock.token)
    lock.target.refresh_from_db()
    return lock.target


def test_every_open_thing_has_somebody_and_a_day(centre: Centre):
    account = made.caller(centre)
    call_back(centre, account)
    leads.note_signal(made.company(centre), "Cercano un fabbro", where="Vetrina", account=account)
    leads.ask(made.company(centre), "Un magazziniere", account=account)
    made.letter(centre)
    things = owed(centre)
    assert {one.kind for one in things} == {"target", "signal", "request", "letter"}
    assert all(one.owner is not None and one.due_on for one in things)
    assert counts(centre, account, timezone.localdate() + 20 * DAY)[0] == 3


def test_baskets_are_weeks(centre: Centre):
    translation.activate("en")
    account, today = made.caller(centre), datetime.date(2026, 11, 25)
    target = call_back(centre, account)
    for days, basket in ((-1, 0), (0, 1), (5, 2), (30, 3)):
        CampaignCompany.objects.filter(pk=target.pk).update(due_on=today + days * DAY)
        things = owed(centre, account)
        titles = ["Overdue", "This week", "Next week", "After that"]
        (only,) = baskets(things, today)
        assert str(only.title) == titles[basket]
        assert only.is_late == (days < 0)


def test_reminders_climb_their_ladder_and_stop_when_the_thing_is_done(centre: Centre):
    account = made.caller(centre)
    target = call_back(centre, account)
    due = target.due_on
    sent = []
    for days in (8, 9, 9, 20, 21, 30, 45, 60):
        sent.append(send_reminders(due + days * DAY))
    assert sent == [0, 1, 0, 0, 1, 0, 1, 0]
    assert [one.to for one in mail.outbox] == [[account.email]] * 3
    assert target.company.legal_name in mail.outbox[0].body
    assert step_due(due, due + 100 * DAY) == 45
    again = call_back(centre, account)
    CampaignCompany.objects.filter(pk=again.pk).update(state="DONE", owner=None)
    assert send_reminders(due + 9 * DAY) == 0


def test_nobody_is_reminded_of_a_role_they_have_no_more(centre: Centre):
    account = made.caller(centre)
    target = call_back(centre, account)
    RoleAssignment.objects.filter(account=account).update(ended_on=timezone.localdate())
    assert send_reminders(target.due_on + 9 * DAY) == 0


def test_a_calendar_shows_companies_and_days_and_ends_when_revoked(centre: Centre, client: Client):
    account = made.caller(centre)
    target = call_back(centre, account)
    made.contact(centre, target.company, name="Ada Olmi")
    token = feeds.make_feed(centre, account)
    path = reverse("demand-feed-ics", args=[centre.slug, token])
    answer = client.get(path)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert target.company.legal_name in answer.text
    assert "Ada Olmi" not in answer.text
    assert not answer.cookies
    again = feeds.make_feed(centre, account)
    assert client.get(path).status_code == 404
    path = reverse("demand-feed-ics", args=[centre.slug, again])
    assert client.get(path).status_code == 200
    feeds.revoke_feed(centre, account)
    assert client.get(path).status_code == 404


def test_the_calendar_of_who_calls_no_more_is_gone(centre: Centre, client: Client):
    account = made.caller(centre)
    path = reverse("demand-feed-ics", args=[centre.slug, feeds.make_feed(centre, account)])
    RoleAssignment.objects.filter(account=account).update(ended_on=timezone.localdate())
    assert client.get(path).status_code == 404


def test_the_example_of_a_script_can_be_used():
    assert faults_of(starter_steps()) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda steps: steps[1].update(answers=[]), "Di quali mestieri"),
        (lambda steps: steps[3]["answers"][0].update(to="1"), "Chi siamo"),
        (lambda steps: steps[1]["answers"][0].update(to="99"), "Ne dice almeno uno"),
        (lambda steps: steps.append({**steps[6], "code": "9", "title": "Persa"}), "Persa"),
        (lambda steps: steps[6].update(answers=[{"label": "?", "to": "8"}]), "Grazie lo stesso"),
        (lambda steps: steps[2].update(text=""), "Entro quando"),
    ],
)
def test_dead_ends_loops_and_lost_steps_are_said_and_refused(centre: Centre, change, part: str):
    steps = starter_steps()
    change(steps)
    assert any(part in fault for fault in faults_of(steps))
    script = made.script(centre)
    draft = words.save_script(script, steps, account=None)
    with pytest.raises(ValidationError):
        words.publish(draft, account=None)
    assert script.versions.get(state="PUBLISHED").number == 1


def test_what_is_in_use_never_changes(centre: Centre):
    message = made.message(centre, versions=2)
    words.save_message(message, "Oggetto", "Altro testo.", account=None)
    assert "versione 2" in message.versions.get(state="PUBLISHED").text
    with pytest.raises(ValidationError):
        words.save_message(message, "Oggetto", "Chiedere di Mario Rossi", account=None)


def test_a_signal_becomes_a_request_in_one_step_with_its_company(
    centre: Centre, as_role, other_centre: Centre
):
    client = as_role(Role.CALLER)
    posted = {
        "company_name": "Falegnameria Nuova", "words": "Cercano chi leviga",
        "where_seen": "Vetrina",
        "seen_on": "2026-01-10", "expires_on": "2030-01-10",
    }  # fmt: skip
    client.post(reverse("demand-signal-add", args=[centre.slug]), posted)
    signal = Signal.objects.get()
    path = reverse("demand-signal-act", args=[centre.slug, signal.pk])
    answer = client.post(path, {"act": "request"})
    request = Request.objects.get()
    assert answer.url == reverse("demand-request", args=[centre.slug, request.pk])
    signal.refresh_from_db()
    assert (signal.state, signal.request) == (SignalState.REQUEST, request)
    assert request.company.legal_name == "Falegnameria Nuova"
    client.post(path, {"act": "request"})
    assert Request.objects.count() == 1
    acts = reverse("demand-request-act", args=[centre.slug, request.pk])
    client.post(acts, {"state": RequestState.SATISFIED})
    request.refresh_from_db()
    assert (request.owner, request.closed_on) == (None, timezone.localdate())


def test_an_old_signal_expires_by_itself(centre: Centre):
    made.signal(centre)
    assert leads.expire_signals(timezone.localdate() + 61 * DAY) == 1
    assert Signal.objects.get().state == SignalState.EXPIRED


def test_calls_on_paper_are_written_in_all_or_none(centre: Centre, as_role):
    client = as_role(Role.CALLER)
    campaign = made.campaign(centre, 2)
    first, second = campaign.targets.all()
    path = reverse("demand-paper", args=[centre.slug, campaign.pk])
    assert client.get(path).status_code == 200
    rows = {"row": [first.pk, second.pk], "day": timezone.localdate().isoformat()}
    for row in (first, second):
        rows |= {f"r{row.pk}-target": row.pk, f"r{row.pk}-token": made.token()}
    wrong = {**rows, f"r{first.pk}-outcome": "NO_ANSWER", f"r{second.pk}-outcome": "CALL_BACK"}
    assert client.post(path, wrong).status_code == 200
    assert Call.objects.count() == 0
    right = {**wrong, f"r{second.pk}-next_on": timezone.localdate().isoformat()}
    assert client.post(path, right).status_code == 302
    client.post(path, right)
    assert Call.objects.filter(is_from_paper=True).count() == 2


def test_sheets_of_paper_are_accessible_pdfs(centre: Centre, as_role):
    client = as_role(Role.DIRECTOR)
    campaign = made.campaign(centre, 1)
    for name, key in (
        ("demand-campaign-pdf", campaign.pk), ("demand-script-pdf", campaign.script_id)
    ):  # fmt: skip
        answer = client.get(reverse(name, args=[centre.slug, key]))
        assert answer.content.startswith(b"%PDF")
        assert b"pdfuaid" in answer.content


def test_without_the_date_of_the_authorisation_nobody_calls(centre: Centre, as_role):
    """GDPR, article 29: the role of a volunteer does not exist without it."""
    director = as_role(Role.DIRECTOR)
    before = RoleAssignment.objects.count()
    posted = {"name": "Ugo Peretti", "email": "ugo@example.org", "role": Role.CALLER}
    director.post(reverse("kernel-invite", args=[centre.slug]), posted)
    assert RoleAssignment.objects.count() == before
    row = RoleAssignment(
        centre=centre,
        account=made.factories.AccountFactory(),
        role=Role.CALLER,
        since=timezone.localdate(),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_screen_of_a_call_ends_it_and_says_what_is_missing(centre: Centre, as_role):
    client = as_role(Role.CALLER)
    campaign = made.campaign(centre, 1)
    client.post(reverse("demand-call-next", args=[centre.slug, campaign.pk]))
    screen = reverse("demand-call-now", args=[centre.slug])
    lock = taking.CallLock.objects.get()
    posted = {"target": lock.target_id, "token": lock.token, "outcome": "REQUEST"}
    end = reverse("demand-call-end", args=[centre.slug])
    assert client.post(end, posted).status_code == 200
    assert client.get(screen).status_code == 200
    client.post(end, {**posted, "words": "un tornitore", "path": "no json", "then": "stop"})
    assert Call.objects.get().outcome == Outcome.REQUEST
    assert not taking.CallLock.objects.exists()
    alive = reverse("demand-call-alive", args=[centre.slug])
    assert client.post(alive, {"token": lock.token}).status_code == 410
