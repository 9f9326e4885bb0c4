"""The nouns of the room: companies, campaigns, calls, what comes of them."""

from mestieri.demand.models.calls import Call, CallFeed, CallLock, CallSession
from mestieri.demand.models.campaigns import Campaign, CampaignCompany
from mestieri.demand.models.companies import Company, CompanyChange, CompanyContact, FormerName
from mestieri.demand.models.leads import InfoLetter, Reminder, Signal
from mestieri.demand.models.presentations import (
    Presentation,
    PresentationLetter,
    PresentationPassage,
    RequestSearch,
    Shortlist,
)
from mestieri.demand.models.requests import Request, RequestPassage, RequestSender
from mestieri.demand.models.titles import IntermediationTitle, Redeployment, TrainingRequest
from mestieri.demand.models.words import CallScript, CallScriptVersion, Message, MessageVersion

__all__ = [
    "Call",
    "CallFeed",
    "CallLock",
    "CallScript",
    "CallScriptVersion",
    "CallSession",
    "Campaign",
    "CampaignCompany",
    "Company",
    "CompanyChange",
    "CompanyContact",
    "FormerName",
    "InfoLetter",
    "IntermediationTitle",
    "Message",
    "MessageVersion",
    "Presentation",
    "PresentationLetter",
    "PresentationPassage",
    "Redeployment",
    "Reminder",
    "Request",
    "RequestPassage",
    "RequestSearch",
    "RequestSender",
    "Shortlist",
    "Signal",
    "TrainingRequest",
]
