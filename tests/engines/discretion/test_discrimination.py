"""What nobody may ask of whoever looks for work is found, with its rule and a way out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.discretion import find_discrimination, find_sensitive, forbidden_index


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("ragazza max 30 anni, bella presenza, italiana", ["sex", "age", "looks", "origin"]),
        ("Cercasi militesente", ["military"]),
        ("stato civile: nubile", ["family", "family"]),
        ("only Italians, male only", ["origin", "sex"]),
        ("fedina penale pulita", ["convictions"]),
        ("non iscritto al sindacato", ["belief"]),
        ("inviare CV con foto", ["photo"]),
    ],
)
def test_forbidden_words_are_found(text: str, grounds: list[str]) -> None:
    assert [mention.ground.key for mention in find_discrimination(text)] == grounds


@pytest.mark.parametrize(
    "text",
    [
        "almeno 5 anni di esperienza come saldatore",
        "sostituzione maternità, tempo pieno",
        "italiano B2 e patente B",
        "assistenza ad anziani e persone con disabilità",
        "commesso o commessa, reparto abbigliamento donna",
        "salute e sicurezza sul lavoro",
    ],
)
def test_what_may_be_asked_is_let_through(text: str) -> None:
    assert find_discrimination(text) == []


@pytest.mark.parametrize(
    "name",
    ["Età", "Anno di nascita", "Sesso", "Stato civile", "Figli", "Nazionalità", "Foto",
     "Sindacato", "Religione", "Disabilità", "Militesente", "Age", "Marital status",
     "Cause di lavoro", "Gravidanza", "Fedina penale"],
)  # fmt: skip
def test_it_cannot_be_an_index_and_says_why(name: str) -> None:
    mention = forbidden_index(name)
    assert mention is not None
    assert mention.ground.rule
    assert mention.ground.reason("it")
    assert mention.ground.rewriting("en")


@pytest.mark.parametrize(
    "name",
    ["Anni di lavoro", "Anni nella famiglia", "Patente", "Lingue", "Zona", "Turni",
     "Titolo di studio", "Disponibile da", "Strumenti", "Livello di ruolo"],
)  # fmt: skip
def test_it_can_be_an_index(name: str) -> None:
    assert forbidden_index(name) is None


@settings(deadline=None)  # the first one reads the lexicon
@given(st.text(max_size=300))
def test_any_text_is_read_and_mentions_do_not_overlap(text: str) -> None:
    end = 0
    for mention in find_discrimination(text):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Ho la legge 104 e il diabete no", ["health"]),
        ("Delegata RSU, iscritta alla CGIL", ["belief", "belief"]),
        ("Sposata, ora in maternità", ["family", "pregnancy"]),
        ("Ho imparato a cucinare in carcere", ["convictions"]),
    ],
)
def test_what_one_tells_of_oneself_is_found(text: str, grounds: list[str]) -> None:
    assert [mention.ground.key for mention in find_sensitive(text)] == grounds


@pytest.mark.parametrize(
    "text",
    [
        "Operatrice in RSA, pulizie e pasti",
        "Montaggio di porte USB",
        "Ho spostato merci e preparato pacchi",
        "Cura dei clienti e della cassa",
    ],
)
def test_plain_words_of_a_cv_are_let_through(text: str) -> None:
    assert find_sensitive(text) == []


@pytest.mark.parametrize(
    "filling", [" ", "\n", "no ", "cerco solo ", "30 ", "senza distinzione di "]
)
def test_twenty_thousand_letters_are_read_in_a_moment(filling: str) -> None:
    began = time.process_time()
    find_discrimination((filling * 20_000)[:20_000])
    assert time.process_time() - began < 3  # seconds of processor


def test_many_blanks_between_words_hide_nothing_and_move_nothing() -> None:
    text = "Cerchiamo:   ragazza   max \t  30  anni"
    found = [text[one.start : one.end] for one in find_discrimination(text)]
    assert any("30" in words for words in found)
    assert all(words == words.strip() for words in found)
