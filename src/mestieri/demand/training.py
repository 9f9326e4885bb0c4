"""Made-up people for practice. They live here, in no table: no search among real CVs meets them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from mestieri.engines.europass import Candidate, Coded, Employment, Language, Period, write_pdf
from mestieri.kernel.cv_bank import PersonCard, WhyNot
from mestieri.kernel.models import Account, Centre

_SPACE = uuid.UUID("5bb4f0f0-8a5e-5a0e-9d1c-2c9a1f6f3a11")


@dataclass(frozen=True)
class MadeUp:
    """Somebody who does not exist."""

    key: str
    record: Candidate

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def says(self) -> str:
        """What the CV says, in one line."""
        jobs = ", ".join(job.position for job in self.record.employment)
        spoken = ", ".join(f"{one.language.label} {one.listening}" for one in self.record.languages)
        return f"{jobs} – {spoken}" if spoken else jobs


def _somebody(given: str, family: str, jobs: str, english: str = "") -> MadeUp:
    positions = jobs.split(", ")
    levels = (Language(Coded("en", "inglese"), False, *[english] * 5),) if english else ()
    record = Candidate(
        given_name=given,
        family_name=family,
        headline=positions[0],
        employment=tuple(
            Employment(
                position=position,
                employer="Azienda inventata",
                period=Period(f"{2021 - 3 * place}", f"{2024 - 3 * place}"),
            )
            for place, position in enumerate(positions)
        ),
        languages=levels,
        locale="it",
    )
    return MadeUp(str(uuid.uuid5(_SPACE, f"{given} {family}")), record)


#: In the order of the alphabet: a neutral one.
PEOPLE = (
    _somebody("Alba", "Inventata", "Sistemista Linux, Tecnica di rete", "B2"),
    _somebody("Bruno", "Diprova", "Sistemista Windows", "B1"),
    _somebody("Carla", "Finta", "Amministratrice di sistemi, Sistemista Linux", "C1"),
    _somebody("Dario", "Esempio", "Programmatore, Sistemista"),
    _somebody("Emma", "Prova", "Addetta all’assistenza informatica, Sistemista", "B2"),
    _somebody("Furio", "Campione", "Magazziniere, Mulettista"),
    _somebody("Gaia", "Modello", "Contabile, Impiegata", "A2"),
    _somebody("Hugo", "Simulato", "Tecnico di rete, Sistemista Linux", "B2"),
)
BY_KEY = {one.key: one for one in PEOPLE}


class MadeUpBank:
    """The same questions as to the real bank (`kernel.cv_bank.CVBank`), of made-up people."""

    def cards(self, centre: Centre, keys: Collection[str]) -> Mapping[str, PersonCard]:
        """Who they are; nobody has an address, so nothing can be sent to them."""
        found = (BY_KEY[key] for key in keys if key in BY_KEY)
        return {one.key: PersonCard(one.key, one.name, one.record.given_name) for one in found}

    def why_not(self, centre: Centre, keys: Collection[str], ateco: str) -> Mapping[str, WhyNot]:
        """Whoever is not made up is not here."""
        return {key: WhyNot.GONE for key in keys if key not in BY_KEY}

    def hold(self, centre: Centre, keys: Collection[str]) -> None:
        """Nobody changes them."""

    def company_copy(self, centre: Centre, key: str) -> bytes:
        """The CV as a company would read it."""
        if key not in BY_KEY:
            raise ValidationError(WhyNot.GONE.label)
        record = BY_KEY[key].record
        return write_pdf(replace(record, family_name=f"{record.family_name[0]}."))

    def note_look(self, centre: Centre, key: str, account: Account, why: str) -> None:
        """There is nobody to tell."""

    def back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """Nobody is counted who does not exist."""
        return False

    def not_back_to_work(self, centre: Centre, key: str, account: Account | None) -> bool:
        """Nothing was counted."""
        return False
