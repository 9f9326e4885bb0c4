"""S4, «Il mio progetto in tasca»: at the centre, at home on a telephone, by keyboard, and lost."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import Page, expect

from mestieri.engines.codewords import draw
from mestieri.guidance.models import SealedSheet
from mestieri.guidance.services.sheets.wrong_codes import WRONG_CODES
from mestieri.kernel.models import Centre
from tests import factories
from tests.browser import PHONE, assert_accessible, assert_no_sideways_scroll, watch

HERE = "/it/tuscolo/mio-progetto/"
REFUSED = "Failed to load resource"  # what Chromium says of a 404 that the page asked for


@pytest.fixture
def centre(open_page: object) -> Iterator[Centre]:
    WRONG_CODES.forget()
    yield factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    WRONG_CODES.forget()
    WRONG_CODES._of_all._moments.clear()


def press(page: Page, name: str, *, exact: bool = True) -> None:
    page.get_by_role("button", name=name, exact=exact).first.click()


def begin(page: Page) -> str:
    """Begin a sheet; its four words."""
    page.goto(HERE)
    press(page, "Comincia il mio progetto")
    words = page.locator(".project-code li")
    expect(words).to_have_count(4)
    return " ".join(words.all_inner_texts())


def enter(page: Page) -> None:
    press(page, "Le ho: apri il mio progetto")
    expect(page.locator("form[data-sheet]")).to_be_visible()


def open_again(page: Page, words: str) -> None:
    page.locator("#words").fill(words)
    page.locator("#words").press("Enter")


@pytest.mark.S4
def test_a_project_in_the_pocket(open_page: Any, centre: Centre) -> None:
    # At the centre: four words, shown once, with a square.
    station = open_page()
    sent: list[str] = []
    station.on("request", lambda one: sent.append(f"{one.url} {one.headers}"))
    words = begin(station)
    expect(station.locator(".project-square svg")).to_be_visible()
    assert_accessible(station)
    enter(station)
    station.locator("[aria-label='Un nuovo obiettivo']").fill("Un lavoro vicino a casa")
    station.locator("[aria-label='Un nuovo obiettivo']").press("Enter")
    expect(station.locator("#goal_0")).to_have_value("Un lavoro vicino a casa")
    expect(station.locator("[aria-label='Un nuovo obiettivo']")).to_be_focused()
    press(station, "Ho finito")
    expect(station.get_by_role("heading", name="Salvato e chiuso")).to_be_visible()
    assert station.url.endswith(HERE)  # no page of it is in the history
    assert not any(word in one for one in sent for word in words.split())

    # At home, on a telephone: three steps, one of them done.
    phone = open_page(**PHONE)
    phone.goto(f"{HERE}#{words.replace(' ', '-')}")  # what the square says
    expect(phone.locator("#words")).to_have_value(words)
    assert "#" not in phone.url
    assert_no_sideways_scroll(phone)
    press(phone, "Apri il progetto")
    expect(phone.locator("#goal_0")).to_have_value("Un lavoro vicino a casa")
    for place, step in enumerate(("Finire il CV", "Chiamare la scuola", "Chiedere gli orari")):
        phone.locator("[aria-label='Un passo nuovo']").fill(step)
        phone.locator("[aria-label='Un passo nuovo']").press("Enter")
        expect(phone.locator(f"#step_{place}")).to_have_value(step)
    phone.get_by_role("checkbox", name="Il passo 1 è fatto").check()
    press(phone, "Salva")
    expect(phone.locator(".project-line.is-done #step_0")).to_be_visible()
    assert_no_sideways_scroll(phone)
    assert_accessible(phone)
    with phone.expect_download() as taken:
        press(phone, "PDF")
    assert_readable(taken.value.path().read_bytes(), "Chiedere gli orari", "Finire il CV (fatto)")
    press(phone, "Ho finito")
    expect(phone.get_by_role("heading", name="Salvato e chiuso")).to_be_visible()

    # Lost: nobody can give it back, and of the words the database holds nothing.
    press_lost(phone)
    (row,) = SealedSheet.objects.values()
    assert row["last_used_on"] == timezone.localdate()
    assert not any(word.encode() in bytes(row["sealed"]) + bytes(row["lookup"])
                   for word in [*words.split(), "Chiamare"])  # fmt: skip
    assert len(zlib.compress(bytes(row["sealed"]))) > len(bytes(row["sealed"])) * 0.98

    # Another one, erased, is gone.
    watch(station).expect(REFUSED)
    other = begin(station)
    enter(station)
    press(station, "Cancella il progetto")
    press(station, "Sì, cancellalo adesso")
    expect(station.get_by_role("heading", name="Il progetto è cancellato")).to_be_visible()
    station.goto(HERE)
    open_again(station, other)
    expect(station.get_by_role("alert")).to_contain_text("Nessun progetto")
    assert SealedSheet.objects.count() == 1
    for page in (station, phone):
        assert page.context.cookies() == []
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert not Session.objects.exists()


def press_lost(page: Page) -> None:
    """Four words of ours that are nobody's."""
    watch(page).expect(REFUSED)
    page.get_by_role("link", name="Torna a «Il mio progetto»").click()
    open_again(page, " ".join(draw()))
    expect(page.get_by_role("alert")).to_contain_text("Nessun progetto ha queste quattro parole")


def assert_readable(pdf: bytes, *expected: str) -> None:
    """What is on paper, read back; tagged, with its title and language."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    plain = re.sub(r"\s+", " ", text)
    assert [words for words in expected if words not in plain] == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "it"
        assert "Il mio progetto" in str(opened.docinfo.get("/Title"))


@pytest.mark.S4
def test_by_keyboard_alone_and_what_is_typed_is_saved_by_itself(
    open_page: Any, centre: Centre
) -> None:
    page = open_page()
    words = begin(page)
    page.locator("button.btn-primary").focus()
    page.keyboard.press("Enter")
    new = page.locator("[aria-label='Un passo nuovo']")
    for step in ("Uno", "Due"):
        new.focus()
        page.keyboard.type(step)
        page.keyboard.press("Enter")
        expect(page.locator(f"[name=step][value={step}]")).to_be_visible()
        expect(new).to_be_focused()
    page.get_by_role("button", name="Sposta in giù il passo 1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#step_0")).to_have_value("Due")
    expect(page.get_by_role("button", name="Sposta in giù il passo 2")).to_be_focused()
    page.get_by_role("button", name="Togli il passo 1").focus()
    page.keyboard.press("Enter")
    back = page.get_by_role("button", name="Rimettilo")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#step_1")).to_have_value("Uno")

    page.locator("#about").fill("So cucire, e so aspettare.")
    expect(page.locator("[data-kept]")).to_have_text("Salvato da solo.")
    other = open_page()
    other.goto(HERE)
    open_again(other, words.upper())
    expect(other.locator("#about")).to_have_value("So cucire, e so aspettare.")

    # Two pages: the later one is told.
    watch(other).expect(REFUSED)
    page.locator("#step_0").fill("Due, ma prima")
    press(page, "Salva")
    expect(page.locator("[data-said]")).to_have_text("Salvato.")
    other.locator("#step_0").fill("Due, ma dopo")
    press(other, "Salva")
    expect(other.get_by_role("alert")).to_contain_text("un’altra pagina")
    expect(other.locator("#step_0")).to_have_value("Due, ma dopo")
    expect(other.locator(".project-other")).to_contain_text("Due, ma prima")
    assert_accessible(other)


@pytest.mark.S4
def test_on_a_station_nothing_is_left(open_page: Any, centre: Centre) -> None:
    page = open_page()
    page.goto("/it/tuscolo/postazione/")
    page.goto(HERE)
    words = begin(page)
    enter(page)
    expect(page.get_by_role("button", name="PDF", exact=True)).to_be_hidden()
    page.locator("[aria-label='Un passo nuovo']").fill("Un segreto")
    press(page, "Ho finito")
    expect(page.get_by_role("heading", name="Salvato e chiuso")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Un segreto" not in page.content()
    assert not any(word in page.content() for word in [f">{one}<" for one in words.split()])
