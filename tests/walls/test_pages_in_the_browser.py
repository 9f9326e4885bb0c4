"""Every page in Chromium, once: nothing that axe finds, no error, nothing wider than a phone.

The pages come from the table of addresses and from the links, so that a new one is looked
at by itself. A page that misbehaves in other ways (console errors, other hosts, cookies) is
reported by the watch that every page of the tests carries.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page

from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in, watch
from tests.walls.furnished import (
    banco_paths,
    crawl,
    furnish,
    is_html,
    kind_of_page,
    public_paths,
)
from tests.walls.paths import roles_that_open
from tests.walls.paths import sign_in as sign_in_client

pytestmark = pytest.mark.one_database

#: Lists and forms of the Banco whose address ends so are looked at by the soak.
FORMS = ("-add", "-change", "-remove", "-edit", "-give", "-end", "-pair", "-revoke", "-invite")
PIECES = {
    "reception-day-counter",
    "reception-desk-now",
    "reception-queue-now",
}  # pieces of pages, for htmx


@pytest.fixture
def centre(open_page: Callable[..., Page]) -> Centre:
    """A furnished centre; after `open_page`, which empties the database when it ends."""
    return furnish()


def readable(client: Client, paths: list[str]) -> list[str]:
    """Paths that answer with a page."""
    return [p for p in paths if (r := client.get(p)).status_code == 200 and is_html(r)]


def public(language: str, centre: Centre) -> list[str]:
    pages = crawl(Client(), public_paths(centre))
    return [
        path
        for path, response in pages
        if response.status_code == 200
        and is_html(response)
        and path.startswith((f"/{language}/", f"/tablet/?lang={language}"))
    ]


def once_a_kind(paths: list[str]) -> list[str]:
    """One path of those that show the same page of another thing; filters one at a time."""
    chosen = {kind: path for path in reversed(paths) if len((kind := kind_of_page(path))[2]) < 2}
    return list(reversed(chosen.values()))


def banco(centre: Centre, *, forms: bool) -> tuple[list[str], object]:
    """Pages that a director reads: lists, or forms."""
    director = factories.account_with_role(Role.DIRECTOR, centre)
    client = sign_in_client(Client(), director)
    paths = [
        path
        for name, path in banco_paths(centre).items()
        if name.endswith(FORMS) is forms
        and name not in PIECES
        and Role.DIRECTOR in roles_that_open(name)
    ]
    return readable(client, paths), director


def faults(page: Page, paths: list[str]) -> list[str]:
    """What is wrong on each page, as sentences."""
    wrong = []
    for path in paths:
        page.goto(path)
        for check in (assert_accessible, assert_no_sideways_scroll):
            try:
                check(page)
            except AssertionError as fault:
                wrong.append(str(fault))
        wrong += [f"{path}: {said}" for said in watch(page).verdict()]
        watch(page).complaints.clear()
    return wrong


def test_every_public_page_in_italian(phone: Page, centre: Centre) -> None:
    paths = once_a_kind(public("it", centre))
    assert len(paths) > 15
    wrong = faults(phone, paths)
    assert wrong == [], "\n".join(wrong)


def test_every_list_of_the_banco(phone: Page, centre: Centre) -> None:
    paths, director = banco(centre, forms=False)
    assert len(paths) > 15
    sign_in(phone, director)
    wrong = faults(phone, paths)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.soak
def test_every_public_page_in_english(phone: Page, centre: Centre) -> None:
    wrong = faults(phone, public("en", centre))
    assert wrong == [], "\n".join(wrong)


@pytest.mark.soak
def test_every_form_of_the_banco(phone: Page, centre: Centre) -> None:
    paths, director = banco(centre, forms=True)
    assert len(paths) > 20
    sign_in(phone, director)
    wrong = faults(phone, paths)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.soak
def test_every_page_on_a_desktop(page: Page, centre: Centre) -> None:
    lists, director = banco(centre, forms=False)
    sign_in(page, director)
    wrong = faults(page, [*public("it", centre), *lists])
    assert wrong == [], "\n".join(wrong)
