"""A fresh installation knows some trades already, in our own words."""

import pytest

from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange
from mestieri.library.models import Occupation, OccupationGroup
from mestieri.library.services.starter import (
    load_starter_occupations,
    starter_groups,
    starter_occupations,
)


@pytest.mark.django_db
def test_they_are_loaded_once():
    assert load_starter_occupations() == len(starter_occupations())
    change = exchange.latest_change()
    assert load_starter_occupations() == 0
    assert exchange.latest_change() == change
    assert Occupation.objects.get(labels__en="nurse").group.label("it")


@pytest.mark.django_db
def test_the_names_of_the_groups_are_all_there():
    load_starter_occupations()
    assert OccupationGroup.objects.filter(code__regex=r"^\d{4}$").count() == 436
    assert OccupationGroup.objects.count() == 619


def test_they_cover_every_major_group():
    assert {entry["isco"][0] for entry in starter_occupations()} == set("0123456789")


def test_each_is_complete_and_belongs_to_a_group():
    codes = {row["code"] for row in starter_groups()}
    for entry in starter_occupations():
        assert entry["isco"] in codes, entry
        assert gendered_forms(entry["title_it"]), entry
        assert 60 <= len(entry["summary_it"]) <= 400, entry
        assert 60 <= len(entry["summary_en"]) <= 400, entry
        assert entry["names_it"] or entry["words_it"], entry
    keys = [entry["key"] for entry in starter_occupations()]
    assert len(set(keys)) == len(keys)
