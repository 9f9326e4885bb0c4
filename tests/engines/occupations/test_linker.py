"""Titles as people write them, linked with the weights and the labels that ship."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mestieri.engines.occupations import Fusion, How, Linker, concept_vectors, load
from mestieri.engines.occupations.training.corpus import corpus_of
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training
from tests.engines.occupations.trades import small_classification, uri_of

WELDER = "7212"
SHOP = "5223"
CASHIER = "5230"
CARE = "5321"
BUS = "8331"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return load().linker


def iscos(linker: Linker, title: str, language: str | None, top: int = 3) -> list[str]:
    return [hit.isco for hit in linker.link(title, language, top)]


@pytest.mark.parametrize(
    ("title", "language", "isco"),
    [
        ("saldatore", "it", WELDER),
        ("saldatrice", "it", WELDER),
        ("saldatore/saldatrice", "it", WELDER),
        ("SALDATORI", "it", WELDER),
        ("saldattore", "it", WELDER),
        ("op. socio sanitario", "it", CARE),
        ("OSS", "it", CARE),
        ("autista di autobus", "it", BUS),
        ("conducente d'autobus", "it", BUS),
        ("welder", "en", WELDER),
        ("bus drivers", "en", BUS),
        ("shop asistant", "en", SHOP),
        ("soudeur / soudeuse", "fr", WELDER),
        ("conducteur d'autobus", "fr", BUS),
        ("soldadores", "es", WELDER),
        ("conductor de autobus", "es", BUS),
        ("Schweißer/in", "de", WELDER),
        ("Schweisser", "de", WELDER),
        ("Busfahrer*in", "de", BUS),
        ("sudor", "ro", WELDER),
        ("şofer de autobuz", "ro", BUS),
        ("sofer autobuz", "ro", BUS),
    ],
)
def test_a_title_finds_its_occupation(linker: Linker, title: str, language: str, isco: str) -> None:
    assert isco in iscos(linker, title, language)


@pytest.mark.parametrize(
    ("title", "how"),
    [
        ("badante", How.EXACT),
        ("Badante", How.EXACT),
        ("saldatore/saldatrice", How.EXACT),
        ("magazzinière", How.FOLDED),
        ("saldattore", How.FUZZY),
    ],
)
def test_every_hit_says_which_label_matched_and_how(linker: Linker, title: str, how: How) -> None:
    first = linker.link(title, "it", 1)[0]
    assert first.how is how
    assert first.matched_label
    assert first.matched_language == "it"


def test_what_no_label_says_is_found_by_its_meaning(linker: Linker) -> None:
    hits = linker.link("chi guida il pullman dei turisti", "it", 5)
    assert {hit.how for hit in hits} == {How.MEANING}


def test_a_title_of_two_trades_finds_both_first(linker: Linker) -> None:
    first, second = linker.link("commessi e cassieri", "it", 2)
    assert {first.isco, second.isco} == {SHOP, CASHIER}
    assert [first.matched_part, second.matched_part] == ["commessi", "cassieri"]


def test_a_title_with_a_comma_that_is_one_trade_stays_one(linker: Linker) -> None:
    assert all(not hit.matched_part for hit in linker.link("impiegati, in generale", "it"))


def test_without_a_language_every_language_counts(linker: Linker) -> None:
    assert linker.link("muratore", None, 1)[0].matched_language == "it"
    assert WELDER in iscos(linker, "Schweißer", None)


def test_labels_are_in_the_language_asked_for(linker: Linker) -> None:
    hit = linker.link("welder", "en", 1)[0]
    assert hit.label == linker.classification.occupation(hit.uri).labels["en"].preferred


def test_groups_are_marked_and_can_be_left_out(linker: Linker) -> None:
    title = "Impiegati in compiti generici"
    kinds = {hit.kind for hit in linker.link(title, "it", 10)}
    assert kinds == {"group", "occupation"}
    alone = linker.link(title, "it", 10, groups=False)
    assert {hit.kind for hit in alone} == {"occupation"}
    assert len(alone) == 10


@pytest.mark.parametrize("title", ["", " ", "\n\t", "a", "!", "🙂🙂", "—", "…/…", "()", "'"])
def test_a_title_that_says_nothing_has_no_hits(linker: Linker, title: str) -> None:
    assert linker.link(title) == []
    assert linker.link(title, "it") == []


@pytest.mark.parametrize(
    "title",
    [
        "a" * 10_000,
        "saldatore " * 1_000,
        "مهندس",
        "电工",
        "инженер",
        "1234567890",
        "e e e e",
        "//a//",
    ],
)
def test_strange_titles_have_hits_or_none_but_no_error(linker: Linker, title: str) -> None:
    hits = linker.link(title, "it", 3)
    assert all(0 <= hit.confidence <= 1 for hit in hits)


def test_no_hit_is_asked_and_none_given(linker: Linker) -> None:
    assert linker.link("saldatore", "it", top=0) == []


def test_an_unknown_language_is_every_language(linker: Linker) -> None:
    assert WELDER in iscos(linker, "saldatore", "xx")


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.sampled_from(["it", "ro"]))
def test_any_text_is_linked_without_an_error(linker: Linker, text: str, language: str) -> None:
    hits = linker.link(text, language, 3)
    assert len(hits) <= 3
    assert len({hit.uri for hit in hits}) == len(hits)


def test_a_ranking_names_every_concept_once_and_never_rises(linker: Linker) -> None:
    ranking = linker.rank("autista di autobus", "it")
    assert sorted(ranking.concepts.tolist()) == list(range(len(linker.classification.concepts)))
    assert (ranking.scores[1:] <= ranking.scores[:-1]).all()
    assert len(linker.rank("", "it").concepts) == len(linker.classification.concepts)


def test_the_nearest_by_meaning_come_in_order(linker: Linker) -> None:
    numbers, cosines = linker.nearest(["welder", "infermiera"], top=4)
    assert numbers.shape == cosines.shape == (2, 4)
    assert (cosines[:, 1:] <= cosines[:, :-1]).all()
    assert linker.classification.concepts[numbers[0, 0]].isco == WELDER


def test_a_small_classification_of_ones_own_is_linked_to() -> None:
    trades = small_classification()
    encoder = Training(corpus_of(trades), Recipe(dimensions=16, steps=1)).encoder()
    own = Linker(trades, encoder, concept_vectors(trades, encoder), Fusion())
    assert own.link("commessa", "it", 1)[0].uri == uri_of("5223.1")
    assert own.link("truck drivers", "en", 1)[0].uri == uri_of("8332.1")
