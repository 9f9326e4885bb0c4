"""Answers of every room, by what one can do with them, narrowed by plain links."""

from __future__ import annotations

import datetime
import re
from html import unescape

import pytest
from django.utils import timezone

from mestieri.kernel import exchange
from mestieri.kernel.vocabulary import Purpose, Way
from mestieri.library.models import SearchPhrase, SearchTally
from mestieri.library.services import searches
from mestieri.library.services.starter import load_starter_occupations
from tests import factories


@pytest.fixture
def territory(centre):
    """A centre near Rome: trades, two services, a course, a book and a desk about welding."""
    load_starter_occupations()
    factories.SiteFactory(centre=centre, municipality="Frascati")
    work = factories.AreaFactory(centre=centre, name="Lavoro", purposes=[Purpose.WORK])
    learn = factories.AreaFactory(
        centre=centre, name="Formazione", purposes=[Purpose.TRAINING, Purpose.GUIDANCE]
    )
    for weekday in range(7):
        factories.DutyFactory(
            desk=factories.DeskFactory(centre=centre, area=work, name=f"Lavoro {weekday}"),
            weekday=weekday, starts=datetime.time(0), ends=datetime.time(23, 59), languages="it ar",
        )  # fmt: skip
    for organisation, place, languages in (
        ("Scuola Vicina", "Grottaferrata", ["it"]),
        ("Scuola Lontana", "Viterbo", ["it", "ro"]),
    ):
        factories.DirectoryEntryFactory(
            centre=centre, organisation=organisation, service="Corsi per saldatore",
            municipality=place, languages=languages, purposes=["TRAINING"],
        )  # fmt: skip
    factories.OpportunityFactory(
        centre=centre, title="Corso per saldatore TIG", municipality="Roma",
        purposes=["TRAINING"], deadline=timezone.localdate() + datetime.timedelta(days=3),
    )  # fmt: skip
    exchange.announce_change("directory_entry")
    searches.flush_searches()
    SearchTally.objects.all().delete()
    SearchPhrase.objects.all().delete()
    assert learn.pk
    return centre


def ask(client, centre, **query):
    return client.get(f"/it/{centre.slug}/cerca/", {"q": "saldatore", **query})


def answers(client, centre, **query):
    return ask(client, centre, **query).context["answers"]


def titles(page):
    return {item.title for group in page.groups for item in group.items}


def side(page, name):
    return next((side for side in page.sides if side.name == name), None)


def test_answers_come_from_every_room_grouped_by_what_one_can_do(client, territory):
    page = answers(client, territory)
    assert [group.way for group in page.groups] == [Way.READ, Way.ASK, Way.GO]
    assert "saldatore / saldatrice" in titles(page)
    assert "Scuola Vicina – Corsi per saldatore" in titles(page)
    assert all(item.reasons and item.url for group in page.groups for item in group.items)


def test_who_asks_is_told_of_the_desk_that_is_about_it_first(client, territory):
    asks = next(group for group in answers(client, territory).groups if group.way == Way.ASK)
    assert asks.items[0].title == "Formazione"
    assert "Scegliere la formazione" in asks.items[0].reasons[0] or asks.items[0].reasons


def test_every_link_of_every_side_leaves_as_many_as_it_says(client, territory):
    first = answers(client, territory, vicino="Frascati")
    assert {side.name for side in first.sides} >= {"modo", "esigenza", "lingua", "entro", "quando"}
    for one in first.sides:
        for choice in one.choices:
            page = client.get(f"/it/{territory.slug}/cerca/?{choice.query}").context["answers"]
            assert page.left == choice.count > 0, (one.name, choice.label)
            assert side(page, one.name).chosen.label == choice.label


def test_sides_combine_and_each_is_taken_away_alone(client, territory):
    page = answers(client, territory, lingua="ro", modo="vai")
    assert titles(page) == {"Scuola Lontana – Corsi per saldatore"}
    by_language = side(page, "lingua").chosen.query
    assert "lingua" not in by_language
    assert "modo=vai" in by_language


def test_when_nothing_is_left_the_page_says_which_side_to_take_away(client, territory):
    response = ask(client, territory, lingua="ro", modo="leggi")
    page = response.context["answers"]
    assert page.left == 0
    assert max(dropped.count for dropped in page.ways_out) > 0
    assert "insieme" in response.content.decode() or "together" in response.content.decode()


@pytest.mark.parametrize(("km", "left"), [("5", True), ("50", True)])
def test_distance_is_that_of_the_municipality_one_writes(client, territory, km, left):
    page = answers(client, territory, vicino="frascati", entro=km)
    assert ("Scuola Vicina – Corsi per saldatore" in titles(page)) is left
    assert "Scuola Lontana – Corsi per saldatore" not in titles(page)
    near = next(i for g in page.groups for i in g.items if i.title.startswith("Scuola Vicina"))
    assert 0 < near.distance.kilometres < 5


def test_a_place_nobody_knows_is_said_and_narrows_nothing(client, territory):
    response = ask(client, territory, vicino="Atlantide", entro="5")
    assert "Atlantide" in response.content.decode()
    assert response.context["answers"].left == answers(client, territory).left


def test_by_day_one_finds_what_closes_within_the_week(client, territory):
    assert "Corso per saldatore TIG" in titles(answers(client, territory, quando="settimana"))
    assert "Corso per saldatore TIG" not in titles(answers(client, territory, quando="oggi"))


def test_what_is_there_no_more_is_not_shown_though_the_index_still_has_it(client, territory):
    entry = next(
        item for group in answers(client, territory).groups for item in group.items
        if item.title.startswith("Scuola Vicina")
    )  # fmt: skip
    from mestieri.library.models import DirectoryEntry, KeepingState

    DirectoryEntry.objects.filter(organisation="Scuola Vicina").update(state=KeepingState.RETIRED)
    assert entry.title not in titles(answers(client, territory))


def test_narrowing_is_no_new_question(client, territory):
    ask(client, territory)
    ask(client, territory, lingua="it")
    ask(client, territory, vicino="Frascati")
    searches.flush_searches()
    assert SearchTally.objects.get().searches == 1


def test_values_nobody_knows_leave_nothing_and_break_nothing(client, territory):
    for name in ("esigenza", "area", "lingua", "modo", "quando"):
        response = ask(client, territory, **{name: "<x>"})
        assert response.status_code == 200
        assert response.context["answers"].left == 0
        assert "<x>" not in response.content.decode()


def test_the_words_are_marked(client, territory):
    assert "<mark>saldatore</mark>" in ask(client, territory).content.decode()


def test_pages_with_somebodys_words_are_kept_by_no_browser(client, territory):
    for address in ("cerca/?q=saldatore", "cerca/suggerimenti/?q=sal", "postazione/"):
        response = client.get(f"/it/{territory.slug}/{address}")
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies


def test_what_is_only_begun_is_suggested_and_counted_nowhere(client, territory):
    found = client.get(f"/it/{territory.slug}/cerca/suggerimenti/?q=salda").json()["suggestions"]
    assert "saldatore" in found
    assert len(found) <= 6
    searches.flush_searches()
    assert not SearchTally.objects.exists()
    for nothing in ("", "s", "😀", "%00", "x" * 5000):
        answer = client.get(f"/it/{territory.slug}/cerca/suggerimenti/", {"q": nothing})
        assert answer.json()["suggestions"] == []


@pytest.mark.parametrize("words", ["😀", "ሥራ እፈልጋለሁ", "qqqwwwzzz"])
def test_who_is_not_understood_finds_the_four_needs_and_somebody_to_ask(client, territory, words):
    text = unescape(ask(client, territory, q=words).content.decode())
    assert len(re.findall(r'class="purpose-card"', text)) == 4
    assert f"/it/{territory.slug}/orari/" in text


def test_a_word_nearly_known_is_answered_with_the_nearest(client, territory):
    response = ask(client, territory, q="saldxxxyyyzzz")
    assert response.context["answers"].found == 0
    assert any(near.startswith("sald") for near in response.context["nearest"])


def test_what_was_answered_poorly_is_told_to_the_documentalist(client, territory, settings):
    for half_hour in range(searches.ASKED_BY_SEVERAL):
        noon = timezone.localtime().replace(hour=12, minute=0)
        searches.count_search(
            territory, "it", "saldatore subacqueo lunare", has_answer=True, is_sure=False,
            now=noon + datetime.timedelta(minutes=30 * half_hour),
        )  # fmt: skip
    searches.flush_searches()
    from mestieri.library.queries.worklist import work_list

    waiting = work_list(territory)
    assert [phrase.words for phrase in waiting.unsure] == ["saldatore subacqueo lunare"]
    assert not waiting.in_vain


@pytest.mark.parametrize("text", ["Mario Rossi", "badante per mia mamma Anna Bianchi"])
def test_a_name_is_never_kept_however_often_it_is_searched(territory, text):
    noon = timezone.localtime().replace(hour=12, minute=0)
    for half_hour in range(8):
        searches.count_search(
            territory, "it", text, has_answer=False,
            now=noon + datetime.timedelta(minutes=30 * half_hour),
        )  # fmt: skip
    searches.flush_searches()
    assert not SearchPhrase.objects.exists()
    assert SearchTally.objects.get().searches == 8
