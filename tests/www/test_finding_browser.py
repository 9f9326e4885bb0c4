"""The finding page and a sheet in a real browser, with axe, without JavaScript of their own."""

from __future__ import annotations

from mestieri.library.models import SearchTally
from mestieri.library.services import searches
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll

WELDER = "7aedaa07-3884-4c5b-88f9-80997b2aa54b"
PAGES = ("cerca/?q=saldatore", "cerca/?q=xyzzy", f"mestieri/{WELDER}/")


def test_the_pages_are_accessible_and_fit_a_phone(phone):
    factories.CentreFactory(slug="tuscolo")
    load_starter_occupations()
    for address in PAGES:
        phone.goto(f"/it/tuscolo/{address}")
        assert_accessible(phone)
        assert_no_sideways_scroll(phone)


def test_the_answer_to_the_question_is_one_tap(page):
    factories.CentreFactory(slug="tuscolo")
    load_starter_occupations()
    page.goto("/it/tuscolo/cerca/?q=saldatore")
    page.locator("button[name=helped][value=yes]").click()
    page.wait_for_url("**/cerca/esito/")
    searches.flush_searches()
    assert SearchTally.objects.get().helped == 1
