"""Every column of every table says what it holds, why and for how long."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models

from mestieri.kernel.models import Account, Term
from mestieri.kernel.privacy import Basis, World, classification_of, classified
from mestieri.kernel.privacy.register import register_of_processing
from mestieri.kernel.privacy.third_party import every_model
from tests.walls import checks
from tests.walls.throw_away import ThrowAway

pytestmark = pytest.mark.usefixtures("forget_throw_away_models")


def house(**columns: str) -> Callable[[type[models.Model]], type[models.Model]]:
    """Declare a throw-away model of the house."""
    return classified(World.HOUSE, purpose="Try.", retention="A moment.", **columns)


def test_every_column_is_classified() -> None:
    assert checks.unclassified(every_model()) == []


def test_every_classified_name_is_a_column_and_said_once() -> None:
    assert checks.classified_badly(every_model()) == []


def test_no_column_that_looks_like_a_persons_passes_for_a_fact() -> None:
    assert checks.persons_among_facts(every_model()) == []


def test_what_is_coarse_is_one_of_a_few_words() -> None:
    loose = [
        f"{checks.label(model)}.{field.name}"
        for model in every_model()
        if (declared := classification_of(model))
        for field in model._meta.local_fields
        if field.name in declared.coarse
        and not (field.choices or field.get_internal_type() == "BooleanField")
        and field.related_model is not Term
    ]
    assert loose == []


def test_an_account_is_always_a_person_or_an_author() -> None:
    assert checks.accounts_taken_for_things(every_model()) == []


def test_what_holds_persons_has_a_legal_basis_in_the_register() -> None:
    entries = register_of_processing()
    assert {entry.label for entry in entries} == {checks.label(model) for model in every_model()}
    assert all(entry.basis for entry in entries if entry.person_columns)


def test_a_model_that_nobody_classified_is_found() -> None:
    class Forgotten(ThrowAway):
        pass

    assert checks.unclassified([Forgotten]) == [f"{checks.label(Forgotten)} is not classified."]


def test_a_column_that_nobody_classified_is_found() -> None:
    @house(facts="id")
    class Half(ThrowAway):
        colour = models.TextField()

    assert checks.unclassified([Half]) == [f"{checks.label(Half)}.colour is not classified."]


def test_a_table_between_two_others_is_looked_at_too() -> None:
    @house(facts="id tags")
    class Tagged(ThrowAway):
        tags = models.ManyToManyField("Label", related_name="+")

    @house(facts="id")
    class Label(ThrowAway):
        pass

    between = Tagged.tags.through
    assert checks.unclassified([between]) == [f"{checks.label(between)} is not classified."]
    assert Account.groups.through in every_model()


def test_a_classified_name_without_a_column_is_found() -> None:
    @house(facts="id ghost")
    class Haunted(ThrowAway):
        pass

    assert any("no column ghost" in said for said in checks.classified_badly([Haunted]))


def test_a_column_classified_twice_is_found() -> None:
    @house(facts="id name", organisation="name")
    class Twice(ThrowAway):
        name = models.TextField()

    assert any("classified twice" in said for said in checks.classified_badly([Twice]))


def test_a_classification_without_a_sentence_is_found() -> None:
    @classified(World.HOUSE, purpose="", retention="A moment.", facts="id")
    class Silent(ThrowAway):
        pass

    assert any("does not say its purpose" in said for said in checks.classified_badly([Silent]))


@pytest.mark.parametrize(
    "column",
    [
        "name", "surname", "first_name", "email", "mobile_phone", "birth_date", "home_address",
        "tax_code", "fiscal_code", "photo", "cv", "gender", "nationality", "nome", "ip",
    ],
)  # fmt: skip
def test_a_column_named_like_a_persons_among_the_facts_is_found(column: str) -> None:
    model = type("Sneaky", (ThrowAway,), {column: models.TextField(), "__module__": __name__})
    house(facts=f"id {column}")(model)
    assert len(checks.persons_among_facts([model])) == 1


@pytest.mark.parametrize(
    "field", [models.EmailField(), models.GenericIPAddressField(), models.ImageField()]
)
def test_a_column_typed_like_a_persons_among_the_facts_is_found(field: models.Field) -> None:
    model = type("Typed", (ThrowAway,), {"thing": field, "__module__": __name__})
    house(facts="id thing")(model)
    assert len(checks.persons_among_facts([model])) == 1


def test_an_account_among_facts_or_things_is_found() -> None:
    @house(facts="id", organisation="keeper")
    class Kept(ThrowAway):
        keeper = models.ForeignKey(Account, models.CASCADE, related_name="+")

    assert len(checks.accounts_taken_for_things([Kept])) == 1


def test_the_name_of_a_body_needs_only_its_own_word() -> None:
    @house(facts="id colour", organisation="name email")
    class Body(ThrowAway):
        name = models.TextField()
        email = models.EmailField()
        colour = models.TextField()

    assert checks.persons_among_facts([Body]) == []


def test_a_person_without_a_legal_basis_cannot_even_be_declared() -> None:
    with pytest.raises(ValueError, match="legal basis"):
        classified(World.STAFF, purpose="Try.", retention="A moment.", person="name")


@pytest.mark.parametrize("world", [World.WALK_IN, World.HOUSE])
def test_a_person_in_a_world_without_persons_cannot_even_be_declared(world: World) -> None:
    with pytest.raises(ValueError, match="holds no persons"):
        classified(world, purpose="Try.", retention="A moment.", basis=Basis.CONSENT, person="name")
