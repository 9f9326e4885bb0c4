"""What was typed is understood, what was found is marked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mestieri.www.answering import Understanding, highlight, read_asked, understand

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("", Understanding.NOTHING),
        ("saldatore", Understanding.WORDS),
        ("أبحث عن عمل", Understanding.WORDS),
        ("我想找厨师的工作", Understanding.WORDS),
        ("730", Understanding.WORDS),
        ("😀 🚜", Understanding.SIGNS),
        ("?!…", Understanding.SIGNS),
        ("ሥራ እፈልጋለሁ", Understanding.WORDS),
        ("நான் வேலை தேடுகிறேன்", Understanding.WORDS),
        ("lavoro ሥራ", Understanding.WORDS),
    ],
)
def test_what_kind_of_question_it_is(words, understood):
    assert understand(words) is understood


@pytest.mark.parametrize(
    ("text", "asked", "shown"),
    [
        ("saldatore / saldatrice", ["saldatore"], "<mark>saldatore</mark> / saldatrice"),
        ("Corso per saldatori", ["saldatore"], "Corso per <mark>saldatori</mark>"),
        ("Corso di inglese base", ["inglese base"], "Corso di <mark>inglese base</mark>"),
        ("È così", ["cosi"], "È <mark>così</mark>"),
        ("Patronato di zona", ["di"], "Patronato di zona"),
        ("saldatura", ["sald"], "<mark>saldatura</mark>"),
        ("<b>cuoco</b>", ["cuoco"], "&lt;b&gt;<mark>cuoco</mark>&lt;/b&gt;"),
    ],
)
def test_the_words_asked_for_are_marked_and_nothing_else_becomes_markup(text, asked, shown):
    assert highlight(text, asked, "it") == shown


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=40), st.lists(st.text(max_size=15), max_size=2))
def test_whatever_is_marked_stays_text(text, asked):
    plain = highlight(text, asked, "it").replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert ">" not in plain


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["q", "vicino", "entro", "modo", "quando"]), st.text()))
def test_no_address_is_wrong(data):
    asked = read_asked(data, None)
    assert len(asked.words) <= 200
    assert asked.where.municipality is not None or "entro" not in asked.chosen
