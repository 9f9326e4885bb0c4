"""Bring into the house the referrals that were counted before it, and what came of them."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.vocabulary import Purpose
from mestieri.library.models import DirectoryEntry
from mestieri.reception.models import Outcome, Referral
from mestieri.reception.services.outcomes import Tallied, add_to_tally

ROWS_A_BATCH = 2_000


@dataclass(frozen=True)
class PastReferral:
    """One slip of the past; its code, if it had one, is spent.

    Attributes:
        outcome: what came of it, None if nobody said.
    """

    day: datetime.date
    destination: DirectoryEntry
    language: str
    topic: Term | None = None
    purpose: Purpose | None = None
    is_alone: bool = False
    outcome: Outcome | None = None


@transaction.atomic
def record_past_referrals(centre: Centre, past: Iterable[PastReferral]) -> int:
    """Write referrals of the past and add their outcomes to the months of their slips.

    Args:
        past: of services of this centre; read once.

    Returns:
        How many referrals were written.
    """
    rows: list[Referral] = []
    outcomes: Counter[Tallied] = Counter()
    for one in past:
        rows.append(_row(centre, one))
        if one.outcome is not None:
            topic_id = one.topic.pk if one.topic else None
            month = one.day.replace(day=1)
            outcomes[Tallied(centre.pk, one.destination.pk, topic_id, month, one.outcome)] += 1
    for tallied, times in outcomes.items():
        add_to_tally(tallied, times)
    return len(Referral.objects.bulk_create(rows, batch_size=ROWS_A_BATCH))


def _row(centre: Centre, one: PastReferral) -> Referral:
    return Referral(
        centre=centre,
        destination=one.destination,
        topic=one.topic,
        purpose=one.purpose.value if one.purpose else "",
        language=one.language,
        day=one.day,
        is_alone=one.is_alone,
    )
