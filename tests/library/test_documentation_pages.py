"""The documentation as citizens and the documentalist see it."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mestieri.engines.links import Look, Outcome
from mestieri.kernel.models import Centre
from mestieri.kernel.roles import Role
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.kernel.work import do_waiting_work
from mestieri.library.models import ConsultationTally, LibrarySettings, LinkCheck, Resource
from mestieri.library.queries.catalogue import Filters, catalogue
from mestieri.library.queries.worklist import UpToDate, work_list
from mestieri.library.services import links, resources
from mestieri.library.services.consultations import flush_uses
from mestieri.library.services.resource_data import HoldingData, ResourceData
from mestieri.library.vocabulary import Facet, LinkStatus, ResourceKind, ResourceState
from tests import factories
from tests.engines.links.server import serving

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n" + b"0" * 300


@pytest.fixture
def centre() -> Centre:
    load_starter_terms()
    return factories.CentreFactory()


@pytest.fixture
def desk(client: Client, centre: Centre) -> Client:
    client.force_login(factories.account_with_role(Role.DOCUMENTALIST, centre))
    return client


def put(centre: Centre, title: str, **more: object) -> Resource:
    data = ResourceData(**{"kind": ResourceKind.BOOK, "title": title, **more})
    return resources.create_resource(data, centre=centre, account=None)


def titles(centre: Centre, **asked: str) -> list[str]:
    return [row.title for row in catalogue(centre, Filters.read(asked)).rows]


def test_words_find_other_forms_and_beginnings(centre: Centre) -> None:
    put(centre, "Il mestiere del saldatore", summary="Filo ed elettrodo.")
    put(centre, "Aprire un bar")
    assert titles(centre, q="saldatori") == ["Il mestiere del saldatore"]
    assert titles(centre, q="sald") == ["Il mestiere del saldatore"]
    assert titles(centre, q="mestiere elettrodi") == ["Il mestiere del saldatore"]
    assert titles(centre, q="pasticcere") == []
    assert titles(centre, q="%_' \x00") == []


def test_sides_narrow_and_other_centres_are_apart(centre: Centre) -> None:
    put(centre, "Uno", facets={Facet.SECTOR: frozenset("F"), Facet.LANGUAGE: frozenset({"it"})})
    put(centre, "Due", facets={Facet.SECTOR: frozenset("I")})
    put(factories.CentreFactory(), "Altrove", facets={Facet.SECTOR: frozenset("F")})
    assert titles(centre, settore="F") == ["Uno"]
    assert titles(centre, settore="F", lingua="en") == []
    assert titles(centre, tipo="book") == ["Due", "Uno"]


def test_pages_go_on_and_back_without_skipping_anything(centre: Centre) -> None:
    many = [ResourceData(ResourceKind.BOOK, f"Libro {n % 7}") for n in range(60)]
    resources.create_resources(many, centre=centre, account=None)
    seen, page, addresses = [], catalogue(centre, Filters()), []
    while True:
        seen += [row.pk for row in page.rows]
        if not page.next_address:
            break
        addresses.append(page)
        asked = dict(pair.split("=") for pair in page.next_address[1:].split("&"))
        page = catalogue(centre, Filters.read(asked))
    assert len(seen) == len(set(seen)) == 60
    asked = dict(pair.split("=") for pair in page.previous_address[1:].split("&"))
    assert [r.pk for r in catalogue(centre, Filters.read(asked)).rows] == [
        r.pk for r in addresses[-1].rows
    ]


def test_a_resource_says_on_which_shelf_it_stands(client: Client, centre: Centre) -> None:
    book = put(centre, "Aprire un bar", holding=HoldingData("B3", copies=2))
    text = client.get(f"/it/{centre.slug}/documentazione/{book.pk}/").content.decode()
    assert "B3 · 2 copi" in text
    other = factories.CentreFactory()
    assert client.get(f"/it/{other.slug}/documentazione/{book.pk}/").status_code == 404
    resources.retire_resource(book, "Superato", account=None)
    assert client.get(f"/it/{centre.slug}/documentazione/{book.pk}/").status_code == 404


def test_what_is_opened_and_printed_is_counted_without_anybody(client, centre: Centre) -> None:
    site = put(centre, "Offerte", kind=ResourceKind.WEBSITE, url="https://offerte.example.org/")
    path = f"/it/{centre.slug}/documentazione/{site.pk}/"
    assert client.get(f"{path}apri/").url == "https://offerte.example.org/"
    client.get(f"{path}apri/")
    assert client.get(f"{path}scheda.pdf").content.startswith(b"%PDF")
    assert not ConsultationTally.objects.exists()
    flush_uses()
    counted = {row.mode: row.times for row in ConsultationTally.objects.all()}
    assert counted == {"opened": 2, "printed": 1}
    assert not client.cookies


def test_a_file_is_known_by_what_it_holds(desk: Client, centre: Centre) -> None:
    path = f"/banco/{centre.slug}/documentazione/risorse/nuova/"
    said = {"kind": "guide", "title": "Guida al bar", "lingua": ["it"]}
    page_of_evil = SimpleUploadedFile("guida.pdf", b"<html><script>alert(1)</script>")
    refused = desk.post(path, {**said, "file": page_of_evil})
    assert refused.status_code == 200
    assert not Resource.objects.exists()
    made = desk.post(path, {**said, "file": SimpleUploadedFile("../../Guida.exe", PDF)})
    assert made.status_code == 302
    guide = Resource.objects.get()
    assert (guide.file_type, guide.file_title) == ("application/pdf", "Guida.pdf")
    answer = Client().get(f"/it/{centre.slug}/documentazione/{guide.pk}/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="Guida.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF
    resources.retire_resource(guide, "Superata", account=None)
    path = f"/it/{centre.slug}/documentazione/{guide.pk}/file/"
    assert Client().get(path).status_code == 404


def test_the_rate_is_never_whole_while_something_is_late() -> None:
    assert UpToDate(3988, 37).rate == 99.1
    assert UpToDate(100_000, 1).rate == 99.9
    assert UpToDate(3988, 0).rate == 100.0
    assert UpToDate(0, 0).rate == 100.0


def test_a_link_is_dead_when_it_failed_on_two_days(centre: Centre) -> None:
    site = put(centre, "Offerte", kind=ResourceKind.WEBSITE, url="https://offerte.example.org/")
    gone, now = Look(Outcome.FAILED, site.url, "HTTP 404"), timezone.now()
    assert links.record_look(site, gone, now).status == LinkStatus.FAILING
    assert links.record_look(site, gone, now).status == LinkStatus.FAILING
    tomorrow = now + datetime.timedelta(days=1)
    assert links.record_look(site, gone, tomorrow).status == LinkStatus.DEAD
    Resource.objects.filter(pk=site.pk).update(review_by=now.date() - datetime.timedelta(days=9))
    assert [check.resource for check in work_list(centre).dead] == [site]
    assert work_list(centre).overdue == []  # once in the list, whatever is wrong with it
    work = work_list(centre)  # late and dead: one thing to do, and the list says where it stands
    assert (work.to_do, work.behind_links, work.not_shown) == (1, 1, 0)
    resources.replace_link(site, "https://nuovo.example.org/", account=None)
    assert work_list(centre).dead == []
    good = links.record_look(site, Look(Outcome.OK, site.url, "HTTP 200"), tomorrow)
    assert (good.status, good.first_failed_on) == (LinkStatus.OK, None)


def test_links_are_looked_at_in_slices_and_internal_doors_stay_shut(centre: Centre) -> None:
    with serving() as (address, asked):
        with pytest.raises(ValidationError):  # at an internal door nothing is kept…
            put(centre, "no", kind=ResourceKind.WEBSITE, url=address)
        doors = LibrarySettings.objects.create(centre=centre, internal_hosts="127.0.0.1")
        for name in ("200", "404", "moved", "inwards"):  # …unless the centre says so
            put(centre, name, kind=ResourceKind.WEBSITE, url=f"{address}/{name}")
        doors.internal_hosts = ""
        doors.save()
        links.check_a_slice(centre.pk, delay=0)
        assert set(LinkCheck.objects.values_list("status", flat=True)) == {LinkStatus.REFUSED}
        assert asked == []
        LibrarySettings.objects.filter(centre=centre).update(
            internal_hosts="127.0.0.1", links_asked_at=timezone.now()
        )
        links.check_a_slice(centre.pk, delay=0)
    found = dict(LinkCheck.objects.values_list("resource__title", "status"))
    assert found == {"200": "ok", "404": "failing", "moved": "moved", "inwards": "refused"}
    assert not links.due(LibrarySettings.objects.get(centre=centre)).exists()


def test_without_a_network_no_link_fails(desk: Client, centre: Centre) -> None:
    for name in ("a", "b", "c", "d"):
        address = f"https://{name}.invalid/"  # names that nobody has, RFC 2606
        put(centre, name, kind=ResourceKind.WEBSITE, url=address)
    assert links.check_a_slice(centre.pk, delay=0) == 0
    assert not LinkCheck.objects.exists()
    page = desk.get(reverse("library-links", args=[centre.slug]))
    assert page.context["progress"].network_missed_at is not None


def test_the_timetable_looks_at_links_every_day(
    centre: Centre, django_capture_on_commit_callbacks
) -> None:
    from mestieri.kernel.work import regular_work

    assert "library-links" in {work.name for work in regular_work()}
    with django_capture_on_commit_callbacks(execute=True):
        links.check_links()
    assert do_waiting_work() == 1


def test_one_thing_for_all_that_were_ticked(desk: Client, centre: Centre) -> None:
    mine = [put(centre, name) for name in ("Uno", "Due")]
    other = put(factories.CentreFactory(), "Altrove")
    pks = [row.pk for row in [*mine, other]]
    path = f"/banco/{centre.slug}/documentazione/risorse/insieme/"
    desk.post(path, {"scelta": pks, "azione": "ritira", "reason": "Superati", "di": "?q=u"})
    states = set(Resource.objects.values_list("title", "state"))
    assert states == {("Uno", "retired"), ("Due", "retired"), ("Altrove", ResourceState.LIVE)}


def test_another_centres_things_are_not_there(desk: Client, centre: Centre) -> None:
    foreign = put(factories.CentreFactory(), "Altrove", holding=HoldingData("A1", stock=3))
    base = f"/banco/{centre.slug}/documentazione"
    place = foreign.holdings.get()
    for path in (
        f"/risorse/{foreign.pk}/fai/ritira/", f"/posti/{place.pk}/fai/porta/",
        f"/scaffale/{foreign.pk}/", f"/risorse/{foreign.pk}/copia/",
    ):  # fmt: skip
        assert desk.post(base + path, {"reason": "x", "change": 1}).status_code == 404, path
    assert desk.get(f"{base}/risorse/{foreign.pk}/").status_code == 404


def test_what_covers_nothing_is_seen_and_leads_to_adding_it(desk: Client, centre: Centre) -> None:
    sides = {Facet.SECTOR: frozenset({"F"}), Facet.THEME: frozenset({"formazione"})}
    put(centre, "Cantieri", facets=sides)
    path = f"/banco/{centre.slug}/documentazione/copertura/"
    page = desk.get(path)
    assert page.context["coverage"].empty == 21 * 3 - 1
    assert "?settore=F&amp;tema=formazione" in page.content.decode()
    crossed = desk.get(f"{path}?incrocio=settori-esigenze").context["coverage"]
    assert crossed.empty == 21 * 4


def test_taps_on_the_shelf_count_and_are_taken_back(desk: Client, centre: Centre) -> None:
    book = put(centre, "Aprire un bar", holding=HoldingData("B3"))
    path = f"/banco/{centre.slug}/documentazione/scaffale/{book.pk}/"
    desk.post(path)
    desk.post(path)
    desk.post(path, {"azione": "annulla"})
    assert ConsultationTally.objects.get().times == 1


def test_labels_and_lists_are_printed(desk: Client, centre: Centre) -> None:
    put(centre, "Aprire un bar \u0627\ue000", holding=HoldingData("B3"))
    base = f"/banco/{centre.slug}/documentazione/risorse"
    for name in ("etichette.pdf", "elenco.pdf", "etichette.pdf?q=niente", "elenco.pdf?q=niente"):
        assert desk.get(f"{base}/{name}").content.startswith(b"%PDF"), name
