"""Nouns of the library: occupations, resources, services, opportunities, what people seek."""

from mestieri.library.models.directory import (
    DirectoryEntry,
    DirectoryEntryTerm,
    Schedule,
    ScheduleException,
)
from mestieri.library.models.keeping import (
    Freshness,
    KeepingState,
    Kept,
    ReviewFrequency,
    Revision,
)
from mestieri.library.models.occupations import (
    Occupation,
    OccupationGroup,
    OccupationSkill,
    Skill,
)
from mestieri.library.models.opportunities import Opportunity, OpportunityKind, OpportunityTerm
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
    "DirectoryEntry",
    "DirectoryEntryTerm",
    "Freshness",
    "Holding",
    "KeepingState",
    "Kept",
    "LibrarySettings",
    "LinkCheck",
    "Occupation",
    "OccupationGroup",
    "OccupationSkill",
    "Opportunity",
    "OpportunityKind",
    "OpportunityTerm",
    "Resource",
    "ResourceFacet",
    "ResourceOccupation",
    "ResourceWord",
    "ReviewFrequency",
    "Revision",
    "Schedule",
    "ScheduleException",
    "SearchPhrase",
    "SearchTally",
    "Skill",
    "StockMovement",
]
