"""Someone comes in through the site: a question, a sheet, somebody to talk to; nobody is known."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import Purpose
from mestieri.library.models import SearchPhrase, SearchTally
from mestieri.library.services import searches
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.browser import assert_accessible


@pytest.fixture
def open_centre(open_page: object) -> Centre:
    """A centre with somebody on duty for who wants to find their way, and our own sheets."""
    load_starter_occupations()
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    area = factories.AreaFactory(
        centre=centre, name="Orientarsi nelle scelte", purposes=[Purpose.GUIDANCE]
    )
    desk = factories.DeskFactory(centre=centre, area=area, name="Punto di ascolto")
    for weekday in range(7):
        factories.DutyFactory(
            desk=desk,
            weekday=weekday,
            starts=datetime.time(0),
            ends=datetime.time(23, 59, 59),
            languages="it fr",
        )
    return centre


@pytest.mark.S1
@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("saldatore", "Saldatore / saldatrice"),
        ("infermiera", "Infermiere / infermiera"),
        ("cuoca", "Cuoco / cuoca"),
        ("welder", "Saldatore / saldatrice"),
    ],
)
def test_from_a_word_to_somebody_to_talk_to(
    page: Page, open_centre: Centre, words: str, title: str
) -> None:
    page.goto("/it/tuscolo/")
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name=title).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        title.split(" / ")[0], ignore_case=True
    )
    assert_accessible(page)
    page.get_by_role("link", name="Chiedi a un consigliere").first.click()
    expect(page.get_by_text("Punto di ascolto").first).to_be_visible()
    expect(page.get_by_text("français").first).to_be_visible()


@pytest.mark.S1
def test_the_search_is_counted_and_the_person_is_not(page: Page, open_centre: Centre) -> None:
    page.goto("/it/tuscolo/")
    page.get_by_role("searchbox").fill("saldatore")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Leggi")).to_be_visible()
    searches.flush_searches()
    tally = SearchTally.objects.get()
    assert (tally.searches, tally.without_answer) == (1, 0)
    assert SearchPhrase.objects.get().words == ""
    assert not Session.objects.exists()
    assert page.context.cookies() == []
