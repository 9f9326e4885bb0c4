"""Nouns of the library: occupations, resources on its shelves, what people looked for."""

from mestieri.library.models.occupations import (
    Occupation,
    OccupationGroup,
    OccupationSkill,
    Skill,
)
from mestieri.library.models.searches import SearchPhrase, SearchTally

__all__ = [
    "Occupation",
    "OccupationGroup",
    "OccupationSkill",
    "SearchPhrase",
    "SearchTally",
    "Skill",
]
