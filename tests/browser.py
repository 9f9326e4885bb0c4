"""Chromium for the tests: pages that fail when something is not as a public page must be.

`page` (a desktop) and `phone` open Debian's Chromium on the live server of the tests. Every
page is watched: a console error, a refusal by the content security policy, an uncaught
exception, a request to another host, an answer 5xx, or a cookie set by a public address
makes the test fail when it ends. A test that provokes one of these on purpose says so with
`watch(page).expect("part of the complaint")`.

Playwright runs an event loop in the thread of the test; Django would refuse to touch the
database there, though nothing in a test is asynchronous: `DJANGO_ALLOW_ASYNC_UNSAFE` says so.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import connection
from django.dispatch import receiver
from django.test import Client
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright

from mestieri.kernel.middleware import is_staff_address
from mestieri.kernel.models import Account

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

REQUIRED = "MESTIERI_REQUIRE_BROWSER"
DESKTOP = {"viewport": {"width": 1280, "height": 800}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIXTURES = {"page", "phone", "open_page"}
SECONDS_TO_WAIT = 15
expect.set_options(timeout=SECONDS_TO_WAIT * 1000)  # a busy machine is not a broken page

WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Asked besides the law: headings in order, landmarks, one main, one h1.
GOOD_HABITS = [
    "heading-order",
    "landmark-one-main",
    "landmark-unique",
    "page-has-heading-one",
    "region",
    "target-size",
]


def find_chromium() -> str | None:
    """Path of the browser, or None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def chromium_or_skip() -> str:
    """Path of the browser; without it the test is skipped, or fails where one is required."""
    path = find_chromium()
    if path is not None:
        return path
    sentence = "Chromium is not installed: `make install-browser` installs it where it can."
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{sentence} {REQUIRED}=1 does not allow going without.", pytrace=False)
    pytest.skip(sentence)


@dataclass
class Watch:
    """What one page did that it must not do.

    Attributes:
        host: host and port of the live server, the only one that may be asked.
        complaints: sentences, in the order in which things happened.
        expected: parts of complaints that the test provokes on purpose.
        answers: responses to documents and fetches, whose cookies are checked at the end.
    """

    host: str
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def expect(self, part: str) -> None:
        """Say that a complaint with this part is what the test wants to see."""
        self.expected.append(part)

    def attach(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught exception: {error}"))
        page.on("request", lambda request: self._request(request.url))
        page.on("response", self._response)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            where = message.location.get("url", "")
            self.complaints.append(f"console error: {message.text} ({where})")

    def _request(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme in {"data", "blob", "about"}:
            return
        if parts.netloc != self.host:
            self.complaints.append(f"request to another host: {address}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"answer {response.status}: {response.url}")
        if response.request.resource_type in {"document", "fetch", "xhr"}:
            self.answers.append(response)

    def _cookies_on_public_addresses(self) -> list[str]:
        return [
            f"cookie on a public page: {answer.url}"
            for answer in self.answers
            if urlsplit(answer.url).netloc == self.host
            and not is_staff_address(urlsplit(answer.url).path)
            and answer.header_value("set-cookie")
        ]

    def verdict(self) -> list[str]:
        """Complaints that the test did not expect."""
        everything = self.complaints + self._cookies_on_public_addresses()
        return [
            complaint
            for complaint in everything
            if not any(part in complaint for part in self.expected)
        ]


_watches: dict[Page, Watch] = {}


def watch(page: Page) -> Watch:
    """The watch kept on a page made by the fixtures below."""
    return _watches[page]


#: Threads of the live server that are answering somebody.
_answering: set[int] = set()


@receiver(request_started)
def _begins(**_signal: Any) -> None:
    if threading.current_thread() is not threading.main_thread():
        _answering.add(threading.get_ident())


@receiver(request_finished)
def _ends(**_signal: Any) -> None:
    _answering.discard(threading.get_ident())


def wait_until_all_is_answered() -> None:
    """A page that was closed may have asked something at the last moment.

    Its thread still holds rows that the end of the test empties: on PostgreSQL each would wait
    for the other.
    """
    latest = time.monotonic() + SECONDS_TO_WAIT
    while _answering and time.monotonic() < latest:
        time.sleep(0.01)


@pytest.fixture(scope="session")
def browser(django_db_setup: None) -> Iterator[Browser]:
    """Chromium, started once for a run."""
    path = chromium_or_skip()
    migrated = getattr(connection, "_test_serialized_contents", "")
    with sync_playwright() as playwright:
        # From here on a loop runs in this thread, and Django keeps another connection for it,
        # which must know the migrated rows that `serialized_rollback` puts back.
        connection._test_serialized_contents = migrated
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(
    browser: Browser, live_server: Any, django_db_serialized_rollback: None
) -> Iterator[Callable[..., Page]]:
    """Make watched pages with options of a browser context, each with cookies of its own.

    Relative addresses are those of the live server: `page.goto("/it/")`.
    """
    made: list[Page] = []

    def make(**options: Any) -> Page:
        options = {**DESKTOP, "locale": "it-IT", "timezone_id": "Europe/Rome", **options}
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(SECONDS_TO_WAIT * 1000)
        page = context.new_page()
        _watches[page] = Watch(urlsplit(live_server.url).netloc)
        _watches[page].attach(page)
        made.append(page)
        return page

    yield make
    complaints = []
    for page in made:
        complaints += _watches.pop(page).verdict()
        page.context.close()
    wait_until_all_is_answered()
    assert not complaints, "The page did what no page may do:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A desktop, 1280 × 800, in Italian."""
    return open_page()


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """A telephone, 390 × 844, touched with a finger, in Italian."""
    return open_page(**PHONE)


def sign_in(page: Page, account: Account) -> None:
    """Sign an account in on a page, without the login page."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session,
                "url": f"http://{watch(page).host}",
                "httpOnly": True,
            }
        ]
    )


def assert_accessible(page: Page) -> None:
    """Fail with readable sentences on what axe finds against WCAG 2.2 AA.

    The script enters by the debugging protocol, so the page keeps its own strict policy.
    """
    rules = {name: {"enabled": True} for name in GOOD_HABITS}
    options = {"runOnly": {"type": "tag", "values": [*WCAG_2_2_AA, "best-practice"]}}
    found = Axe().run(page, options={**options, "rules": rules}).response["violations"]
    wrong = [
        violation
        for violation in found
        if violation["id"] in GOOD_HABITS or not {"best-practice"} & set(violation["tags"])
    ]
    assert not wrong, f"{page.url} is not accessible:\n" + "\n".join(map(_sentence, wrong))


def _sentence(violation: dict[str, Any]) -> str:
    where = "\n".join(
        f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}"
        for node in violation["nodes"][:5]
    )
    return f"  {violation['id']} ({violation['impact']}): {violation['help']}\n{where}"


def assert_no_sideways_scroll(page: Page) -> None:
    """Fail when the page is wider than its window (WCAG 1.4.10)."""
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px."
