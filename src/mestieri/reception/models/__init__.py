"""Nouns of the reception: visits, the devices that count them, desks and their hours."""

from mestieri.reception.models.desks import Desk, Duty
from mestieri.reception.models.devices import Device
from mestieri.reception.models.history import HistoryImport, MonthlyTotal
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
    "Desk",
    "Device",
    "DoorQuestions",
    "Duty",
    "HistoryImport",
    "MonthlyTotal",
    "Outcome",
    "OutcomeTally",
    "Referral",
    "ReferralCode",
    "TakenBack",
    "TallySheet",
    "Visit",
]
