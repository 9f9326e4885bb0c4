"""Searches are counted, people are not; words are kept only when several asked them."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.library import queries
from mestieri.library.models import SearchPhrase, SearchTally
from mestieri.library.services import searches

pytestmark = pytest.mark.django_db
HALF_HOUR = datetime.timedelta(minutes=30)


@pytest.fixture(autouse=True)
def nothing_counted_before():
    """Counts of other tests must not be written here."""
    searches._tallies._counts.clear()
    searches._phrases._counts.clear()


def ask(centre, text="Saldatore ", times=1, has_answer=True, apart=datetime.timedelta(0)):
    """Search the same thing several times, at once or with some time in between."""
    noon = timezone.localtime().replace(hour=12, minute=10)
    for time in range(times):
        searches.count_search(centre, "it", text, has_answer=has_answer, now=noon + time * apart)


def test_a_search_writes_nothing_until_counts_are_written_together(
    centre, django_assert_num_queries
):
    with django_assert_num_queries(0):
        ask(centre, times=2)
        ask(centre, "xyzzy", has_answer=False)
    searches.flush_searches()
    tally = SearchTally.objects.get()
    assert (tally.searches, tally.without_answer, tally.language) == (3, 1, "it")


def test_who_insists_in_the_same_half_hour_counts_as_one_occasion(centre):
    for _time in range(3):
        ask(centre, "nome cognome", times=20)
        searches.flush_searches()
    phrase = SearchPhrase.objects.get()
    assert (phrase.words, phrase.times, phrase.occasions) == ("", 60, 1)


def test_what_few_asked_is_kept_only_as_a_digest(centre):
    ask(centre, times=searches.ASKED_BY_SEVERAL - 1, apart=HALF_HOUR)
    searches.flush_searches()
    phrase = SearchPhrase.objects.get()
    assert (phrase.words, phrase.times) == ("", 4)
    assert "saldatore" not in phrase.digest


def test_what_several_asked_is_kept_in_words_however_they_typed_it(centre):
    now = timezone.localtime().replace(hour=10, minute=0)
    for text in ("saldatore", "SALDATORE", " Saldatore", "saldatore ", "saldatore"):
        searches.count_search(centre, "it", text, has_answer=True, now=now)
        searches.flush_searches()
        now += HALF_HOUR
    assert SearchPhrase.objects.get().words == "saldatore"


@pytest.mark.parametrize(
    "text",
    ["persona@example.org", "chiamami 333 1234567", "rssmra80a01h501u",
     "IT60X0542811101000000123456", "www.example.org", "x" * 200,
     "rossi mario", "mario.rossi"],
)  # fmt: skip
def test_words_that_may_say_who_somebody_is_are_never_kept(centre, text):
    ask(centre, text, times=10)
    searches.flush_searches()
    assert not SearchPhrase.objects.exists()
    assert SearchTally.objects.get().searches == 10


def test_answers_to_the_question_are_counted(centre):
    searches.count_outcome(centre, "it", helped=True)
    searches.count_outcome(centre, "it", helped=False)
    searches.count_outcome(centre, "it", helped=False)
    searches.flush_searches()
    tally = SearchTally.objects.get()
    assert (tally.helped, tally.not_helped) == (1, 2)


def test_the_indicator_counts_the_searches_of_its_centre(centre, other_centre):
    ask(centre, times=3)
    ask(other_centre)
    searches.flush_searches()
    today = timezone.localdate()
    indicator = {one.code: one for one in exchange.indicators()}["library.searches"]
    assert indicator.value(centre, today, today) == 3
    yesterday = today - datetime.timedelta(days=1)
    assert indicator.value(centre, yesterday, yesterday) == 0


def test_the_month_is_told_without_the_words_of_few(centre, other_centre):
    ask(centre, "saldatore", times=6, apart=HALF_HOUR)
    ask(centre, "astronauta", times=5, has_answer=False, apart=HALF_HOUR)
    ask(centre, "una cosa mia")
    ask(other_centre, "altrove", times=9, apart=HALF_HOUR)
    searches.flush_searches()
    asked = queries.asked_in_month(centre, timezone.localdate())
    assert [phrase.words for phrase in asked.phrases] == ["saldatore", "astronauta"]
    assert [phrase.words for phrase in asked.in_vain] == ["astronauta"]
    assert (asked.searches, asked.without_answer, asked.few) == (12, 5, 1)


def test_what_could_not_be_written_is_written_the_next_time(centre, monkeypatch, caplog):
    ask(centre)
    monkeypatch.setattr(searches._tallies, "_write", lambda counts: 1 / 0)
    searches._tallies.flush()
    monkeypatch.undo()
    searches.flush_searches()
    assert SearchTally.objects.get().searches == 1
    assert "could not be written" in caplog.text
