"""From the choice to the outcome: nobody is sent who did not say yes, nothing is sent twice."""

from __future__ import annotations

import datetime
import re
import threading

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from mestieri.demand.models import Presentation, PresentationLetter, Redeployment, Shortlist
from mestieri.demand.queries import owed
from mestieri.demand.queries.presenting import shown_to, tally_of
from mestieri.demand.services.presenting import asking, choosing, outcomes, sending, titles
from mestieri.demand.services.presenting.training import begin_training
from mestieri.demand.services.reminders import send_reminders
from mestieri.demand.stages import AnswerWay, LeftOut, PresentationState
from mestieri.demand.training import PEOPLE
from mestieri.demand.working_days import working_day
from mestieri.engines.europass import read
from mestieri.kernel.cv_bank import BackToWork
from mestieri.kernel.for_persons import presented
from mestieri.kernel.models import Centre
from mestieri.kernel.services import persons
from mestieri.talents.models import CV, CVListItem
from mestieri.talents.redaction import for_company
from mestieri.talents.services import keeping
from mestieri.talents.services.erasing import erase
from mestieri.talents.services.presenting import found_work
from mestieri.talents.services.search.keeping import put_in_list
from mestieri.talents.vocabulary import CVState, Visibility
from tests.demand.presenting import made
from tests.factories import CentreFactory

pytestmark = pytest.mark.django_db
OURS = {"sec-fetch-site": "same-origin"}
REASON = "Amministrano server Linux."


def states(shortlist: Shortlist) -> list[str]:
    return sorted(shortlist.presentations.values_list("state", flat=True))


def send(shortlist: Shortlist, to: str = "ufficio@example.org") -> sending.Sent:
    account = shortlist.made_by
    assert account is not None
    return sending.send(shortlist, to, "Persone per voi", "Ecco i CV.", account=account)


def link_in(letter: mail.EmailMessage) -> str:
    return re.search(r"http://[^/]+(\S+)", letter.body)[1]  # type: ignore[index]


# Choosing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "ateco"),
    [
        ({"visibility": Visibility.NOBODY}, "62.10"),
        ({"visibility": Visibility.GROUP}, "62.10"),
        ({"visibility": Visibility.SECTORS, "sectors": ["C"]}, "62.10"),
        ({"visibility": Visibility.SECTORS, "sectors": ["J"]}, ""),
        ({"notice_on": None, "notice_way": ""}, "62.10"),
    ],
)
def test_who_shows_the_cv_to_others_alone_is_not_chosen(centre: Centre, fields, ateco) -> None:
    cv = made.person(centre, **fields)
    with pytest.raises(ValidationError):
        choosing.choose(
            made.request(centre, ateco=ateco), [str(cv.key)], REASON, account=made.matcher(centre)
        )
    assert not Shortlist.objects.exists()


def test_a_company_of_the_chosen_sector_may_be_asked_for(centre: Centre) -> None:
    """62 is J for who chose sectors in 2007's letters, K in those of 2025."""
    cv = made.person(centre, visibility=Visibility.SECTORS, sectors=["J"])
    row = choosing.choose(
        made.request(centre, ateco="62.10"), [str(cv.key)], REASON, account=made.matcher(centre)
    )
    assert states(row) == ["PROPOSED"]


@pytest.mark.parametrize("reason", ["", "Ragazze giovani e di bella presenza", "Anna Bianchi"])
def test_without_a_lawful_reason_nobody_is_chosen(centre: Centre, reason: str) -> None:
    cv = made.person(centre)
    with pytest.raises(ValidationError):
        choosing.choose(made.request(centre), [str(cv.key)], reason, account=made.matcher(centre))


def test_nobody_of_another_centre_and_nobody_twice(centre: Centre) -> None:
    request, account = made.request(centre), made.matcher(centre)
    stranger, cv = made.person(CentreFactory()), made.person(centre)
    with pytest.raises(ValidationError):
        choosing.choose(request, [str(stranger.key)], REASON, account=account)
    choosing.choose(request, [str(cv.key)], REASON, account=account)
    with pytest.raises(ValidationError, match="already|già"):
        choosing.choose(request, [str(cv.key)], REASON, account=account)
    assert Presentation.objects.count() == 1


# Asking ------------------------------------------------------------------------------------------


def test_one_click_answers_a_preview_robot_does_not_and_one_may_change_ones_mind(
    centre: Centre,
) -> None:
    shortlist = made.shortlist(centre)
    told = asking.ask(shortlist, account=shortlist.made_by)
    assert (told.sent, told.by_voice) == (1, 0)
    (letter,) = mail.outbox
    address = link_in(letter)
    visitor = Client()
    for _look in range(2):  # a robot, then the person
        assert "Sistemi di Prova" in visitor.get(address).text
        assert states(shortlist) == ["ASKED"]
    page = visitor.post(f"{address}rispondi/", {"risposta": "si"}, headers=OURS)
    assert page.status_code == 200
    assert states(shortlist) == ["CONSENTED"]
    again = visitor.get(address)  # the link of the letter is used: it says what was answered
    assert again.status_code == 200
    assert timezone.localdate().strftime("%Y") in again.text
    visitor.post(f"{address}rispondi/", {"risposta": "no"}, headers=OURS)
    assert states(shortlist) == ["DECLINED_BY_PERSON"]
    visitor.post(f"{address}rispondi/", {"risposta": "si"}, headers=OURS)
    assert states(shortlist) == ["CONSENTED"]
    with pytest.raises(ValidationError):
        asking.ask(shortlist, account=shortlist.made_by)
    made.title(centre)
    send(shortlist)
    late = visitor.post(f"{address}rispondi/", {"risposta": "no"}, headers=OURS)
    assert late.status_code in (410, 422)
    assert states(shortlist) == ["SENT"]


def test_a_letter_that_does_not_leave_asked_nobody(centre: Centre, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    shortlist = made.shortlist(centre)
    assert asking.ask(shortlist, account=shortlist.made_by).sent == 0
    assert states(shortlist) == ["PROPOSED"]


def test_the_owner_answers_on_their_own_page_and_reads_their_part(centre: Centre) -> None:
    shortlist = made.shortlist(centre)
    row = shortlist.presentations.get()
    (told,) = presented(str(row.cv_key))
    assert told.company == "Sistemi di Prova S.r.l."
    assert any(shortlist.reason in one for one in told.told)
    Client().post(f"{told.answer_address}rispondi/", {"risposta": "no"}, headers=OURS)
    assert states(shortlist) == ["DECLINED_BY_PERSON"]
    other = CentreFactory()
    stolen = told.answer_address.replace(f"/{centre.slug}/", f"/{other.slug}/")
    assert Client().get(stolen).status_code == 410


# Sending -----------------------------------------------------------------------------------------


def test_nothing_is_sent_without_a_title_and_the_sentence_says_why(centre: Centre) -> None:
    shortlist = made.with_yes(centre)
    with pytest.raises(ValidationError, match="276/2003"):
        send(shortlist)
    made.title(centre)
    assert send(shortlist).letter is not None
    titles.end_title(centre, account=shortlist.made_by)
    assert titles.title_of(centre) is None


def test_only_who_said_yes_is_sent_redacted_logged_and_once(centre: Centre) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre, 3)
    row = shortlist.presentations.order_by("pk").first()
    asking.note_answer(row, False, AnswerWay.PERSON, account=shortlist.made_by)
    sent = send(shortlist)
    assert sent.sentence == ""
    (message,) = mail.outbox
    assert message.to == ["ufficio@example.org"]
    assert [name for name, _content, _kind in message.attachments] == ["cv-1.pdf", "cv-2.pdf"]
    for _name, content, _kind in message.attachments:
        record = read(content).record
        said = str(record)
        assert "Linux" in said
        assert not [secret for secret in made.SECRETS if secret in said]
        assert b"Segretini" not in content
    letter = PresentationLetter.objects.get()
    assert letter.text == message.body
    assert letter.left_at is not None
    assert len({one["digest"] for one in letter.files}) == 2
    assert states(shortlist) == ["DECLINED_BY_PERSON", "SENT", "SENT"]
    with pytest.raises(ValidationError):
        send(shortlist)
    assert len(mail.outbox) == 1
    (shown,) = shown_to(shortlist.request.company)
    assert shown.sent == 2  # who said no is not shown
    tally = tally_of(shortlist.request)
    assert (tally.chosen, tally.yes, tally.no, tally.sent) == (3, 2, 1, 2)


def test_who_hid_or_erased_the_cv_after_saying_yes_is_left_out_with_a_sentence(
    centre: Centre,
) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre, 4)
    hidden, erased, group, _stays = (
        CV.objects.get(key=row.cv_key) for row in shortlist.presentations.order_by("pk")
    )
    keeping.hide(hidden)
    erase([erased])
    assert states(shortlist).count("LEFT_OUT") == 2  # at once
    # This one slips in between what the page showed and the button.
    CV.objects.filter(pk=group.pk).update(visibility=Visibility.GROUP)
    sent = send(shortlist)
    assert sent.left_out == (LeftOut.GROUP,)
    assert "1" in sent.sentence
    (message,) = mail.outbox
    assert len(message.attachments) == 1
    stub = shortlist.presentations.get(left_out=LeftOut.GONE)
    assert stub.cv_key is None


def test_a_message_that_does_not_leave_changes_nothing(centre: Centre, settings) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre, 2)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with pytest.raises(ValidationError):
        send(shortlist)
    assert states(shortlist) == ["CONSENTED", "CONSENTED"]
    assert not PresentationLetter.objects.exists()


# Outcome -----------------------------------------------------------------------------------------


def test_after_ten_working_days_the_presentation_asks_and_stops_when_answered(
    centre: Centre,
) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre)
    account = shortlist.made_by
    send(shortlist)
    row = shortlist.presentations.get()
    assert row.due_on == working_day(timezone.localdate(), 10)
    (thing,) = [one for one in owed.owed(centre, account) if one.kind == owed.PRESENTATION]
    assert thing.key == row.pk
    assert owed.counts(centre, account, row.due_on)[1] == 1
    mail.outbox.clear()
    Presentation.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=9))
    assert send_reminders() == 1
    outcomes.set_outcome(row, PresentationState.NO_REPLY, account=account)
    assert owed.counts(centre, account, row.due_on) == (0, 0)
    assert send_reminders() == 0


def test_who_is_hired_leaves_what_is_open_and_is_counted_once(centre: Centre) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre)
    account = shortlist.made_by
    row = shortlist.presentations.get()
    cv = CV.objects.get(key=row.cv_key)
    other = choosing.choose(made.request(centre), [str(cv.key)], REASON, account=account)
    put_in_list(centre, "Elenco", [cv.pk], account=account)
    send(shortlist)
    outcomes.set_outcome(row, PresentationState.HIRED, account=account)
    cv.refresh_from_db()
    assert cv.state == CVState.HIDDEN
    assert cv.employed_on is not None
    assert not CVListItem.objects.exists()
    assert other.presentations.get().left_out == LeftOut.WORK
    assert not found_work(cv, BackToWork.TOLD_BY_OWNER)
    assert Redeployment.objects.count() == 1
    outcomes.set_outcome(row, PresentationState.NOT_CHOSEN, account=account)  # a wrong button
    cv.refresh_from_db()
    assert cv.state == CVState.ACTIVE
    assert not Redeployment.objects.exists()


def test_who_found_work_by_themselves_is_counted_without_a_name(centre: Centre) -> None:
    shortlist = made.with_yes(centre)
    cv = CV.objects.get(key=shortlist.presentations.get().cv_key)
    assert found_work(cv, BackToWork.TOLD_BY_OWNER)
    assert shortlist.presentations.get().left_out == LeftOut.WORK
    counted = Redeployment.objects.get()
    assert {field.name for field in counted._meta.concrete_fields} == {"id", "centre", "day", "way"}
    erase([cv])
    assert Redeployment.objects.count() == 1


# Practice ----------------------------------------------------------------------------------------


def test_practice_works_without_a_title_and_nothing_leaves(centre: Centre) -> None:
    account = made.matcher(centre)
    request = begin_training(centre, account=account)
    assert begin_training(centre, account=account) == request
    real = made.person(centre)
    with pytest.raises(ValidationError):
        choosing.choose(request, [str(real.key)], REASON, account=account)
    made_up = [one.key for one in PEOPLE[:3]]
    with pytest.raises(ValidationError):
        choosing.choose(made.request(centre), made_up, REASON, account=account)
    shortlist = choosing.choose(request, made_up, REASON, account=account)
    assert asking.ask(shortlist, account=account).sent == 0
    for row in shortlist.presentations.all():
        asking.note_answer(row, True, AnswerWay.PERSON, account=account)
    sent = send(shortlist, "azienda@example.invalid")
    assert sent.letter is not None
    assert sent.letter.is_rehearsal
    assert mail.outbox == []
    row = shortlist.presentations.first()
    outcomes.set_outcome(row, PresentationState.HIRED, account=account)
    assert not Redeployment.objects.exists()
    assert [one for one in owed.owed(centre) if one.kind == owed.PRESENTATION] == []


def test_what_a_company_reads_says_nothing_of_who_one_is() -> None:
    record = for_company(made.systems_engineer())
    said = str(record)
    assert record.name == "Anna S."
    assert not [secret for secret in made.SECRETS if secret in said]
    assert "Amministro server Linux" in said


# Two at once -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_send_one_shortlist_at_once_send_it_once(centre: Centre) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    made.title(centre)
    shortlist = made.with_yes(centre, 2)
    refused: list[ValidationError] = []
    both = threading.Barrier(2)

    def press() -> None:
        both.wait()
        try:
            send(Shortlist.objects.get(pk=shortlist.pk))
        except ValidationError as error:
            refused.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert len(mail.outbox) == 1
    assert PresentationLetter.objects.count() == 1


# Their own data ----------------------------------------------------------------------------------


def test_who_asks_about_their_data_gets_the_presentations_and_erasing_leaves_the_count(
    centre: Centre,
) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre, 2)
    send(shortlist)
    subject = persons.subject_of("persona0@example.org")
    rows = {
        question.model._meta.label: question.count()
        for holding in persons.look_up(subject).holdings
        for question in holding.rows
    }
    assert rows["demand.Presentation"] == 1
    assert rows["demand.Shortlist"] == 1
    persons.erase(subject)
    assert sorted(one.cv_key is None for one in shortlist.presentations.all()) == [False, True]
    assert tally_of(shortlist.request).sent == 2
    assert shown_to(shortlist.request.company)[0].sent == 2
