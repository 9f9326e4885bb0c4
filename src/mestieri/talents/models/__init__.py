"""Nouns of the CV bank: members, CVs with their files, imports."""

from mestieri.talents.models.cv import (
    CV,
    MONTHS_TO_ASK,
    MONTHS_TO_ERASE,
    MONTHS_TO_HIDE,
    PASSAGES,
    CVDocument,
    CVPassage,
    CVQuerySet,
    CVView,
)
from mestieri.talents.models.imports import CVImport, CVImportFile, FileOutcome, ImportState
from mestieri.talents.models.member import Member

__all__ = [
    "CV",
    "MONTHS_TO_ASK",
    "MONTHS_TO_ERASE",
    "MONTHS_TO_HIDE",
    "PASSAGES",
    "CVDocument",
    "CVImport",
    "CVImportFile",
    "CVPassage",
    "CVQuerySet",
    "CVView",
    "FileOutcome",
    "ImportState",
    "Member",
]
