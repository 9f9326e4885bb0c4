"""Send to a company the CVs of who said yes: once, logged, nothing of who went meanwhile.

They are marked as sent before the message leaves: of two who press at once one sends, and nobody
waits for a slow mail server. If the machine stops in between, the letter says that it is not known
whether it left: nobody sends it again without knowing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mestieri.demand.banks import bank_of, is_training
from mestieri.demand.discretion import refuse_discrimination
from mestieri.demand.models import Presentation, PresentationLetter, Request, Shortlist
from mestieri.demand.models.presentations import LONGEST_LETTER
from mestieri.demand.services import contacts
from mestieri.demand.services.presenting.asking import withdraw_question
from mestieri.demand.services.presenting.choosing import leave_out
from mestieri.demand.services.presenting.passing import (
    held,
    held_shortlist,
    note,
    pass_to,
    refuse_closed,
)
from mestieri.demand.services.presenting.titles import title_of, why_nothing_leaves
from mestieri.demand.stages import LeftOut, PresentationState
from mestieri.demand.working_days import working_day
from mestieri.kernel.cv_bank import WhyNot
from mestieri.kernel.models import Account
from mestieri.kernel.services import audit, letters
from mestieri.kernel.services.letters import Enclosure, Letter

DAYS_TO_WAIT = 10
LONGEST_SUBJECT = 120


@dataclass(frozen=True)
class Sent:
    """What came of sending.

    Attributes:
        letter: what was sent; None when nobody was left to send.
        left_out: why each one was left out who had said yes.
    """

    letter: PresentationLetter | None
    left_out: tuple[LeftOut, ...] = ()

    @property
    def sentence(self) -> str:
        """Who was left out, in words that name nobody; empty when nobody was."""
        if not self.left_out:
            return ""
        reasons = "; ".join(sorted({str(one.label) for one in self.left_out}))
        return ngettext(
            "%(number)d person was left out, and nothing of theirs was sent: %(reasons)s.",
            "%(number)d people were left out, and nothing of theirs was sent: %(reasons)s.",
            len(self.left_out),
        ) % {"number": len(self.left_out), "reasons": reasons}


def send(shortlist: Shortlist, send_to: str, subject: str, text: str, *, account: Account) -> Sent:
    """Send the CVs of everybody of a shortlist who said yes and was not sent yet.

    Args:
        send_to: address of the company or of one of its contacts.

    Raises:
        ValidationError: a closed request, no title, no address or text, a company that is not to
            be written to, nobody who said yes and was not sent, or the message does not leave:
            then nothing is changed.
    """
    send_to = _checked(shortlist, send_to, subject, text)
    sent, enclosures = _marked(shortlist, send_to, subject.strip(), text.strip(), account)
    letter = sent.letter
    if letter is None or letter.is_rehearsal:
        return sent
    has_left = False
    try:
        message = Letter(letter.subject, letter.text, tuple(enclosures))
        has_left = letters.send(message, send_to)
    finally:
        if not has_left:
            _put_back(letter)
    if not has_left:
        raise ValidationError(_("The message does not leave at this moment. Try again later."))
    PresentationLetter.objects.filter(pk=letter.pk).update(left_at=timezone.now())
    contacts.touch(shortlist.request.approved_company, send_to)
    return sent


def _checked(shortlist: Shortlist, send_to: str, subject: str, text: str) -> str:
    """The address, in small letters, where everything is in order."""
    request = shortlist.request
    refuse_closed(request)
    if not is_training(request) and title_of(shortlist.centre) is None:
        raise ValidationError(why_nothing_leaves())
    if request.approved_company.do_not_call and not is_training(request):
        raise ValidationError(_("This company asked not to be contacted."))
    send_to = send_to.strip().lower()
    if not send_to:
        raise ValidationError({"send_to": _("Choose to whom it is sent.")})
    validate_email(send_to)
    if not subject.strip() or not text.strip():
        raise ValidationError({"text": _("Write a subject and some words.")})
    if len(text) > LONGEST_LETTER or len(subject) > LONGEST_SUBJECT:
        raise ValidationError({"text": _("This message is too long.")})
    for field, words in (("subject", subject), ("text", text)):
        refuse_discrimination(field, words)
    return send_to


@transaction.atomic
def _marked(
    shortlist: Shortlist, send_to: str, subject: str, text: str, account: Account
) -> tuple[Sent, list[Enclosure]]:
    """Mark as sent who said yes and may still be shown; make what the company reads of each.

    CVs are held before presentations, in the order in which somebody who hides a CV holds them.
    """
    bank = bank_of(shortlist.request)
    yes = shortlist.presentations.filter(state=PresentationState.CONSENTED, cv_key__isnull=False)
    keys = [str(key) for key in yes.values_list("cv_key", flat=True)]
    bank.hold(shortlist.centre, keys)
    shortlist = held_shortlist(shortlist)
    rows = held(yes.filter(cv_key__in=keys))  # a yes of this moment waits for the next message
    if not rows:
        raise ValidationError(
            _("There is nobody to send: everybody who said yes has been sent already.")
        )
    ateco = shortlist.request.approved_company.ateco
    told = bank.why_not(shortlist.centre, [str(row.cv_key) for row in rows], ateco)
    going = [row for row in rows if str(row.cv_key) not in told]
    left = [row for row in rows if str(row.cv_key) in told]
    reasons = tuple(LeftOut(WhyNot(told[str(row.cv_key)]).value) for row in left)
    for row, why in zip(left, reasons, strict=True):
        leave_out(row, why)
    if not going:
        return Sent(None, reasons), []
    enclosures = _enclosures(shortlist.request, going)
    letter = _letter(shortlist, send_to, subject, text, enclosures, account)
    _mark(going, letter, enclosures, account)
    return Sent(letter, reasons), enclosures


def _enclosures(request: Request, rows: Sequence[Presentation]) -> list[Enclosure]:
    """What the company reads; numbers go on from what this request has sent already."""
    bank = bank_of(request)
    sent = Presentation.objects.filter(request=request, number__isnull=False).order_by("-number")
    first = (sent.values_list("number", flat=True).first() or 0) + 1
    return [
        Enclosure(f"cv-{number}.pdf", bank.company_copy(request.centre, str(row.cv_key)))
        for number, row in enumerate(rows, first)
    ]


def _letter(
    shortlist: Shortlist,
    send_to: str,
    subject: str,
    text: str,
    enclosures: Sequence[Enclosure],
    account: Account,
) -> PresentationLetter:
    letter = PresentationLetter(
        shortlist=shortlist,
        send_to=send_to,
        subject=subject,
        text=text,
        files=[
            {
                "name": one.name,
                "digest": sha256(one.content).hexdigest(),
                "bytes": len(one.content),
            }
            for one in enclosures
        ],
        written_by=account,
        is_rehearsal=is_training(shortlist.request),
    )
    letter.full_clean()
    letter.save()
    audit.record(
        "demand.present",
        centre=shortlist.centre,
        account=account,
        subject=shortlist,
        people=len(enclosures),
    )
    return letter


def _mark(
    rows: Sequence[Presentation],
    letter: PresentationLetter,
    enclosures: Sequence[Enclosure],
    account: Account,
) -> None:
    today = timezone.localdate()
    owed: dict[str, Any] = {} if letter.is_rehearsal else {
        "owner": account, "due_on": working_day(today, DAYS_TO_WAIT),
    }  # fmt: skip
    for row, enclosure, file in zip(rows, enclosures, letter.files, strict=True):
        number = int(enclosure.name.removeprefix("cv-").removesuffix(".pdf"))
        pass_to(
            row, PresentationState.SENT, account=account, letter=letter, number=number,
            file_digest=file["digest"], **owed,
        )  # fmt: skip
        withdraw_question(row)


@transaction.atomic
def _put_back(letter: PresentationLetter) -> None:
    """It did not leave: who is still there stands where they stood; nothing says it was sent."""
    for row in held(Presentation.objects.filter(letter=letter)):
        old = row.state
        row.letter, row.number, row.file_digest = None, None, ""
        row.owner, row.due_on = None, None
        if row.cv_key is None:  # erased in the very moment
            row.state, row.left_out = PresentationState.LEFT_OUT, LeftOut.GONE
        else:
            row.state = PresentationState.CONSENTED
        row.save()
        note(row, old, account=None, way="back")
    letter.delete()
