"""The rights of a person: what we hold, all of it in one file, out of use, erased."""

from mestieri.kernel.services.persons.erasing import erase, finish_interrupted
from mestieri.kernel.services.persons.exporting import export
from mestieri.kernel.services.persons.hiding import hide, show
from mestieri.kernel.services.persons.ledger import LedgerDamaged
from mestieri.kernel.services.persons.looking import Found, look_up, subject_of, why_not

__all__ = [
    "Found",
    "LedgerDamaged",
    "erase",
    "export",
    "finish_interrupted",
    "hide",
    "look_up",
    "show",
    "subject_of",
    "why_not",
]
