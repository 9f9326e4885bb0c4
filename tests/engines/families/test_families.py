"""Which family a job title says, by the words that say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.families import (
    Bridge,
    DictionaryProblem,
    Proposer,
    Source,
    WordDictionary,
)

DICTIONARY = WordDictionary.read(
    """# words of two or three families
saldatura: saldatore, carpentiere metallico, ~carpentiere
pulizie: pulizie, cameriera piani, addetto pulizie
segreteria: ~impiegato, addetto ufficio
acquisti: ufficio acquisti
sviluppo: java*, c++
nessuna: studente, ~consulente
"""
)


@pytest.mark.parametrize(
    ("title", "family", "words"),
    [
        ("Saldatrice TIG", "saldatura", "Saldatrice"),
        ("Saldatori", "saldatura", "Saldatori"),
        ("saldattore", "saldatura", "saldattore"),
        ("Addetto/a alle pulizie", "pulizie", "Addetto pulizie"),
        ("Cameriera ai piani", "pulizie", "Cameriera piani"),
        ("Impiegata presso impresa di pulizie", "segreteria", "Impiegata"),
        ("Addetta ufficio acquisti", "acquisti", "ufficio acquisti"),
        ("JavaScript developer", "sviluppo", "JavaScript"),
        ("Programmatore C++", "sviluppo", "C++"),
    ],
)
def test_a_title_says_its_family(title: str, family: str, words: str) -> None:
    match = DICTIONARY.first(title)
    assert match is not None
    assert (match.entry.family, match.words(title)) == (family, words)


def test_two_families_cannot_have_the_same_words() -> None:
    with pytest.raises(DictionaryProblem, match="saldatrice"):
        WordDictionary.read("uno: saldatore\ndue: saldatrice")


def test_the_dictionary_comes_before_the_code_and_the_code_before_a_weak_word() -> None:
    proposer = Proposer(DICTIONARY, Bridge({"muratura": ["711"], "edilizia": ["71"]}))
    assert proposer.propose("Saldatore", "7112").source == Source.WORDS
    assert proposer.propose("Carpentiere", "7112").family == "muratura"
    assert proposer.propose("Carpentiere", "7131").family == "edilizia"
    assert proposer.propose("Carpentiere").family == "saldatura"
    assert proposer.propose("Studente di saldatura").family == ""
    assert proposer.propose("Zzz").family == ""


@given(st.text(max_size=400))
def test_any_text_is_read_and_its_spans_are_in_it(title: str) -> None:
    for match in DICTIONARY.matches(title):
        assert match.words(title)
        assert all(0 <= start < end <= len(title) for start, end in match.spans)
