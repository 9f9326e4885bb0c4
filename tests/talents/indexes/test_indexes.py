"""Indexes: defined by the group, forbidden by the law, read with their phrase, corrected."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from mestieri.engines.europass import Address, Certificate, Language, Skill
from mestieri.kernel.models import Centre
from mestieri.talents import changes
from mestieri.talents.index_codes import level_of, mask_of
from mestieri.talents.models import CVSearchRow, IndexDefinition, IndexValue, ValueOrigin
from mestieri.talents.queries.indexes import in_words
from mestieri.talents.services.indexes import definitions
from mestieri.talents.services.indexes.values import correct_value
from tests.factories import CentreFactory
from tests.talents.bank import Coded, keep, worker

pytestmark = pytest.mark.django_db


def index(centre: Centre, code: str) -> IndexDefinition:
    return IndexDefinition.objects.prefetch_related("choices").get(centre=centre, code=code)


def rich() -> object:
    return worker(
        "Responsabile di magazzino",
        "Magazziniere",
        languages=(
            Language(Coded("en", "inglese"), False, "B2", "C1", "B2", "B2", "B1"),
            Language(Coded("it", "italiano"), True),
            Language(Coded("", "Albanese")),
        ),
        driving_licences=("B", "CE"),
        addresses=(Address(city="Rho"),),
        skills=(Skill("digital", "Uso di SAP e del palmare"),),
        certificates=(Certificate("Patentino muletto"),),
    )


def test_what_a_cv_says_is_read_with_its_phrase() -> None:
    centre = CentreFactory()
    cv = keep(centre, rich())  # type: ignore[arg-type]
    said = {value.definition.code: value for value in cv.index_values.all()}
    with translation.override("it"):
        words = {code: in_words(index(centre, code), one.code) for code, one in said.items()}
    assert words["ruolo"] == "Responsabile"
    assert words["patente"] == "B, CE"
    assert words["zona"] == "Rho"
    assert words["certificati"] == "Patentino muletto"
    assert words["lingue"] == "Italiano C2, Inglese B1, Albanese"
    assert words["strumenti"] == "SAP, Carrello elevatore, Lettore di codici, magazzino"
    assert "Uso di SAP e del palmare" in said["strumenti"].phrases.values()
    assert said["anni"].phrases == {"0": "2018–2021"}
    assert set(words) == {
        "ruolo", "patente", "zona", "certificati", "lingue", "strumenti", "anni",
    }  # fmt: skip


def test_what_the_law_forbids_is_refused_with_the_reason() -> None:
    centre = CentreFactory()
    for name in ("Età", "Stato civile"):
        with pytest.raises(ValidationError, match="art. 10"):
            definitions.save_index(
                IndexDefinition(centre=centre, name=name, type="one_of"), account=None
            )
    with pytest.raises(ValidationError, match="art. 10"):
        definitions.save_index(
            IndexDefinition(centre=centre, name="Chi", type="one_of"),
            ["Italiani", "Nubile"],
            account=None,
        )


def test_an_index_renamed_while_it_is_being_filled_loses_nothing() -> None:
    centre = CentreFactory()
    cv = keep(centre, worker("Cuoco"))
    shifts = index(centre, "orario")
    correct_value(cv, shifts, mask_of([3]), origin=ValueOrigin.CURATOR)
    open_form = index(centre, "orario")
    shifts.name = "Orari possibili"
    definitions.save_index(shifts, ["Solo estate"], account=None)
    night = shifts.choices.get(name="Notte")
    night.name = "Notti"
    definitions.change_choice(night, account=None)
    correct_value(cv, open_form, mask_of([3, 4]), origin=ValueOrigin.OWNER)
    value = IndexValue.objects.get(cv=cv, definition=shifts)
    assert in_words(index(centre, "orario"), value.code) == "Turni, Notti"
    assert getattr(CVSearchRow.objects.get(cv=cv), f"slot_{shifts.slot}") == mask_of([3, 4])


def test_an_index_put_away_while_it_is_being_filled_says_so_and_comes_back_whole() -> None:
    centre = CentreFactory()
    cv = keep(centre, worker("Cuoco"))
    shifts = index(centre, "orario")
    correct_value(cv, shifts, mask_of([3]), origin=ValueOrigin.CURATOR)
    definitions.retire_index(shifts, account=None)
    with pytest.raises(ValidationError, match="Orario"):
        correct_value(cv, shifts, mask_of([4]), origin=ValueOrigin.CURATOR)
    definitions.bring_back(shifts, account=None)
    assert IndexValue.objects.get(cv=cv, definition=shifts).code == mask_of([3])
    assert getattr(CVSearchRow.objects.get(cv=cv), f"slot_{shifts.slot}") == mask_of([3])


def test_what_a_person_corrected_is_not_read_again() -> None:
    centre = CentreFactory()
    cv = keep(centre, rich())  # type: ignore[arg-type]
    languages = index(centre, "lingue")
    english = 6 << 3
    correct_value(cv, languages, english, origin=ValueOrigin.OWNER)
    changes.announce([cv.pk])
    value = IndexValue.objects.get(cv=cv, definition=languages)
    assert (level_of(value.code, 1), value.origin) == (6, ValueOrigin.OWNER)


def test_a_new_index_reads_the_cvs_that_are_there() -> None:
    centre = CentreFactory()
    cv = keep(centre, rich())  # type: ignore[arg-type]
    own = IndexDefinition(
        centre=centre, name="Usa il palmare", type="yes_no", read_from="words", words="palmare"
    )
    definitions.save_index(own, account=None)
    value = IndexValue.objects.get(cv=cv, definition=own)
    assert (value.code, value.phrases) == (1, {"0": "Uso di SAP e del palmare"})


def test_sixteen_indexes_are_as_many_as_there_can_be() -> None:
    centre = CentreFactory()
    keep(centre, worker("Cuoco"))
    for number in range(5):
        one = IndexDefinition(centre=centre, name=f"Prova {number}", type="yes_no")
        definitions.save_index(one, account=None)
    with pytest.raises(ValidationError, match="16"):
        definitions.save_index(
            IndexDefinition(centre=centre, name="Di troppo", type="yes_no"), account=None
        )


def test_a_kind_that_cvs_already_use_does_not_change() -> None:
    centre = CentreFactory()
    keep(centre, rich())  # type: ignore[arg-type]
    town = index(centre, "zona")
    town.type, town.read_from = "date", ""
    with pytest.raises(ValidationError):
        definitions.save_index(town, account=None)
