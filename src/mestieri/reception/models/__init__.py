"""Nouns of the reception: visits, devices, desks, turns, the queue, advice, answers from afar."""

from mestieri.reception.models.advice import (
    AdviceDestination,
    AdviceResource,
    AdviceSession,
    AdviceTopic,
    NameCorrection,
)
from mestieri.reception.models.afar import (
    RemoteDestination,
    RemoteMessage,
    RemoteQuestion,
    RemoteResource,
    RemoteTopic,
)
from mestieri.reception.models.desks import Desk, Duty
from mestieri.reception.models.devices import Device
from mestieri.reception.models.figures import (
    Attribute,
    MonthlyCount,
    PublishedTable,
    TableState,
)
from mestieri.reception.models.history import HistoryImport, MonthlyTotal
from mestieri.reception.models.queue import (
    AdviceSetting,
    AreaLetter,
    DeskOpening,
    Ticket,
    TicketPassage,
    TicketState,
)
from mestieri.reception.models.referrals import Outcome, OutcomeTally, Referral, ReferralCode
from mestieri.reception.models.tally import TallySheet
from mestieri.reception.models.visits import (
    LAST_HALF_HOUR,
    DoorQuestions,
    TakenBack,
    Visit,
)

__all__ = [
    "LAST_HALF_HOUR",
    "AdviceDestination",
    "AdviceResource",
    "AdviceSession",
    "AdviceSetting",
    "AdviceTopic",
    "AreaLetter",
    "Attribute",
    "Desk",
    "DeskOpening",
    "Device",
    "DoorQuestions",
    "Duty",
    "HistoryImport",
    "MonthlyCount",
    "MonthlyTotal",
    "NameCorrection",
    "Outcome",
    "OutcomeTally",
    "PublishedTable",
    "Referral",
    "ReferralCode",
    "RemoteDestination",
    "RemoteMessage",
    "RemoteQuestion",
    "RemoteResource",
    "RemoteTopic",
    "TableState",
    "TakenBack",
    "TallySheet",
    "Ticket",
    "TicketPassage",
    "TicketState",
    "Visit",
]
