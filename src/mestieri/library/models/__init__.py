"""Nouns of the library: occupations, resources on its shelves, what people looked for."""

from mestieri.library.models.occupations import (
    Occupation,
    OccupationGroup,
    OccupationSkill,
    Skill,
)
from mestieri.library.models.resources import (
    ConsultationTally,
    Holding,
    LibrarySettings,
    LinkCheck,
    Resource,
    ResourceFacet,
    ResourceOccupation,
    ResourceWord,
    StockMovement,
)
from mestieri.library.models.searches import SearchPhrase, SearchTally

__all__ = [
    "ConsultationTally",
    "Holding",
    "LibrarySettings",
    "LinkCheck",
    "Occupation",
    "OccupationGroup",
    "OccupationSkill",
    "Resource",
    "ResourceFacet",
    "ResourceOccupation",
    "ResourceWord",
    "SearchPhrase",
    "SearchTally",
    "Skill",
    "StockMovement",
]
