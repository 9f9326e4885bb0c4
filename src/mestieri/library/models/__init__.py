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
from mestieri.library.models.links import LibrarySettings, LinkCheck
from mestieri.library.models.occupations import (
    Occupation,
    OccupationGroup,
    OccupationSkill,
    Skill,
)
from mestieri.library.models.opportunities import Opportunity, OpportunityKind, OpportunityTerm
from mestieri.library.models.posters import MissingPoster
from mestieri.library.models.resources import (
    ConsultationTally,
    Holding,
    Resource,
    ResourceFacet,
    ResourceOccupation,
    ResourceWord,
    StockMovement,
)
from mestieri.library.models.searches import SearchPhrase, SearchTally
from mestieri.library.models.sheets import ProfessionSheet

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
    "MissingPoster",
    "Occupation",
    "OccupationGroup",
    "OccupationSkill",
    "Opportunity",
    "OpportunityKind",
    "OpportunityTerm",
    "ProfessionSheet",
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
