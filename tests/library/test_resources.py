"""Resources: added, corrected, verified, retired; every real change leaves a trace."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from mestieri.kernel.models import IndexChange
from mestieri.kernel.services.vocabularies import load_starter_terms
from mestieri.library.models import Holding, Occupation, Resource, ResourceFacet, Revision
from mestieri.library.queries.catalogue import Filters, resources_matching
from mestieri.library.services import resources as services
from mestieri.library.services.resource_data import HoldingData, ResourceData, sort_title
from mestieri.library.services.resource_rows import RowRefusal, clean_resource_row
from mestieri.library.services.starter import load_starter_occupations
from mestieri.library.vocabulary import Facet, ResourceKind, ResourceState
from tests import factories

pytestmark = pytest.mark.django_db

GOOD_ROW = {
    "title": "Come si apre un bar",
    "kind": "Libro",
    "reference": "1204",
    "authors": "Collettivo Bancone",
    "year": "2024",
    "isbn": "9788800000000",
    "languages": "italiano; inglese",
    "purposes": "impresa",
    "themes": "Formazione | professioni",
    "sectors": "I; G – Commercio",
    "audiences": "Persone adulte",
    "shelf_mark": "B3",
    "copies": "2",
    "review_by": "31/12/2027",
}


def data(**more: object) -> ResourceData:
    return ResourceData(**{"kind": ResourceKind.BOOK, "title": "Il mestiere di fabbro", **more})


def revisions_of(resource: Resource) -> list[str]:
    rows = Revision.objects.filter(subject_kind="resource", subject_key=str(resource.pk))
    return list(rows.order_by("pk").values_list("act", flat=True))


@pytest.fixture
def centre():
    load_starter_terms()
    return factories.CentreFactory()


def test_a_row_of_a_spreadsheet_becomes_a_resource_on_its_shelf(centre) -> None:
    said = clean_resource_row(GOOD_ROW, centre)
    assert isinstance(said, ResourceData)
    made = services.create_resource(said, centre=centre, account=None)
    made.refresh_from_db()
    assert (made.state, made.isbn, made.year) == (ResourceState.LIVE, "978-88-00-00000-0", 2024)
    assert made.review_by == datetime.date(2027, 12, 31)
    sides = {(row.facet, row.value) for row in made.facets.all()}
    assert sides == {
        ("language", "it"), ("language", "en"), ("purpose", "ENTERPRISE"),
        ("theme", "formazione"), ("theme", "professioni"), ("sector", "I"), ("sector", "G"),
        ("audience", "adulti"),
    }  # fmt: skip
    assert (made.holdings.get().shelf_mark, made.holdings.get().copies) == ("B3", 2)
    assert revisions_of(made) == ["created"]


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("title", "", ""),
        ("kind", "pergamena", "pergamena"),
        ("isbn", "9788800000001", "ISBN"),
        ("year", "duemila", "duemila"),
        ("year", "1200", "1450"),
        ("review_by", "31/31/2026", "31/31/2026"),
        ("themes", "giardini pensili", "giardini pensili"),
        ("sectors", "fabbro", "fabbro"),
        ("url", "javascript:alert(1)", ""),
        ("url", "http://192.168.1.1/guida", ""),
        ("url", "http://localhost/guida", ""),
        ("site", "Sede che non c’è", "Sede che non c’è"),
        ("threshold", "20", ""),
    ],
)
def test_a_row_that_is_wrong_is_refused_with_a_sentence(centre, column, value, said) -> None:
    refused = clean_resource_row({**GOOD_ROW, column: value}, centre)
    assert isinstance(refused, RowRefusal)
    assert list(refused.reasons) == [column]
    assert said in refused.sentence


def test_a_film_without_its_transcript_is_not_offered(centre) -> None:
    film = data(kind=ResourceKind.AUDIOVISUAL)
    with pytest.raises(ValidationError) as refused:
        services.create_resource(film, centre=centre, account=None)
    assert list(refused.value.message_dict) == ["transcript"]
    draft = services.create_resource(film, centre=centre, account=None, state=ResourceState.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.filter(pk=draft.pk).update(state=ResourceState.LIVE)


def test_an_inventory_number_is_given_once_in_a_centre(centre) -> None:
    services.create_resource(data(reference="7"), centre=centre, account=None)
    with pytest.raises(ValidationError):
        services.create_resource(data(reference="7"), centre=centre, account=None)
    with pytest.raises(ValidationError):
        services.create_resources(
            [data(reference="8"), data(reference="8")], centre=centre, account=None
        )
    services.create_resource(data(reference="7"), centre=factories.CentreFactory(), account=None)
    assert services.known_references(centre, ["7", "8"]).keys() == {"7"}


def test_saying_the_same_again_changes_nothing(centre) -> None:
    said = clean_resource_row(GOOD_ROW, centre)
    made = services.create_resource(said, centre=centre, account=None)
    made = Resource.objects.get(pk=made.pk)
    before = IndexChange.objects.count()
    assert services.update_resource(made, said, account=None) is False
    assert revisions_of(made) == ["created"]
    assert IndexChange.objects.count() == before
    more = clean_resource_row({**GOOD_ROW, "year": "2025", "sectors": "I"}, centre)
    assert services.update_resource(made, more, account=None) is True
    last = Revision.objects.order_by("-pk").first()
    assert last.changes == {"year": [2024, 2025], "sector": [["G", "I"], ["I"]]}


def test_a_resource_is_retired_with_a_reason_and_may_come_back(centre) -> None:
    made = services.create_resource(data(), centre=centre, account=None)
    with pytest.raises(ValidationError):
        services.retire_resource(made, " ", account=None)
    services.retire_resource(made, "È uscita la nuova edizione", account=None)
    assert made.state == ResourceState.RETIRED
    assert made.retired_on == timezone.localdate()
    services.publish_resource(made, account=None)
    assert revisions_of(made) == ["created", "retired", "restored"]


def test_what_was_verified_is_looked_at_again_after_the_time_of_its_kind(centre) -> None:
    made = services.create_resource(
        data(kind=ResourceKind.BROCHURE, review_by=datetime.date(2020, 1, 1)),
        centre=centre,
        account=None,
    )
    revision = services.verify_resource(made, account=None)
    assert made.verified_on == timezone.localdate()
    assert (made.review_by - timezone.localdate()).days in (365, 366)
    services.undo_revision(revision, made, account=None)
    made.refresh_from_db()
    assert (made.review_by, made.verified_on) == (datetime.date(2020, 1, 1), None)


def test_what_somebody_changed_meanwhile_is_not_undone(centre) -> None:
    made = services.create_resource(data(url="https://a.example.org/"), centre=centre, account=None)
    revision = services.replace_link(made, "https://b.example.org/", account=None)
    services.replace_link(made, "https://c.example.org/", account=None)
    with pytest.raises(ValidationError):
        services.undo_revision(revision, made, account=None)


def test_a_copy_begins_as_a_draft_without_number_and_place(centre) -> None:
    said = clean_resource_row(GOOD_ROW, centre)
    made = services.create_resource(said, centre=centre, account=None)
    copy = services.duplicate_resource(made, account=None)
    assert (copy.state, copy.reference) == (ResourceState.DRAFT, "")
    assert copy.facets.count() == made.facets.count()
    assert not copy.holdings.exists()


def test_what_an_import_brought_by_mistake_goes_for_good(centre) -> None:
    mine = services.create_resources([data(), data()], centre=centre, account=None)
    other = services.create_resource(data(), centre=factories.CentreFactory(), account=None)
    assert services.remove_resources(centre, [row.pk for row in [*mine, other]]) == 2
    assert list(Resource.objects.all()) == [other]
    assert not ResourceFacet.objects.filter(resource__in=mine).exists()


def test_a_place_without_a_name_is_no_place(centre) -> None:
    made = factories.ResourceFactory(centre=centre)
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.create(resource=made)


def test_many_resources_are_added_in_few_statements(centre, django_assert_max_num_queries) -> None:
    many = [
        data(title=f"Titolo {n}", facets={Facet.PURPOSE: frozenset({"WORK"})},
             holding=HoldingData("A1"))
        for n in range(120)
    ]  # fmt: skip
    with django_assert_max_num_queries(20):
        services.create_resources(many, centre=centre, account=None)


def test_titles_are_put_in_order_without_their_article() -> None:
    assert sort_title("L'Éléctricien felice") == "electricien felice"
    assert sort_title("Il") == "il"


@pytest.mark.parametrize("word", ["badante", "badanti", "accompagnatrice"])
def test_a_book_is_found_by_the_everyday_names_of_its_trade(centre, word) -> None:
    load_starter_occupations()
    carer = Occupation.objects.get(labels__it="assistente familiare")
    brought = services.create_resource(
        data(title="Contratto e convivenza", occupations=(carer.key,)), centre=centre, account=None
    )
    typed = services.create_resource(data(title="Cura in casa"), centre=centre, account=None)
    services.save_resource(typed, occupations=[carer], account=None)
    assert set(resources_matching(centre, Filters(words=word))) == {brought, typed}


def test_a_book_about_a_trade_is_found_in_either_gender(centre) -> None:
    load_starter_occupations()
    welder = Occupation.objects.get(labels__it="saldatore/saldatrice")
    book = services.create_resource(
        data(title="Saldatore. Filo ed elettrodo", occupations=(welder.key,)),
        centre=centre, account=None,
    )  # fmt: skip
    assert list(resources_matching(centre, Filters(words="saldatrice"))) == [book]
