"""Views that take in what somebody writes of themselves: few, and nothing of it is kept."""

from __future__ import annotations

import logging
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from mestieri.kernel.models import Centre
from mestieri.kernel.transient import TransientFailure, transient, transient_views
from tests.guidance.writing_a_cv import Writer, whole_cv
from tests.walls.paths import ours, path_of
from tests.walls.test_credentialless import OURS, limits
from tests.walls.test_queries import queries, writes

pytestmark = pytest.mark.django_db

#: Every use of the decorator: the name of its address, and what it forgets.
USES = {
    "mestieri.guidance.public.first_cv.step": ("first-cv-step", "a page of a CV"),
    "mestieri.guidance.public.first_cv.take_up": ("first-cv-take-up", "an older CV"),
    "mestieri.guidance.public.first_cv.take_away": ("first-cv-take-away", "the CV as a file"),
}
CANARY = "canarinogiallo"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    yield
    for limit in limits():
        limit._moments.clear()


def test_the_uses_are_the_ones_that_were_thought_about() -> None:
    ours()  # who asks for the addresses loads the pages
    throw_away = {name for name in transient_views if name.startswith("tests.")}
    assert transient_views - throw_away == set(USES)


@pytest.mark.parametrize("name", [name for name, _what in USES.values()])
def test_nothing_of_a_post_is_kept(
    centre: Centre, name: str, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    client, path = Client(), path_of(name, centre)
    typed = dict.fromkeys(("pagina", "vai", "biglietto", "position", "q", "formato"), CANARY)
    with caplog.at_level(logging.DEBUG), queries() as asked:
        answer = client.post(path, typed, headers=OURS)
        file = SimpleUploadedFile(f"{CANARY}.pdf", CANARY.encode() * 400_000)
        client.post(path, {**typed, "file": file}, headers=OURS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert not answer.cookies
    assert writes(asked) == []
    assert not [said for said in asked if CANARY in said]
    without_sql = [one for one in caplog.records if one.name != "django.db.backends"]
    assert not [one for one in without_sql if CANARY in one.getMessage()]


def test_a_get_leads_to_where_one_begins_and_is_kept_nowhere(centre: Centre) -> None:
    for name, _what in USES.values():
        answer = Client().get(path_of(name, centre), {"q": CANARY})
        assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "no-store")
        assert CANARY not in answer.headers["Location"]


def test_a_whole_cv_asks_the_database_and_tells_it_nothing(centre: Centre) -> None:
    with queries() as asked:
        writer = whole_cv(Writer())
        writer.take_away()
    assert writes(asked) == []
    assert not [said for said in asked if "Amina" in said or "Trattoria" in said]


def test_what_breaks_says_where_and_never_with_which_words() -> None:
    @transient(begins="first-cv", posts=9, seconds=60)
    def break_down(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(int(request.POST["year"])))

    with pytest.raises(TransientFailure) as caught:
        break_down(RequestFactory().post("/", {"year": CANARY}, headers=OURS))
    said = "".join(traceback.format_exception(caught.value))
    assert "ValueError at" in said
    assert "break_down" in said
    assert CANARY not in said


def test_what_django_answers_by_itself_it_still_answers() -> None:
    @transient(begins="first-cv", posts=9, seconds=60)
    def miss(request: HttpRequest) -> HttpResponse:
        raise Http404

    with pytest.raises(Http404):
        miss(RequestFactory().post("/", headers=OURS))


def test_a_file_is_read_in_memory_and_leaves_nothing_on_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept: list[object] = []

    @transient(begins="first-cv", posts=9, seconds=60)
    def read(request: HttpRequest) -> HttpResponse:
        kept.append(request.FILES["file"])
        return HttpResponse(str(len(list(tmp_path.iterdir()))))

    file = SimpleUploadedFile("cv.pdf", b"x" * 5_000_000)
    answer = read(RequestFactory().post("/", {"file": file}, headers=OURS))
    assert answer.content == b"0"
    assert isinstance(kept[0], InMemoryUploadedFile)
