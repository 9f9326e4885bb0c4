"""What the room refuses, sends once, tries again and lets end."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mestieri.demand.models import (
    Call,
    CallLock,
    Campaign,
    CompanyContact,
    InfoLetter,
    Reminder,
    Request,
    Signal,
)
from mestieri.demand.services import companies, leads
from mestieri.demand.services.calling import taking
from mestieri.demand.services.calling.ending import Ending, end_call
from mestieri.demand.services.reminders import send_reminders
from mestieri.demand.services.requests import save_request
from mestieri.demand.vocabulary import LetterState, Outcome, TargetState
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from tests.demand import made

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
FORBIDDEN = "ragazza max 30 anni, bella presenza"


# What nobody may ask ---------------------------------------------------------------------------


def test_what_nobody_may_ask_is_refused_with_its_reason_and_a_way_out(centre: Centre):
    row, account = made.company(centre), made.caller(centre)
    with pytest.raises(ValidationError) as refusal:
        leads.ask(row, FORBIDDEN, account=account)
    (sentence,) = refusal.value.message_dict["words"]
    assert "ragazza" in sentence
    assert "d.lgs. 276/2003" in sentence
    assert not Request.objects.exists()
    with pytest.raises(ValidationError):
        leads.note_signal(row, FORBIDDEN, where="Vetrina", account=account)
    assert not Signal.objects.exists()


def test_a_correction_is_refused_as_well(centre: Centre):
    request, signal = made.request(centre), made.signal(centre)
    request.words = signal.words = FORBIDDEN
    for save, row in ((save_request, request), (leads.save_signal, signal)):
        with pytest.raises(ValidationError):
            save(row, account=None)


def test_a_call_that_asks_it_is_not_lost_but_written_again(centre: Centre):
    account = made.caller(centre)
    lock = taking.take_next(made.campaign(centre, 1), account)
    assert lock is not None
    ending = Ending(Outcome.REQUEST, words=FORBIDDEN)
    with pytest.raises(ValidationError):
        end_call(lock.target, ending, account=account, token=lock.token)
    assert CallLock.objects.get().token == lock.token


# Messages --------------------------------------------------------------------------------------


def test_what_is_corrected_in_a_message_is_never_its_state(centre: Centre):
    read, moved = made.letter(centre), timezone.localdate() + 7 * DAY
    InfoLetter.objects.update(due_on=moved)
    read.text = "Altro testo."
    leads.save_letter(read, account=made.caller(centre))
    kept = InfoLetter.objects.get()
    assert (kept.due_on, kept.text) == (moved, "Altro testo.")


def test_two_presses_send_one_message(centre: Centre, as_role):
    client, letter = as_role(Role.CALLER), made.letter(centre)
    path = reverse("demand-letter", args=[centre.slug, letter.pk])
    posted = {
        "send_to": "ufficio@example.org", "subject": "Chi siamo", "text": "Testo.", "act": "send"
    }  # fmt: skip
    for _press in range(2):
        client.post(path, posted)
    assert len(mail.outbox) == 1
    assert InfoLetter.objects.get().state == LetterState.SENT


def test_what_does_not_leave_stands_where_it_stood(centre: Centre, settings):
    letter = made.letter(centre)
    due_on, owner = letter.due_on, letter.owner
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(ValidationError):
        leads.send_letter(letter, account=made.caller(centre))
    kept = InfoLetter.objects.get()
    assert (kept.state, kept.sent_on) == (LetterState.PREPARED, None)
    assert (kept.due_on, kept.owner) == (due_on, owner)


def test_only_who_was_written_to_is_kept_longer(centre: Centre):
    letter = made.letter(centre)
    reached = made.contact(centre, letter.company, email=letter.send_to)
    made.contact(centre, letter.company)
    long_ago = timezone.localdate() - 600 * DAY
    CompanyContact.objects.update(last_contact_on=long_ago)
    leads.send_letter(letter, account=made.caller(centre))
    assert CompanyContact.objects.exclude(last_contact_on=long_ago).get() == reached


# Calls -----------------------------------------------------------------------------------------


def test_a_token_is_good_for_its_own_company_and_caller(centre: Centre):
    campaign, account = made.campaign(centre, 2), made.caller(centre)
    lock = taking.take_next(campaign, account)
    assert lock is not None
    another = campaign.targets.exclude(pk=lock.target_id).get()
    for target, who in ((another, account), (lock.target, made.caller(centre))):
        with pytest.raises(ValidationError):
            end_call(target, Ending(Outcome.DO_NOT_CALL), account=who, token=lock.token)
    assert not Call.objects.exists()


def test_a_campaign_is_called_on_its_days_alone(centre: Centre):
    made.campaign(centre, 1)
    account = made.caller(centre)
    today = timezone.localdate()
    for first, last in ((today + DAY, None), (None, today - DAY)):
        Campaign.objects.update(opens_on=first, closes_on=last)
        with pytest.raises(ValidationError):
            taking.take_next(Campaign.objects.get(), account)
        with pytest.raises(ValidationError):
            taking.take(Campaign.objects.get().targets.get(), account)
    Campaign.objects.update(opens_on=today, closes_on=today)
    assert taking.take_next(Campaign.objects.get(), account) is not None


def test_what_was_promised_is_kept_after_the_last_day(centre: Centre):
    campaign, account = made.campaign(centre, 1), made.caller(centre)
    Campaign.objects.update(closes_on=timezone.localdate() - DAY)
    campaign.targets.update(state=TargetState.CALL_BACK, owner=account)
    assert taking.take(Campaign.objects.get().targets.get(), account) is not None


def test_a_call_that_ran_out_holds_up_no_merge(centre: Centre):
    campaign, account = made.campaign(centre, 2), made.caller(centre)
    lock = taking.take_next(campaign, account)
    assert lock is not None
    kept = campaign.targets.exclude(pk=lock.target_id).get().company
    with pytest.raises(ValidationError):
        companies.merge(kept, lock.company, account=None)
    now = timezone.now()
    CallLock.objects.update(taken_at=now - DAY, expires_at=now)
    assert companies.merge(kept, lock.company, account=None) == kept


# Reminders -------------------------------------------------------------------------------------


def owes(centre: Centre, account: Account, things: int = 1) -> None:
    """Somebody owes so many signals, since ten days."""
    today = timezone.localdate()
    Signal.objects.bulk_create(
        Signal(
            centre=centre, company_name=f"Bottega {number}", words="Cercano", where_seen="Vetrina",
            seen_on=today - 20 * DAY, expires_on=today + 40 * DAY, owner=account,
            due_on=today - 10 * DAY, since=today - 20 * DAY,
        )
        for number in range(things)
    )  # fmt: skip


def test_one_bad_address_stops_nobody_elses_reminder_and_is_tried_again(centre: Centre):
    bad, good = made.caller(centre), made.caller(centre)
    Account.objects.filter(pk=bad.pk).update(email="riga\nspezzata@example.org")
    for account in (bad, good):
        owes(centre, account)
    assert send_reminders() == 1
    assert [one.to for one in mail.outbox] == [[good.email]]
    assert Reminder.objects.count() == 1
    Account.objects.filter(pk=bad.pk).update(email="intera@example.org")
    assert send_reminders() == 1


def test_a_reminder_that_did_not_leave_is_not_counted(centre: Centre, settings):
    owes(centre, made.caller(centre))
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert send_reminders() == 0
    assert not Reminder.objects.exists()


def test_who_owes_hundreds_of_things_hides_nobody_elses(centre: Centre):
    busy, other = made.caller(centre), made.caller(centre)
    owes(centre, busy, 201)
    owes(centre, other)
    assert send_reminders() == 2
