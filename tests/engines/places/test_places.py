"""Municipalities by name, and how far they are."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mestieri.engines.places import kilometres, load_municipalities


@pytest.fixture(scope="module")
def table():
    return load_municipalities()


def test_every_municipality_is_there_once_and_in_italy(table):
    assert 7800 < len(table) < 8000
    rows = list(table)
    assert len({row.istat for row in rows}) == len(rows)
    assert all(35 < row.point[0] < 48 and 6 < row.point[1] < 19 for row in rows)
    assert sum(row.is_about for row in rows) < 0.02 * len(rows)


@pytest.mark.parametrize("written", ["Forlì", "forli", "FORLI'", "Forlì (FC)", "forlì, fc"])
def test_a_name_is_found_however_it_is_written(table, written):
    assert table.named(written).istat == "040012"


def test_a_place_answers_to_the_name_of_its_other_language(table):
    assert table.named("Bozen").name == "Bolzano"


def test_of_two_with_one_name_the_province_or_the_nearest_decides(table):
    assert {row.province for row in table.all_named("Castro")} == {"BG", "LE"}
    assert table.named("Castro (LE)").province == "LE"
    lecce = table.named("Lecce").point
    assert table.named("castro", near=lecce).province == "LE"


def test_a_name_only_begun_offers_what_it_may_be(table):
    assert "Frascati" in [row.name for row in table.alike("frasc")]
    assert table.alike("Frascatti")[0].name == "Frascati"
    assert table.alike("Atlantide nel mare") == []
    assert table.alike("") == []
    assert table.alike("f") == []


def test_distances_are_those_of_the_ground(table):
    rome, milan = table.named("Roma").point, table.named("Milano").point
    assert 470 < kilometres(rome, milan) < 485
    assert kilometres(rome, rome) == 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_nothing_that_is_written_breaks_it(text):
    table = load_municipalities()
    table.named(text)
    table.alike(text)
