"""An older CV, to begin with: nothing of it is lost; a hostile file is refused with a sentence."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mestieri.engines.europass import Candidate, Employment, read, write_pdf
from mestieri.kernel.models import Centre
from mestieri.kernel.transient import LARGEST_POST
from tests.guidance.writing_a_cv import HERE, OURS, Writer, whole_cv

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(centre: Centre) -> Writer:
    return Writer()


def take_up(content: bytes) -> Writer:
    writer = Writer()
    file = SimpleUploadedFile("vecchio.pdf", content)
    writer.answer = writer.client.post(f"{HERE}ripresa/", {"file": file}, headers=OURS)
    if writer.answer.status_code == 200:
        writer.look()
    return writer


def test_an_older_cv_is_taken_up_and_nothing_of_it_is_lost(writer: Writer) -> None:
    first = whole_cv(writer).take_away()
    again = take_up(first.content)
    assert again.page == "anteprima"
    before = read(first.content).record
    for page in ("chi-sono", "capacita", "patente", "cerco"):
        again.press(page)
    again.press("cambia:lavori:0").press("anteprima")
    again.press("anteprima")
    assert read(again.take_away().content).record.employment == before.employment


HOSTILE = {
    "nothing": b"",
    "rubbish": b"\x00\x01\x02" * 100,
    "entities": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Candidate>&b;</Candidate>',
    "a text document": b"PK\x03\x04" + b"word/document.xml" * 20,
    "half a PDF": b"%PDF-1.7\n1 0 obj <<",
    "too large": b"%PDF-1.7" + b"0" * LARGEST_POST,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_is_refused_with_a_sentence(centre: Centre, content: bytes) -> None:
    writer = take_up(content)
    assert writer.answer.status_code == 422
    assert 'role="alert"' in writer.answer.text


def test_no_file_at_all_is_said(centre: Centre, client: Client) -> None:
    answer = client.post(f"{HERE}ripresa/", {}, headers=OURS)
    assert answer.status_code == 422


def test_an_older_pdf_of_ours_is_a_draft_with_its_works(centre: Centre) -> None:
    job = Employment(position="Cuoca", occupation="http://data.europa.eu/esco/occupation/x")
    pdf = write_pdf(Candidate(given_name="Anna", employment=(job,)), "it")
    writer = take_up(pdf).press("cambia:lavori:0")
    writer.press("avanti", {"position": "Cuoca"}).press("avanti")
    assert writer.draft.works[0].job.occupation == job.occupation
    writer.press("cambia:lavori:0").press("avanti", {"position": "Barista"}).press("avanti")
    assert writer.draft.works[0].job.occupation == ""
