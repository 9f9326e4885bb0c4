"""Wrong words find nothing, and slow down nobody else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from mestieri.engines.codewords import draw
from mestieri.guidance.models import SealedSheet
from mestieri.guidance.services.sheets import keeping
from mestieri.guidance.services.sheets.gate import Gate, TooBusy
from mestieri.guidance.services.sheets.keeping import NoSuchSheet, TooManyWrong
from mestieri.guidance.services.sheets.tickets import opening_of, ticket_of
from mestieri.guidance.services.sheets.wrong_codes import (
    MOST_OF_ALL,
    MOST_OF_ONE,
    WRONG_CODES,
    WrongCodes,
    network_of,
)
from mestieri.kernel.models import Centre

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def nobody_was_wrong() -> Iterator[None]:
    WRONG_CODES.forget()
    WRONG_CODES._of_all._moments.clear()
    yield
    WRONG_CODES.forget()
    WRONG_CODES._of_all._moments.clear()


def test_a_thousand_wrong_codes_of_one_visitor_find_nothing_and_cost_fifteen(
    db: None, centre: Centre, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, _opening = keeping.begin()
    worked_on: list[object] = []
    derive = keeping.derive
    monkeypatch.setattr(
        keeping, "derive", lambda *asked: (worked_on.append(asked), derive(*asked))[1]
    )
    refused = {NoSuchSheet: 0, TooManyWrong: 0}
    for _time in range(1000):
        with pytest.raises((NoSuchSheet, TooManyWrong)) as failed:
            keeping.open_by_words(" ".join(draw()), nonce=b"", connection="127.0.0.1")
        refused[failed.type] += 1
    assert refused == {NoSuchSheet: MOST_OF_ONE, TooManyWrong: 1000 - MOST_OF_ONE}
    assert len(worked_on) == MOST_OF_ONE
    address = reverse("project-open", args=["tuscolo"])
    asked = {"words": " ".join(words)}
    assert client.post(address, asked, headers=OURS).status_code == 429
    elsewhere = client.post(address, asked, headers=OURS, REMOTE_ADDR="203.0.113.9")
    assert "ticket" in elsewhere.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_wrong_codes_pour_in_from_everywhere_other_pages_are_answered(
    centre: Centre,
) -> None:
    """Eight at once, each from another address; who reads a page meanwhile does not wait for them.

    At most two of them are kept busy: the rest is told to try again at once.
    """
    until = threading.Event()
    address, page = reverse("project-open", args=["tuscolo"]), reverse("home", args=["tuscolo"])
    seen = {"wrong": 0, "told to wait": 0, "found": 0}
    lock = threading.Lock()

    def pour(number: int) -> None:
        client, place = Client(), 0
        while not until.is_set():
            place += 1
            answer = client.post(
                address, {"words": " ".join(draw())}, headers=OURS,
                REMOTE_ADDR=f"198.51.{number}.{place % 250}",
            )  # fmt: skip
            with lock:
                kind = {404: "wrong", 429: "told to wait"}.get(answer.status_code, "found")
                seen[kind] += 1
        connections.close_all()

    flood = [threading.Thread(target=pour, args=(number,)) for number in range(8)]
    for thread in flood:
        thread.start()
    reader, read = Client(), 0
    try:
        while read < 20:
            assert reader.get(page).status_code == 200
            read += 1
    finally:
        until.set()
        for thread in flood:
            thread.join()
    assert seen["found"] == 0
    assert seen["wrong"] >= 1
    assert seen["told to wait"] > seen["wrong"]  # whoever does not get in costs next to nothing
    assert not SealedSheet.objects.exists()


def test_few_are_inside_and_few_wait() -> None:
    gate = Gate(at_once=1, waiting=1, patience=0.02)
    with gate.turn():
        refused = 0
        for _time in range(3):
            try:
                with gate.turn():
                    raise AssertionError("two are inside")
            except TooBusy:
                refused += 1
        assert refused == 3
    with gate.turn():
        pass


def test_those_who_flood_keep_nobody_out_who_was_never_wrong() -> None:
    codes = WrongCodes()
    for number in range(MOST_OF_ALL + 5):
        codes.note(f"198.51.100.{number}")
    assert not codes.may_try("198.51.100.1")
    assert codes.may_try("203.0.113.9")
    assert not codes.may_try("")  # not known: as whoever was wrong


def test_a_subscriber_is_one_whatever_the_last_half_of_the_address() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2")
    assert network_of("203.0.113.9") != network_of("203.0.113.8")
    assert network_of("canarino") == ""


def test_where_wrong_codes_come_from_is_kept_nowhere_in_clear() -> None:
    codes = WrongCodes()
    codes.note("203.0.113.9")
    before = dict(codes._by_connection)
    assert "203.0.113.9" not in repr(vars(codes))
    codes.forget()
    codes.note("203.0.113.9")
    assert not before.keys() & codes._by_connection.keys()  # another key: nothing to compare


def test_a_ticket_opens_for_twenty_minutes_and_only_as_it_was_made(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    _words, opening = keeping.begin()
    ticket = ticket_of(opening)
    assert opening_of(ticket) == opening
    assert opening.keys.key.hex() not in ticket
    now = time.time()
    for later, opens in ((19 * 60, True), (21 * 60, False), (60 * 60, False)):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert (opening_of(ticket) is not None) is opens
    monkeypatch.undo()
    for bad in ("", "x", ticket[:-2], "A" + ticket[1:], "è", ticket * 9):
        assert opening_of(bad) is None


def test_words_of_another_installation_open_nothing(db: None) -> None:
    words, _opening = keeping.begin()
    keeping.SheetSalt.objects.update(value=b"y" * 32)
    with pytest.raises(NoSuchSheet):
        keeping.open_by_words(" ".join(words), nonce=keeping.new_nonce())


def test_whoever_was_wrong_too_often_is_not_heard(db: None) -> None:
    words, _opening = keeping.begin()
    for _time in range(MOST_OF_ONE):
        WRONG_CODES.note("203.0.113.9")
    with pytest.raises(TooManyWrong):
        keeping.open_by_words(" ".join(words), nonce=keeping.new_nonce(), connection="203.0.113.9")


def test_no_file_of_ours_says_who_opens_what() -> None:
    """The services of the sheets have no logger and no act of the log."""
    folder = Path(keeping.__file__).parent
    text = "".join(path.read_text() for path in folder.glob("*.py"))
    assert "logging" not in text
    assert "audit" not in text
    assert settings.SESSION_ENGINE
