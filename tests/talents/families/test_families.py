"""Families: proposed with their words, confirmed after a sample, changed without loss."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from mestieri.cli.demonstration.cvs import people
from mestieri.engines.occupations import load
from mestieri.kernel.models import Centre
from mestieri.talents.models import (
    CVFamily,
    Family,
    FamilySource,
    FamilyState,
    IndexDefinition,
    MacroFamily,
)
from mestieri.talents.services.families import deciding, taxonomy
from mestieri.talents.services.families.starter import (
    starter_entries,
    starter_macro_families,
    take_starter_families,
)
from mestieri.talents.services.families.taxonomy import FamilyPart
from tests.factories import CentreFactory
from tests.talents.bank import keep, keep_all, worker

pytestmark = pytest.mark.django_db


def family(centre: Centre, code: str) -> Family:
    return Family.objects.get(centre=centre, code=code)


def rows_of(centre: Centre) -> list[tuple[int, int, bool, str, int | None]]:
    """Everything that says which CV is where."""
    rows = CVFamily.objects.filter(family__centre=centre).order_by("cv_id", "family_id")
    return list(rows.values_list("cv_id", "family_id", "is_main", "state", "set_aside_by_id"))


def test_every_code_of_the_starter_families_is_a_group_of_isco() -> None:
    groups = set(load().linker.classification.group_by_code)
    codes = {
        code
        for macro in starter_macro_families()
        for one in macro["families"]
        for code in one["isco"]
    }
    assert codes <= groups


def test_the_starter_words_speak_of_families_that_exist() -> None:
    slugs = {one["slug"] for macro in starter_macro_families() for one in macro["families"]}
    said = {entry.family for entry in starter_entries()}
    assert said - slugs == {"nessuna"}
    assert len(starter_entries()) > 600
    assert len(starter_macro_families()) == 12


def test_a_proposal_names_the_words_that_caused_it() -> None:
    cv = keep(CentreFactory(), worker("Saldatrice a TIG", "Commessa"))
    main, other = cv.families.all()
    assert (main.family.code, main.words, main.is_main) == (
        "saldatura-e-carpenteria",
        "Saldatrice",
        True,
    )
    assert (other.family.code, other.is_main) == ("negozio", False)
    assert {main.state, other.state} == {FamilyState.PROPOSED}


def test_where_no_word_speaks_the_classification_does_and_is_named() -> None:
    cv = keep(CentreFactory(), worker("Ippoterapeuta equestre"))
    row = cv.families.first()
    assert row is None or (row.source == FamilySource.TITLE and row.label and row.isco)


def test_what_a_person_decided_is_not_proposed_again() -> None:
    centre = CentreFactory()
    cv = keep(centre, worker("Saldatore"))
    deciding.correct(cv.families.get(), family(centre, "montaggio"), account=None)
    keep_again = worker("Saldatore", "Barista")
    cv.record = keep_again.as_dict()
    cv.save()
    from mestieri.talents import changes

    changes.announce([cv.pk])
    main = cv.families.get(is_main=True)
    assert (main.family.code, main.state) == ("montaggio", FamilyState.CONFIRMED)


@pytest.mark.S15
def test_a_curator_sorts_five_hundred_cvs() -> None:
    centre = CentreFactory()
    cvs = keep_all(centre, people(120))
    placed = {row.cv_id for row in CVFamily.objects.filter(family__centre=centre)}
    assert len(placed) >= 0.7 * len(cvs)

    sample = deciding.draw_sample(centre, None, account=None)
    looks = list(sample.looks.all())
    assert len(looks) == deciding.SAMPLE
    with pytest.raises(ValidationError, match=r"."):
        deciding.confirm_after_sample(sample, account=None)
    deciding.note_looks(sample, {look.pk: place > 0 for place, look in enumerate(looks)})
    confirmed = deciding.confirm_after_sample(sample, account=None)
    waiting = deciding.open_proposals(centre)
    assert [row.pk for row in waiting] == [looks[0].cv_family_id]
    deciding.correct(waiting.get(), family(centre, "servizi-vari"), account=None)

    correction = taxonomy.latest_undoable(centre)
    assert correction is not None
    taxonomy.undo_change(correction, account=None)
    taxonomy.undo_change(confirmed, account=None)
    assert not CVFamily.objects.filter(family__centre=centre, state="confirmed").exists()
    assert {row.cv_id for row in CVFamily.objects.filter(family__centre=centre)} == placed


def test_a_merger_and_its_undoing_lose_no_cv() -> None:
    centre = CentreFactory()
    keep(centre, worker("Saldatore"))
    keep(centre, worker("Saldatore", "Montatore meccanico"))
    keep(centre, worker("Montatore meccanico", "Saldatore"))
    before = rows_of(centre)
    welding, mounting = family(centre, "saldatura-e-carpenteria"), family(centre, "montaggio")
    words = mounting.words
    change = taxonomy.merge_families(welding, mounting, account=None)
    assert {row.family.code for row in CVFamily.objects.filter(set_aside_by__isnull=True)} == {
        "montaggio"
    }
    assert CVFamily.objects.filter(family=mounting, is_main=True).count() == 3
    assert "721" in family(centre, "montaggio").isco_codes
    new = keep(centre, worker("Saldatore"))
    assert new.families.get().family.code == "montaggio"
    taxonomy.undo_change(change, account=None)
    assert [row for row in rows_of(centre) if row[0] != new.pk] == before
    assert family(centre, "montaggio").words == words
    assert family(centre, "saldatura-e-carpenteria").retired_on is None


def test_a_split_deals_cvs_out_by_their_words_and_comes_back_whole() -> None:
    centre = CentreFactory()
    take_starter_families(centre)
    macro = MacroFamily.objects.get(centre=centre, code="informatica-e-telecomunicazioni")
    everything = taxonomy.create_family(
        macro, FamilyPart("Informatica", "zzinformatica"), account=None
    )
    titles = ["Programmatore Java", "Sistemista Linux", "Programmatrice", "Tuttologo del computer"]
    cvs = keep_all(centre, [worker(title) for title in titles])
    for cv, title in zip(cvs, titles, strict=True):
        cv.families.all().delete()
        CVFamily.objects.create(
            cv=cv, family=everything, is_main=True, source="person", state="confirmed", title=title
        )
    before = rows_of(centre)
    change = taxonomy.split_family(
        everything,
        [
            FamilyPart("Chi programma", "programmatore"),
            FamilyPart("Chi tiene i sistemi", "sistemista"),
        ],
        account=None,
    )
    names = [cv.families.get().family.name for cv in cvs]
    assert names == ["Chi programma", "Chi tiene i sistemi", "Chi programma", "Informatica"]
    assert [cv.families.get().state for cv in cvs] == [*["proposed"] * 3, "confirmed"]
    taxonomy.undo_change(change, account=None)
    assert rows_of(centre) == before


def test_a_family_in_use_is_not_put_away_and_a_free_one_is() -> None:
    centre = CentreFactory()
    cv = keep(centre, worker("Saldatore"))
    with pytest.raises(ValidationError, match=r"1 "):
        taxonomy.retire_family(family(centre, "saldatura-e-carpenteria"), account=None)
    assert cv.families.get().family.retired_on is None
    taxonomy.retire_family(family(centre, "cucina"), account=None)
    assert keep(centre, worker("Cuoco")).families.filter(family__code="cucina").count() == 0


def test_a_family_is_moved_and_renamed_with_its_cvs() -> None:
    centre = CentreFactory()
    cv = keep(centre, worker("Saldatore"))
    welding = family(centre, "saldatura-e-carpenteria")
    other = MacroFamily.objects.get(centre=centre, code="edilizia-e-impianti")
    taxonomy.move_family(welding, other, account=None)
    welding.name = "Chi salda"
    taxonomy.change_family(welding, account=None)
    row = cv.families.get()
    assert (row.family.name, row.family.macro.name) == ("Chi salda", "Edilizia e impianti")


def test_codes_that_isco_does_not_have_are_refused() -> None:
    centre = CentreFactory()
    take_starter_families(centre)
    one = family(centre, "cucina")
    one.isco = "512 9999"
    with pytest.raises(ValidationError, match="9999"):
        taxonomy.change_family(one, account=None)


def test_centres_keep_their_families_apart() -> None:
    here, there = CentreFactory(), CentreFactory()
    cv = keep(here, worker("Saldatore"))
    keep(there, worker("Barista"))
    with pytest.raises(ValidationError):
        deciding.correct(cv.families.get(), family(there, "montaggio"), account=None)
    assert IndexDefinition.objects.filter(centre=here).count() == 11
