"""Every page is strict: no cookie at the door, nothing written inline, nothing from elsewhere."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from mestieri.kernel.models import Centre
from mestieri.kernel.vocabulary import CentreStatus
from tests.walls.addresses import every_address
from tests.walls.furnished import (
    banco_paths,
    crawl,
    furnish,
    is_html,
    keeper_of_everything,
    public_paths,
)
from tests.walls.page_checks import Document, faults_of, header_faults
from tests.walls.paths import sign_in
from tests.walls.test_addresses import SIGNING_IN

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]  # a page is the same text

GOOD = (
    '<!DOCTYPE html><html lang="it" dir="ltr"><head><title>Prova</title></head>'
    "<body><main><h1>Prova</h1>{}</main></body></html>"
)
WRONG = {
    "<script>alert(1)</script>": "written in the page",
    "<style>p{}</style>": "written in the page",
    '<p style="color:red">x</p>': "has style",
    '<button type="button" onclick="x()">x</button>': "has onclick",
    '<a href="javascript:x()">x</a>': "javascript:",
    '<img src="https://elsewhere.example/eye.png" alt="">': "asks https://elsewhere.example",
    '<img src="//elsewhere.example/eye.png" alt="">': "asks //elsewhere.example",
    '<form action="https://elsewhere.example/"></form>': "asks https://elsewhere.example",
    '<img src="/a.png">': "has no alt",
    "<h1>Un altro</h1>": "the page has 2 <h1>",
    '<p id="a">x</p><p id="a">y</p>': "used 2 times",
    '<label for="nowhere">x</label>': "names «nowhere» in for",
    '<p aria-describedby="nowhere">x</p>': "names «nowhere» in aria-describedby",
    '<a href="#nowhere">x</a>': "names «nowhere» in href",
    "<p><div>x</div></p>": "stands in a <p>",
    "<ul><p>x</p></ul>": "stands in <ul>",
    "<li>x</li>": "stands in <main>",
    '<a href="/"><button type="button">x</button></a>': "stands in a link or a button",
    "<form><form></form></form>": "stands in another form",
    "<p>x": "closes <p>",
    "<b><i>x</b></i>": "closes <i>",
    '<p class="a" class="b">x</p>': "has class twice",
}


#: Ends of addresses that answer with a piece of a page, for htmx.
FRAGMENTS = ("/conta/oggi/", "/adesso/")


def report(path: str, response: HttpResponse, *, public: bool) -> list[str]:
    wrong = header_faults(response, public=public)
    if is_html(response):
        is_piece = path.endswith(FRAGMENTS)
        wrong += faults_of(GOOD.format(response.text) if is_piece else response.text)
    return [f"{path} ({response.status_code}): {fault}" for fault in wrong]


def test_every_public_page_is_strict(client: Client) -> None:
    centre = furnish()
    wrong, seen = [], {}
    for path, response in crawl(client, public_paths(centre)):
        seen[path] = response.status_code
        wrong += report(path, response, public=True)
    assert wrong == [], "\n".join(wrong)
    assert not client.cookies
    assert set(seen.values()) <= {200, 301, 302, 404, 405}
    read = [path for path, status in seen.items() if status == 200]
    assert "/it/pagine/tuscolo/chi-siamo/" in read  # known only by the links
    assert len(read) > 40


@pytest.mark.parametrize("status", [CentreStatus.SUSPENDED, CentreStatus.PLANNED])
def test_the_pages_of_a_centre_that_is_not_open_are_strict(
    client: Client, centre: Centre, status: CentreStatus
) -> None:
    centre.status, centre.notice = status, "Torneremo."
    centre.save()
    pages = crawl(client, public_paths(centre))
    wrong = [fault for path, page in pages for fault in report(path, page, public=True)]
    assert wrong == [], "\n".join(wrong)


def test_every_page_of_what_goes_wrong_is_strict(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.walls.breaking_urls"
    client.raise_request_exception = False
    for path, status in {
        "/breaks/400/": 400,
        "/breaks/403/": 403,
        "/breaks/500/": 500,
        "/it/nessuno/": 404,
        "/en/nessuno/": 404,
    }.items():
        response = client.get(path)
        assert response.status_code == status
        assert report(path, response, public=True) == []


def test_every_page_of_the_banco_is_strict(client: Client) -> None:
    """As somebody reads it who has every role; then with every form sent empty."""
    centre = furnish()
    client = sign_in(client, keeper_of_everything(centre))
    wrong, forms, seen = [], [], 0
    for path in banco_paths(centre).values():
        page = client.get(path)
        wrong += report(path, page, public=False)
        if page.status_code == 200 and is_html(page):
            seen += 1
            if any(f.attributes.get("method") == "post" for f in Document(page.text).all("form")):
                forms.append(path)
    for path in forms:
        wrong += report(f"POST {path}", client.post(path), public=False)
    assert wrong == [], "\n".join(wrong)
    assert seen > 50
    assert len(forms) > 20


def test_every_page_of_signing_in_is_strict(client: Client) -> None:
    pages = {
        address.sample: client.get(address.sample)
        for address in every_address()
        if address.name in SIGNING_IN and address.sample.startswith("/banco/")
    }
    wrong = [fault for path, page in pages.items() for fault in report(path, page, public=False)]
    assert wrong == [], "\n".join(wrong)
    assert sum(page.status_code == 200 for page in pages.values()) >= 6


def test_a_good_page_has_nothing_wrong() -> None:
    assert faults_of(GOOD.format("<ul><li>Uno</li></ul><br>")) == []


@pytest.mark.parametrize(("body", "fault"), WRONG.items())
def test_what_is_wrong_in_a_page_is_found(body: str, fault: str) -> None:
    assert any(fault in said for said in faults_of(GOOD.format(body))), faults_of(GOOD.format(body))


def test_a_page_without_language_or_direction_is_found() -> None:
    found = faults_of(GOOD.format("").replace(' lang="it" dir="ltr"', ""))
    assert found == ["<html> has no lang", "<html> has no dir"]


def test_a_cookie_and_a_loose_policy_are_found() -> None:
    response = HttpResponse("")
    response.set_cookie("memory", "of you")
    response.headers["Content-Security-Policy"] = "script-src 'self' 'unsafe-inline'"
    found = " ".join(header_faults(response, public=True))
    assert "cookies" in found
    assert "allows 'unsafe-inline'" in found
