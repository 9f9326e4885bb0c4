"""The index follows what is written, thing by thing, and repairs itself."""

from __future__ import annotations

import pytest

from mestieri.engines.find import FindIndex
from mestieri.kernel import exchange
from mestieri.library.models import Occupation
from mestieri.library.services.starter import load_starter_occupations
from mestieri.www import finding, following

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(db):
    load_starter_occupations()


def titles(words: str) -> list[str]:
    return [hit.title for hit in finding.find(words, "it", "").hits]


def test_one_change_puts_one_thing_in_and_builds_nothing_else(library, settings, monkeypatch):
    assert titles("cuoco")
    cook = Occupation.objects.get(labels__en="cook")
    cook.labels["it"] = "cuciniere/cuciniera"
    cook.save()
    exchange.announce_change("occupation", cook.key)
    monkeypatch.setattr(exchange, "all_searchables", lambda: pytest.fail("read everything"))
    assert "cuciniere / cuciniera" in titles("cuciniera")
    assert FindIndex(settings.INDEX_FOLDER).stamp == following.stamp_of_the_data()


def test_what_is_deleted_is_found_no_more(library, settings):
    cook = Occupation.objects.get(labels__en="cook")
    assert "cuoco / cuoca" in titles("cuoco")
    exchange.announce_change("occupation", cook.key)
    cook.delete()
    assert "cuoco / cuoca" not in titles("cuoco")


def test_an_index_of_another_database_or_too_far_behind_is_built_again(library, settings):
    titles("cuoco")
    following.the_index().rebuild()
    assert following.changes_since("other:1:", following.stamp_of_the_data()) is None
    assert following.changes_since("nonsense", following.stamp_of_the_data()) is None


def test_the_worker_keeps_the_index_and_builds_it_anew_at_night(library, settings):
    following.follow()
    assert FindIndex(settings.INDEX_FOLDER).documents == exchange_count()
    exchange.announce_change("occupation")
    following.renew()
    assert FindIndex(settings.INDEX_FOLDER).stamp == following.stamp_of_the_data()


def exchange_count() -> int:
    return sum(1 for _thing in exchange.all_searchables())


def test_the_pages_of_the_four_needs_are_found(library):
    assert "Fare impresa" in titles("posso aprire un bar")


def test_a_language_nobody_here_reads_is_said(library):
    told = finding.find("நான் வேலை தேடுகிறேன்", "it", "")
    assert (told.spoken, told.is_understood, told.is_sure) == ("ta", False, False)


def test_an_erasure_may_be_anywhere_so_everything_is_read_again(library):
    before = following.stamp_of_the_data()
    exchange.announce_change("erasure")
    assert following.changes_since(before, following.stamp_of_the_data()) is None
