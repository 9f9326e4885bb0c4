"""Tables are read however offices saved them; what is no table is refused with a sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from mestieri.engines.tables import (
    UNCOMPUTED,
    Limits,
    TableProblem,
    find_header,
    header_labels,
    read_text,
    read_workbook,
)
from tests.engines.tables.made_files import ods, sheet_zip, xlsx

ROWS = [["Titolo", "Città"], ["Guida all'apprendistato", "Forlì"], ["L'orto è qui", "Sassè"]]
TEXT = "Titolo;Città\nGuida all'apprendistato;Forlì\nL'orto è qui;Sassè\n"


def cells(path: Path) -> list[list[str]]:
    return [row.cells for row in read_workbook(path).sheets[0].rows]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "cp850"]
)
def test_a_text_file_is_read_whatever_alphabet_it_was_saved_in(tmp_path: Path, encoding: str):
    file = tmp_path / "elenco.csv"
    file.write_bytes(TEXT.encode(encoding))
    assert cells(file) == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_found(separator: str):
    text = "\n".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in row)
        for row in [*ROWS, ["Corso, base; serale", "Bra"]]
    )
    assert [row.cells for row in read_text(text).sheets[0].rows][:3] == ROWS


def test_excels_own_line_about_the_separator_is_no_row(tmp_path: Path):
    workbook = read_text("sep=;\n" + TEXT)
    assert [row.cells for row in workbook.sheets[0].rows] == ROWS
    assert workbook.sheets[0].rows[0].number == 2


def test_a_cell_may_hold_lines_and_quotation_marks():
    rows = read_text('Titolo;Nota\n"Il ""nuovo"" lavoro";"due\nrighe"\n').sheets[0].rows
    assert rows[1].cells == ['Il "nuovo" lavoro', "due\nrighe"]


def test_a_spreadsheet_is_read_with_dates_and_numbers_as_people_write_them(tmp_path: Path):
    row = ["Guida", datetime.datetime(2026, 11, 23), 12.0, 1.5, True, 9788804668237, "0012"]
    file = xlsx(tmp_path / "a.xlsx", {"Foglio1": [row]})
    assert cells(file) == [["Guida", "2026-11-23", "12", "1.5", "sì", "9788804668237", "0012"]]


def test_every_sheet_that_holds_something_is_there(tmp_path: Path):
    file = xlsx(tmp_path / "a.xlsx", {"Libri": ROWS, "Vuoto": [], "Video": ROWS[:1]})
    assert [sheet.name for sheet in read_workbook(file).sheets] == ["Libri", "Video"]


def test_empty_rows_keep_the_numbers_that_the_spreadsheet_shows(tmp_path: Path):
    file = xlsx(tmp_path / "a.xlsx", {"F": [[], ["Titolo"], [], ["Guida"]]})
    assert [row.number for row in read_workbook(file).sheets[0].rows] == [2, 4]


def test_a_merged_cell_says_the_same_of_every_row(tmp_path: Path):
    rows = [["Settore", "Titolo"], ["Edilizia", "Uno"], [None, "Due"], ["Sanità", "Tre"]]
    file = xlsx(tmp_path / "a.xlsx", {"F": rows}, merged="A2:A3")
    assert cells(file)[2] == ["Edilizia", "Due"]


def test_merged_titles_over_two_rows_are_found_in_the_lower_one(tmp_path: Path):
    rows = [["Titolo", "Recapiti", None], [None, "Telefono", "E-mail"], ["Guida", "1", "a@b.it"]]
    file = xlsx(tmp_path / "a.xlsx", {"F": rows}, merged="A1:A2 B1:C1")
    sheet = read_workbook(file).sheets[0]
    assert header_labels(sheet.rows[1], 3) == ["Titolo", "Telefono", "E-mail"]
    assert find_header(sheet.rows) in (0, 1)


def test_an_open_document_is_read(tmp_path: Path):
    assert cells(ods(tmp_path / "a.ods", ROWS)) == ROWS


def test_a_spreadsheet_with_another_name_is_known_by_its_content(tmp_path: Path):
    assert cells(xlsx(tmp_path / "elenco.csv", {"F": ROWS})) == ROWS
    text = tmp_path / "elenco.xls"
    text.write_text(TEXT)
    assert cells(text) == ROWS


def test_a_formula_that_was_never_computed_is_marked_not_evaluated(tmp_path: Path):
    file = xlsx(tmp_path / "a.xlsx", {"F": [["Titolo", "Copie"], ["Guida", "=1+1"]]})
    assert cells(file)[1] == ["Guida", UNCOMPUTED]


def problem(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(TableProblem) as caught:
        read_workbook(path, limits)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n ; ;\n", "no_rows"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "damaged"),
        (b"PK\x03\x04 not really a zip", "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, content: bytes, code: str):
    file = tmp_path / "elenco.xlsx"
    file.write_bytes(content)
    assert problem(file) == code


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"xl/sheet.xml": b"0" * 40_000_000}, "bomb"),
        ({"../../etc/passwd": "x"}, "odd_names"),
        ({"xl\\..\\..\\a": "x"}, "odd_names"),
        ({"/tmp/a": "x"}, "odd_names"),
        ({"xl/a.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}, "entities"),
        ({"xl/a.xml": "<!DOCTYPE x><x/>".encode("utf-16")}, "entities"),
        ({"word/document.xml": "<w/>"}, "damaged"),
    ],
)
def test_a_zip_with_a_trick_inside_is_not_opened(tmp_path: Path, members: dict, code: str):
    assert problem(sheet_zip(tmp_path / "a.xlsx", members)) == code


def test_a_document_of_another_program_is_no_table(tmp_path: Path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert problem(tmp_path / "a.xlsx") == "not_a_table"


def test_an_open_document_with_a_password_says_so(tmp_path: Path):
    assert problem(ods(tmp_path / "a.ods", ROWS, encrypted=True)) == "password"


def test_a_file_that_is_too_big_is_not_opened(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text(TEXT)
    assert problem(file, Limits(bytes=10)) == "too_big"


def test_two_hundred_thousand_rows_are_refused_with_their_number(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text("Titolo;Nota\n" + "Guida;\n" * 200_000)
    with pytest.raises(TableProblem) as caught:
        read_workbook(file)
    assert caught.value.code == "too_many_rows"
    assert caught.value.values == {"rows": 200_000, "most": 50_000}


def test_a_spreadsheet_of_too_many_rows_is_refused_before_it_is_laid_out(tmp_path: Path):
    rows = [["Titolo"]] + [[f"Guida {number}"] for number in range(300)]
    file = xlsx(tmp_path / "a.xlsx", {"F": rows})
    assert problem(file, Limits(rows=100)) == "too_many_rows"


def test_one_far_cell_does_not_ask_for_all_the_memory(tmp_path: Path):
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.active["A1"], workbook.active["XFD1048576"] = "qui", "là"
    workbook.save(tmp_path / "a.xlsx")
    assert problem(tmp_path / "a.xlsx") == "too_many_rows"


def test_too_many_columns_are_refused(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text(";".join(f"c{n}" for n in range(300)) + "\n")
    assert problem(file) == "too_many_columns"


def test_who_takes_too_long_is_stopped(tmp_path: Path):
    file = tmp_path / "a.csv"
    file.write_text(TEXT)
    assert problem(file, Limits(seconds=0)) == "too_slow"


def test_who_asks_for_too_much_memory_is_stopped(tmp_path: Path):
    file = xlsx(tmp_path / "a.xlsx", {"F": [[f"{n} {m}" for m in range(100)] for n in range(900)]})
    assert problem(file, Limits(memory_bytes=20_000_000)) == "too_slow"
