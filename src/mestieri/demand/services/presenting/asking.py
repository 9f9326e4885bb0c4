"""Each candidate is asked, and answers with one click, on their own page, or by voice.

The link is bound to one question. A GET shows it; only a POST answers, so that a robot that
previews mail says nothing in anybody's name. Until something is sent one may change one's mind.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mestieri.demand.banks import bank_of
from mestieri.demand.models import Presentation, Shortlist
from mestieri.demand.services.presenting.passing import (
    held,
    held_one,
    held_shortlist,
    pass_to,
    refuse_closed,
)
from mestieri.demand.stages import UNSENT, AnswerWay, PresentationState
from mestieri.kernel.cv_bank import PersonCard
from mestieri.kernel.encryption.fields import with_indexes
from mestieri.kernel.models import Account, Centre, MagicLink
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.services import audit, links
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.links import LinkAction, Standing

ANSWER, SUBJECT = "answer-presentation", "demand.presentation"
LINK_DAYS = 30
#: How long an address made on the owner's own page answers.
PAGE_SECONDS = 24 * 60 * 60
_SALT = "mestieri.demand.question"


@dataclass(frozen=True)
class Told:
    """What came of asking: how many letters left, how many have to be asked by voice."""

    sent: int
    by_voice: int


def ask(shortlist: Shortlist, *, account: Account) -> Told:
    """Write to everybody of a shortlist who was not asked yet and has an address.

    Each is marked as asked first; the letter leaves after that is written. Whose letter does not
    leave stands where they stood. In practice nothing leaves and all are asked by voice.

    Raises:
        ValidationError: there is nobody left to ask, or the request is closed.
    """
    request = shortlist.request
    refuse_closed(request)
    waiting = shortlist.presentations.filter(state=PresentationState.PROPOSED)
    keys = [str(key) for key in waiting.values_list("cv_key", flat=True)]
    if not keys:
        raise ValidationError(_("Everybody has been asked already."))
    bank = bank_of(request)
    cards = bank.cards(shortlist.centre, keys)
    rows = _marked(shortlist, {key: one for key, one in cards.items() if one.email}, account)
    sent = sum(_write_to(row, cards[str(row.cv_key)], account) for row in rows)
    audit.record(
        "demand.ask_people", centre=shortlist.centre, account=account, subject=shortlist, sent=sent
    )
    return Told(sent, len(keys) - sent)


@transaction.atomic
def _marked(
    shortlist: Shortlist, cards: dict[str, PersonCard], account: Account
) -> list[Presentation]:
    held_shortlist(shortlist)
    waiting = shortlist.presentations.filter(state=PresentationState.PROPOSED, cv_key__in=cards)
    rows = held(waiting)
    for row in rows:
        pass_to(
            row, PresentationState.ASKED, account=account, way=AnswerWay.MAIL,
            asked_on=timezone.localdate(), asked_by=account, asked_way=AnswerWay.MAIL,
        )  # fmt: skip
    return rows


def _write_to(row: Presentation, card: PersonCard, account: Account) -> int:
    """Send the question; what does not leave was not asked."""
    has_left = False
    try:
        issued = links.issue(
            ANSWER,
            centre=row.shortlist.centre,
            subject_kind=SUBJECT,
            subject_key=str(row.pk),
            send_to=card.email,
            account=account,
        )
        has_left = issued.was_sent
    finally:
        if not has_left:
            _put_back(row)
    return int(has_left)


@transaction.atomic
def _put_back(row: Presentation) -> None:
    now = held_one(row)
    if now.state == PresentationState.ASKED:
        pass_to(
            now, PresentationState.PROPOSED, asked_on=None, asked_by=None, asked_way="", way="back"
        )


@transaction.atomic
def note_answer(row: Presentation, yes: bool, way: AnswerWay, *, account: Account) -> None:
    """Somebody of the group asked a person by voice, and writes what they said.

    Raises:
        ValidationError: it was sent, or left out, already.
    """
    now = held_one(row)
    asked = {} if now.asked_on else {
        "asked_on": timezone.localdate(), "asked_by": account, "asked_way": way,
    }  # fmt: skip
    _answer(now, yes, way, account=account, **asked)


def _answer(
    row: Presentation,
    yes: bool,
    way: AnswerWay,
    *,
    account: Account | None = None,
    **columns: object,
) -> None:
    state = PresentationState.CONSENTED if yes else PresentationState.DECLINED_BY_PERSON
    if row.state == state:
        return
    if row.state not in UNSENT:
        raise ValidationError(_over(row))
    pass_to(
        row, state, account=account, way=way, answered_on=timezone.localdate(), answered_way=way,
        **columns,
    )  # fmt: skip


def _over(row: Presentation) -> str:
    """Why nothing can be changed any more, in words for the person."""
    if row.state == PresentationState.LEFT_OUT:
        return _("This question is not open any more: nothing of yours is sent for it.")
    return _(
        "Your CV has been sent to the company already. To change something, tell the centre: we "
        "write to the company for you."
    )


# The page of the question -----------------------------------------------------------------------


@dataclass(frozen=True)
class Question:
    """A question as its page shows it.

    Attributes:
        row: whose it is; None when the link is none of ours, or over.
        standing: how the link stands, when it came by mail.
        over: why nothing can be answered any more; empty while it can.
    """

    row: Presentation | None
    standing: Standing | None = None
    over: str = ""

    @property
    def has_answered(self) -> bool:
        """Whether the person has said yes or no."""
        return self.row is not None and self.row.answered_on is not None


def question(token: str, centre: Centre) -> Question:
    """The question of a link, or of an address of the owner's page. Writes nothing."""
    row = _of_page(token, centre)
    standing = None
    if row is None:
        standing = links.look(token, ANSWER, centre=centre)
        if not (standing.is_good or standing.ending == LinkEnding.USED) or standing.link is None:
            return Question(None, standing)
        row = _row(standing.link.subject_key, centre)
    if row is None or row.cv_key is None:
        return Question(None, standing or Standing(None))
    return Question(row, standing, "" if row.state in UNSENT else _over(row))


def _row(key: str, centre: Centre) -> Presentation | None:
    rows = Presentation.objects.select_related("request__company", "shortlist__centre")
    return rows.filter(pk=key, shortlist__centre=centre).first()


def _of_page(token: str, centre: Centre) -> Presentation | None:
    try:
        said = signing.loads(token, salt=_SALT, max_age=PAGE_SECONDS)
    except signing.BadSignature:
        return None
    row = _row(str(said["row"]), centre)
    return row if row is not None and str(row.cv_key) == said["cv"] else None


def page_address(row: Presentation) -> str:
    """Where the owner of the CV answers from their own page; it answers this question alone."""
    token = signing.dumps({"row": row.pk, "cv": str(row.cv_key)}, salt=_SALT)
    return reverse("demand-question", args=[row.shortlist.centre.slug, token])


@transaction.atomic
def answer(token: str, centre: Centre, yes: bool) -> Presentation:
    """The person answers, or changes their mind while nothing is sent; the link is spent once.

    Raises:
        LinkIsOver: the link is none of ours, replaced, expired or withdrawn.
        ValidationError: it was sent, or left out, already.
    """
    found = question(token, centre)
    if found.row is None:
        raise links.LinkIsOver(found.standing or Standing(None))
    if found.standing is not None and found.standing.is_good:
        links.consume(token, ANSWER, centre=centre)
    row = held_one(found.row)
    way = AnswerWay.PAGE if found.standing is None else AnswerWay.MAIL
    asked = {} if row.asked_on else {"asked_on": timezone.localdate(), "asked_way": way}
    _answer(row, yes, way, account=None, **asked)
    return row


def withdraw_question(row: Presentation) -> None:
    """No link about a presentation answers any more, and no address stays with it."""
    links.withdraw(ANSWER, SUBJECT, str(row.pk))
    letters = MagicLink.objects.filter(subject_kind=SUBJECT, subject_key=str(row.pk))
    letters.update(**with_indexes(MagicLink, "sent_to", ""))


# The letter -------------------------------------------------------------------------------------


def _path(link: MagicLink, token: str) -> str:
    return reverse("demand-question", args=[link.centre.slug, token])


def _letter(link: MagicLink, address: str) -> Letter:
    row = _row(link.subject_key, link.centre)
    if row is None or row.cv_key is None:
        raise links.LinkIsOver(Standing(None))
    key = str(row.cv_key)
    card = bank_of(row.request).cards(link.centre, [key]).get(key)
    if card is None:
        raise links.LinkIsOver(Standing(None))
    with translation.override(card.language):
        words = {
            "name": card.given_name,
            "centre": link.centre.name,
            "company": row.request.approved_company.legal_name,
            "words": row.request.words,
            "address": address,
        }
        body = _(
            "Hello %(name)s,\n\n%(company)s is looking for: %(words)s\n\nMay we send your CV to "
            "them? Answer yes or no with one click:\n%(address)s\n\nThe company reads what you can "
            "do: without photo, date of birth, address, telephone and e-mail, and of your surname "
            "the first letter alone. It reaches you through us. If you say no nobody tells the "
            "company, and nothing changes for you here. You may change your mind until we send "
            "it.\n\n%(centre)s"
        )
        return Letter(_("%(centre)s: may we present you to %(company)s?") % words, body % words)


def register() -> None:
    """Let questions be sent; called once, when Django starts."""
    links.register_action(LinkAction(ANSWER, datetime.timedelta(days=LINK_DAYS), _path, _letter))
