"""Somebody alone does a questionnaire and follows a guide; nothing of it is anywhere."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mestieri.engines.questionnaires import rank_trades, score
from mestieri.guidance.models import Completion, TextKind
from mestieri.guidance.queries import shown
from mestieri.guidance.services.completions import flush_completions
from mestieri.guidance.shipped import shipped_questionnaire, shipped_texts, trades
from mestieri.kernel.models import Centre
from mestieri.library.services.starter import load_starter_occupations
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll

HERE = "/it/tuscolo/questionari/"
#: A window of 1280 × 1024 at 200 %.
ZOOMED = {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2}


@pytest.fixture
def centre(open_page: object) -> Centre:
    load_starter_occupations()
    return factories.CentreFactory(slug="tuscolo", name="Tuscolo")


def answer(page: Page, answers: dict[str, int]) -> None:
    """Choose the answers with a script: the keyboard has its own test."""
    page.evaluate(
        """answers => Object.entries(answers).forEach(([code, value]) => {
             const input = document.querySelector(`input[name="${code}"][value="${value}"]`);
             input.checked = true;
             input.dispatchEvent(new Event("change", {bubbles: true}));
           })""",
        answers,
    )


@pytest.mark.S1
def test_questionnaire_and_guide_by_keyboard_at_200_percent(open_page: Any, centre: Centre) -> None:
    page = open_page(**ZOOMED)
    posts: list[str] = []
    page.on("request", lambda one: posts.append(one.post_data or "") if one.method == "POST" else 0)
    page.goto("/it/tuscolo/esigenze/orientarsi/")
    page.locator('main a[href$="/questionari/interessi/"]').focus()
    page.keyboard.press("Enter")
    page.locator('a[href$="/breve/"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/interessi/breve/")
    assert_no_sideways_scroll(page)
    page.locator("input[type=radio]").first.focus()
    for _question in range(24):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    expect(page.locator("[data-see]")).to_be_focused()
    page.keyboard.press("Enter")
    result = page.locator("[data-result]")
    expect(result).to_be_focused()
    expect(page.locator("[data-even]")).to_be_visible()  # every answer was the same
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    assert "#" not in page.url
    page.locator("[data-finished]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-cleared]")).to_be_focused()
    assert page.locator("input:checked").count() == 0

    page.goto("/it/tuscolo/guide/ho-perso-il-lavoro/")
    walked = 1
    while page.locator(".guide-ways a").count():
        assert_no_sideways_scroll(page)
        way = page.locator(".guide-ways a").first
        address = way.get_attribute("href")
        way.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{address}")
        walked += 1
    assert walked >= 6
    assert_accessible(page)
    page.wait_for_load_state("networkidle")

    flush_completions()
    counted = {(row.kind, row.code): row.times for row in Completion.objects.all()}
    assert counted == {("questionnaire", "interessi"): 1, ("guide", "ho-perso-il-lavoro"): 1}
    assert posts == ["", ""]
    assert page.context.cookies() == []
    assert not Session.objects.exists()
    assert page.locator("input[type=email], input[name*=name]").count() == 0


@pytest.mark.parametrize(
    "code", ["interessi", "competenze-trasversali", "mettersi-in-proprio", "bilancio-leggero"]
)
def test_the_page_counts_as_the_engine_does(page: Page, centre: Centre, code: str) -> None:
    questionnaire = shipped_questionnaire(code, "it")
    chance = random.Random(code)
    values = [point.value for point in questionnaire.scale]
    answers = {one.code: chance.choice(values) for one in questionnaire.questions}
    expected = score(questionnaire, answers)
    page.goto(f"{HERE}{code}/")
    answer(page, answers)
    page.locator("[data-see]").click()
    for area in expected.areas:
        said = page.locator(f'[data-result] [data-area="{area.code}"] [data-percent]')
        if questionnaire.kind.value != "risposte":
            assert said.first.inner_text() == f"{area.percent} %"
        if questionnaire.kind.value == "livelli":
            seen = page.locator(f'[data-result] [data-area="{area.code}"] [data-level]:visible')
            assert seen.get_attribute("data-level") == str(area.level)
    if questionnaire.kind.value == "livelli":
        whole = page.locator("[data-whole]:visible")
        assert whole.get_attribute("data-whole") == str(expected.level)
    for value, codes in expected.gathered.items():
        lines = page.locator(f'[data-gathered="{value}"] li')
        if questionnaire.kind.value == "risposte":
            assert lines.count() == len(codes)
    if questionnaire.has_hexagon:
        order = page.locator("[data-ranking] li").evaluate_all(
            "all => all.map(e => e.dataset.area)"
        )
        assert tuple(order) == expected.order
        ranked = rank_trades([area.percent for area in expected.areas], trades())
        first = page.locator("[data-trades] li:visible").evaluate_all(
            "all => all.map(e => e.dataset.key)"
        )
        assert first == [one.key for one in ranked[:12]]


def test_taken_away_it_comes_back_and_a_station_keeps_nothing(
    open_page: Any, centre: Centre
) -> None:
    page = open_page()
    answers = {one.code: 3 for one in shipped_questionnaire("competenze-digitali", "it").questions}
    page.goto(f"{HERE}competenze-digitali/")
    answer(page, {**answers, "in1": 0})
    page.locator("[data-see]").click()
    page.locator("[data-take]").click()
    link = page.locator("[data-link]").input_value()
    assert "#r=" in link
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    other = open_page()
    other.goto(link)
    expect(other.locator("[data-result]")).to_be_visible()
    assert "#" not in other.url
    assert other.locator('input[name="in1"][value="0"]').is_checked()
    station = open_page()
    station.goto("/it/tuscolo/postazione/")
    station.goto(link)
    expect(station.locator("[data-questions]")).to_be_visible()
    assert station.locator("input:checked").count() == 0
    assert station.locator("[data-take]").count() == 0
    assert "#" not in station.url
    answer(station, answers)
    station.locator("[data-see]").click()
    station.locator(".station-again").click()
    station.wait_for_url("**/postazione/")
    station.go_back()
    assert station.locator("input:checked").count() == 0


NOTHING_SAID = """() => {
    const result = document.querySelector("[data-result]");
    return [result.outerHTML, Array.from(result.querySelectorAll("input"), one => one.value)];
}"""


@pytest.mark.parametrize("code", ["interessi", "mettersi-in-proprio", "bilancio-leggero"])
def test_when_somebody_has_finished_the_result_is_as_it_was_before(
    page: Page, centre: Centre, code: str
) -> None:
    questions = shipped_questionnaire(code, "it").questions
    scale = [point.value for point in shipped_questionnaire(code, "it").scale]
    page.goto(f"{HERE}{code}/")
    untouched = page.evaluate(NOTHING_SAID)
    for _person in range(2):  # the buttons of what was put back work too
        answer(page, {one.code: scale[n * n % len(scale)] for n, one in enumerate(questions)})
        page.locator("[data-see]").click()
        page.locator("[data-take]").click()
        assert page.evaluate(NOTHING_SAID) != untouched
        page.locator("[data-finished]").click()
        expect(page.locator("[data-cleared]")).to_be_focused()
        assert page.evaluate(NOTHING_SAID) == untouched


def test_a_link_pasted_over_the_page_is_read(open_page: Any, centre: Centre) -> None:
    page = open_page()
    codes = [one.code for one in shipped_questionnaire("competenze-digitali", "it").questions]
    page.goto(f"{HERE}competenze-digitali/")
    answer(page, dict.fromkeys(codes, 3))
    page.locator("[data-see]").click()
    page.locator("[data-take]").click()
    hash_of_three = "#" + page.locator("[data-link]").input_value().partition("#")[2]
    paste = "hash => { window.location.hash = hash; }"
    page.locator("[data-finished]").click()
    answer(page, {codes[0]: 0})
    page.evaluate(paste, hash_of_three)
    expect(page.locator("[data-result]")).to_be_visible()
    assert page.locator('input[value="3"]:checked').count() == len(codes)
    assert "#" not in page.url
    page.locator("[data-finished]").click()
    page.evaluate(paste, "#r=00000000.3")
    expect(page.locator("[data-old-link]")).to_be_visible()
    station = open_page()
    station.goto("/it/tuscolo/postazione/")
    station.goto(f"{HERE}competenze-digitali/")
    station.evaluate(paste, hash_of_three)
    station.wait_for_function("!window.location.hash")
    assert station.locator("input:checked").count() == 0


def test_without_javascript_the_page_is_the_sheet(open_page: Any, centre: Centre) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{HERE}interessi/breve/")
    expect(page.locator("#by-hand-title")).to_be_visible()
    expect(page.locator("[data-result]")).to_be_visible()
    expect(page.locator("[data-see]")).to_be_hidden()
    assert page.locator("form").count() == page.locator("form[action]").count()


def test_arabic_is_read_from_the_right(phone: Page, centre: Centre) -> None:
    phone.goto("/ar/tuscolo/questionari/interessi/breve/")
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    read = shipped_questionnaire("interessi", "ar")
    answer(phone, {one.code: int(one.area in "AS") * 4 for one in read.shortened().questions})
    phone.locator("[data-see]").click()
    expect(phone.locator("[data-ranking] li").first).to_contain_text(read.areas[2].name)
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)


@pytest.mark.parametrize("language", ["it", "ro", "ar"])
def test_the_sheet_prints_in_every_language(client: Any, language: str, db: None) -> None:
    load_starter_occupations()
    factories.CentreFactory(slug="tuscolo")
    answer = client.get(f"/{language}/tuscolo/questionari/interessi/breve/foglio.pdf")
    assert answer.content.startswith(b"%PDF")


def test_guides_print_and_english_says_that_they_are_italian(client: Any, db: None) -> None:
    factories.CentreFactory(slug="tuscolo")
    for code in shipped_texts(TextKind.GUIDE):
        assert client.get(f"/it/tuscolo/guide/{code}/guida.pdf").content.startswith(b"%PDF")
    page = client.get("/en/tuscolo/orientamento/").content.decode()
    assert "in Italian" in page
    assert len(shown.offers(Centre.objects.get(), "en")) == 11
