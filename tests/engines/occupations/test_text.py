"""How job titles are written: pairs of genders, two titles in one, accents, abbreviations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mestieri.engines.occupations.abbreviations import spelled_out
from mestieri.engines.occupations.text import (
    LONGEST_TITLE,
    coordinated_parts,
    fold,
    key_of,
    single_forms,
    words_of,
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Saldatóre", "saldatore"),
        ("CAISSIÈRE", "caissiere"),
        ("Șofer", "sofer"),
        ("Şofer", "sofer"),
        ("Straßenbauer", "strassenbauer"),
        ("spawacz łukowy", "spawacz lukowy"),
        ("œnologue", "oenologue"),
    ],
)
def test_accents_case_and_ligatures_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_of_programming_languages_stay_whole() -> None:
    assert words_of("C++ developer, C#") == ["c++", "developer", "c#"]


@pytest.mark.parametrize(
    ("title", "forms"),
    [
        ("saldatore/saldatrice", ["saldatore", "saldatrice"]),
        ("operaio/a tessile", ["operaio tessile"]),
        ("commesso(a)", ["commesso"]),
        ("Verkäufer*in", ["Verkäufer"]),
        ("VerkäuferIn", ["Verkäufer"]),
        ("vendeur·euse", ["vendeur"]),
        (
            "Chargé / Chargée d'information",
            ["Chargé d'information", "Chargée d'information"],
        ),
        ("Bühne/Film/Fernsehen", ["Bühne/Film/Fernsehen"]),
        ("clerk and/or typist", ["clerk and typist"]),
        ("muratore", ["muratore"]),
    ],
)
def test_a_gendered_pair_is_each_of_its_forms(title: str, forms: list[str]) -> None:
    assert single_forms(title) == forms


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("commessi e cassieri", ["commessi", "cassieri"]),
        ("impiegati, commessi e cassieri", ["impiegati", "commessi", "cassieri"]),
        ("cooks and waiters", ["cooks", "waiters"]),
        ("vendeurs et caissiers", ["vendeurs", "caissiers"]),
        ("cocineros y camareros", ["cocineros", "camareros"]),
        ("Köche und Kellner", ["Köche", "Kellner"]),
        ("bucătari și ospătari", ["bucătari", "ospătari"]),
        ("muratore", []),
    ],
)
def test_a_coordinated_title_is_its_parts(title: str, parts: list[str]) -> None:
    assert coordinated_parts(title) == parts


def test_listed_abbreviations_are_spelled_out_in_their_language() -> None:
    assert spelled_out("resp. magazzino", "it", {}) == "responsabile magazzino"
    assert spelled_out("Aux. administrativo", "es", {}) == "auxiliar administrativo"
    assert spelled_out("OSS", "it", {}) == "operatore socio sanitario"


def test_a_word_cut_by_a_full_stop_becomes_the_most_frequent_longer_word() -> None:
    words = {"magazzini": 1, "magazziniere": 5, "magia": 9}
    assert spelled_out("magazz.", "it", words) == "magazziniere"


def test_a_full_stop_that_cuts_nothing_leaves_the_title_alone() -> None:
    assert spelled_out("cuoco.", "it", {"cuoco": 3}) == "cuoco."


@given(st.text())
def test_any_text_has_a_key_and_forms(text: str) -> None:
    assert key_of(text) == " ".join(words_of(text))
    assert single_forms(text)
    assert all(len(part) > 2 for part in coordinated_parts(text))
    assert len(fold(text)) <= 20 * LONGEST_TITLE
    assert isinstance(spelled_out(text, None, {}), str)
