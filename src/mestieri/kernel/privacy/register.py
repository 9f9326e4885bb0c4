"""The register of processing (GDPR art. 30), read from the classification of the columns."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from mestieri.kernel.privacy.classification import Basis, World, classification_of
from mestieri.kernel.privacy.third_party import every_model

_WORLD_LABELS = {
    World.WALK_IN: _("Walk-in (no persons)"),
    World.IDENTIFIED: _("Identified persons"),
    World.HOUSE: _("The house (places, words, pages)"),
    World.STAFF: _("Staff"),
}


def world_label(world: World) -> str:
    """Name of a side of the door, for people."""
    return str(_WORLD_LABELS[world])


@dataclass(frozen=True)
class ProcessingEntry:
    """One model as the register shows it.

    Attributes:
        label: `app.Model`.
        name: its name for people.
        world: the side of the door.
        purpose, retention: as declared.
        basis: legal basis, where it is about persons.
        person_columns: columns about a person, in alphabetical order.
    """

    label: str
    name: str
    world: World
    purpose: str
    retention: str
    basis: Basis | None
    person_columns: tuple[str, ...]

    @property
    def world_label(self) -> str:
        return world_label(self.world)


def register_of_processing() -> list[ProcessingEntry]:
    """Every model of ours and of the libraries, by world and name."""
    entries = []
    for model in every_model():
        declared = classification_of(model)
        if declared is None:
            continue
        entries.append(
            ProcessingEntry(
                model._meta.label,
                str(model._meta.verbose_name_plural),
                declared.world,
                str(declared.purpose),
                str(declared.retention),
                declared.basis,
                tuple(sorted(declared.person)),
            )
        )
    return sorted(entries, key=lambda entry: (entry.world.value, entry.label))
