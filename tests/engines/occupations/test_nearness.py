"""Occupations near an occupation, and the reasons given."""

from __future__ import annotations

import pytest

from mestieri.engines.occupations import Nearness, Why, concept_vectors, load
from mestieri.engines.occupations.training.corpus import corpus_of
from mestieri.engines.occupations.training.recipe import Recipe
from mestieri.engines.occupations.training.trainer import Training
from tests.engines.occupations.trades import small_classification, uri_of


@pytest.fixture(scope="module")
def nearness() -> Nearness:
    trades = small_classification()
    encoder = Training(corpus_of(trades), Recipe(dimensions=16, steps=1)).encoder()
    return Nearness(trades, concept_vectors(trades, encoder))


def test_the_nearest_shares_skills_and_group(nearness: Nearness) -> None:
    first = nearness.near(uri_of("7212.1"), language="it")[0]
    assert first.uri == uri_of("7212.2")
    assert first.label == "saldatore di tubi/saldatrice di tubi"
    skills, group, *_ = first.reasons
    assert (skills.why, skills.count, set(skills.names)) == (
        Why.SKILLS,
        2,
        {"weld metal", "read drawings"},
    )
    assert (group.why, group.names) == (Why.GROUP, ("Saldatori e tagliatori",))


def test_skills_join_occupations_of_different_groups(nearness: Nearness) -> None:
    near = nearness.near(uri_of("5223.1"))
    assert near[0].uri == uri_of("5230.1")
    assert near[0].reasons[0].count == 2


def test_nobody_is_near_without_a_reason_and_nobody_is_near_oneself(nearness: Nearness) -> None:
    for occupation in nearness.classification.occupations:
        near = nearness.near(occupation.uri, top=20)
        assert all(neighbour.reasons for neighbour in near)
        assert occupation.uri not in {neighbour.uri for neighbour in near}
        assert [n.nearness for n in near] == sorted((n.nearness for n in near), reverse=True)


def test_an_unknown_occupation_is_an_error_with_its_address(nearness: Nearness) -> None:
    with pytest.raises(KeyError, match="nowhere"):
        nearness.near("nowhere")


def test_with_the_classification_that_ships_a_baker_is_near_a_pastry_maker() -> None:
    engine = load()
    baker = engine.linker.link("panettiere", "it", 1, groups=False)[0]
    near = engine.nearness.near(baker.uri, 5, "it")
    assert "7512" in {neighbour.isco for neighbour in near}
    assert any(reason.why is Why.SKILLS for neighbour in near for reason in neighbour.reasons)
