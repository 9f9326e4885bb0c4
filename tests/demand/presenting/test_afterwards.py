"""What comes after: requests that close, people who erase their CV, titles that end."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from mestieri.demand.models import IntermediationTitle, Redeployment
from mestieri.demand.queries.presenting import tally_of
from mestieri.demand.services import requests
from mestieri.demand.services.presenting import asking, outcomes, sending, titles
from mestieri.demand.stages import AnswerWay, PresentationState
from mestieri.demand.vocabulary import RequestState
from mestieri.kernel import cv_bank
from mestieri.kernel.models import Centre
from mestieri.talents.forms.searching import SearchForm
from mestieri.talents.models import CV
from mestieri.talents.queries.indexes import indexes_in_use
from mestieri.talents.sectors import sector_of
from mestieri.talents.services.erasing import erase
from mestieri.talents.services.indexes.starter import take_starter_indexes
from tests.demand.presenting import made

pytestmark = pytest.mark.django_db


def test_nothing_goes_on_for_a_request_that_is_closed(centre: Centre) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre)
    account = shortlist.made_by
    requests.pass_request(
        shortlist.request, RequestState.WITHDRAWN, account=account, reason="Non cercano più"
    )
    with pytest.raises(ValidationError):
        asking.ask(shortlist, account=account)
    with pytest.raises(ValidationError):
        sending.send(shortlist, "ufficio@example.org", "CV", "Ecco.", account=account)


def test_who_was_hired_after_erasing_the_cv_is_counted(centre: Centre) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre)
    account, row = shortlist.made_by, shortlist.presentations.get()
    sending.send(shortlist, "ufficio@example.org", "CV", "Ecco.", account=account)
    erase([CV.objects.get(key=row.cv_key)])
    outcomes.set_outcome(row, PresentationState.HIRED, account=account)
    assert Redeployment.objects.count() == 1


def test_who_said_no_and_erased_the_cv_still_counts_as_a_no(centre: Centre) -> None:
    shortlist = made.shortlist(centre)
    row = shortlist.presentations.get()
    asking.note_answer(row, False, AnswerWay.PERSON, account=shortlist.made_by)
    erase([CV.objects.get(key=row.cv_key)])
    assert tally_of(shortlist.request).no == 1


def test_a_company_that_asked_not_to_be_contacted_gets_nothing(centre: Centre) -> None:
    made.title(centre)
    shortlist = made.with_yes(centre)
    company = shortlist.request.company
    type(company).objects.filter(pk=company.pk).update(
        do_not_call=True, do_not_call_on=shortlist.made_at.date()
    )
    company.refresh_from_db()
    with pytest.raises(ValidationError):
        sending.send(shortlist, "ufficio@example.org", "CV", "Ecco.", account=shortlist.made_by)


def test_one_title_is_in_force_and_the_others_stay(centre: Centre) -> None:
    first, second = made.title(centre), made.title(centre)
    assert titles.title_of(centre) == second
    first.refresh_from_db()
    assert first.ended_on is not None
    third = IntermediationTitle(
        centre=centre, kind=second.kind, number="3", dated_on=second.dated_on,
        valid_from=second.valid_from,
    )  # fmt: skip
    with pytest.raises(ValidationError):
        titles.record_title(third, SimpleUploadedFile("atto.docx", b"PK"), account=None)
    assert titles.title_of(centre) == second


@pytest.mark.parametrize(
    ("ateco", "letter"),
    [
        ("62.10.00", "J"),
        ("64.1", "K"),
        ("45.20", "G"),
        ("10", "C"),
        ("", ""),
        ("zz", ""),
        ("99", ""),
    ],
)
def test_codes_of_both_classifications_are_read_by_their_division(ateco: str, letter: str) -> None:
    assert sector_of(ateco) == letter


def test_the_search_of_a_request_begins_with_what_it_asks_for(centre: Centre) -> None:
    take_starter_indexes(centre)
    wanted = {
        "lingue": {"number": 1, "level": 4},
        "zona": {"istat": "015182", "km": 25},
        "anni": {"from": 2, "to": None},
        "non-c-e": {"is": True},
    }
    address = cv_bank.search_address(centre, 7, "", wanted)
    form = SearchForm(
        QueryDict(address.partition("?")[2]),
        families=[],
        definitions=indexes_in_use(centre),
        keeps=False,
    )
    asked = {one.definition.code: one.wanted for one in form.asked.conditions}
    assert asked == {
        "lingue": {"number": 1, "level": 4},
        "zona": {"istat": 15182, "km": 25},
        "anni": {"from": 2, "to": None},
    }
