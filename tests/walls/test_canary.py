"""The canary: what anybody types at the door is nowhere when the door is shut.

A real server, on a new folder and a new database; every field of every form, every
parameter, the headers that browsers send: each gets a word of its own. Then the server is
stopped, and the words are looked for in every file, in what was said, in the database.
Words searched in five different half hours are kept on purpose
(docs/decisions/2026-11-23-search-words.md):
each canary is typed once.
"""

from __future__ import annotations

import re
import sqlite3
import subprocess
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from mestieri.kernel.encryption import keys
from tests.postgres import find_binaries
from tests.walls.canary_cv import write_a_cv
from tests.walls.canary_day import (
    CENTRE,
    Installation,
    add_parameters,
    ask_questions,
    fill_in,
    new_installation,
    say_how_it_went,
    served,
    tap,
    visit,
)
from tests.walls.canary_project import in_a_row, keep_a_project

#: What is closed, anywhere in a dump.
CLOSED = re.compile(r"\b[0-9a-f]{8}:gAAAA[\w-]+={0,2}", re.ASCII)
CANARY = re.compile(rb"canarino\d{5}[0-9a-f]{12}|piantato[0-9a-f]{16}")

# What one does at the door --------------------------------------------------------------


@pytest.fixture(scope="module")
def after_a_day(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: object
) -> Installation:
    """An installation where everything has been typed everywhere, then stopped."""
    house = new_installation(tmp_path_factory.mktemp("canary"))
    with served(house):
        forms = visit(house)
        read = list(house.answers)
        for path, form, document in forms:
            fill_in(house, path, form, document)
        add_parameters(house, read)
        ask_questions(house)
        say_how_it_went(house)
        write_a_cv(house)
        house.good_taps = tap(house)  # type: ignore[attr-defined]
        house.words_of_a_project = keep_a_project(house)  # type: ignore[attr-defined]
        house.forms = forms  # type: ignore[attr-defined]
    return house


# What is left ---------------------------------------------------------------------------


def everything_kept(house: Installation) -> dict[str, bytes]:
    """Every file of the folder, what the server said, the database as text."""
    left = {
        str(path.relative_to(house.folder)): path.read_bytes()
        for path in house.folder.rglob("*")
        if path.is_file() and "static" not in path.relative_to(house.folder).parts
    }
    left["what the server said"] = house.said.read_bytes()
    left["the database, row by row"] = dump(house)
    return left


def dump(house: Installation) -> bytes:
    if house.address:
        parts = urlsplit(house.address)
        return subprocess.run(
            [find_binaries() / "pg_dump", "--host", unquote(parts.hostname or ""), "--username",
             "mestieri", "--dbname", parts.path.lstrip("/")],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
    database = sqlite3.connect(house.folder / "mestieri.sqlite3")
    try:
        return "\n".join(database.iterdump()).encode()
    finally:
        database.close()


def where_found(words: dict[str, str], left: dict[str, bytes]) -> list[str]:
    """Words that are somewhere, whatever their case."""
    return [
        f"what was typed in {words[word]} is in {name}"
        for name, content in left.items()
        for word in sorted(planted_in(content) & words.keys())
    ]


def planted_in(content: bytes) -> set[str]:
    """The canaries that are in a file: each is a word and twelve or sixteen hexadecimal signs."""
    return {found.decode() for found in CANARY.findall(content.lower())}


def is_handed_over(where: str) -> bool:
    """Whether a word was written to the centre on purpose: a question that is answered, a seat."""
    if where.startswith("nickname of the form of ") and "/calendario/" in where:
        return True
    return where.startswith("text of the form of ") and where.endswith("/domanda/")


def test_nothing_that_was_typed_is_kept_anywhere(after_a_day: Installation) -> None:
    typed = after_a_day.canaries.typed
    words = {word: where for word, where in typed.items() if not is_handed_over(where)}
    found = where_found(words, everything_kept(after_a_day))
    assert found == [], "\n".join(found[:40])


def opened(house: Installation, dumped: str) -> str:
    """Everything closed in a dump, as the keys of the installation open it."""
    ring = keys.ring_in(house.folder / keys.FILE)
    return "\n".join(ring.open(sealed).decode() for sealed in CLOSED.findall(dumped))


def test_a_question_from_afar_is_kept_closed_and_nowhere_else(
    after_a_day: Installation,
) -> None:
    typed = after_a_day.canaries.typed
    words = {word: where for word, where in typed.items() if is_handed_over(where)}
    left = everything_kept(after_a_day)
    assert where_found(words, left) == []  # the database says nothing to who has no keys
    told = opened(after_a_day, left["the database, row by row"].decode())
    assert any(word in told for word in words)
    others = {word: where for word, where in typed.items() if not is_handed_over(where)}
    assert where_found(others, {"closed columns": told.encode()}) == []


def test_of_a_project_sheet_neither_its_words_nor_what_it_says_is_anywhere(
    after_a_day: Installation,
) -> None:
    left = everything_kept(after_a_day)
    for words in after_a_day.words_of_a_project:  # type: ignore[attr-defined]
        found = [name for name, content in left.items() if in_a_row(words).search(content)]
        assert found == []
    assert after_a_day.one_number("SELECT count(*) FROM guidance_sealedsheet") >= 1
    openings = "SELECT sum(times) FROM guidance_sheetopenings"
    assert after_a_day.one_number(openings) >= 2


def test_everything_was_really_typed(after_a_day: Installation) -> None:
    house = after_a_day
    assert len(house.canaries.typed) > 500
    assert {form.attributes.get("method") for _path, form, _page in house.forms} == {"get", "post"}  # type: ignore[attr-defined]
    wrong = {path: status for path, status in house.answers.items() if status >= 500}
    assert wrong == {}
    assert house.answers[f"/it/{CENTRE}/"] == 200
    on_a_cv = [where for where in house.canaries.typed.values() if "of a CV" in where]
    assert len({where.partition(" ")[0] for where in on_a_cv}) > 20  # every field of the writer


def test_the_counts_were_written_when_the_server_stopped(after_a_day: Installation) -> None:
    """So the searches did reach the database, without their words."""
    house = after_a_day
    asked = "SELECT sum(searches) FROM library_searchtally WHERE language = 'en'"
    assert house.one_number(asked) > 5
    assert house.one_number("SELECT count(*) FROM library_searchphrase WHERE words = ''") > 5
    from_furnishing = 8  # one a need, twice
    assert house.one_number("SELECT count(*) FROM reception_visit WHERE sheet_id IS NULL") == (
        from_furnishing + house.good_taps  # type: ignore[attr-defined]
    )


ANSWERED = "SELECT sum(times) FROM guidance_completion WHERE kind = 'questionnaire'"
ANSWER_BY_CHANCE = """() => Array.from(document.querySelectorAll("[data-question]"), question => {
    const inputs = question.querySelectorAll("input");
    const input = inputs[Math.floor(Math.random() * inputs.length)];
    input.click();
    return input.value;
})"""


def answer_a_questionnaire(house: Installation, page: Page) -> list[str]:
    """Answer by chance, see the result, come back with its link, say that one has finished."""
    page.goto(f"http://127.0.0.1:{house.port}/it/{CENTRE}/questionari/interessi/")
    answers = page.evaluate(ANSWER_BY_CHANCE)
    page.locator("[data-see]").click()
    page.locator("[data-take]").click()
    link = page.locator("[data-link]").input_value()
    assert link.endswith("".join(answers))
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("[data-result]")).to_be_visible()
    page.locator("[data-finished]").click()
    page.wait_for_load_state("networkidle")
    return answers


def said_by(request: Request) -> str:
    """What the server is told; no browser sends the part of an address after «#»."""
    return f"{request.url.partition('#')[0]} {request.headers} {request.post_data}"


def test_the_answers_of_a_questionnaire_leave_the_page_by_no_way(
    after_a_day: Installation, browser: Browser
) -> None:
    before = after_a_day.one_number(ANSWERED)
    sent: list[str] = []
    with served(after_a_day):
        context = browser.new_context()
        page = context.new_page()
        page.on("request", lambda one: sent.append(said_by(one)))
        answers = answer_a_questionnaire(after_a_day, page)
        assert context.cookies() == []
        context.close()
    assert len(answers) == 48
    in_a_row = re.compile(r"[^0-9a-z]{0,4}".join(answers).encode())
    left = {**everything_kept(after_a_day), "what the browser sent": "\n".join(sent).encode()}
    assert [name for name, content in left.items() if in_a_row.search(content)] == []
    assert after_a_day.one_number(ANSWERED) == before + 1  # it was really finished, once


def test_a_canary_planted_in_the_notice_is_found(after_a_day: Installation) -> None:
    found = where_found({after_a_day.planted: "the notice"}, everything_kept(after_a_day))
    assert "what was typed in the notice is in the database, row by row" in found
    if not after_a_day.address:
        assert any(said.endswith("is in mestieri.sqlite3") for said in found)
