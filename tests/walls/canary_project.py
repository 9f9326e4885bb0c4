"""A project sheet in the canaries' house: everything that can be written in one is written."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from mestieri.guidance.reflections import QUESTIONS
from tests.walls.canary_day import CENTRE, Answer, Installation

HERE = f"/it/{CENTRE}/mio-progetto/"
WHERE = "{} of a project sheet"


def keep_a_project(house: Installation) -> list[str]:
    """Begin a sheet, write a canary in each field, change its words, finish, open it again.

    Returns:
        The words of it, before and after they were changed.
    """
    begun = _post(house, "nuovo/", {})
    words = [_words(begun)]
    page = _post(house, "aperto/", {"ticket": _hidden(begun, "ticket"), "do": "look"})
    for do in ("save", "add:steps", "up:steps:1", "remove:goals:0", "undo", "quiet", "file:pdf",
               "file:json", house.canaries.new(WHERE.format("do"))):  # fmt: skip
        page = _written(house, page, do)
    assert "canarino" in page.text, "what was written is there for who wrote it"
    _post(house, "aperto/", _sent(house, page, "save", goal="x" * 400))
    _post(house, "aperto/", {**_sent(house, page, "save"), "revision": "1"})
    asked = _written(house, page, "ask:words")
    changed = _post(house, "aperto/", {"ticket": _hidden(asked, "ticket"), "do": "words"})
    words.append(_words(changed))
    page = _post(house, "aperto/", {"ticket": _hidden(changed, "ticket"), "do": "look"})
    assert "canarino" in page.text
    _written(house, page, "finish")
    again = _post(house, "apri/", {"words": words[-1], "page": "ab" * 16})
    assert "ticket" in again.text
    for name in ("words", "ticket", "page", "keep"):
        _post(house, "apri/", {"words": words[0], name: house.canaries.new(WHERE.format(name))})
        _post(house, "aperto/", {name: house.canaries.new(WHERE.format(name)), "do": "save"})
    house.ask(f"{HERE}?{urlencode({'tieni': '/it/' + house.canaries.new('tieni')})}")
    return words


def _written(house: Installation, page: Answer, do: str) -> Answer:
    answer = _post(house, "aperto/", _sent(house, page, do))
    assert answer.status in (200, 409), (do, answer.status)
    return answer if "ticket" in answer.text and "<form" in answer.text else page


def _sent(house: Installation, page: Answer, do: str, **more: str) -> dict[str, object]:
    def new(name: str) -> str:
        return house.canaries.new(WHERE.format(name))

    return {
        "ticket": _hidden(page, "ticket"),
        "revision": _hidden(page, "revision"),
        "removed": _hidden(page, "removed"),
        "written": "1",
        "do": do,
        "about": new("about"),
        "goal": [new("goal"), new("goal")],
        "step": [new("step"), new("step")],
        "step_done": "1",
        "appointment": new("appointment"),
        "appointment_day": "2026-12-01",
        "resource": new("resource"),
        "resource_address": f"https://example.org/{new('resource_address')}",
        "referral": new("referral"),
        "referral_day": "2026-11-20",
        "referral_note": new("referral_note"),
        "slip": new("slip"),
        **{f"reflection_{code}": new(f"reflection_{code}") for code in QUESTIONS},
        **more,
    }


def _post(house: Installation, path: str, said: dict[str, object]) -> Answer:
    return house.ask(
        f"{HERE}{path}", urlencode(said, doseq=True).encode(), Sec_Fetch_Site="same-origin",
        Content_Type="application/x-www-form-urlencoded",
    )  # fmt: skip


def _words(page: Answer) -> str:
    words = re.findall(r"<li>([a-z]+)</li>", page.text)
    assert len(words) == 4, page.status
    return " ".join(words)


def _hidden(page: Answer, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    return html.unescape(found[1]) if found else ""


def in_a_row(words: str) -> re.Pattern[bytes]:
    """Four words one after the other, whatever stands between them."""
    return re.compile(r"[^a-z]{1,4}".join(words.split()).encode(), re.IGNORECASE)
