"""The nouns on which every room stands."""

from mestieri.kernel.models.accounts import Account, RoleAssignment
from mestieri.kernel.models.audit import AuditEntry
from mestieri.kernel.models.centres import Area, AreaPurpose, Centre, Service, StatusChange
from mestieri.kernel.models.clock import ClockMark, DataKeyMark
from mestieri.kernel.models.impact import ImpactAnswer
from mestieri.kernel.models.intake import Intake, IntakeMapping, IntakePassage, IntakeRow
from mestieri.kernel.models.links import MagicLink
from mestieri.kernel.models.partners import Partner
from mestieri.kernel.models.places import Closure, District, OpeningHours, Point, Site, SpaceItem
from mestieri.kernel.models.proposals import Proposal, ProposalPassage
from mestieri.kernel.models.retention import RetentionNotice, RetentionRun
from mestieri.kernel.models.rights import ContactView, Erasure
from mestieri.kernel.models.searchable import IndexChange
from mestieri.kernel.models.vocabularies import Term

__all__ = [
    "Account",
    "Area",
    "AreaPurpose",
    "AuditEntry",
    "Centre",
    "ClockMark",
    "Closure",
    "ContactView",
    "DataKeyMark",
    "District",
    "Erasure",
    "ImpactAnswer",
    "IndexChange",
    "Intake",
    "IntakeMapping",
    "IntakePassage",
    "IntakeRow",
    "MagicLink",
    "OpeningHours",
    "Partner",
    "Point",
    "Proposal",
    "ProposalPassage",
    "RetentionNotice",
    "RetentionRun",
    "RoleAssignment",
    "Service",
    "Site",
    "SpaceItem",
    "StatusChange",
    "Term",
]
