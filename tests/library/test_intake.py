"""Tables of the library: resources, services of the territory, opportunities."""

from __future__ import annotations

import pytest
from django.utils import translation

from mestieri.kernel.intake import target_named
from mestieri.kernel.intake.previews import duplicates_side_by_side, preview_of
from mestieri.kernel.intake.reports import report_of, template_lines
from mestieri.kernel.models import Centre, Intake
from mestieri.kernel.models.intake import DuplicateDecision, IntakeState, RowOutcome
from mestieri.kernel.services.intake import receiving, running
from mestieri.library.models import DirectoryEntry, KeepingState, Opportunity, Resource
from mestieri.library.services import resources as resource_service
from mestieri.library.vocabulary import Facet, ResourceState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_italian() -> None:
    translation.activate("it")


def received(centre: Centre, code: str, text: str) -> Intake:
    intake = receiving.receive_text(centre, target_named(code), text, account=None)
    columns = receiving.guessed_columns(intake, intake.sheet, intake.header_row)
    receiving.choose_columns(
        intake, columns, sheet=intake.sheet, header_row=intake.header_row, account=None
    )
    return intake


def checked(centre: Centre, code: str, text: str) -> Intake:
    intake = received(centre, code, text)
    running.start_check(intake, account=None)
    return running.run_for(intake.pk, 60)


def brought_in(
    centre: Centre, code: str, text: str, duplicates: DuplicateDecision = DuplicateDecision.SKIP
) -> Intake:
    intake = checked(centre, code, text)
    running.start_import(intake, duplicates, account=None)
    return running.run_for(intake.pk, 60)


def undone(intake: Intake) -> Intake:
    running.start_undoing(intake, account=None)
    return running.run_for(intake.pk, 60)


RESOURCES = (
    "TITOLO;Tipologia;Inv.;Autori;Anno;Lingua;Esigenze;Collocazione;Copie;Da rivedere entro\n"
    "Guida al lavoro;guida;A1;Rossi;2020;italiano, francese;lavoro;B3;2;31/12/2027\n"
    "Il mestiere del fabbro;libro;A2;Neri;2019;it;formazione;B4;1;46386\n"
)


def test_resources_come_in_live_with_their_sides_and_places(centre: Centre):
    intake = brought_in(centre, "resources", RESOURCES)
    assert report_of(intake)["created"] == 2
    guide = Resource.objects.get(title="Guida al lavoro")
    assert guide.state == ResourceState.LIVE
    assert {row.value for row in guide.facets.filter(facet=Facet.LANGUAGE)} == {"it", "fr"}
    assert guide.holdings.get().shelf_mark == "B3"
    assert Resource.objects.get(reference="A2").review_by.isoformat() == "2026-12-30"


def test_the_same_resources_again_are_unchanged(centre: Centre):
    brought_in(centre, "resources", RESOURCES)
    again = checked(centre, "resources", RESOURCES)
    assert report_of(again)["unchanged"] == 2
    assert report_of(again)["duplicates"] == 0


def test_an_empty_cell_empties_nothing_and_the_undoing_puts_the_words_back(centre: Centre):
    brought_in(centre, "resources", RESOURCES)
    text = "Titolo;Tipo;Inventario;Autore;Lingue\nGuida nuova al lavoro;guida;A1;;inglese\n"
    intake = brought_in(centre, "resources", text, DuplicateDecision.UPDATE)
    guide = Resource.objects.get(reference="A1")
    assert (guide.title, guide.authors, guide.year) == ("Guida nuova al lavoro", "Rossi", 2020)
    assert [row.value for row in guide.facets.filter(facet=Facet.LANGUAGE)] == ["en"]
    assert undone(intake).counts == {RowOutcome.RESTORED: 1}
    guide.refresh_from_db()
    assert guide.title == "Guida al lavoro"
    assert {row.value for row in guide.facets.filter(facet=Facet.LANGUAGE)} == {"it", "fr"}


def test_resources_corrected_since_stay_when_the_import_is_undone(centre: Centre):
    intake = brought_in(centre, "resources", RESOURCES)
    guide = Resource.objects.get(reference="A1")
    guide.publisher = "Edizioni prova"
    resource_service.save_resource(guide, account=None)
    intake = undone(intake)
    assert intake.counts == {RowOutcome.KEPT: 1, RowOutcome.REMOVED: 1}
    assert list(Resource.objects.values_list("reference", flat=True)) == ["A1"]


def test_a_duplicate_stands_beside_what_is_there(centre: Centre):
    brought_in(centre, "resources", RESOURCES)
    intake = checked(centre, "resources", RESOURCES.replace("Rossi", "Bianchi"))
    row = intake.rows.get(outcome=RowOutcome.DUPLICATE)
    pair = duplicates_side_by_side(intake, target_named("resources"), [row])[0]
    differing = [(line.there, line.said) for line in pair.compared if line.differs]
    assert ("Rossi", "Bianchi") in differing


def test_another_centre_has_its_own_resources(centre: Centre, other_centre: Centre):
    brought_in(centre, "resources", RESOURCES)
    assert report_of(brought_in(other_centre, "resources", RESOURCES))["created"] == 2


ENTRIES = (
    "Ente;Servizio;Indirizzo;Telefono;Lingue;Gratuito;Sito;Verificato il\n"
    "Cooperativa Alfa;Ascolto;via di Prova 1;+39 000;italiano, français;sì;;01/09/2026\n"
    "Cooperativa Beta;Corsi;;;;forse;;\n"
    "Cooperativa Gamma;Corsi;;;klingon;;non un sito;\n"
)


def test_services_of_the_territory_come_in_published(centre: Centre):
    intake = brought_in(centre, "directory", ENTRIES)
    entry = DirectoryEntry.objects.get(centre=centre)
    assert (entry.state, entry.languages) == (KeepingState.PUBLISHED, ["it", "fr"])
    assert entry.assured_on.isoformat() == "2026-09-01"
    assert entry.source == "Cooperativa Alfa"
    assert [refused["row"] for refused in report_of(intake)["refused"]] == [3, 4]
    assert report_of(checked(centre, "directory", ENTRIES))["unchanged"] == 1


def test_a_changed_service_is_updated_and_put_back(centre: Centre):
    brought_in(centre, "directory", ENTRIES)
    text = ENTRIES.replace("+39 000", "+39 111")
    intake = brought_in(centre, "directory", text, DuplicateDecision.UPDATE)
    assert DirectoryEntry.objects.get().phone == "+39 111"
    undone(intake)
    assert DirectoryEntry.objects.get().phone == "+39 000"


def test_opportunities_come_in_and_go_again(centre: Centre):
    text = (
        "Tipo;Titolo;Ente;Scadenza;Posti\n"
        "corso;Saldatura;Ente Beta;31/12/2099;12\n"
        "bando;Servizio civile;Comune;01/01/2020;\n"
        "tirocinio;In bottega;Ditta;30/06/2099;2,5\n"
    )
    intake = brought_in(centre, "opportunities", text)
    assert Opportunity.objects.get().places == 12
    assert [refused["row"] for refused in report_of(intake)["refused"]] == [3, 4]
    assert undone(intake).state == IntakeState.UNDONE
    assert not Opportunity.objects.exists()


@pytest.mark.parametrize("code", ["resources", "directory", "opportunities", "partners"])
def test_the_example_of_each_empty_table_can_be_brought_in(centre: Centre, code: str):
    target = target_named(code)
    titles, example = template_lines(target)
    text = "\t".join(map(str, titles)) + "\n" + "\t".join(map(str, example)) + "\n"
    intake = received(centre, code, text)
    assert set(intake.columns.values()) == {field.name for field in target.fields}
    preview = preview_of(intake, target)
    assert [row.reason for row in preview.rows] == [""]
