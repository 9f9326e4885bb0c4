"""A CV written a page at a time: nothing is lost on the way, nothing is kept, all reads back."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import Client

from mestieri.engines.europass import Candidate, Employment, read
from mestieri.engines.europass.writing.normal import normalised
from mestieri.guidance.first_cv import everyday, ticket
from mestieri.guidance.first_cv.cautions import cautions_of
from mestieri.guidance.first_cv.draft import Draft
from mestieri.kernel.models import Centre
from mestieri.library.models import Occupation, OccupationGroup, OccupationSkill, Skill
from tests.guidance.writing_a_cv import (
    ABLE,
    AIM,
    ENGLISH,
    HERE,
    SERVED,
    SERVED_WHEN,
    STUDIED,
    WHO,
    WOLOF,
    Writer,
    whole_cv,
)

pytestmark = pytest.mark.django_db
LANGUAGES = ("it", "en", "fr", "es", "ro", "ar")


@pytest.fixture
def writer(centre: Centre) -> Writer:
    return Writer()


def in_first_work(writer: Writer) -> Writer:
    """On the page that asks when the first work was."""
    writer.begin().press("avanti", WHO).press("aggiungi:lavoro")
    return writer.press("avanti", SERVED)


# What is taken away -----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_reads_back_from_the_pdf(writer: Writer, language: str) -> None:
    whole_cv(writer)
    written = writer.draft.record_in(language, {})
    answer = writer.take_away("pdf", language)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cv-amina-diallo.pdf"'
    outcome = read(answer.content)
    assert outcome.status == "read"
    assert [one.block for one in outcome.unread] == ["CandidateSupplier"]  # who made the file
    assert outcome.record == normalised(written, language)


def test_what_was_typed_is_what_is_on_the_cv(writer: Writer) -> None:
    record = read(whole_cv(writer).take_away().content).record
    assert record is not None
    assert (record.given_name, record.family_name) == ("Amina", "Diallo")
    assert [(one.kind, one.value) for one in record.contacts] == [
        ("email", WHO["email"]),
        ("telephone", WHO["telephone"]),
    ]
    assert [one.city for one in record.addresses] == ["Torino"]
    served, cared = record.employment
    assert (served.position, served.employer, served.city) == tuple(SERVED.values())
    assert (served.period.start, served.period.end) == ("2019-06", "2020-09")
    assert served.description.endswith("sessanta coperti.<br>Tenevo la cassa &amp; i conti.")
    assert cared.position == "Assistenza a una persona anziana (in famiglia)"
    assert (cared.period.start, cared.period.ongoing) == ("2021", True)
    (diploma,) = record.education
    assert (diploma.title, diploma.level.code, diploma.period.end) == (
        STUDIED["title"],
        "4",
        "2018",
    )
    wolof, english = record.languages
    assert wolof.mother_tongue
    assert wolof.language.label == WOLOF["other"]
    assert (english.listening, english.spoken_production) == (ENGLISH["listening"], "A2")
    assert [one.name for one in record.skills][:2] == ABLE["own"].split("\r\n")
    assert record.driving_licences == ("AM", "B")
    assert record.headline == AIM["headline"]


@pytest.mark.parametrize("format", ["xml", "json"])
def test_the_data_alone_reads_back_too(writer: Writer, format: str) -> None:
    whole_cv(writer)
    outcome = read(writer.take_away(format).content)
    assert outcome.record == normalised(writer.draft.record_in("it", {}), "it")


def test_to_print_it_is_opened_and_not_saved(writer: Writer) -> None:
    answer = whole_cv(writer).take_away("stampa")
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_cv_without_a_name_is_a_cv(writer: Writer) -> None:
    in_first_work(Writer()).press("avanti")
    writer.begin().press("avanti").press("aggiungi:lavoretti")
    writer.press("avanti", {"position": "Vendemmia"}).press("anteprima", SERVED_WHEN)
    assert "write it by hand" in writer.answer.text or "a mano" in writer.answer.text
    assert read(writer.take_away().content).record.employment[0].position == "Vendemmia"


def test_an_empty_cv_is_not_handed_out(writer: Writer) -> None:
    answer = writer.begin().take_away()
    assert answer.headers["Content-Type"].startswith("text/html")


# Back and forth ---------------------------------------------------------------------------


def test_back_and_forth_loses_nothing(writer: Writer) -> None:
    in_first_work(writer).press("indietro", SERVED_WHEN)
    assert writer.page == "lavoro"
    assert SERVED["employer"] in writer.answer.text
    writer.press("indietro", {**SERVED, "city": "Savona"})
    assert writer.page == "lavori"
    writer.press("indietro")
    assert writer.page == "chi-sono"
    assert WHO["email"] in writer.answer.text
    (work,) = writer.draft.works
    assert work.job.city == "Savona"
    assert work.job.period.end == "2020-09"


def test_what_is_not_in_order_waits_as_it_was_typed(writer: Writer) -> None:
    in_first_work(writer).press("indietro", {**SERVED_WHEN, "end_year": "1919"})
    assert writer.page == "lavoro"
    writer.press("avanti", SERVED)
    assert writer.answer.status_code == 422
    assert 'value="1919"' in writer.answer.text
    assert "sessanta coperti" in writer.answer.text
    writer.press("lavori", {**SERVED_WHEN, "end_year": "1919"})
    assert 'class="field-error"' in writer.answer.text  # its line says that it is to be completed
    writer.press("cambia:lavori:0").press("avanti", SERVED).press("avanti", SERVED_WHEN)
    assert (writer.page, writer.draft.unsaved) == ("lavori", {})


ABSURD = [
    {"start_year": "1492"},
    {"start_year": "3019"},
    {"start_year": "duemila"},
    {"start_year": "²019"},
    {"start_month": "3"},
    {"start_year": "2020", "end_year": "2019"},
    {"start_year": "2019", "start_month": "6", "end_year": "2019", "end_month": "5"},
]


@pytest.mark.parametrize("typed", ABSURD, ids=str)
def test_an_absurd_date_is_said_beside_its_field(writer: Writer, typed: dict[str, str]) -> None:
    in_first_work(writer).press("avanti", typed)
    assert (writer.page, writer.answer.status_code) == ("lavoro-quando", 422)
    assert "field-error" in writer.answer.text
    assert writer.draft.works[0].job.employer == SERVED["employer"]


def test_ten_thousand_characters_are_refused_and_not_lost(writer: Writer) -> None:
    story = "Una storia lunga. " * 600
    in_first_work(writer).press("avanti", {**SERVED_WHEN, "description": story})
    assert writer.answer.status_code == 422
    assert story.strip() in writer.answer.text
    writer.press("anteprima", {"description": story})
    writer.press("cambia:lavori:0").press("avanti", SERVED)
    assert story.strip() in writer.answer.text


def test_something_taken_out_can_be_put_back_in_its_place(writer: Writer) -> None:
    whole_cv(writer).press("lavori").press("togli:lavori:0")
    assert [one.job.position for one in writer.draft.works] == ["Assistenza a una persona anziana"]
    writer.press("rimetti")
    assert writer.draft.works[0].job.position == "Cameriera"
    writer.press("togli:studi:0").press("avanti")
    assert writer.press("rimetti").draft.record.education == ()  # one had gone on


def test_the_same_post_again_gives_the_same_page(writer: Writer) -> None:
    """«Back» without scripts sends a page once more: nothing is there twice."""
    writer.begin().press("avanti", WHO).press("aggiungi:lavoro")
    before = dict(writer.hidden)
    writer.press("avanti", SERVED)
    writer.hidden = before
    writer.press("avanti", SERVED)
    assert len(writer.draft.works) == 1


def test_a_list_has_an_end(writer: Writer) -> None:
    writer.begin().press("avanti")
    for _time in range(20):
        writer.press("aggiungi:lavoro").press("avanti", SERVED).press("avanti")
    writer.press("aggiungi:lavoro")
    assert (writer.page, len(writer.draft.works)) == ("lavori", 20)
    assert "20" in writer.answer.text


@pytest.mark.parametrize(
    "go", ["cambia:lavori:99", "togli:lavori:99", "cambia:altro:0", "togli:lavori:x", "aggiungi:x",
           "lavoro", "::", "rimetti", "<b>"],
)  # fmt: skip
def test_a_button_that_nobody_offered_leads_nowhere_strange(writer: Writer, go: str) -> None:
    in_first_work(writer).press("avanti").press(go)
    assert writer.answer.status_code == 200
    assert len(writer.draft.works) == 1


def test_another_language_of_the_page_keeps_what_was_typed(writer: Writer) -> None:
    writer.begin()
    writer.here = "/en/tuscolo/primo-cv/"
    writer.press("resta", WHO)
    assert '<html lang="en"' in writer.answer.text
    assert WHO["email"] in writer.answer.text


# The ticket -------------------------------------------------------------------------------


def test_a_page_that_stood_still_can_still_be_taken_away(writer: Writer) -> None:
    in_first_work(writer)
    an_afternoon_ago = time.time() - ticket.GOES_ON_FOR - 60
    writer.hidden["biglietto"] = ticket.seal(writer.draft, an_afternoon_ago)
    writer.press("avanti", SERVED_WHEN)  # also what was typed last
    assert writer.answer.status_code == 422
    with pytest.raises(ticket.TicketExpired):  # and it does not grow young
        ticket.unseal(writer.hidden["biglietto"])
    (job,) = read(writer.take_away().content).record.employment
    assert (job.position, job.period.end) == (SERVED["position"], "2020-09")


@pytest.mark.parametrize("made", ["too old", "altered", "foreign", "enormous"])
def test_a_ticket_that_cannot_be_opened_is_said(writer: Writer, made: str) -> None:
    in_first_work(writer)
    good = writer.hidden["biglietto"]
    tickets = {
        "too old": ticket.seal(writer.draft, time.time() - ticket.OPENS_FOR - 60),
        "altered": good[:-8] + "AAAAAAA=",
        "foreign": "gAAAAA è un biglietto",
        "enormous": "A" * (ticket.LONGEST + 1),
    }
    writer.hidden["biglietto"] = tickets[made]
    answers = [writer.press("avanti").answer]
    writer.hidden["biglietto"] = tickets[made]
    answers.append(writer.take_away())
    assert [one.status_code for one in answers] == [422, 422]
    assert all(f'href="{HERE}"' in one.text for one in answers)


def test_a_ticket_says_nothing_to_who_finds_it(writer: Writer) -> None:
    whole_cv(writer)
    assert "Amina" not in writer.hidden["biglietto"]
    draft = writer.draft
    assert Draft.from_values(draft.as_values()) == draft


# Suggestions and cautions -----------------------------------------------------------------


WELDER = "http://data.europa.eu/esco/occupation/7aedaa07-3884-4c5b-88f9-80997b2aa54b"
WELD = "http://data.europa.eu/esco/skill/weld"


def test_skills_of_a_trade_are_suggested_and_written_in_the_language_of_the_cv(
    writer: Writer,
) -> None:
    skill = Skill.objects.create(uri=WELD, labels={"it": "saldare", "fr": "souder"})
    welder = Occupation.objects.create(
        uri=WELDER,
        group=OccupationGroup.objects.create(code="7212"),
        labels={"it": "saldatore/saldatrice"},
    )
    OccupationSkill.objects.create(occupation=welder, skill=skill, is_essential=True)
    writer.begin().press("capacita").press("mostra", {"trade": "saldatore"})
    assert writer.page == "capacita"
    assert "Saldare" in writer.answer.text
    writer.press("anteprima", {"esco": [WELD]})
    assert "Saldare" in writer.answer.text
    (french,) = read(writer.take_away("pdf", "fr").content).record.skills
    assert french.name == "Souder"
    writer.press("capacita").press("mostra", {"trade": "panettiere"})  # chosen before, still there
    assert writer.press("anteprima").draft.esco == (WELD,)
    assert writer.press("capacita").press("anteprima", {"esco": []}).draft.esco == ()


def test_a_hand_on_the_shoulder_and_not_a_block(writer: Writer) -> None:
    told = {
        "description": "Ho assistito la signora Bianchi, tel. 333 1234567. Sono delegata CGIL "
        "e ho la legge 104."
    }
    in_first_work(writer).press("avanti", told)
    assert (writer.page, writer.answer.status_code) == ("lavori", 200)
    words = {one.words for one in cautions_of(writer.draft)}
    assert {"Bianchi", "CGIL", "legge 104"} <= words
    assert writer.answer.text.count("cv-caution") >= 3
    assert "Bianchi" in read(writer.take_away().content).record.employment[0].description


def test_ones_own_name_and_plain_words_are_no_reason_to_stop() -> None:
    job = Employment(position="Cuoca", employer="Pizzeria Da Mario", description="Cucinavo.")
    record = Candidate(given_name="Anna", family_name="Neri", summary="Sono Anna Neri, cuoca.")
    assert cautions_of(Draft.of_record(Candidate(employment=(job,)))) == []
    assert cautions_of(Draft(record=record)) == []


def test_everyday_skills_exist_in_every_language_of_the_cv() -> None:
    codes = [code for _name, group in everyday.groups("it") for code, _words in group]
    assert len(codes) == len(set(codes)) > 20
    words = {
        language: [everyday.skill_in(code, language) for code in codes] for language in LANGUAGES
    }
    assert len({tuple(said) for said in words.values()}) == len(LANGUAGES)
    assert all(said for listed in words.values() for _kind, said in listed)


def test_another_page_may_hand_on_what_it_knows(writer: Writer) -> None:
    writer.begin(cerco="Aiuto cuoca", presentazione="Mi piace cucinare.\nAnche in tanti.")
    record = writer.draft.record
    assert record.headline == "Aiuto cuoca"
    assert record.summary == "Mi piace cucinare.<br>Anche in tanti."


# What is kept: nothing --------------------------------------------------------------------


def test_where_to_leave_a_cv_is_a_plain_link_out(writer: Writer, centre: Centre) -> None:
    in_first_work(writer)
    asked = writer.press("finito").answer.text  # it asks first: what one wrote is still there
    assert writer.draft.works
    assert "lascia-il-tuo-cv" not in asked
    assert "lascia-il-tuo-cv" not in writer.press("cancella").answer.text
    centre.is_job_center = True
    centre.save()
    end: Any = Writer().begin().press("finito").answer.text
    assert 'href="/it/tuscolo/lascia-il-tuo-cv/"' in end
    assert "biglietto" not in end


def test_the_address_of_a_step_leads_to_the_beginning(client: Client, centre: Centre) -> None:
    for path in ("passo/", "scarica/", "ripresa/"):
        answer = client.get(f"{HERE}{path}")
        assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
