"""S5, first half: 4,000 resources come in from a spreadsheet, 12 rows are refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from mestieri.cli.benches.library.catalogue import FAULTS, write_catalogue
from mestieri.kernel.models import Centre, Intake
from mestieri.kernel.roles import Role
from mestieri.library.models import Resource
from mestieri.library.vocabulary import ResourceState
from tests import factories
from tests.browser import assert_accessible, assert_no_sideways_scroll, sign_in

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PATIENCE = 240_000  # milliseconds: four thousand rows on a busy machine


def documentalist(page: Page) -> Centre:
    centre = factories.CentreFactory(slug="tuscolo", name="Tuscolo")
    sign_in(page, factories.account_with_role(Role.DOCUMENTALIST, centre))
    return centre


def reach_the_check(page: Page, file: Path) -> None:
    """From the start of the Banco to the report of the dry run."""
    page.goto("/banco/tuscolo/")
    page.get_by_role("link", name="Porta i tuoi Excel").click()
    page.get_by_role("link", name="Porta una tabella Libri").click()
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Leggilo").click()
    expect(page.get_by_label("Tipo materiale")).to_have_value("kind")
    expect(page.get_by_label("Titolo")).to_have_value("title")
    assert_accessible(page)
    page.get_by_role("button", name="Guarda le prime righe").click()
    expect(page.get_by_role("heading", name="Le prime righe")).to_be_visible()
    page.get_by_role("button", name="Controlla").click()
    expect(page.get_by_role("button", name="Porta dentro")).to_be_visible(timeout=PATIENCE)


@pytest.mark.S5
def test_four_thousand_resources_come_in_and_twelve_rows_are_refused(page: Page, tmp_path: Path):
    documentalist(page)
    reach_the_check(page, write_catalogue(tmp_path / "catalogo.xlsx"))
    assert Resource.objects.count() == 0  # the check writes nothing
    refused = page.locator("#refused tbody tr")
    assert refused.count() == len(FAULTS) == 12
    numbers = [int(text) for text in page.locator("#refused tbody th").all_inner_texts()]
    assert numbers == sorted(FAULTS)
    assert all(reason.strip().endswith(".") for reason in refused.locator("td").all_inner_texts())
    with page.expect_download() as download:
        page.get_by_role("link", name="Righe rifiutate per Excel").click()
    download.value.save_as(tmp_path / "da-correggere.xlsx")
    sheet = load_workbook(tmp_path / "da-correggere.xlsx").active
    assert sheet.max_row == 13
    assert sheet.cell(1, sheet.max_column).value == "Motivo"
    page.get_by_role("button", name="Porta dentro").click()
    expect(page.get_by_text("Il file è stato cancellato")).to_be_visible(timeout=PATIENCE)
    assert Resource.objects.filter(state=ResourceState.LIVE).count() == 3_988
    assert_accessible(page)


def test_an_import_is_undone_from_the_browser_and_duplicates_are_decided(
    page: Page, phone: Page, tmp_path: Path
):
    centre = documentalist(page)
    file = tmp_path / "pochi.csv"
    file.write_bytes(
        "Titolo;Tipo materiale;Anno\r\nGuida alla città;guida;2020\r\nL'orto;libro;2021\r\n"
        .encode("cp1252")
    )  # fmt: skip
    reach_the_check(page, file)
    page.get_by_role("button", name="Porta dentro").click()
    expect(page.get_by_text("Il file è stato cancellato")).to_be_visible(timeout=PATIENCE)
    again = tmp_path / "ancora.csv"
    again.write_text("Titolo;Tipo materiale;Anno\nGuida alla città;guida;2020\nL'orto;libro;2021\n")
    Resource.objects.filter(title="L'orto").update(publisher="Edizioni prova")
    again.write_text(again.read_text() + "Il pane;libro;2022\n")
    text = again.read_text().replace("Anno", "Anno;Editore").replace("2021", "2021;Altro editore")
    again.write_text(text)
    reach_the_check(page, again)
    page.get_by_role("link", name="Guardala accanto").click()
    assert_accessible(page)
    page.get_by_label("Aggiorna quello che c’è").check()
    page.get_by_role("button", name="Tieni queste decisioni").click()
    page.get_by_role("button", name="Porta dentro").click()
    expect(page.get_by_text("Il file è stato cancellato")).to_be_visible(timeout=PATIENCE)
    assert Resource.objects.get(title="L'orto").publisher == "Altro editore"
    page.get_by_role("link", name="Annulla l’importazione").click()
    page.get_by_role("button", name="Annulla l’importazione").click()
    expect(page.locator("p.lead", has_text="Annullata")).to_be_visible(timeout=PATIENCE)
    assert Resource.objects.get(title="L'orto").publisher == "Edizioni prova"
    assert not Resource.objects.filter(title="Il pane").exists()
    sign_in(phone, factories.account_with_role(Role.DIRECTOR, centre))
    last = Intake.objects.latest("id").pk
    for path in ("importa/", "importa/resources/nuova/", f"importa/{last}/"):
        phone.goto(f"/banco/tuscolo/{path}")
        assert_no_sideways_scroll(phone)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.xls", b"<html><table></table></html>", "pagina web"),
        ("a.csv", b"a;b\n" * 200_000, "199.999 righe"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(
    page: Page, tmp_path: Path, name: str, content: bytes, sentence: str
):
    documentalist(page)
    file = tmp_path / name
    file.write_bytes(content)
    page.goto("/banco/tuscolo/importa/resources/nuova/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Leggilo").click()
    expect(page.get_by_role("alert")).to_contain_text(sentence)
    assert Intake.objects.count() == 0
