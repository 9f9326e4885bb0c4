"""Two worlds, one door: what happens at the door never leads to a person (first law)."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from mestieri.kernel.models import Account, Centre, StatusChange
from mestieri.kernel.privacy import Basis, World, classified
from mestieri.kernel.privacy.third_party import every_model
from mestieri.reception.models import Device, Visit
from tests.walls import checks
from tests.walls.throw_away import ThrowAway

pytestmark = pytest.mark.usefixtures("forget_throw_away_models")


def walk_in(**columns: str):
    """Declare a throw-away model of the walk-in world."""
    return classified(World.WALK_IN, purpose="Try.", retention="A moment.", **columns)


def test_no_path_of_keys_leads_from_the_walk_in_world_to_a_person() -> None:
    assert checks.paths_to_persons(every_model()) == []


def test_no_key_leads_from_persons_back_to_the_door() -> None:
    assert checks.keys_into_world_a(every_model()) == []


def test_who_wrote_a_row_is_always_an_account_of_the_staff() -> None:
    assert checks.wrong_authors(every_model()) == []


def test_the_walk_really_walks() -> None:
    assert Visit in checks.world_a(every_model())
    reached = {target for _path, target in checks.paths_from(Visit)}
    assert Centre in reached
    assert Account not in reached


def test_the_walk_knows_who_paired_a_tablet_and_stops_there() -> None:
    assert checks.is_declared_author(Device, Device._meta.get_field("paired_by"))


def test_a_foreign_key_to_an_account_is_found() -> None:
    @walk_in(facts="id who")
    class SignedVisit(ThrowAway):
        who = models.ForeignKey(Account, models.CASCADE, related_name="+")

    assert checks.paths_to_persons([SignedVisit]) == [
        "SignedVisit.who → kernel.Account holds persons.".replace(
            "SignedVisit", SignedVisit._meta.label
        )
    ]


def test_a_one_to_one_key_to_an_account_is_found() -> None:
    @walk_in(facts="id who")
    class OwnVisit(ThrowAway):
        who = models.OneToOneField(Account, models.CASCADE, related_name="+")

    assert len(checks.paths_to_persons([OwnVisit])) == 1


def test_a_many_to_many_key_to_accounts_is_found() -> None:
    @walk_in(facts="id")
    class SharedVisit(ThrowAway):
        witnesses = models.ManyToManyField(Account, related_name="+")

    found = " ".join(checks.paths_to_persons([SharedVisit]))
    assert "witnesses → kernel.Account" in found


def test_a_many_to_many_key_through_a_table_of_ours_is_found() -> None:
    @walk_in(facts="id topic who")
    class Bridge(ThrowAway):
        topic = models.ForeignKey("Topic", models.CASCADE, related_name="+")
        who = models.ForeignKey(Account, models.CASCADE, related_name="+")

    @walk_in(facts="id")
    class Topic(ThrowAway):
        people = models.ManyToManyField(Account, through=Bridge, related_name="+")

    assert any("Bridge.who" in said for said in checks.paths_to_persons([Topic, Bridge]))


def test_a_person_several_keys_away_is_found() -> None:
    @classified(World.HOUSE, purpose="Try.", retention="A moment.", organisation="id keeper")
    class Shelf(ThrowAway):
        keeper = models.ForeignKey(Account, models.CASCADE, related_name="+")

    @classified(World.HOUSE, purpose="Try.", retention="A moment.", facts="id shelf")
    class Book(ThrowAway):
        shelf = models.ForeignKey(Shelf, models.CASCADE, related_name="+")

    @walk_in(facts="id book")
    class Reading(ThrowAway):
        book = models.ForeignKey(Book, models.CASCADE, related_name="+")

    (found,) = checks.paths_to_persons([Reading])
    assert "book" in found
    assert "keeper → kernel.Account" in found


def test_a_generic_key_is_found_even_behind_another_model() -> None:
    @classified(
        World.HOUSE, purpose="Try.", retention="A moment.", facts="id content_type object_id"
    )
    class Anything(ThrowAway):
        content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
        object_id = models.PositiveBigIntegerField()
        thing = GenericForeignKey("content_type", "object_id")

    @walk_in(facts="id anything")
    class Note(ThrowAway):
        anything = models.ForeignKey(Anything, models.CASCADE, related_name="+")

    assert any("generic key" in said for said in checks.paths_to_persons([Note]))


def test_a_model_that_nobody_classified_counts_as_holding_persons() -> None:
    class Unknown(ThrowAway):
        pass

    @walk_in(facts="id unknown")
    class Doubt(ThrowAway):
        unknown = models.ForeignKey(Unknown, models.CASCADE, related_name="+")

    assert len(checks.paths_to_persons([Doubt])) == 1


def test_the_author_of_a_row_must_be_declared_and_be_staff() -> None:
    @walk_in(facts="id", staff_author="writer")
    class Declared(ThrowAway):
        writer = models.ForeignKey(Account, models.CASCADE, related_name="+")

    @walk_in(facts="id", staff_author="change")
    class Undeclarable(ThrowAway):
        change = models.ForeignKey(StatusChange, models.CASCADE, related_name="+")

    assert checks.paths_to_persons([Declared]) == []
    assert checks.wrong_authors([Declared]) == []
    assert len(checks.wrong_authors([Undeclarable])) == 1


@pytest.mark.parametrize("world", [World.IDENTIFIED, World.STAFF])
def test_a_key_from_a_person_to_a_visit_is_found(world: World) -> None:
    @classified(
        world,
        purpose="Try.",
        retention="A moment.",
        basis=Basis.CONSENT,
        person="id name",
        facts="visit",
    )
    class Guest(ThrowAway):
        name = models.TextField()
        visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")

    assert len(checks.keys_into_world_a([Guest])) == 1
