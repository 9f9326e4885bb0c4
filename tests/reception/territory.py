"""Services of the territory for the tests; none of them exists."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.library.models import (
    DirectoryEntry,
    DirectoryEntryTerm,
    Schedule,
    ScheduleException,
)
from mestieri.reception.services.referrals import MadeReferral, make_referral
from tests import factories

NOT_IN_AUGUST = "BYMONTH=1,2,3,4,5,6,7,9,10,11,12"


def service(centre: Centre, **fields: Any) -> DirectoryEntry:
    """A published service of a centre's directory, as a slip likes it."""
    known = {
        "address": "via dei Platani 12",
        "municipality": "Prova",
        "phone": "000 123 4567",
        "languages": ["it", "fr", "ar"],
        "access_modes": ["free", "appointment"],
        "documents": ["identity-or-permit", "tax-code", "cv"],
        **fields,
    }
    return factories.DirectoryEntryFactory(centre=centre, **known)


def give_hours(entry: DirectoryEntry) -> None:
    """Monday to Wednesday mornings, the first Saturday of the month; shut in August."""
    for rule, opens, closes in (
        (f"FREQ=WEEKLY;BYDAY=MO,TU,WE;{NOT_IN_AUGUST}", datetime.time(9), datetime.time(13)),
        (f"FREQ=MONTHLY;BYDAY=1SA;{NOT_IN_AUGUST}", datetime.time(9), datetime.time(12)),
    ):
        Schedule.objects.create(entry=entry, recurrence=rule, opens=opens, closes=closes)
    soon = timezone.localdate() + datetime.timedelta(days=3)
    ScheduleException.objects.create(entry=entry, first_day=soon, last_day=soon, reason="Assemblea")


def describe(entry: DirectoryEntry, vocabulary: Vocabulary, code: str, label: str) -> Term:
    """Give a service a word of a vocabulary."""
    term, _new = Term.objects.get_or_create(
        vocabulary=vocabulary, code=code, defaults={"label": label}
    )
    DirectoryEntryTerm.objects.create(entry=entry, term=term)
    return term


def theme(code: str = "formazione", label: str = "Formazione") -> Term:
    """A topic of the documentation."""
    term, _new = Term.objects.get_or_create(
        vocabulary=Vocabulary.THEME, code=code, defaults={"label": label}
    )
    return term


def sent_on(entry: DirectoryEntry, *, days_ago: int = 1, **fields: Any) -> MadeReferral:
    """Somebody was sent on to a service some days ago; by default their slip answers today."""
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    known = {"language": "it", **fields}
    return make_referral(centre=entry.centre, destination=entry, day=day, **known)
