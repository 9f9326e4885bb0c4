"""S5, second half: what the documentalist finds the next morning is put right from one list."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mestieri.engines.links import Look, Outcome
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from mestieri.library.models import Resource, SearchPhrase
from mestieri.library.queries.worklist import up_to_date
from mestieri.library.services import resources
from mestieri.library.services.holdings import move_stock
from mestieri.library.services.links import record_look
from mestieri.library.services.resource_data import HoldingData, ResourceData
from mestieri.library.services.searches import count_search, flush_searches
from mestieri.library.vocabulary import ResourceKind
from tests import factories
from tests.browser import assert_accessible, sign_in

LIVE, OVERDUE, DEAD, IN_VAIN = 3_988, 37, 5, 14


def bring_in(centre: Centre) -> None:
    """What the first half leaves: 3,988 live resources, five of which are websites."""
    brochure = ResourceData(
        ResourceKind.BROCHURE, "Apprendistato", holding=HoldingData("E1", stock=30, threshold=20)
    )
    sites = [
        ResourceData(ResourceKind.WEBSITE, f"Sito {n}", url=f"https://s{n}.example.org/")
        for n in range(DEAD)
    ]
    books = [ResourceData(ResourceKind.BOOK, f"Libro {n:04}") for n in range(LIVE - DEAD - 1)]
    resources.create_resources([brochure, *sites, *books], centre=centre, account=None)


def night_passes(centre: Centre) -> None:
    """By the next morning some are late, links are dead, brochures gone, searches in vain."""
    today, now = timezone.localdate(), timezone.now()
    live = Resource.objects.filter(centre=centre)
    late = live.filter(kind=ResourceKind.BOOK).values_list("pk", flat=True)[:OVERDUE]
    live.filter(pk__in=list(late)).update(review_by=today - datetime.timedelta(days=1))
    for site in live.filter(kind=ResourceKind.WEBSITE)[:DEAD]:
        for days in (1, 0):
            seen = Look(Outcome.FAILED, site.url, "HTTP 404")
            record_look(site, seen, now - datetime.timedelta(days=days))
    move_stock(live.get(title="Apprendistato").holdings.get(), -18, account=None)
    noon = now.replace(hour=9, minute=0)
    for time in range(IN_VAIN):
        when = noon + datetime.timedelta(minutes=30 * (time % 7))
        count_search(centre, "it", "patentino muletto", has_answer=False, now=when)
    flush_searches()


@pytest.mark.S5
def test_what_is_late_dead_short_and_sought_in_vain_is_put_right_from_one_list(
    page: Page, open_page: object
) -> None:
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    account = factories.account_with_role(Role.DOCUMENTALIST, centre)
    bring_in(centre)
    night_passes(centre)
    sign_in(page, account)
    page.goto("/banco/tuscolo/documentazione/")
    rate = page.locator("#rate strong")
    expect(rate).to_have_text("99,1%")
    expect(page.locator("#rate")).to_contain_text("3988")
    expect(page.locator("li[id^=risorsa-]")).to_have_count(OVERDUE)
    expect(page.locator("li[id^=link-]")).to_have_count(DEAD)
    expect(page.locator("li[id^=scorta-]")).to_contain_text("Apprendistato")
    expect(page.locator("li[id^=ricerca-]")).to_contain_text(str(IN_VAIN))
    assert_accessible(page)

    verify_all(page)
    expect(rate).to_have_text("100%")
    undo_and_do_again(page)
    replace_links(page)
    restock(page)
    answer_the_search(page)

    page.goto("/banco/tuscolo/documentazione/")
    expect(rate).to_have_text("100%")
    for rows in ("risorsa-", "link-", "scorta-", "ricerca-"):
        expect(page.locator(f"li[id^={rows}]")).to_have_count(0)
    assert up_to_date(centre).live == LIVE + 1
    assert SearchPhrase.objects.get().answered_on is not None


def verify_all(page: Page) -> None:
    """With the keyboard: each row's button, one after the other."""
    for _time in range(OVERDUE):
        row = page.locator("li[id^=risorsa-]:not(.work-row-done)").first
        identity = row.get_attribute("id")
        row.locator("button.btn-primary").press("Enter")
        expect(page.locator(f"#{identity}.work-row-done")).to_be_visible()


def undo_and_do_again(page: Page) -> None:
    row = page.locator("li[id^=risorsa-]").first
    row.get_by_role("button").click()
    expect(page.locator("#rate strong")).to_have_text("99,9%")
    page.reload()
    row = page.locator("li[id^=risorsa-]").first
    row.locator("button.btn-primary").click()
    expect(page.locator("#rate strong")).to_have_text("100%")


def replace_links(page: Page) -> None:
    for number in range(DEAD):
        row = page.locator("li[id^=link-]").first
        row.locator("input[name=url]").fill(f"https://nuovo{number}.example.org/")
        row.locator("button.btn-primary").click()
        expect(page.locator("li[id^=link-]")).to_have_count(DEAD - number - 1)


def restock(page: Page) -> None:
    row = page.locator("li[id^=scorta-]")
    row.locator("input[name=change]").fill("100")
    row.locator("button.btn-primary").click()
    expect(page.locator("li[id^=scorta-]")).to_have_count(0)


def answer_the_search(page: Page) -> None:
    page.locator("li[id^=ricerca-] button.btn-primary").click()
    expect(page.locator("input[name=title]")).to_have_value("Patentino muletto")
    page.locator("main form button.btn-primary").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Patentino muletto")
