"""Classification of columns, written where the model is defined.

The register of processing (GDPR art. 30) is generated from these declarations, and the
walls test fails on any column that none of them names.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from django.db import models
from django.utils.functional import Promise

_StrOrPromise = str | Promise
ModelClass = TypeVar("ModelClass", bound=type[models.Model])


class World(enum.Enum):
    """The side of the door on which a model lives (architecture, first law)."""

    WALK_IN = "A"  # knows no persons
    IDENTIFIED = "B"  # holds persons, each with a purpose and an expiry
    HOUSE = "house"  # places, organisations, vocabularies: no persons
    STAFF = "staff"  # the people who run the centre, as such


class Basis(enum.Enum):
    """Legal basis of processing (GDPR art. 6.1)."""

    PUBLIC_TASK = "art. 6.1.e"
    CONTRACT = "art. 6.1.b"
    LEGAL_OBLIGATION = "art. 6.1.c"
    LEGITIMATE_INTEREST = "art. 6.1.f"
    CONSENT = "art. 6.1.a"


@dataclass(frozen=True)
class Classification:
    """What the columns of one model hold.

    Attributes:
        world: the side of the door.
        purpose: why the rows exist, one plain sentence (lazy: the register is read in a language).
        retention: how long they are kept, one plain sentence (lazy).
        basis: legal basis; required as soon as a column is about a person.
        facts: columns that say nothing of any person.
        organisation: columns that look like a person's (a name, an e-mail) but belong to a
            place or a body, and so need this explicit word.
        person: columns about a person.
        encrypted: columns above that the database keeps closed (`kernel.encryption`).
        in_the_clear: words about a person that are not closed, because somebody must find or
            order them; each is a choice to answer for, and the draft of the DPIA says it.
        special: columns above of the special kinds (GDPR art. 9 and 10); always closed.
        coarse: what an anonymous count may say of who came in: one of a few words, each "not
            said" by default, that no key leads to a person; suppressed wherever it is shown.
        staff_author: keys to the member of staff who wrote a row; the only keys by which
            the walk-in world may touch an account.
    """

    world: World
    purpose: _StrOrPromise
    retention: _StrOrPromise
    basis: Basis | None = None
    facts: frozenset[str] = field(default_factory=frozenset)
    organisation: frozenset[str] = field(default_factory=frozenset)
    person: frozenset[str] = field(default_factory=frozenset)
    staff_author: frozenset[str] = field(default_factory=frozenset)
    coarse: frozenset[str] = field(default_factory=frozenset)
    encrypted: frozenset[str] = field(default_factory=frozenset)
    in_the_clear: frozenset[str] = field(default_factory=frozenset)
    special: frozenset[str] = field(default_factory=frozenset)

    @property
    def columns(self) -> frozenset[str]:
        return self.facts | self.organisation | self.person | self.staff_author | self.coarse

    @property
    def holds_persons(self) -> bool:
        return bool(self.person)


_classifications: dict[type[models.Model], Classification] = {}


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


def make_classification(
    world: World,
    *,
    purpose: _StrOrPromise,
    retention: _StrOrPromise,
    basis: Basis | None = None,
    facts: str = "",
    organisation: str = "",
    person: str = "",
    staff_author: str = "",
    coarse: str = "",
    encrypted: str = "",
    in_the_clear: str = "",
    special: str = "",
) -> Classification:
    """Build a Classification from space-separated column names.

    Raises:
        ValueError: a column about a person has no legal basis, the walk-in world or the
            house is declared to hold a person, or a special column is not closed.
    """
    made = Classification(
        world,
        purpose,
        retention,
        basis,
        _names(facts),
        _names(organisation),
        _names(person),
        _names(staff_author),
        _names(coarse),
        _names(encrypted),
        _names(in_the_clear),
        _names(special),
    )
    if made.holds_persons and basis is None:
        raise ValueError(f"Columns about a person need a legal basis: {sorted(made.person)}")
    if made.holds_persons and world in (World.WALK_IN, World.HOUSE):
        raise ValueError(f"World {world.name} holds no persons: {sorted(made.person)}")
    if not made.special <= made.encrypted & made.person:
        raise ValueError(f"Special kinds of data are of a person, closed: {sorted(made.special)}")
    return made


def classified(
    world: World,
    *,
    purpose: _StrOrPromise,
    retention: _StrOrPromise,
    basis: Basis | None = None,
    facts: str = "",
    organisation: str = "",
    person: str = "",
    staff_author: str = "",
    coarse: str = "",
    encrypted: str = "",
    in_the_clear: str = "",
    special: str = "",
) -> Callable[[ModelClass], ModelClass]:
    """Class decorator: declare what every column of a model holds."""
    made = make_classification(
        world,
        purpose=purpose,
        retention=retention,
        basis=basis,
        facts=facts,
        organisation=organisation,
        person=person,
        staff_author=staff_author,
        coarse=coarse,
        encrypted=encrypted,
        in_the_clear=in_the_clear,
        special=special,
    )

    def declare(model: ModelClass) -> ModelClass:
        _classifications[model] = made
        return model

    return declare


def classification_of(model: type[models.Model]) -> Classification | None:
    """The classification of a model: ours from its decorator, others' from the table."""
    from mestieri.kernel.privacy.third_party import third_party_classification

    return _classifications.get(model) or third_party_classification(model)
