"""A project sheet through its pages, as a browser without scripts would go through them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from mestieri.engines.codewords import draw
from mestieri.guidance.models import SealedSheet, SheetOpenings
from mestieri.guidance.services.sheets import gate, keeping
from mestieri.guidance.services.sheets.openings import flush_openings
from mestieri.guidance.services.sheets.wrong_codes import WRONG_CODES
from mestieri.kernel.models import AuditEntry, Centre
from mestieri.kernel.roles import Role
from mestieri.library.models import Resource
from mestieri.library.models.resources import ResourceState
from mestieri.reception.services.referrals import make_referral
from tests import factories
from tests.guidance.writing_a_cv import Writer

HERE = "/it/tuscolo/mio-progetto/"
OURS = {"Sec-Fetch-Site": "same-origin"}
SECRET = "imparare a saldare di notte"


@pytest.fixture(autouse=True)
def nobody_was_wrong() -> Iterator[None]:
    WRONG_CODES.forget()
    WRONG_CODES._of_all._moments.clear()
    yield
    WRONG_CODES._of_all._moments.clear()


class Visitor:
    """Somebody with a browser: the fields of the last page, sent again with a button."""

    def __init__(self, client: Client, here: str = HERE) -> None:
        self.client, self.here = client, here
        self.words = ""
        self.page: HttpResponse | None = None

    @property
    def text(self) -> str:
        assert self.page is not None
        return html.unescape(self.page.text)

    def get(self) -> str:
        self.page = self.client.get(self.here)
        return self.text

    def post(self, path: str, data: dict[str, Any]) -> HttpResponse:
        self.page = self.client.post(f"{self.here}{path}", data, headers=OURS)
        assert "no-store" in self.page.headers["Cache-Control"]
        assert not self.page.cookies
        return self.page

    def begin(self) -> Visitor:
        self.post("nuovo/", {})
        self.words = " ".join(re.findall(r"<li>([a-z]+)</li>", self.text)[:4])
        self.post("aperto/", self.fields(do="look"))
        return self

    def open(self, words: str, **more: Any) -> HttpResponse:
        nonce = re.search(r'name="page" value="(\w+)"', self.get())
        assert nonce
        return self.post("apri/", {"words": words, "page": nonce[1], **more})

    def fields(self, **changed: Any) -> dict[str, Any]:
        """Every field of the page as it is, and what somebody changes."""
        found: dict[str, Any] = {}
        for tag in re.findall(r"<input [^>]+>", self.page.text if self.page else ""):
            at = dict(re.findall(r'(\w+)="([^"]*)"', tag))
            if at.get("type") == "checkbox" and " checked" not in tag:
                continue
            if "name" in at and at["name"] not in ("do", "slip"):
                found.setdefault(at["name"], []).append(html.unescape(at.get("value", "")))
        for name, value in re.findall(
            r'<textarea id="\w+" name="(\w+)"[^>]*>\n(.*?)</textarea>', self.page.text, re.DOTALL
        ):
            found[name] = html.unescape(value)
        return {**found, **changed}

    def press(self, do: str, **changed: Any) -> HttpResponse:
        return self.post("aperto/", self.fields(do=do, **changed))

    def lines(self, name: str) -> list[str]:
        return [value for value in self.fields().get(name, []) if value]


@pytest.fixture
def visitor(client: Client, centre: Centre) -> Visitor:
    return Visitor(client)


def test_a_sheet_is_begun_written_left_and_opened_again(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("add:steps", step=["Chiamare la scuola", SECRET], about="So cucire")
    visitor.press("save", step=[*visitor.lines("step"), "Finire il CV", ""], step_done=["1"])
    visitor.press("up:steps:2")
    assert visitor.lines("step") == ["Chiamare la scuola", "Finire il CV", SECRET]
    assert visitor.fields()["step_done"] == ["2"]
    assert visitor.press("finish").status_code == 200
    assert "Saved and closed" in visitor.text or "Salvato e chiuso" in visitor.text

    again = Visitor(visitor.client)
    again.open(visitor.words.upper().replace(" ", "-"))
    assert again.lines("step") == ["Chiamare la scuola", "Finire il CV", SECRET]
    assert again.fields()["about"] == "So cucire"


def test_a_first_cv_begins_with_the_first_goal_and_what_one_says_of_oneself(
    visitor: Visitor,
) -> None:
    visitor.begin()
    visitor.press("save", goal=["Sarta vicino a casa", "Altro"], about="So cucire & rammendare")
    handed = {name: visitor.fields()[name][0] for name in ("pagina", "cerco", "presentazione")}
    record = Writer(visitor.client).begin(**handed).draft.record
    assert record.headline == "Sarta vicino a casa"
    assert "So cucire &amp; rammendare" in record.summary


def test_nobody_reads_it_in_the_database(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("save", step=[SECRET], about=SECRET)
    (row,) = SealedSheet.objects.values()
    kept = repr(row)
    assert SECRET not in kept
    assert not any(word in kept for word in visitor.words.split())
    assert len(bytes(row["sealed"])) % 1024 == 28  # lengths say little: whole kibibytes, and a seal


def test_finished_on_a_shared_computer_no_page_of_before_comes_back(visitor: Visitor) -> None:
    visitor.begin()
    fields = visitor.fields(do="save")
    words = visitor.words
    visitor.press("finish")
    visitor.post("aperto/", fields)
    assert "ticket" not in visitor.text

    visitor.open(words)
    opened_with = visitor.fields()["ticket"]
    nonce = "ab" * 16
    visitor.post("apri/", {"words": words, "page": nonce})
    visitor.press("finish")
    visitor.post("apri/", {"words": words, "page": nonce})  # «back», and «send again»
    assert "ticket" not in visitor.text
    visitor.open(words)
    assert visitor.fields()["ticket"] != opened_with


def test_of_two_pages_the_later_one_is_told_and_loses_nothing(visitor: Visitor) -> None:
    visitor.begin()
    other = Visitor(visitor.client)
    other.open(visitor.words)
    visitor.press("save", step=["Quella di prima"])
    other.press("save", step=["Quella di dopo"])
    assert other.page is not None
    assert other.page.status_code == 409
    assert other.lines("step") == ["Quella di dopo"]
    assert "Quella di prima" in other.text
    other.press("save")
    assert other.page.status_code == 200
    assert other.lines("step") == ["Quella di dopo"]
    visitor.press("save", step=["Ancora la prima"])
    visitor.press("other")
    assert visitor.lines("step") == ["Quella di dopo"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"goal": ["x" * 301]},
        {"about": "x" * 2001},
        {"step": [f"passo {number}" for number in range(41)]},
        {"appointment": ["Rileggere"], "appointment_day": ["domani"]},
        {"appointment": ["Rileggere"], "appointment_day": [""]},
        {"appointment": [""], "appointment_day": ["2026-12-01"]},
        {"resource": ["Sito"], "resource_address": ["javascript:alert(1)"]},
        {"reflection_time": "x" * 2001},
        {"slip": "ZZZZZZ", "do": "slip"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_cannot_be_kept_is_said_and_stays_in_its_field(
    visitor: Visitor, wrong: dict[str, Any]
) -> None:
    visitor.begin()
    do = wrong.get("do", "save")
    fields = {name: value for name, value in wrong.items() if name != "do"}
    visitor.press(do, **{"goal": ["Un lavoro vicino"], **fields})
    assert visitor.page is not None
    assert visitor.page.status_code == 422
    assert 'class="field-error"' in visitor.text
    for name, value in wrong.items():
        if name not in ("do", "slip"):
            shown = visitor.fields()[name]
            expected = value if isinstance(value, str) else [one for one in value if one]
            assert (shown if isinstance(value, str) else [one for one in shown if one]) == expected
    assert "javascript:" not in re.sub(r'value="[^"]*"', "", visitor.text)


def test_a_line_removed_can_be_put_back(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("save", step=["Uno", "Due", "Tre"], step_done=["1"])
    visitor.press("remove:steps:1")
    assert visitor.lines("step") == ["Uno", "Tre"]
    visitor.press("undo")
    assert visitor.lines("step") == ["Uno", "Due", "Tre"]
    assert visitor.fields()["step_done"] == ["1"]
    for removed in ("", "[]", "{", '{"name": "x", "place": 0, "line": {}}', '{"name": "steps"}'):
        visitor.press("undo", removed=removed)
        assert visitor.lines("step") == ["Uno", "Due", "Tre"]


def test_erased_at_once_and_for_good(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("ask:erase")
    visitor.post("aperto/", {"ticket": visitor.fields()["ticket"][0], "do": "erase"})
    assert not SealedSheet.objects.exists()
    assert visitor.open(visitor.words).status_code == 404


def test_with_new_words_the_old_ones_open_nothing(visitor: Visitor) -> None:
    visitor.begin()
    visitor.press("save", step=[SECRET])
    visitor.press("ask:words")
    visitor.post("aperto/", {"ticket": visitor.fields()["ticket"][0], "do": "words"})
    new = " ".join(re.findall(r"<li>([a-z]+)</li>", visitor.text)[:4])
    assert visitor.open(visitor.words).status_code == 404
    visitor.open(new)
    assert visitor.lines("step") == [SECRET]


def test_the_words_are_in_no_address_and_no_page_but_theirs(visitor: Visitor) -> None:
    visitor.begin()
    assert not set(re.findall(r"[a-z]+", visitor.text)) >= set(visitor.words.split())
    answer = visitor.client.get(f"{HERE}apri/?words={visitor.words}")
    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)


def test_words_that_are_no_code_are_told_which_one(visitor: Visitor) -> None:
    assert visitor.open("uno due").status_code == 422
    assert "2" in visitor.text
    words = draw()
    assert visitor.open(" ".join([*words[:3], "zzqqzz"])).status_code == 422
    assert "zzqqzz" in visitor.text


def test_when_the_twenty_minutes_are_over_nothing_typed_is_lost(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    visitor.press("save", ticket="an old one", step=["Scritto tardi"], step_done=["0"])
    assert "Scritto tardi" in visitor.text
    visitor.post("apri/", {**visitor.fields(), "words": "una parola"})
    assert "Scritto tardi" in visitor.text
    visitor.post("apri/", {**visitor.fields(), "words": visitor.words})
    assert visitor.lines("step") == ["Scritto tardi"]
    assert keeping.SealedSheet.objects.get().revision == 2


def test_what_one_takes_away(visitor: Visitor) -> None:
    visitor.begin()
    typed = {"step": [SECRET], "appointment": ["Rileggere"], "appointment_day": ["2026-12-01"]}
    taken = visitor.client.post(
        f"{HERE}aperto/", visitor.fields(do="file:json", **typed), headers=OURS
    )
    assert taken.headers["Content-Disposition"].startswith("attachment")
    calendar = visitor.client.post(
        f"{HERE}aperto/", visitor.fields(do="file:ics", **typed), headers=OURS
    )
    (event,) = Calendar.from_ical(calendar.content).walk("VEVENT")
    assert (event.decoded("dtstart").isoformat(), str(event["summary"])) == (
        "2026-12-01", "Rileggere",
    )  # fmt: skip

    other = Visitor(visitor.client)
    file = SimpleUploadedFile("il-mio-progetto.json", taken.content)
    other.post("nuovo/", {"file": file})
    other.post("aperto/", other.fields(do="look"))
    assert other.lines("step") == [SECRET]
    assert other.lines("appointment_day") == ["2026-12-01"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"\xff\xfe", b"x" * 300_000, b"x" * 400_000, json.dumps({"format": "x"}).encode()],
    ids=len,
)
def test_a_foreign_or_damaged_file_is_refused(visitor: Visitor, content: bytes) -> None:
    answer = visitor.post("nuovo/", {"file": SimpleUploadedFile("a.json", content)})
    assert answer.status_code == 422
    assert not SealedSheet.objects.exists()


def test_a_thing_of_the_site_is_kept_under_its_name(visitor: Visitor, centre: Centre) -> None:
    found: Resource = factories.ResourceFactory(
        centre=centre, title="Diventare saldatrice", state=ResourceState.LIVE
    )
    address = f"/it/tuscolo/documentazione/{found.pk}/"
    assert "Diventare saldatrice" in html.unescape(
        visitor.client.get(HERE, {"tieni": address}).text
    )
    assert "tieni=" in visitor.client.get(address).text
    visitor.begin()
    visitor.open(visitor.words, keep=address)
    assert visitor.lines("resource") == ["Diventare saldatrice"]
    visitor.press(
        "save",
        resource=["", "", ""],
        resource_address=[f"http://testserver{address}", "https://example.org/a", "/nowhere/"],
    )
    assert visitor.lines("resource") == ["Diventare saldatrice", "example.org/a", "/nowhere/"]
    for bad in ("javascript:alert(1)", "//evil.example", "x" * 900):
        assert visitor.client.get(HERE, {"tieni": bad}).status_code == 200


def test_a_slip_says_which_service(visitor: Visitor, centre: Centre) -> None:
    entry = factories.DirectoryEntryFactory(centre=centre, organisation="Scuola serale")
    made = make_referral(centre=centre, destination=entry, language="it")
    visitor.begin()
    visitor.press("slip", slip=made.slip.code)
    assert visitor.lines("referral")[0].startswith("Scuola serale")


def test_at_the_desk_of_an_adviser_for_one_talk(
    visitor: Visitor, as_role: Callable[[Role], Client]
) -> None:
    visitor.begin()
    visitor.press("save", step=["Chiamare la scuola"])
    before = AuditEntry.objects.count()
    desk = as_role(Role.ADVISER)
    words = visitor.words
    opened = desk.post("/banco/tuscolo/progetto/apri/", {"words": words})
    assert "Chiamare la scuola" in html.unescape(opened.text)
    assert "no-store" in opened.headers["Cache-Control"]
    assert "file:pdf" not in opened.text
    talk = Visitor(desk, "/banco/tuscolo/progetto/")
    talk.page = opened
    talk.page = desk.post(
        "/banco/tuscolo/progetto/aperto/", talk.fields(do="finish", step=["Deciso insieme"])
    )
    assert "ticket" not in talk.text
    kept = json.dumps(dict(desk.session.items()))
    assert not any(word in kept for word in [*words.split(), "Deciso"])
    assert AuditEntry.objects.count() == before
    again = Visitor(Client())
    again.open(words)
    assert again.lines("step") == ["Deciso insieme"]


def test_openings_are_counted_and_nothing_else(visitor: Visitor, centre: Centre) -> None:
    visitor.begin()
    visitor.open(visitor.words)
    visitor.open("abete quercia")
    flush_openings()
    assert SheetOpenings.objects.get().times == 2


def test_who_finds_the_door_full_sends_the_same_again(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.begin()
    full = gate.Gate(at_once=1, waiting=0, patience=0.01)
    monkeypatch.setattr(keeping, "DERIVATIONS", full)
    with full.turn():
        answer = visitor.open(visitor.words)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "5")
        fields = visitor.fields()
        assert visitor.post("nuovo/", {}).status_code == 429
    visitor.post("apri/", fields)
    assert "ticket" in visitor.fields()
