"""A question from afar: no name, a code that we do not keep, an answer that can be read again."""

import datetime

import pytest
from django.test import Client

from mestieri.kernel.roles import Role
from mestieri.reception.models import AdviceSetting, RemoteQuestion
from mestieri.reception.models.afar import Speaker
from mestieri.reception.public.afar import WRONG_CODES
from mestieri.reception.services import afar
from mestieri.reception.services.discretion import TextRefused
from tests import factories
from tests.reception.territory import service

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
QUESTION = "vivo in un paese senza sportelli: come prendo la terza media?"


@pytest.fixture(autouse=True)
def fresh_limit():
    WRONG_CODES._moments.clear()
    yield
    WRONG_CODES._moments.clear()


def ask(centre, text=QUESTION, **fields):
    return afar.ask(centre, text, area=None, language="it", **fields)


def test_the_code_opens_the_question_and_is_kept_nowhere(centre, other_centre):
    question, code = ask(centre)
    assert afar.open_by_code(centre, code.lower().replace("-", " ")) == question
    assert afar.open_by_code(other_centre, code) is None
    assert code.replace("-", "") not in str(list(RemoteQuestion.objects.values()))
    assert question.next_step == Speaker.CENTRE


def test_codes_have_no_sign_that_is_taken_for_another():
    signs = set("".join(afar.new_code() for _ in range(50)))
    assert not signs & set("01258BILOSZ")


def test_who_owes_the_next_step_and_since_when(centre):
    asked = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)
    question, _code = ask(centre, now=asked)
    answer = {"topics": [], "resources": [], "destinations": [], "account": None}
    afar.answer(question, "Si va al CPIA.", now=asked + datetime.timedelta(days=2), **answer)
    assert (question.next_step, question.since.day) == (Speaker.CITIZEN, 4)
    afar.ask_again(question, "E di sera?", now=asked + datetime.timedelta(days=3))
    assert (question.next_step, question.since.day) == (Speaker.CENTRE, 5)


@pytest.mark.parametrize("text", ["", "   ", "sono Mario Rossi", "chiamatemi al 333 1234567"])
def test_nothing_is_kept_of_a_text_that_is_refused(centre, text):
    with pytest.raises(TextRefused):
        ask(centre, text)
    assert not RemoteQuestion.objects.exists()


def test_a_centre_may_take_no_questions(centre):
    AdviceSetting.objects.create(centre=centre, answers_from_afar=False)
    with pytest.raises(afar.QuestionsNotTaken):
        ask(centre)


def test_a_conversation_does_not_go_on_for_ever(centre):
    question, _code = ask(centre)
    for _message in range(afar.MOST_MESSAGES - 1):
        afar.ask_again(question, "E poi?")
    with pytest.raises(TextRefused):
        afar.ask_again(question, "E poi?")


def test_from_the_question_to_the_answer_without_a_cookie_or_a_script(centre, as_role):
    citizen = Client()
    sent = citizen.post("/it/tuscolo/domanda/invia/", {"text": QUESTION, "area": ""}, headers=OURS)
    code = sent.context["code"]
    assert code in sent.text
    question = RemoteQuestion.objects.get()
    destination = service(centre, organisation="CPIA di prova")
    adviser = as_role(Role.ADVISER)
    assert "terza media" in adviser.get("/banco/tuscolo/consiglio/da-lontano/").text
    answered = adviser.post(
        f"/banco/tuscolo/consiglio/da-lontano/{question.pk}/",
        {"text": "Al CPIA, anche di sera.", "destinations": destination.pk},
    )
    assert answered.status_code == 302
    read = citizen.post("/it/tuscolo/domanda/risposta/", {"code": code}, headers=OURS)
    assert "Al CPIA, anche di sera." in read.text
    assert "CPIA di prova" in read.text
    again = citizen.post(
        "/it/tuscolo/domanda/risposta/",
        {"code": code, "again": "1", "text": "Costa qualcosa?"},
        headers=OURS,
    )
    assert "Costa qualcosa?" in again.text
    question.refresh_from_db()
    assert question.next_step == Speaker.CENTRE
    assert not citizen.cookies
    assert code not in read.request["PATH_INFO"]


def test_a_refused_question_comes_back_with_its_words_and_the_place(centre):
    text = "a" * 20_000
    response = Client().post("/it/tuscolo/domanda/invia/", {"text": text}, headers=OURS)
    assert response.status_code == 422
    assert text in response.text
    named = Client().post(
        "/it/tuscolo/domanda/invia/", {"text": "sono Mario Rossi <b>"}, headers=OURS
    )
    assert "<mark>Mario Rossi</mark>" in named.text
    assert "&lt;b&gt;" in named.text


def test_wrong_codes_are_bounded_and_a_right_one_opens_all_the_same(centre, caplog):
    def read(code):
        return Client().post("/it/tuscolo/domanda/risposta/", {"code": code}, headers=OURS)

    wrong = "AAAA-CCCC-DDDD"
    assert {read(wrong).status_code for _time in range(WRONG_CODES.posts)} == {404}
    assert read(wrong).status_code == 429
    _question, code = ask(centre)
    assert read(code).status_code == 200
    assert not [record for record in caplog.records if record.name.startswith("mestieri")]


def test_another_centres_question_is_not_there(other_centre, as_role):
    question = factories.RemoteQuestionFactory(centre=other_centre)
    response = as_role(Role.ADVISER).get(f"/banco/tuscolo/consiglio/da-lontano/{question.pk}/")
    assert response.status_code == 404
