"""What every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from mestieri.kernel import counting
from mestieri.kernel.models import Account, Centre
from mestieri.kernel.roles import Role
from tests import factories
from tests.browser import FIXTURES, browser, open_page, page, phone
from tests.database import prepare_database

__all__ = ["browser", "open_page", "page", "phone"]


ENGINES = Path(__file__).resolve().parent / "engines"
#: Tests that look at one thing that takes minutes to make: one worker does them all.
TOGETHER = {"tests/walls/test_canary.py"}
#: What a test leans on when it waits for something that runs beside it.
BESIDE = FIXTURES | {"transactional_db", "live_server"}


class Together(LoadScopeScheduling):
    """Gives each worker a test at a time, save those of `TOGETHER`.

    The marks of groups that xdist 3.8 reads do not reach it from pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return module if module in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that drive Chromium; ask once what is the same beside either database.

    In CI, where nobody can look, a test that waits for a browser or for another thread is asked
    once more when it fails, and the run names it: docs/decisions/2026-11-23-asked-once-more.md.
    """
    for item in items:
        if os.environ.get("CI") and BESIDE & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if item.path.is_relative_to(ENGINES):  # engines know no database, by contract
            item.add_marker(pytest.mark.one_database)
    if os.environ.get("MESTIERI_TEST_DATABASE") == "postgresql":
        asked_once = [item for item in items if item.get_closest_marker("one_database")]
        config.hook.pytest_deselected(items=asked_once)
        items[:] = [item for item in items if not item.get_closest_marker("one_database")]


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django finds the database that `prepare_database` made, and throws nothing away."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Copy a migrated database before the first test, close it after the last."""
    with django_db_blocker.unblock():
        prepare_database()
        yield
        connections.close_all()


@pytest.fixture(autouse=True)
def index_of_its_own(settings: Settings, tmp_path: Path) -> None:
    """Each test builds its own search index, so that none finds what another one kept."""
    settings.INDEX_FOLDER = tmp_path / "index"


@pytest.fixture(autouse=True)
def memory_of_its_own(settings: Settings) -> None:
    """What another test counted, tried or was told in another language is not this test's."""
    translation.activate(settings.LANGUAGE_CODE)
    cache.clear()
    for buffer in counting.buffers:
        buffer.forget()


@pytest.fixture(autouse=True)
def files_handed_out_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close the files of answers nobody read to the end, as a server does.

    `response.close()` would also say that the request is over, and drop the test's connection.
    """
    handed_out: list[HttpResponseBase] = []
    ask = Client.request

    def ask_and_remember(client: Client, **request: object) -> HttpResponseBase:
        response = ask(client, **request)
        if response.streaming:
            handed_out.append(response)
        return response

    monkeypatch.setattr(Client, "request", ask_and_remember)
    yield
    for response in handed_out:
        for close_file in response._resource_closers:
            close_file()


@pytest.fixture
def centre(db: None) -> Centre:
    """An open centre."""
    return factories.CentreFactory(slug="tuscolo", name="Tuscolo")


@pytest.fixture
def other_centre(db: None) -> Centre:
    """Another open centre of the same installation, strictly apart."""
    return factories.CentreFactory(slug="lanterna", name="Lanterna")


@pytest.fixture
def signed_in(client: Client) -> Callable[[Account], Client]:
    """Sign an account in, without the login page."""

    def sign_in(account: Account) -> Client:
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


@pytest.fixture
def as_role(centre: Centre, signed_in: Callable[[Account], Client]) -> Callable[[Role], Client]:
    """A client signed in with one role in `centre`."""
    return lambda role: signed_in(factories.account_with_role(role, centre))
