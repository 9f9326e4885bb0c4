"""Send people on to a service of the territory: count it, and give the slip its code."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.models import Centre, Term
from mestieri.kernel.models.vocabularies import Vocabulary
from mestieri.kernel.vocabulary import CentreStatus, Purpose
from mestieri.library.models import DirectoryEntry, KeepingState
from mestieri.library.slip_words import SLIP_LANGUAGES
from mestieri.reception.models import Referral, ReferralCode
from mestieri.reception.services.referral_codes import codes_of_tap, digest_of, new_code

#: A slip may answer from the day after, for this many days; then its code is forgotten.
DAYS_OF_A_CODE = 120
#: How long a slip just made may be printed again, and taken back.
SECONDS_TO_PRINT = 60 * 60
SECONDS_TO_TAKE_BACK = 10 * 60

_SLIP_SALT = "mestieri.reception.slip"


class ReferralRefused(Exception):
    """A referral that is not made, with the sentence for who asked for it.

    Attributes:
        sentence: what happened and what to do.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class SlipGone(Exception):
    """A slip that can no longer be printed again, or taken back: too much time has passed."""


@dataclass(frozen=True)
class Slip:
    """What a printed slip says.

    Attributes:
        destination: the service.
        language: of who takes it; Italian stands beside it.
        day: when it was given.
        code: six signs by which it answers; empty on a slip that is not counted.
        referral_id: the `Referral`, so that it can be taken back; None if not counted, or
            if it is printed again.
    """

    destination: DirectoryEntry
    language: str
    day: datetime.date
    code: str = ""
    referral_id: int | None = None

    @property
    def answers_from(self) -> datetime.date:
        """The first day on which the slip can say how it went."""
        return self.day + datetime.timedelta(days=1)


@dataclass(frozen=True)
class MadeReferral:
    """A referral just counted, and the slip to print.

    Attributes:
        referral: the row; None if the slip is printed again.
        slip: with the code in clear, which is written nowhere.
    """

    referral: Referral | None
    slip: Slip

    @property
    def code(self) -> str:
        """The six signs of the slip."""
        return self.slip.code

    @property
    def slip_pass(self) -> str:
        """What the page and the PDF of the slip are asked with: see `slip_of_pass`."""
        return pass_of_slip(self.slip)


@transaction.atomic
def make_referral(
    *,
    centre: Centre,
    destination: DirectoryEntry,
    language: str,
    topic: Term | None = None,
    purpose: Purpose | str = "",
    is_alone: bool = False,
    day: datetime.date | None = None,
    tap: uuid.UUID | None = None,
) -> MadeReferral:
    """Count that somebody is sent on to a service, and give the slip its code.

    Nothing ties the row to a visit, a ticket, a conversation or a member of staff: whoever
    calls keeps no key to it either. Codes that have answered or expired are forgotten by
    the way.

    Args:
        centre: the centre, which must be open.
        destination: a published service of the centre's directory.
        language: of who takes the slip, one of `library.slip_words.SLIP_LANGUAGES`.
        topic: a term of the vocabulary THEME, if one fits.
        purpose: the need, if it was said.
        is_alone: printed without an adviser.
        day: the day it is given, if not today.
        tap: of the button; the same one, for the same service and language, prints the same
            slip again and counts nothing more. It is kept nowhere.

    Returns:
        The row, and the slip with its code in clear. To show or print the slip pass
        `slip_pass` to the addresses `reception-slip` and `reception-slip-pdf` as `?s=`.

    Raises:
        ReferralRefused: the centre is not open, the service is not one of its published
            ones, the language is not one of ours, the topic is not a theme: nothing is
            counted.
    """
    _check(centre, destination, language, topic)
    today = day or timezone.localdate()
    referral = Referral(
        centre=centre,
        destination=destination,
        topic=topic,
        purpose=Purpose(purpose).value if purpose else "",
        language=language,
        day=today,
        is_alone=is_alone,
    )
    codes = _codes(tap, destination, language)
    row, code, is_new = _give_code(referral, codes, may_reprint=tap is not None)
    if not is_new:
        return MadeReferral(None, Slip(destination, language, row.referred_on, code))
    referral.save()
    return MadeReferral(referral, Slip(destination, language, today, code, referral.pk))


def _check(centre: Centre, destination: DirectoryEntry, language: str, topic: Term | None) -> None:
    if not centre.is_open:
        raise ReferralRefused(not_open_sentence(CentreStatus(centre.status)))
    if destination.centre_id != centre.pk or destination.state != KeepingState.PUBLISHED:
        raise ReferralRefused(_("This service is no longer in the directory: choose another one."))
    if language not in SLIP_LANGUAGES:
        raise ReferralRefused(_("We have no slip in this language yet: choose another one."))
    if topic is not None and topic.vocabulary != Vocabulary.THEME:
        raise ReferralRefused(_("The topic is one of the themes of the documentation."))


def not_open_sentence(status: CentreStatus) -> str:
    """Why nobody is sent on from a centre that is not open."""
    if status == CentreStatus.PLANNED:
        return _("The centre is not open yet: referrals are not counted.")
    if status == CentreStatus.SUSPENDED:
        return _("The service is suspended: referrals are not counted.")
    return _("The centre is closed: referrals are not counted.")


def _codes(tap: uuid.UUID | None, destination: DirectoryEntry, language: str) -> Iterator[str]:
    """Codes to try: those of the button, or new ones."""
    if tap is not None:
        return codes_of_tap(tap, destination.pk, language)
    return iter(new_code, "")


def _give_code(
    referral: Referral, codes: Iterator[str], *, may_reprint: bool
) -> tuple[ReferralCode, str, bool]:
    """Keep the digest of the first free code, or find the slip that the button gave already.

    Returns:
        The row, the code in clear, whether it is new.
    """
    for code in codes:
        row, is_new = ReferralCode.objects.get_or_create(
            digest=digest_of(referral.centre_id, code),
            defaults={
                "centre_id": referral.centre_id,
                "destination_id": referral.destination_id,
                "topic_id": referral.topic_id,
                "referred_on": referral.day,
                "expires_on": referral.day + datetime.timedelta(days=DAYS_OF_A_CODE),
            },
        )
        is_the_same = row.destination_id == referral.destination_id and row.spent_on is None
        if is_new or (may_reprint and is_the_same):
            return row, code, is_new
    raise AssertionError("codes never end")


@transaction.atomic
def take_back_referral(centre: Centre, slip_pass: str) -> None:
    """Undo a referral made by mistake: it counts no more, and its code answers no more.

    Raises:
        SlipGone: too much time has passed, or the pass is not one of ours.
    """
    slip = slip_of_pass(centre, slip_pass, seconds=SECONDS_TO_TAKE_BACK)
    if slip.referral_id is None:
        raise SlipGone
    Referral.objects.filter(pk=slip.referral_id, centre=centre).delete()
    ReferralCode.objects.filter(pk=digest_of(centre.pk, slip.code), spent_on=None).delete()


def pass_of_slip(slip: Slip) -> str:
    """A signed word that stands for a slip, so that no code in clear is ever stored."""
    return signing.dumps(
        [slip.destination.pk, slip.language, slip.day.isoformat(), slip.code, slip.referral_id],
        salt=_SLIP_SALT,
    )


def slip_of_pass(centre: Centre, slip_pass: str, *, seconds: int = SECONDS_TO_PRINT) -> Slip:
    """The slip that a pass stands for.

    Args:
        slip_pass: made by `pass_of_slip`.
        seconds: how old it may be.

    Raises:
        SlipGone: the pass is too old, not one of ours, or of another centre.
    """
    try:
        values = signing.loads(slip_pass, salt=_SLIP_SALT, max_age=seconds)
    except signing.BadSignature as error:
        raise SlipGone from error
    destination_id, language, day, code, referral_id = values
    destination = DirectoryEntry.objects.filter(pk=destination_id, centre=centre).first()
    if destination is None:
        raise SlipGone
    return Slip(destination, language, datetime.date.fromisoformat(day), code, referral_id)
