"""The watch kept on every page of the browser tests sees what it must see."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from mestieri.kernel.models import Account
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch


@pytest.fixture(autouse=True)
def misbehaving_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.e2e.misbehaving_urls"


def test_a_good_page_gives_no_complaint(page: Page) -> None:
    page.goto("/good/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Benvenuta, benvenuto")
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    assert watch(page).verdict() == []


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("/inline-script/", "Content Security Policy"),
        ("/other-host/", "elsewhere.invalid"),
        ("/broken/", "answer 500"),
        ("/cookie/", "cookie on a public page"),
    ],
)
def test_a_page_that_misbehaves_is_reported(page: Page, address: str, complaint: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert any(complaint in said for said in watch(page).verdict())
    watch(page).expect("")


def test_what_a_screen_reader_cannot_say_is_reported(page: Page) -> None:
    page.goto("/unreadable/")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible(page)
    watch(page).expect("Content Security Policy")


def test_a_page_wider_than_a_phone_is_reported(phone: Page) -> None:
    phone.goto("/wide/")
    with pytest.raises(AssertionError, match="px wide"):
        assert_no_sideways_scroll(phone)


def test_who_signs_in_has_a_cookie_for_the_desk_and_each_page_its_own(
    page: Page, phone: Page
) -> None:
    account: Account = factories.AccountFactory()
    sign_in(page, account)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["mestieri_staff"]
    assert phone.context.cookies() == []
