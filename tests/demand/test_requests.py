"""Requests: sent by a company or written by the staff, approved by a person, moved, shown."""

from __future__ import annotations

import datetime

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.demand.models import Company, CompanyContact, Request, RequestSender
from mestieri.demand.queries.owed import counts, owed
from mestieri.demand.queries.requests import log_of, requests_of
from mestieri.demand.services import requests as services
from mestieri.demand.services.requests import publishing, receiving
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel.cv_families import sorting_of
from mestieri.kernel.models import Centre, ContactView
from mestieri.kernel.roles import Role
from mestieri.kernel.services.links import LinkIsOver
from mestieri.library.models import KeepingState, Opportunity
from mestieri.talents.services.families.starter import take_starter_families
from mestieri.talents.services.indexes.starter import take_starter_indexes
from tests.demand import made

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
S19 = "ragazza max 30 anni, bella presenza, italiana"


@pytest.fixture
def job_center(centre: Centre) -> Centre:
    centre.is_job_center = True
    centre.save()
    return centre


def the_form(**said: str) -> dict[str, str]:
    return {
        "words": "Due persone in magazzino", "places": "2", "workplace": "Rho",
        "starts_by": "", "contract": "sei mesi", "asked_as": "Magazzini Inventati S.r.l.",
        "asked_tax_code": "", "asked_municipality": "Rho", "name": "Mittente Inventata",
        "email": "mittente@example.org", "phone": "", "website": "",
        "form_token": str(receiving.new_token()), **said,
    }  # fmt: skip


def send(centre: Centre, **said: str):
    path = reverse("employer-ask-send", args=[centre.slug])
    return Client().post(path, the_form(**said), headers=OURS)


# Sent by a company -----------------------------------------------------------------------------


def test_what_a_company_sends_waits_and_no_machine_answers_with_cvs(job_center: Centre):
    answer = send(job_center)
    request = Request.objects.get()
    assert answer.status_code == 200
    assert (request.state, request.company, request.owner) == ("AWAITING", None, None)
    assert (request.workplace, request.istat) == ("Rho", "015182")
    assert [one.to for one in mail.outbox] == [["mittente@example.org"]]
    assert "/cerco-personale/richiesta/" in mail.outbox[0].body
    assert Company.objects.count() == CompanyContact.objects.count() == 0


def test_the_same_form_sent_twice_is_one_request(job_center: Centre):
    token = str(receiving.new_token())
    for _press in range(2):
        assert send(job_center, form_token=token).status_code == 200
    assert Request.objects.count() == RequestSender.objects.count() == len(mail.outbox) == 1


def test_forbidden_words_are_underlined_and_nothing_is_sent(job_center: Centre):
    answer = send(job_center, words=S19)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("<mark>") == 4
    assert page.count("d.lgs. 276/2003, art. 10") >= 4
    assert S19 in page  # still in the box
    assert not Request.objects.exists()
    mended = send(job_center, words=S19, mend="words:0").content.decode()
    assert "persona max 30 anni, bella presenza, italiana</textarea>" in mended
    assert not Request.objects.exists()


def test_twenty_thousand_characters_are_a_sentence_and_stay_in_the_box(job_center: Centre):
    words = "Carico e scarico. " * 1112
    answer = send(job_center, words=words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words.strip() in page
    assert "2000" in page
    assert not Request.objects.exists()


def test_a_name_in_the_words_is_refused_and_a_companys_own_name_is_not(job_center: Centre):
    assert send(job_center, words="Chiedere di Mario Rossi").status_code == 422
    answer = send(job_center, asked_as="Mario Rossi S.r.l.", words="Lavoro da Mario Rossi")
    assert answer.status_code == 200


def test_a_machine_that_fills_everything_leaves_nothing(job_center: Centre):
    assert send(job_center, website="https://example.org").status_code == 200
    assert not Request.objects.exists()


def test_a_centre_that_is_no_job_center_takes_none(centre: Centre):
    page = Client().get(reverse("employer-ask", args=[centre.slug])).content.decode()
    assert "<textarea" not in page
    assert send(centre).status_code == 422
    assert not Request.objects.exists()


# The link --------------------------------------------------------------------------------------


def test_the_link_shows_how_it_stands_once_and_a_new_one_leaves(job_center: Centre):
    received = made.arrived(job_center)
    assert received.link is not None
    token = received.link.address.rstrip("/").rpartition("/")[2]
    client = Client()
    enter = reverse("employer-request", args=[job_center.slug, token])
    for _look in range(2):  # a robot that follows it spends nothing
        assert client.get(enter).status_code == 200
    path = reverse("employer-request-open", args=[job_center.slug, token])
    assert received.request.words in client.post(path, headers=OURS).content.decode()
    again = client.post(path, headers=OURS)
    assert again.status_code == client.get(enter).status_code == 410
    assert len(mail.outbox) == 2
    assert received.request.sender.email_was_used is False
    received.request.sender.refresh_from_db()
    assert received.request.sender.email_was_used is True


def test_the_link_of_a_request_that_is_gone_is_a_sentence(job_center: Centre):
    token = made.token_of_a_request(job_center)["token"]
    Request.objects.all().delete()
    with pytest.raises(LinkIsOver):
        receiving.read_by_link(token, job_center)


# Approved by a person --------------------------------------------------------------------------


def test_nothing_is_searched_before_a_person_approves(job_center: Centre):
    waiting, account = made.waiting_request(job_center), made.caller(job_center)
    with pytest.raises(ValidationError):
        services.begin_search(waiting, account=account)
    with pytest.raises(ValidationError):
        services.pass_request(waiting, RequestState.SEARCHING, account=account)
    with pytest.raises(ValidationError):
        publishing.publish_opportunity(waiting, "", timezone.localdate(), account=account)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=waiting.pk).update(state=RequestState.SEARCHING)
    approved = services.approve(waiting, None, account=account)
    assert (approved.approved_by, approved.approved_on) == (account, timezone.localdate())
    services.begin_search(approved, account=account)
    approved.refresh_from_db()
    assert approved.state == RequestState.SEARCHING


def test_who_approves_says_which_company_it_is(job_center: Centre):
    known = made.company(job_center, legal_name="Magazzini Noti S.r.l.", municipality="Rho")
    waiting = made.arrived(
        job_center, asked_as="MAGAZZINI NOTI srl", asked_municipality="Rho"
    ).request
    assert services.approving.known_companies(waiting) == [known]
    assert waiting.company is None  # nothing is joined by itself
    email = waiting.sender.email
    approved = services.approve(waiting, known, account=made.caller(job_center))
    assert approved.company == known
    assert known.contacts.filter(email_index__of=email).count() == 1
    assert not RequestSender.objects.exists()
    assert Company.objects.count() == 1


def test_two_people_decide_once(job_center: Centre):
    waiting = made.waiting_request(job_center)
    services.approve(waiting, None, account=made.caller(job_center))
    with pytest.raises(ValidationError):
        services.refuse(waiting, "Non si capisce il lavoro", account=made.caller(job_center))
    with pytest.raises(ValidationError):
        services.approve(waiting, None, account=made.caller(job_center))
    assert Company.objects.count() == 1


def test_a_refusal_says_why_and_the_company_reads_it(job_center: Centre):
    received = made.arrived(job_center)
    assert received.link is not None
    account = made.caller(job_center)
    with pytest.raises(ValidationError):
        services.refuse(received.request, "", account=account)
    services.refuse(received.request, "Il lavoro è senza contratto", account=account)
    token = received.link.address.rstrip("/").rpartition("/")[2]
    path = reverse("employer-request-open", args=[job_center.slug, token])
    assert "Il lavoro è senza contratto" in Client().post(path, headers=OURS).content.decode()
    services.pass_request(received.request, RequestState.AWAITING, account=account)
    assert Request.objects.get().closed_on is None


def test_who_looks_at_the_sender_is_written_down(job_center: Centre, as_role):
    waiting, client = made.waiting_request(job_center), as_role(Role.MATCHER)
    page = client.get(reverse("demand-request-check", args=[job_center.slug, waiting.pk]))
    assert waiting.sender.email not in page.content.decode()
    shown = client.post(reverse("demand-request-sender", args=[job_center.slug, waiting.pk]))
    assert waiting.sender.email in shown.content.decode()
    assert ContactView.objects.filter(subject_kind="demand.requestsender").count() == 1


def test_what_waits_is_owed_by_everybody_who_may_approve(job_center: Centre):
    waiting, account = made.waiting_request(job_center), made.caller(job_center)
    today = timezone.localdate()
    assert sum(counts(job_center, account, today + datetime.timedelta(days=7))) == 1
    (thing,) = owed(job_center, account, with_unowned=True)
    assert (thing.key, thing.owner) == (waiting.pk, None)
    services.approve(waiting, None, account=account)
    assert sum(counts(job_center, made.caller(job_center), today)) == 0


# Moved, and written down -----------------------------------------------------------------------


def test_each_passage_is_written_down_with_who_and_why(centre: Centre):
    request, account = made.request(centre), made.caller(centre)
    services.begin_search(request, account=account)
    with pytest.raises(ValidationError):
        services.pass_request(request, RequestState.UNANSWERED, account=account)
    services.pass_request(
        request, RequestState.UNANSWERED, account=account, reason="Nessuno nella zona"
    )
    lines = log_of(Request.objects.get())
    assert [line.who for line in lines] == [str(request.made_by), str(account), str(account)]
    assert lines[-1].reason == "Nessuno nella zona"
    with pytest.raises(ValidationError):
        services.pass_request(request, RequestState.REFUSED, account=account, reason="No")
    services.pass_request(request, RequestState.OPEN, account=account)
    assert requests_of(centre).get() == request


def test_the_list_is_narrowed_and_printed_and_one_with_its_log(job_center: Centre, as_role):
    client, waiting = as_role(Role.MATCHER), made.waiting_request(job_center)
    opened = made.request(job_center)
    for query, shown, hidden in [
        ("", waiting, None), ("?stato=AWAITING", waiting, opened), ("?stato=OPEN", opened, waiting),
        ("?di=nessuno", waiting, opened), ("?stato=chiuse", None, opened),
        ("?stato=x", opened, None),
    ]:  # fmt: skip
        page = client.get(reverse("demand-requests", args=[job_center.slug]) + query)
        text = page.content.decode()
        assert shown is None or shown.whose in text, query
        assert hidden is None or hidden.whose not in text, query
    for name, args in [("demand-requests-pdf", []), ("demand-request-pdf", [waiting.pk])]:
        answer = client.get(reverse(name, args=[job_center.slug, *args]))
        assert answer.content.startswith(b"%PDF")


# Families and indexes of the CV bank ------------------------------------------------------------


def test_a_request_asks_in_the_families_and_indexes_of_the_cv_bank(centre: Centre, as_role):
    take_starter_families(centre)
    take_starter_indexes(centre)
    sorting = sorting_of(centre)
    family = sorting.families[0]
    kinds = {index.kind: index for index in sorting.indexes}
    many, language = kinds["many_of"], kinds["language"]
    posted = {
        "words": "Un sistemista", "places": 1, "workplace": "Rho", "due_on": "2030-01-10",
        "families": [family.code], f"w-{many.key}": [many.values[0][0]],
        f"w-{language.key}-number": language.values[0][0], f"w-{language.key}-level": 4,
    }  # fmt: skip
    client, company = as_role(Role.MATCHER), made.company(centre)
    client.post(reverse("demand-request-add", args=[centre.slug, company.pk]), posted)
    request = Request.objects.get()
    assert request.family_codes == [family.code]
    assert request.wanted == {
        many.key: {"all": [many.values[0][0]]},
        language.key: {"number": language.values[0][0], "level": 4},
    }
    page = client.get(reverse("demand-request", args=[centre.slug, request.pk])).content.decode()
    for words in (family.name, many.values[0][1], "B2"):
        assert words in page
    change = reverse("demand-request-change", args=[centre.slug, request.pk])
    assert "<mark>" in client.post(change, {**posted, "words": S19}).content.decode()
    assert Request.objects.get().words == "Un sistemista"


# Shown to the public ----------------------------------------------------------------------------


def test_an_approved_request_is_shown_with_the_companys_name_until_it_closes(centre: Centre):
    request, account = made.request(centre), made.caller(centre)
    day = timezone.localdate() + datetime.timedelta(days=20)
    publishing.publish_opportunity(request, "Si cerca in magazzino", day, account=account)
    shown = Opportunity.objects.get()
    assert (shown.provider, shown.state) == (request.company.legal_name, KeepingState.PUBLISHED)
    with pytest.raises(ValidationError):
        publishing.publish_opportunity(request, "Ancora", day, account=account)
    services.pass_request(request, RequestState.SATISFIED, account=account)
    shown.refresh_from_db()
    request.refresh_from_db()
    assert (shown.state, request.opportunity_key) == (KeepingState.RETIRED, "")


def test_the_board_refuses_in_words_what_it_does_not_take(centre: Centre, as_role):
    request, client = made.request(centre), as_role(Role.MATCHER)
    path = reverse("demand-request-show", args=[centre.slug, request.pk])
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    answer = client.post(path, {"title": "Magazzino", "deadline": yesterday.isoformat()})
    assert answer.status_code == 200
    assert not Opportunity.objects.exists()
    client.post(path, {"title": "Magazzino", "deadline": "2030-01-10"})
    assert Opportunity.objects.filter(state=KeepingState.PUBLISHED).count() == 1
    client.post(reverse("demand-request-hide", args=[centre.slug, request.pk]))
    assert not Opportunity.objects.filter(state=KeepingState.PUBLISHED).exists()
