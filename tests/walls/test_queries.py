"""No GET writes, and no page asks more of the database because there is more to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mestieri.kernel.models import Centre
from mestieri.library.services import searches
from mestieri.www.finding import the_index
from tests.walls.furnished import (
    banco_paths,
    crawl,
    furnish,
    furnish_more,
    keeper_of_everything,
    public_paths,
)
from tests.walls.paths import EVERYBODYS, path_of, sign_in

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "CREATE", "DROP", "ALTER")
CEREMONY = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")

#: The most queries of a page; those that are not named here may ask FEW.
FEW = 8
MOST_QUERIES = {
    # The calendar: who is on duty to ask; the month composed beside what was asked most.
    "event": 10,
    "agenda-compose": 16,
    "agenda-event": 12,
    "agenda-welcome": 10,
    # A CV with its families, its values, and what the indexes and families of the group are.
    "talents-sort": 9,
    # Lists and sheets of the library: ten at any number of records.
    "address-list": 10,
    "catalogue": 10,
    "directory": 10,
    "directory-entry": 10,
    "library-entries": 10,
    "library-entry": 12,  # its hours, closures, words and history
    "library-entry-change": 10,
    "library-opportunity-change": 10,
    "library-work": 13,  # eight reasons for work in one list
    "occupation": 14,  # who is on duty to ask, and what there is on the trade
    "proposal": 11,
    "resource": 12,  # its places, words, trades, who is on duty to ask
    # Companies: everything that hangs on one, everything that is owed.
    "demand-call-now": 12,
    "demand-calls": 12,
    "demand-campaign": 14,
    "demand-campaign-add": 10,
    "demand-campaign-change": 10,
    "demand-campaign-pdf": 10,
    "demand-company": 19,
    "demand-message": 10,
    "demand-mine": 12,
    "demand-paper": 10,
    "demand-presenting": 16,  # the bank says who they are and what may be shown
    "demand-request-log": 14,
    "demand-shortlist-send": 16,  # who said yes, to whom one may write, by what title
    "demand-request": 16,  # families and indexes of the CV bank, its log
    "demand-request-add": 12,
    "demand-request-change": 12,
    "demand-request-check": 18,  # companies that it may be
    "demand-request-pdf": 14,
    "employer-ask": 10,
    "demand-script": 10,
    "demand-words": 10,
    # Each figure of the day is one question.
    "banco-centre": 23,  # what one owes to companies is five
    "board": 11,  # the queue, the desks, the talks of four weeks
    "board-now": 11,
    "editorial": 14,  # Wagtail: site, page, its own and the centre's root, its translations
    "find": 24,  # each room says what it is today of what was found; who is at the desks
    "home": 13,  # the day, who is on duty, what is tried out
    "kernel-intake-duplicates": 10,  # both sides of each pair
    "kernel-space": 9,
    "purpose": 13,  # and what one can do alone for it
    "kernel-notices": 10,  # of each rule, its rows and which are still due
    "kernel-retention": 15,  # however many rules; what is overdue; who waits to be told
    "reception-advice": 9,
    "reception-advice-desk": 12,  # the queue as a desk sees it
    "reception-afar-answer": 14,  # topics, documents and services to answer with
    "reception-desk-now": 12,
    "reception-desk-open": 9,
    "reception-figures": 12,
    "reception-figures-csv": 12,
    "reception-figures-pdf": 12,
    "reception-queue": 13,  # who waits where, who is at a desk, in which languages
    "reception-queue-now": 13,
    "reception-refer-to": 9,
    "reception-session": 13,  # topics, documents and services to answer with
}


@pytest.fixture(autouse=True)
def nothing_counted_by_other_tests() -> None:
    """Counts wait in the memory of the process, with centres that are there no more."""
    for buffer in (searches._tallies, searches._phrases):
        buffer._counts.clear()


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements that run meanwhile, transactions' own left out."""
    found: list[str] = []
    connection.queries_log.clear()  # it holds 9,000, and complains when it is full
    with CaptureQueriesContext(connection) as captured:
        yield found
    statements = (query["sql"].lstrip(" (") for query in captured.captured_queries)
    found += [said for said in statements if not said.upper().startswith(CEREMONY)]


def writes(statements: list[str]) -> list[str]:
    return [said for said in statements if said.upper().startswith(WRITES)]


def cost_of(client: Client, path: str) -> int:
    with queries() as asked:
        client.get(path)
    return len(asked)


def costs(client: Client, paths: dict[str, str]) -> dict[str, int]:
    """What each page asks, once everything that is kept in memory is there."""
    for path in paths.values():
        client.get(path)
    return {name: cost_of(client, path) for name, path in paths.items()}


def paths_of(centre: Centre) -> dict[str, str]:
    """Every page to read, public and of the Banco, by the name of its address."""
    public = {name: path_of(name, centre) for name in EVERYBODYS}
    public["find"] += "?q=saldatore"
    return {**public, "editorial": f"/it/pagine/{centre.slug}/chi-siamo/", **banco_paths(centre)}


def test_reading_the_public_site_writes_nothing(client: Client) -> None:
    centre = furnish()
    the_index().catch_up()
    wrong, seen = [], 0
    pages = crawl(client, public_paths(centre))
    while True:
        with queries() as asked:
            path, _response = next(pages, ("", None))
        if not path:
            break
        seen += 1
        wrong += [f"{path}: {said}" for said in writes(asked)]
    assert wrong == [], "\n".join(wrong)
    assert seen > 40


def test_what_a_search_counts_is_written_later_and_then_it_is(client: Client) -> None:
    """The eyes of the test above see a write."""
    centre = furnish()
    searches.flush_searches()
    client.get(path_of("find", centre) + "?q=saldatore")
    with queries() as asked:
        searches.flush_searches()
    assert writes(asked)


def test_reading_the_banco_writes_nothing(client: Client) -> None:
    centre = furnish()
    client = sign_in(client, keeper_of_everything(centre))
    wrong = []
    for name, path in banco_paths(centre).items():
        with queries() as asked:
            client.get(path)
        wrong += [f"{name}: {said}" for said in writes(asked)]
    assert wrong == [], "\n".join(wrong)


def test_no_page_asks_more_than_its_bound_nor_more_because_there_is_more(client: Client) -> None:
    """Every page with two of each thing, then the same page with six."""
    centre = furnish()
    client = sign_in(client, keeper_of_everything(centre))
    paths = paths_of(centre)
    few = costs(client, paths)
    for _time in range(4):
        furnish_more(centre)
    the_index().catch_up()
    many = costs(client, paths)
    grown = [f"{name}: {few[name]} → {many[name]}" for name in paths if many[name] > few[name]]
    over = [f"{n}: {cost}" for n, cost in few.items() if cost > MOST_QUERIES.get(n, FEW)]
    assert grown == [], "\n".join(grown)
    assert over == [], "\n".join(over)
    assert set(MOST_QUERIES) <= set(paths)


def test_a_query_a_row_is_seen(client: Client) -> None:
    """The eyes of the test above: hours read site by site cost more when there are more sites."""
    centre = furnish()

    def read_badly() -> int:
        with queries() as asked:
            for site in centre.sites.all():
                list(site.opening_hours.all())
        return len(asked)

    few = read_badly()
    furnish_more(centre)
    assert read_badly() > few
