"""The poster «Che cosa manca»: made from counts, edited in a minute, on the door and the site."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from mestieri.kernel.roles import Role
from mestieri.library.models import MissingPoster, SearchPhrase
from mestieri.library.queries import posters as queries
from mestieri.library.services import posters
from mestieri.library.services.searches import answer_phrase, digest_of, take_phrase

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)  # a Wednesday


def sought(centre, words, times, in_vain=0, month=TODAY):
    return SearchPhrase.objects.create(
        centre=centre, month=month.replace(day=1), language="it", digest=digest_of(words),
        words=words, times=times, without_answer=in_vain, occasions=5,
    )  # fmt: skip


def test_it_counts_what_was_sought_with_rounded_numbers_and_no_small_ones(centre):
    sought(centre, "badante", 33)
    sought(centre, "corso di cinese", 7, in_vain=3)
    sought(centre, "muletto", 14, in_vain=14)
    poster = posters.prepare_poster(centre, TODAY)
    assert poster.week == datetime.date(2026, 11, 23)
    assert poster.asked == [["badante", 20], ["muletto", 10], ["corso di cinese", 5]]
    assert poster.in_vain == [["muletto", 10]]  # three times is too few to be told


def test_months_are_added_and_older_ones_left_out(centre):
    sought(centre, "badante", 6)
    sought(centre, "badante", 5, month=datetime.date(2026, 10, 1))
    sought(centre, "vecchio", 90, month=datetime.date(2026, 9, 1))
    assert posters.prepare_poster(centre, TODAY).asked == [["badante", 10]]


def test_words_that_few_asked_or_that_name_somebody_never_hang_on_a_door(centre):
    sought(centre, "", 80, in_vain=80)
    sought(centre, "mario rossi", 80, in_vain=80)
    sought(centre, "w" * 60, 80, in_vain=80)
    poster = posters.prepare_poster(centre, TODAY)
    assert (poster.asked, poster.in_vain, poster.unowned) == ([], [], [])


def test_it_says_what_was_done_and_what_nobody_sees_to(centre):
    done = sought(centre, "corso serale", 9, in_vain=9)
    taken = sought(centre, "droni", 9, in_vain=9)
    sought(centre, "muletto", 9, in_vain=9)
    answer_phrase(done)
    SearchPhrase.objects.filter(pk=done.pk).update(answered_on=TODAY)
    take_phrase(taken)
    poster = posters.prepare_poster(centre, TODAY)
    assert poster.answered == ["corso serale"]
    assert {words for words, _times in poster.in_vain} == {"droni", "muletto"}
    assert poster.unowned == ["muletto"]


def test_it_follows_the_counts_until_it_is_published(centre):
    phrase = sought(centre, "badante", 5)
    poster = posters.prepare_poster(centre, TODAY)
    SearchPhrase.objects.filter(pk=phrase.pk).update(times=50)
    poster = posters.prepare_poster(centre, TODAY)
    assert poster.asked == [["badante", 50]]
    posters.publish_poster(poster, account=None)
    SearchPhrase.objects.filter(pk=phrase.pk).update(times=500)
    assert posters.prepare_poster(centre, TODAY).asked == [["badante", 50]]
    posters.withdraw_poster(MissingPoster.objects.get(), account=None)
    assert posters.prepare_poster(centre, TODAY).asked == [["badante", 500]]


def test_the_night_prepares_one_for_each_open_centre_once(centre, other_centre):
    posters.prepare_posters()
    posters.prepare_posters()
    assert MissingPoster.objects.count() == 2


def test_next_week_begins_with_the_sentences_of_this_one(centre):
    poster = posters.prepare_poster(centre, TODAY)
    poster.introduction, poster.done, poster.call = "Ciao", "Un corso nuovo", "Dillo al banco"
    posters.write_poster(poster, left_out=["calcio"], account=None)
    following = posters.prepare_poster(centre, TODAY + datetime.timedelta(days=7))
    assert (following.introduction, following.done, following.call) == (
        "Ciao", "", "Dillo al banco",
    )  # fmt: skip
    assert following.left_out == ["calcio"]


def test_a_sentence_that_names_somebody_is_refused(centre):
    poster = posters.prepare_poster(centre, TODAY)
    poster.call = "Telefona a Mario Rossi, 333 1234567"
    with pytest.raises(ValidationError):
        posters.write_poster(poster, left_out=[], account=None)


def test_the_documentalist_edits_leaves_out_publishes_and_prints(client, centre, as_role):
    sought(centre, "badante", 33, month=timezone.localdate())
    sought(centre, "parolaccia", 9, in_vain=9, month=timezone.localdate())
    staff = as_role(Role.DOCUMENTALIST)
    answer = staff.post(reverse("library-posters", args=[centre.slug]))
    assert answer.status_code == 302
    page = staff.post(
        answer.url,
        {"introduction": "Che cosa avete cercato", "done": "Un corso", "call": "Dillo al banco",
         "left_out": ["parolaccia"], "azione": "pubblica"},
        follow=True,
    )  # fmt: skip
    text = page.content.decode()
    assert "Che cosa avete cercato" in text
    public = client.get(f"/it/{centre.slug}/che-cosa-manca/").content.decode()
    assert "badante" in public
    assert "parolaccia" not in public
    sheet = staff.get(f"{answer.url}foglio.pdf")
    assert sheet.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "words", ["badante", "أبحث عن عمل في البناء", "我想找厨师的工作", "#let x = [*_$"]
)
def test_it_is_one_sheet_whatever_it_says(client, centre, words):
    poster = MissingPoster.objects.create(
        centre=centre, week=datetime.date(2026, 11, 23), since=TODAY, prepared_at=timezone.now(),
        asked=[[f"{words} {n}" * 3, 1000] for n in range(8)],
        in_vain=[[f"{words} {n}", 50] for n in range(6)],
        answered=[f"{words} {n}" for n in range(6)], unowned=[f"{words} {n}" for n in range(6)],
        additions=12, introduction="i" * 20 + " parole" * 25, done="fatto " * 60, call="chi " * 55,
        published_on=TODAY,
    )  # fmt: skip
    answer = client.get(f"/it/{centre.slug}/che-cosa-manca.pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) == 1
    assert queries.shown(poster).asked


def test_without_a_published_one_the_page_says_so_and_the_sheet_leads_there(client, centre):
    posters.prepare_poster(centre, TODAY)
    page = client.get(f"/it/{centre.slug}/che-cosa-manca/")
    assert page.status_code == 200
    assert page.context["shown"] is None
    assert client.get(f"/it/{centre.slug}/che-cosa-manca.pdf").url == page.request["PATH_INFO"]


def test_another_centres_poster_is_not_found(centre, other_centre, as_role):
    poster = posters.prepare_poster(other_centre, TODAY)
    staff = as_role(Role.DOCUMENTALIST)
    for name in ("library-poster", "library-poster-pdf"):
        address = reverse(name, args=[centre.slug, poster.week.isoformat()])
        assert staff.get(address).status_code == 404
    assert staff.get(reverse("library-poster", args=[centre.slug, "ieri"])).status_code == 404
