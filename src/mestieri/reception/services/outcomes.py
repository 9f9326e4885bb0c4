"""«How did it go?»: one anonymous answer for a code, counted by service, topic and month."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass
from typing import NamedTuple

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from mestieri.kernel.models import Centre
from mestieri.library.models import DirectoryEntry
from mestieri.reception.models import Outcome, OutcomeTally, ReferralCode
from mestieri.reception.services.referral_codes import (
    digest_of,
    note_wrong_code,
    read_code,
    too_many_wrong_codes,
)

#: How long, from the very page that thanks, an answer may be corrected, once.
SECONDS_TO_CORRECT = 10 * 60

_CORRECTION_SALT = "mestieri.reception.outcome"


class Standing(enum.Enum):
    """Where a code stands."""

    WAITING = "waiting"  # it may answer now
    TOO_EARLY = "too_early"  # from the day after it was given
    ANSWERED = "answered"  # it has answered already
    UNKNOWN = "unknown"  # mistyped, expired, or answered long ago and forgotten
    TOO_MANY = "too_many"  # so many wrong codes came that we stopped reading


@dataclass(frozen=True)
class CodeSeen:
    """What can be said of a code.

    Attributes:
        standing: where it stands.
        destination: the service of the slip, while it waits or is too early.
        answers_from: the first day on which it may answer, while it is too early.
    """

    standing: Standing
    destination: DirectoryEntry | None = None
    answers_from: datetime.date | None = None


@dataclass(frozen=True)
class Answered:
    """What came of an answer.

    Attributes:
        seen: where the code stood before; the answer counts only if it was waiting.
        correction_pass: lets the page that thanks correct it; empty if nothing was counted.
    """

    seen: CodeSeen
    correction_pass: str = ""

    @property
    def is_counted(self) -> bool:
        return self.seen.standing is Standing.WAITING


def look_at_code(centre: Centre, typed: str, *, today: datetime.date | None = None) -> CodeSeen:
    """Where a code stands, without changing anything.

    A wrong code is noted in memory for its centre as a whole; past
    `referral_codes.WRONG_CODES_A_MINUTE` nothing is read any more for a while.

    Args:
        typed: as somebody wrote it; six signs are made of it if possible.
        today: the day, if not the one on the centre's wall.
    """
    if too_many_wrong_codes(centre.pk):
        return CodeSeen(Standing.TOO_MANY)
    code = read_code(typed)
    if not code:
        return CodeSeen(Standing.UNKNOWN)
    day = today or timezone.localdate()
    row = (
        ReferralCode.objects.select_related("destination")
        .filter(pk=digest_of(centre.pk, code), centre=centre, expires_on__gte=day)
        .first()
    )
    if row is None:
        note_wrong_code(centre.pk)
        return CodeSeen(Standing.UNKNOWN)
    return _seen(row, day)


def _seen(row: ReferralCode, day: datetime.date) -> CodeSeen:
    if row.spent_on is not None:
        return CodeSeen(Standing.ANSWERED)
    if day <= row.referred_on:
        first_day = row.referred_on + datetime.timedelta(days=1)
        return CodeSeen(Standing.TOO_EARLY, row.destination, first_day)
    return CodeSeen(Standing.WAITING, row.destination)


@transaction.atomic
def answer(
    centre: Centre, typed: str, outcome: Outcome, *, today: datetime.date | None = None
) -> Answered:
    """Count what came of a referral, once for each code.

    Two taps at the same moment count one: the code is spent by one statement, which only
    the first of them finds waiting. What was answered is added to `OutcomeTally` and to
    nothing else.
    """
    day = today or timezone.localdate()
    seen = look_at_code(centre, typed, today=day)
    if seen.standing is not Standing.WAITING:
        return Answered(seen)
    digest = digest_of(centre.pk, read_code(typed))
    waiting = ReferralCode.objects.filter(pk=digest, spent_on__isnull=True)
    if not waiting.update(spent_on=day):
        return Answered(CodeSeen(Standing.ANSWERED))
    add_to_tally(_tallied(ReferralCode.objects.get(pk=digest), outcome), 1)
    correction = signing.dumps([digest, outcome.value], salt=_CORRECTION_SALT)
    return Answered(seen, correction)


@transaction.atomic
def correct(centre: Centre, correction_pass: str, outcome: Outcome) -> bool:
    """Change the answer just given by mistake, once, within `SECONDS_TO_CORRECT`.

    Returns:
        Whether the answer now counts as `outcome`; False if it is too late, or it was
        corrected before.
    """
    try:
        digest, before = signing.loads(
            correction_pass, salt=_CORRECTION_SALT, max_age=SECONDS_TO_CORRECT
        )
    except signing.BadSignature:
        return False
    if before == outcome:
        return True
    spent = ReferralCode.objects.filter(
        pk=digest, centre=centre, spent_on__isnull=False, is_corrected=False
    )
    if not spent.update(is_corrected=True):
        return False
    row = ReferralCode.objects.get(pk=digest)
    add_to_tally(_tallied(row, Outcome(before)), -1)
    add_to_tally(_tallied(row, outcome), 1)
    return True


class Tallied(NamedTuple):
    """What an answer is counted by: nothing else of it is kept."""

    centre_id: int
    destination_id: int
    topic_id: int | None
    month: datetime.date
    outcome: Outcome


def add_to_tally(tallied: Tallied, times: int) -> None:
    """Add answers to the count of a month, a service and a topic."""
    tally, _is_new = OutcomeTally.objects.get_or_create(**tallied._asdict())
    OutcomeTally.objects.filter(pk=tally.pk).update(times=F("times") + times)


def _tallied(row: ReferralCode, outcome: Outcome) -> Tallied:
    """The month is the one of the slip."""
    month = row.referred_on.replace(day=1)
    return Tallied(row.centre_id, row.destination_id, row.topic_id, month, outcome)
