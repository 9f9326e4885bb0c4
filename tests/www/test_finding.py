"""One question at the door, answered with things and with people to talk to."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mestieri.engines.find import FindIndex
from mestieri.kernel import exchange
from mestieri.kernel.vocabulary import CentreStatus
from mestieri.library.models import Occupation, SearchPhrase, SearchTally
from mestieri.library.services import searches
from mestieri.library.services.starter import load_starter_occupations
from mestieri.www import following

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def library(db):
    load_starter_occupations()
    searches.flush_searches()
    SearchTally.objects.all().delete()
    SearchPhrase.objects.all().delete()


def first_title(client, centre, words, language="it"):
    page = client.get(f"/{language}/{centre.slug}/cerca/", {"q": words})
    return page.context["answer"].hits[0].title


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("saldatore", "saldatore / saldatrice"),
        ("infermiera", "infermiere / infermiera"),
        ("cuoca", "cuoco / cuoca"),
        ("welder", "saldatore / saldatrice"),
        ("badante", "assistente familiare"),
        ("OSS", "operatore socio-sanitario / operatrice socio-sanitaria"),
        ("vorrei fare il muratore", "muratore / muratrice"),
    ],
)
def test_everyday_words_find_their_trade(client, centre, library, words, title):
    assert first_title(client, centre, words) == title


def test_the_page_speaks_its_language(client, centre, library):
    assert first_title(client, centre, "saldatore", "en") == "welder"


def test_every_hit_says_why_and_leads_to_its_sheet(client, centre, library):
    hit = client.get(f"/it/{centre.slug}/cerca/?q=badante").context["answer"].hits[0]
    assert "badante" in hit.reasons[0]
    assert client.get(hit.url).status_code == 200


@pytest.mark.parametrize(
    ("words", "trade", "reason"),
    [
        ("caut de lucru ca sofer", "autista", "sofer"),
        (
            "je cherche une formation d'aide-soignante",
            "operatore socio-sanitario",
            "aide soignante",
        ),
        ("أبحث عن عمل في البناء", "manovale edile", "بناء"),
        ("我想找厨师的工作", "cuoco", "厨师"),
    ],
)
def test_a_question_in_another_language_finds_its_trade_and_says_through_which_words(
    client, centre, library, words, trade, reason
):
    page = client.get(f"/it/{centre.slug}/cerca/", {"q": words})
    hits = page.context["answer"].hits
    hit = next(hit for hit in hits[:10] if trade in hit.title)
    assert any(reason in sentence for sentence in hit.reasons)
    assert reason in page.content.decode()
    assert client.get(hit.url).status_code == 200


def test_a_typing_mistake_is_forgiven_and_put_right(client, centre, library):
    page = client.get(f"/it/{centre.slug}/cerca/?q=sadatore")
    assert page.context["answer"].suggestion == "saldatore"
    assert "?q=saldatore" in page.content.decode()


@pytest.mark.parametrize("words", ["", "   ", "xyzzy", '"+-AND(', "%00", "x" * 5000, "<script>"])
def test_whatever_is_typed_there_is_a_way_on(client, centre, library, words):
    page = client.get(f"/it/{centre.slug}/cerca/", {"q": words})
    assert page.status_code == 200
    assert f"/it/{centre.slug}/esigenze/orientarsi/" in page.content.decode()
    assert "<script>" not in page.content.decode().replace("<script src", "")
    assert not page.cookies


def test_a_search_is_a_get_that_writes_nothing_and_is_counted_later(client, centre, library):
    client.get(f"/it/{centre.slug}/cerca/?q=saldatore")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(f"/it/{centre.slug}/cerca/?q=xyzzy")
    assert all(query["sql"].lstrip().startswith("SELECT") for query in captured)
    assert len(captured) <= 20
    assert not SearchTally.objects.exists()
    searches.flush_searches()
    tally = SearchTally.objects.get(centre=centre)
    assert (tally.searches, tally.without_answer) == (2, 1)


def test_opening_the_empty_page_is_no_search(client, centre, library):
    client.get(f"/it/{centre.slug}/cerca/")
    searches.flush_searches()
    assert not SearchTally.objects.exists()


def test_a_centre_that_is_suspended_still_answers(client, centre, library):
    centre.status = CentreStatus.SUSPENDED
    centre.save()
    assert first_title(client, centre, "cuoco") == "cuoco / cuoca"


def test_an_unknown_centre_is_not_found(client, library):
    assert client.get("/it/nessuno/cerca/?q=cuoco").status_code == 404


def test_the_answer_to_the_question_only_counts(centre, library):
    client = Client(enforce_csrf_checks=True)
    page = client.post(f"/it/{centre.slug}/cerca/esito/", {"helped": "yes"}, headers=SAME_ORIGIN)
    assert page.status_code == 200
    assert not page.cookies
    client.post(f"/it/{centre.slug}/cerca/esito/", {"helped": "maybe"}, headers=SAME_ORIGIN)
    searches.flush_searches()
    tally = SearchTally.objects.get(centre=centre)
    assert (tally.helped, tally.not_helped) == (1, 0)


def test_another_site_cannot_answer_for_somebody(client, centre, library):
    answer = client.post(
        f"/it/{centre.slug}/cerca/esito/",
        {"helped": "yes"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert client.get(f"/it/{centre.slug}/cerca/esito/").status_code == 405


def test_the_index_follows_what_changes(client, centre, library):
    assert first_title(client, centre, "cuoco") == "cuoco / cuoca"
    cook = Occupation.objects.get(labels__en="cook")
    cook.labels["it"] = "cuciniere/cuciniera"
    cook.save()
    exchange.announce_change("occupation", cook.key)
    assert first_title(client, centre, "cuciniera") == "cuciniere / cuciniera"


def test_without_a_change_the_index_is_left_as_it_is(client, centre, library, settings):
    first_title(client, centre, "cuoco")
    pointer = (settings.INDEX_FOLDER / "current").read_text()
    first_title(client, centre, "cuoco")
    assert (settings.INDEX_FOLDER / "current").read_text() == pointer


def test_a_damaged_index_is_built_again(client, centre, library, settings):
    first_title(client, centre, "cuoco")
    generation = settings.INDEX_FOLDER / (settings.INDEX_FOLDER / "current").read_text()
    (generation / "stamp.json").unlink()
    following._indexes.clear()  # as after a restart
    assert first_title(client, centre, "cuoco") == "cuoco / cuoca"


def test_an_index_that_cannot_be_made_is_said_and_is_no_search_in_vain(
    client, centre, library, settings, tmp_path, caplog
):
    (tmp_path / "file").write_text("in the way")
    settings.INDEX_FOLDER = tmp_path / "file" / "index"
    page = client.get(f"/it/{centre.slug}/cerca/?q=cuoco")
    assert page.status_code == 200
    assert page.context["answer"] is None
    searches.flush_searches()
    assert not SearchTally.objects.exists()
    assert "could not be answered" in caplog.text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_old_index_answers_while_the_new_one_is_built(client, centre, settings):
    load_starter_occupations()
    settings.INDEX_IS_BUILT_BY_A_THREAD = True
    assert first_title(client, centre, "cuoco") == "cuoco / cuoca"
    exchange.announce_change("occupation")
    follower = following.the_index()
    follower._checked_at = float("-inf")  # as if a second had passed
    assert first_title(client, centre, "cuoco") == "cuoco / cuoca"
    follower._thread.join()
    assert FindIndex(settings.INDEX_FOLDER).stamp == following.stamp_of_the_data()
