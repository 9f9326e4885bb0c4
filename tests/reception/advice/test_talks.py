"""A talk: the question as it was said, what answered it, and nobody in it."""

import datetime
import uuid

import pytest

from mestieri.kernel.models import Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.services.retention import apply_rules
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.reception import queries
from mestieri.reception.models import AdviceSession, NameCorrection, TicketState
from mestieri.reception.models.advice import CorrectionReason
from mestieri.reception.services import advice, queue
from mestieri.reception.services.discretion import TextRefused
from tests import factories
from tests.reception.territory import service

pytestmark = pytest.mark.django_db
QUESTION = "posso aprire un chiosco se prendo la Naspi?"


@pytest.fixture
def talk(centre):
    desk = factories.DeskFactory(centre=centre)
    return advice.begin_at_once(desk, "fr", tap=uuid.uuid4())


def write(talk, question=QUESTION, **answers):
    answers = {"topics": [], "resources": [], "destinations": [], **answers}
    return advice.write(talk, question=question, **answers)


def test_a_question_is_kept_as_it_was_said(talk):
    load_starter_terms()
    topics = list(Term.objects.filter(vocabulary=Vocabulary.THEME)[:2])
    resources = [factories.ResourceFactory(centre=talk.centre) for _ in range(3)]
    destination = service(talk.centre)
    write(talk, topics=topics, resources=resources, destinations=[destination])
    kept = AdviceSession.objects.get()
    assert kept.question == QUESTION
    assert set(kept.topics.all()) == set(topics)
    assert set(kept.resources.all()) == set(resources)
    assert list(kept.destinations.all()) == [destination]
    assert (kept.language, kept.area, kept.desk) == ("fr", talk.area, talk.desk)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("chiamatemi al 333 1234567", "telephone"),
        ("il mio codice è RSSMRA80A01H501U", "tax_code"),
        ("scrivetemi a persona@example.org", "email"),
        ("IT60 X054 2811 1010 0000 0123 456", "iban"),
        ("mi chiamo Ginevra Valsecchi", "name"),
    ],
)
def test_what_says_who_somebody_is_is_refused_with_its_place(talk, question, kind):
    text = f"buongiorno, {question}"
    with pytest.raises(TextRefused) as refused:
        write(talk, text)
    [mark] = refused.value.marks
    assert mark.kind == kind
    assert text[mark.start : mark.end] == mark.words
    assert mark.reason
    talk.refresh_from_db()
    assert talk.question == ""


def test_a_question_of_20000_characters_is_refused_with_a_clear_sentence(talk):
    with pytest.raises(TextRefused) as refused:
        write(talk, "a" * 20_000)
    assert "18000" in refused.value.sentence
    talk.refresh_from_db()
    assert talk.question == ""
    assert write(talk, "a" * 2_000).question == "a" * 2_000


def test_a_word_that_is_not_a_name_goes_on_and_is_counted_without_the_word(talk):
    text = "lavoravo per la Marta Rossini, una sartoria"
    with pytest.raises(TextRefused) as refused:
        write(talk, text)
    [mark] = refused.value.marks
    corrections = {mark.reach: CorrectionReason.ORGANISATION}
    write(talk, text, corrections=corrections)
    write(talk, "senza nomi", corrections=corrections)
    [counted] = NameCorrection.objects.all()
    assert (counted.reason, counted.times) == (CorrectionReason.ORGANISATION, 1)


def test_a_telephone_is_never_excused(talk):
    corrections = {"333 1234567": CorrectionReason.OTHER}
    with pytest.raises(TextRefused):
        write(talk, "chiamatemi al 333 1234567", corrections=corrections)


def test_another_centres_things_are_refused(talk, other_centre):
    for choice in (
        {"resources": [factories.ResourceFactory(centre=other_centre)]},
        {"destinations": [service(other_centre)]},
        {"topics": [Term.objects.create(vocabulary="audience", code="x", label="X")]},
    ):
        with pytest.raises(advice.AnswerRefused):
            write(talk, **choice)


def test_a_colleague_finds_the_question_and_the_place_in_the_queue(talk):
    write(talk)
    other = factories.DeskFactory(centre=talk.centre)
    ticket = advice.hand_over(talk, other.area)
    assert ticket.state == TicketState.WAITING
    queue.call_ticket(ticket, other)
    goes_on = advice.begin(ticket, other)
    assert goes_on.question == QUESTION
    assert goes_on.pk != talk.pk
    advice.finish(goes_on)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.DONE


def test_the_same_tap_opens_one_talk(centre):
    desk, tap = factories.DeskFactory(centre=centre), uuid.uuid4()
    assert advice.begin_at_once(desk, "it", tap=tap) == advice.begin_at_once(desk, "it", tap=tap)


def test_after_twelve_months_the_question_is_forgotten_and_the_topics_stay(talk):
    load_starter_terms()
    topic = Term.objects.filter(vocabulary=Vocabulary.THEME).first()
    write(talk, topics=[topic])
    later = talk.day + datetime.timedelta(days=366)
    assert apply_rules(talk.day + datetime.timedelta(days=364))["reception.questions"] == 0
    assert apply_rules(later)["reception.questions"] == 1
    talk.refresh_from_db()
    assert (talk.question, talk.forgotten_on) == ("", later)
    assert list(talk.topics.all()) == [topic]


def test_the_services_of_every_institution_stand_in_one_order_for_everybody(centre):
    """Alphabetical, accents and capitals aside; the desk's own partner is not first."""
    names = ["Ufficio Zeta", "agenzia Beta", "Éntree aperta", "Agenzia Alfa"]
    entries = [service(centre, organisation=name) for name in names]
    offered = queries.offered_destinations(centre, "", [])
    shown = [entry.organisation for entry in offered.found]
    assert shown == ["Agenzia Alfa", "agenzia Beta", "Éntree aperta", "Ufficio Zeta"]
    chosen = queries.offered_destinations(centre, "zeta", [entries[1].pk])
    assert [entry.organisation for entry in chosen.found] == ["Ufficio Zeta"]
    assert [entry.organisation for entry in chosen.chosen] == ["agenzia Beta"]


def test_no_person_stands_in_a_talk_a_number_or_a_question_from_afar(talk):
    from mestieri.kernel.models import Account
    from mestieri.reception import models

    for model in (models.AdviceSession, models.Ticket, models.RemoteQuestion, models.DeskOpening):
        assert all(field.related_model is not Account for field in model._meta.get_fields())
