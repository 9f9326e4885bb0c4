"""A link is looked at politely, and internal doors are never knocked at."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from mestieri.engines.links import Outcome, look_at, names_internal_place
from mestieri.engines.links.places import Refused, addresses_of, is_public, place_of
from tests.engines.links.server import serving

AGENT = "Mestieri (+https://example.org)"


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list]]:
    with serving() as made:
        yield made


def look(server, path: str, **more: object):
    return look_at(server[0] + path, agent=AGENT, internal_hosts={"127.0.0.1"}, **more)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/200", Outcome.OK),
        ("/for-now", Outcome.OK),
        ("/only-get", Outcome.OK),
        ("/403", Outcome.OK),
        ("/429", Outcome.OK),
        ("/moved", Outcome.MOVED),
        ("/404", Outcome.FAILED),
        ("/410", Outcome.FAILED),
        ("/500", Outcome.FAILED),
        ("/round", Outcome.FAILED),
        ("/elsewhere", Outcome.REFUSED),
    ],
)
def test_what_a_page_answers_becomes_an_outcome(server, path, outcome) -> None:
    assert look(server, path).outcome is outcome


def test_where_a_page_has_moved_to_is_told(server) -> None:
    assert look(server, "/moved").url == f"{server[0]}/200"


def test_who_asks_says_so_and_asks_for_little(server) -> None:
    look(server, "/204?once=1")
    assert [a for a in server[1] if a[1] == "/204?once=1"] == [("HEAD", "/204?once=1", AGENT)]


def test_an_answer_without_end_is_left_after_a_little(server) -> None:
    assert look(server, "/endless").outcome is Outcome.OK


def test_who_speaks_slowly_is_hung_up_on(server) -> None:
    began = time.monotonic()
    seen = look(server, "/slow", seconds=0.4)
    assert (seen.outcome, seen.detail) == (Outcome.FAILED, "too slow")
    assert time.monotonic() - began < 5


def test_a_redirect_to_an_internal_door_is_not_followed(server) -> None:
    """This server may be asked; what it points to may not."""
    seen = look(server, "/inwards")
    assert seen.outcome is Outcome.REFUSED
    assert "169.254.169.254" in seen.url


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.8/",
        "http://192.168.1.1:8080/admin",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://224.0.0.1/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://user:password@example.org/",
        "http://",
        "http://[bad/",
        "http://example.org:99999/",
    ],
)
def test_internal_doors_and_what_is_no_web_are_refused(url: str) -> None:
    assert look_at(url, agent=AGENT).outcome is Outcome.REFUSED


def test_the_name_is_asked_once_and_its_number_is_what_one_connects_to() -> None:
    place = place_of("http://localhost:8123/a b?c=d", internal_hosts={"localhost"})
    assert place.address in {"127.0.0.1", "::1"}
    assert (place.host_header, place.target) == ("localhost:8123", "/a%20b?c=d")
    with pytest.raises(Refused):
        addresses_of("localhost", 80)


def test_numbers_of_the_internet_are_public() -> None:
    assert is_public("93.184.216.34")
    assert is_public("2606:2800:220:1::1")
    assert not is_public("fe80::1%eth0")


def test_nobody_at_the_other_end_is_a_failure_with_a_reason() -> None:
    with serving() as (address, _asked):
        gone = address
    seen = look_at(gone, agent=AGENT, internal_hosts={"127.0.0.1"})
    assert (seen.outcome, seen.detail) == (Outcome.FAILED, "nobody answers")


@pytest.mark.parametrize(
    ("url", "is_internal"),
    [
        ("http://127.1/", True),
        ("http://2130706433/", True),
        ("http://[::1]/", True),
        ("http://169.254.169.254/", True),
        ("http://intranet/", True),
        ("http://stampante.local/", True),
        ("http://localhost:8000/", True),
        ("https://www.example.org/", False),
        ("https://93.184.215.14/", False),
        ("", False),
    ],
)
def test_an_internal_place_is_known_by_its_name_alone(url: str, is_internal: bool) -> None:
    assert names_internal_place(url) is is_internal
