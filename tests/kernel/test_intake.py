"""A table is brought in: checked first, written in slices, undone whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation
from openpyxl import load_workbook

from mestieri.kernel.intake import Importer, target_named
from mestieri.kernel.intake.forms import DuplicatesForm
from mestieri.kernel.intake.previews import duplicates_side_by_side
from mestieri.kernel.intake.reports import as_csv, as_xlsx, correction_lines, report_of
from mestieri.kernel.models import Centre, Intake, IntakeMapping, Partner
from mestieri.kernel.models.intake import DuplicateDecision, IntakeState, RowOutcome
from mestieri.kernel.services import sheet
from mestieri.kernel.services.intake import files, receiving, running
from tests.engines.tables.made_files import xlsx

pytestmark = pytest.mark.django_db
PARTNERS = "partners"
TABLE = "Ente;Natura\nAlfa;Pubblico\nBeta;Azienda\nGamma;terzo settore\n"


@pytest.fixture(autouse=True)
def in_italian() -> None:
    translation.activate("it")


def received(centre: Centre, text: str = TABLE) -> Intake:
    intake = receiving.receive_text(centre, target_named(PARTNERS), text, account=None)
    columns = receiving.guessed_columns(intake, intake.sheet, intake.header_row)
    receiving.choose_columns(
        intake, columns, sheet=intake.sheet, header_row=intake.header_row, account=None
    )
    return intake


def checked(centre: Centre, text: str = TABLE) -> Intake:
    intake = received(centre, text)
    running.start_check(intake, account=None)
    return running.run_for(intake.pk, 60)


def brought_in(
    centre: Centre, text: str = TABLE, duplicates: DuplicateDecision = DuplicateDecision.SKIP
) -> Intake:
    intake = checked(centre, text)
    running.start_import(intake, duplicates, account=None)
    return running.run_for(intake.pk, 60)


def undone(intake: Intake) -> Intake:
    running.start_undoing(intake, account=None)
    return running.run_for(intake.pk, 60)


def names(centre: Centre) -> list[str]:
    return list(Partner.objects.filter(centre=centre).values_list("name", flat=True))


def test_the_check_says_what_would_happen_and_writes_nothing(centre: Centre):
    Partner.objects.create(centre=centre, name="Alfa", nature="public")
    Partner.objects.create(centre=centre, name="Beta", nature="public")
    text = TABLE + "Delta;marziano\n;pubblico\nGAMMA;pubblico\n"
    intake = checked(centre, text)
    report = report_of(intake)
    assert (report["read"], report["created"], report["unchanged"]) == (6, 1, 1)
    assert report["duplicates"] == 2  # Beta is there with another nature; Gamma comes twice
    assert [entry["row"] for entry in report["refused"]] == [5, 6]
    assert "marziano" in report["refused"][0]["reason"]
    assert report["dry_run"]
    assert names(centre) == ["Alfa", "Beta"]


def test_what_was_checked_is_brought_in_and_the_file_goes(centre: Centre):
    intake = brought_in(centre)
    assert intake.state == IntakeState.DONE
    assert names(centre) == ["Alfa", "Beta", "Gamma"]
    assert report_of(intake)["created"] == 3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_file_is_deleted_after_the_import(centre: Centre):
    intake = brought_in(centre)
    assert not intake.file_is_there
    assert not files.sheets(intake.token)


def test_bringing_the_same_table_again_changes_nothing(centre: Centre):
    brought_in(centre)
    again = brought_in(centre)
    assert report_of(again)["created"] == 0
    assert report_of(again)["unchanged"] == 3


def test_a_whole_import_is_undone(centre: Centre):
    Partner.objects.create(centre=centre, name="Beta", nature="public")
    intake = brought_in(centre, duplicates=DuplicateDecision.UPDATE)
    assert Partner.objects.get(name="Beta").nature == "private"
    intake = undone(intake)
    assert intake.state == IntakeState.UNDONE
    assert names(centre) == ["Beta"]
    assert Partner.objects.get(name="Beta").nature == "public"
    assert intake.counts == {RowOutcome.REMOVED: 2, RowOutcome.RESTORED: 1}


def test_what_somebody_changed_since_stays_and_is_named(centre: Centre):
    intake = brought_in(centre)
    gamma = Partner.objects.get(name="Gamma")
    gamma.nature = "public"
    sheet.save(gamma, centre, None, ["nature"])
    Partner.objects.get(name="Alfa").delete()
    intake = undone(intake)
    assert names(centre) == ["Gamma"]
    kept = intake.rows.get(outcome=RowOutcome.KEPT)
    assert (kept.number, bool(kept.reason)) == (4, True)


def test_the_person_decides_of_single_duplicates(centre: Centre):
    for name in ("Alfa", "Beta"):
        Partner.objects.create(centre=centre, name=name, nature="third_sector")
    intake = checked(centre)
    running.decide(intake, {2: "update", 3: "nonsense", 4: "create"})
    running.start_import(intake, DuplicateDecision.SKIP, account=None)
    running.run_for(intake.pk, 60)
    assert Partner.objects.get(name="Alfa").nature == "public"
    assert Partner.objects.get(name="Beta").nature == "third_sector"


def test_what_cannot_be_added_twice_is_refused_at_the_import_with_its_reason(centre: Centre):
    Partner.objects.create(centre=centre, name="Beta", nature="public")
    intake = brought_in(centre, duplicates=DuplicateDecision.CREATE)
    assert report_of(intake)["created"] == 2
    assert report_of(intake)["refused"][0]["row"] == 3


def test_a_row_that_appeared_between_check_and_import_is_not_doubled(centre: Centre):
    intake = checked(centre)
    Partner.objects.create(centre=centre, name="Alfa", nature="public")
    running.start_import(intake, DuplicateDecision.SKIP, account=None)
    intake = running.run_for(intake.pk, 60)
    assert names(centre) == ["Alfa", "Beta", "Gamma"]
    assert intake.count(RowOutcome.UNCHANGED) == 1


def test_an_import_goes_on_where_a_killed_worker_left_it(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(running, "ROWS_OF_A_SLICE", 1)
    intake = checked(centre)
    running.start_import(intake, DuplicateDecision.SKIP, account=None)
    assert running.advance(intake.pk).cursor == 1
    importer = type(target_named(PARTNERS).importer(centre, None))
    written = importer.create

    def dies(self: Importer, batch: list) -> list[str]:
        written(self, batch)
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(importer, "create", dies)
        with pytest.raises(KeyboardInterrupt):
            running.advance(intake.pk)
    assert names(centre) == ["Alfa"]  # the slice it died in was taken back whole
    intake = running.run_for(intake.pk, 60)
    assert names(centre) == ["Alfa", "Beta", "Gamma"]
    assert intake.cursor == intake.total == 3


def test_the_same_slice_asked_twice_is_done_once(centre: Centre):
    intake = brought_in(centre)
    running.work_on(intake.pk)
    running.work_on(intake.pk)
    assert len(names(centre)) == 3
    running.work_on(999_999)


@pytest.mark.parametrize("cell", ["=1+1", "=HYPERLINK(\"http://example.org\")", "@SUM(A1)",
                                  "+cmd|' /C calc'!A0", "#REF!"])  # fmt: skip
def test_a_formula_is_refused_with_a_sentence(centre: Centre, cell: str):
    intake = checked(centre, f'Ente\tNatura\n"{cell.replace(chr(34), chr(34) * 2)}"\tpubblico\n')
    assert report_of(intake)["refused"][0]["reason"].endswith(".")
    assert report_of(intake)["created"] == 0


def test_a_telephone_or_a_list_is_no_formula(centre: Centre):
    brought_in(centre, "Ente\tNatura\n+39 pari\tpubblico\n- Delta -\tpubblico\n@centro\tpubblico\n")
    assert len(names(centre)) == 3


def test_a_formula_never_computed_is_refused(centre: Centre, tmp_path: Path):
    file = xlsx(tmp_path / "a.xlsx", {"F": [["Ente", "Natura"], ["=A1", "pubblico"]]})
    intake = receiving.receive_file(
        centre, target_named(PARTNERS), file, "C:\\doc\\a.xlsx", account=None
    )
    assert intake.file_name == "a.xlsx"
    receiving.choose_columns(intake, {0: "name", 1: "nature"}, sheet=0, header_row=0, account=None)
    running.start_check(intake, account=None)
    intake = running.run_for(intake.pk, 60)
    assert "LibreOffice" in report_of(intake)["refused"][0]["reason"]


def test_refused_rows_come_back_as_a_table_to_correct(centre: Centre, tmp_path: Path):
    intake = checked(centre, "Ente;Natura\n=1+1;pubblico\nBeta;marziano\n")
    target = target_named(PARTNERS)
    lines = correction_lines(intake, target)
    assert [line[-2] for line in lines[1:]] == [2, 3]
    assert "\n'=1+1;" in as_csv(lines).replace("\r", "")
    (tmp_path / "a.xlsx").write_bytes(as_xlsx(lines, "F"))
    cell = load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    corrected = as_csv(lines).replace("'=1+1", "Alfa").replace("marziano", "pubblico")
    brought_in(centre, corrected)
    assert names(centre) == ["Alfa", "Beta"]


def test_what_columns_mean_is_remembered_for_the_next_table_of_the_same_shape(
    centre: Centre, other_centre: Centre
):
    odd = "Chi;Come\nAlfa;pubblico\n"
    intake = receiving.receive_text(centre, target_named(PARTNERS), odd, account=None)
    assert receiving.guessed_columns(intake, 0, 0) == {}
    receiving.choose_columns(intake, {0: "name", 1: "nature"}, sheet=0, header_row=0, account=None)
    same = receiving.receive_text(centre, target_named(PARTNERS), odd, account=None)
    assert receiving.guessed_columns(same, 0, 0) == {0: "name", 1: "nature"}
    elsewhere = receiving.receive_text(other_centre, target_named(PARTNERS), odd, account=None)
    assert receiving.guessed_columns(elsewhere, 0, 0) == {}
    assert IntakeMapping.objects.count() == 1


@pytest.mark.parametrize("columns", [{}, {0: "name"}, {0: "name", 1: "name"}, {0: "colour"}])
def test_columns_that_do_not_do_are_refused(centre: Centre, columns: dict[int, str]):
    intake = receiving.receive_text(centre, target_named(PARTNERS), TABLE, account=None)
    with pytest.raises(ValidationError):
        receiving.choose_columns(intake, columns, sheet=0, header_row=0, account=None)


def test_no_step_is_skipped(centre: Centre):
    intake = received(centre)
    for step in (
        lambda: running.start_import(intake, DuplicateDecision.SKIP, account=None),
        lambda: running.start_undoing(intake, account=None),
    ):
        with pytest.raises(ValidationError):
            step()
    done = brought_in(centre)
    with pytest.raises(ValidationError):
        running.discard(done, account=None)
    with pytest.raises(ValidationError):
        running.decide(done, {2: "skip"})


def test_titles_below_a_heading_are_found_and_rows_keep_their_numbers(centre: Centre):
    intake = checked(centre, "Elenco del 2026;\n;\nEnte;Natura\nAlfa;pubblico\n;\nBeta;marte\n")
    assert intake.header_row == 1
    assert report_of(intake)["refused"][0]["row"] == 6


def test_the_number_of_queries_does_not_grow_with_the_rows(
    centre: Centre, django_assert_max_num_queries: Callable
):
    rows = "".join(f"Ente {number};pubblico\n" for number in range(200))
    intake = received(centre, "Ente;Natura\n" + rows)
    running.start_check(intake, account=None)
    with django_assert_max_num_queries(25):
        running.run_for(intake.pk, 60)
    assert connection.vendor


def test_two_rows_of_one_file_about_the_same_stand_side_by_side(centre: Centre):
    intake = checked(centre, "Ente;Natura\nAlfa;Pubblico\nBeta;Azienda\nAlfa;Azienda\n")
    row = next(row for row in intake.rows.filter(outcome="duplicate") if not row.record_key)
    target = target_named(intake.target)
    pair = duplicates_side_by_side(intake, target, [row])[0]
    assert (pair.first, row.number) == (2, 4)
    assert (pair.compared[0].there, pair.compared[0].said) == ("Alfa", "Alfa")
    assert pair.compared[1].differs
    offered = DuplicatesForm(pairs=[pair]).fields["row_4"].choices
    assert DuplicateDecision.UPDATE in [code for code, _label in offered]


THRICE = "Ente;Natura\nAlfa;Pubblico\nBeta;Azienda\nALFA;Azienda\nAlfa;terzo settore\n"


@pytest.mark.parametrize("rows_of_a_slice", [250, 1])
@pytest.mark.parametrize("is_there", [False, True])
def test_of_rows_about_the_same_the_last_counts_and_all_are_undone(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, rows_of_a_slice: int, is_there: bool
):
    """In one slice or in several, and whether the first row adds the record or updates it."""
    monkeypatch.setattr(running, "ROWS_OF_A_SLICE", rows_of_a_slice)
    if is_there:
        Partner.objects.create(centre=centre, name="Alfa", nature="private")
    intake = brought_in(centre, THRICE, duplicates=DuplicateDecision.UPDATE)
    assert Partner.objects.get(name="Alfa").nature == "third_sector"
    assert intake.count(RowOutcome.UPDATED) == 2 + is_there
    assert intake.count(RowOutcome.DUPLICATE) == 0
    intake = undone(intake)
    assert intake.count(RowOutcome.KEPT) == 0
    natures = list(Partner.objects.values_list("name", "nature"))
    assert natures == ([("Alfa", "private")] if is_there else [])


def test_a_row_about_one_that_was_refused_is_refused_and_never_left_out_in_silence(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
):
    intake = checked(centre, "Ente;Natura\nAlfa;Pubblico\nAlfa;Azienda\n")
    target = target_named(PARTNERS)
    monkeypatch.setattr(target.importer, "create", _refused)
    running.start_import(intake, DuplicateDecision.UPDATE, account=None)
    intake = running.run_for(intake.pk, 60)
    assert [entry["row"] for entry in report_of(intake)["refused"]] == [2, 3]


def _refused(*_asked: object) -> None:
    raise ValidationError("no")
