"""What nobody may ask of whoever looks for work is found, with its rule and a way out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.discretion import find_discrimination, forbidden_index


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
