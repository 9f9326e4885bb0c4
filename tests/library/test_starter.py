"""A fresh installation knows some trades already, in our own words."""

import re

import pytest

from mestieri.engines.occupations import gendered_forms
from mestieri.kernel import exchange
from mestieri.library.models import Occupation, OccupationGroup, ProfessionSheet
from mestieri.library.models.sheets import PARTS
from mestieri.library.services.starter import (
    load_starter_occupations,
    starter_groups,
    starter_occupations,
    starter_sheets,
)


@pytest.mark.django_db
def test_they_are_loaded_once():
    assert load_starter_occupations() == len(starter_occupations()) + len(starter_sheets())
    change = exchange.latest_change()
    assert load_starter_occupations() == 0
    assert exchange.latest_change() == change
    assert Occupation.objects.get(labels__en="nurse").group.label("it")


@pytest.mark.django_db
def test_the_names_of_the_groups_are_all_there():
    load_starter_occupations()
    assert OccupationGroup.objects.filter(code__regex=r"^\d{4}$").count() == 436
    assert OccupationGroup.objects.count() == 619


def test_they_cover_every_major_group():
    assert {entry["isco"][0] for entry in starter_occupations()} == set("0123456789")


def test_each_is_complete_and_belongs_to_a_group():
    codes = {row["code"] for row in starter_groups()}
    for entry in starter_occupations():
        assert entry["isco"] in codes, entry
        assert gendered_forms(entry["title_it"]), entry
        assert 60 <= len(entry["summary_it"]) <= 400, entry
        assert 60 <= len(entry["summary_en"]) <= 400, entry
        assert entry["names_it"] or entry["words_it"], entry
    keys = [entry["key"] for entry in starter_occupations()]
    assert len(set(keys)) == len(keys)


#: As many words in a row as two sheets may never share (issue "Library", point 6).
A_RUN = 8


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def test_at_least_120_trades_of_every_major_group_have_a_sheet():
    isco = {entry["key"]: entry["isco"] for entry in starter_occupations()}
    sheets = starter_sheets()
    assert len(sheets) >= 120
    assert {isco[sheet["key"]][0] for sheet in sheets} == set("0123456789")
    assert len({sheet["key"] for sheet in sheets}) == len(sheets)


def test_each_sheet_has_five_parts_and_300_words():
    for sheet in starter_sheets():
        assert set(sheet) == {"key", "verified_on", *PARTS}, sheet["key"]
        assert all(len(sheet[part].split()) >= 25 for part in PARTS), sheet["key"]
        words = sum(len(sheet[part].split()) for part in PARTS)
        assert words >= 300, (sheet["key"], words)


def test_no_two_sheets_share_a_run_of_eight_words():
    seen: dict[tuple[str, ...], str] = {}
    for sheet in starter_sheets():
        words = words_of(" ".join(sheet[part] for part in PARTS))
        for start in range(len(words) - A_RUN + 1):
            run = tuple(words[start : start + A_RUN])
            assert seen.setdefault(run, sheet["key"]) == sheet["key"], " ".join(run)


@pytest.mark.django_db
def test_a_sheet_follows_the_product_and_keeps_its_paragraphs():
    load_starter_occupations()
    sheet = ProfessionSheet.objects.select_related("occupation").order_by("id").first()
    assert sheet is not None
    assert "\n" not in sheet.a_day.replace("\n\n", "")
    ProfessionSheet.objects.filter(pk=sheet.pk).update(a_day="Altro.")
    assert load_starter_occupations() == 1
    assert ProfessionSheet.objects.get(pk=sheet.pk).a_day == sheet.a_day
