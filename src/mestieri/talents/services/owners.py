"""The owner's door: a magic link opens the page of one CV, and a browser may keep it open.

The browser keeps a signed word that names the CV and its `access_key`: nothing is written for
it, and a new key closes every browser at once.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from mestieri.kernel.models import Account, Centre, MagicLink
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.services import audit, clock, links
from mestieri.kernel.services.letters import Letter
from mestieri.kernel.services.links import Issued, LinkAction
from mestieri.talents.models import CV, Member
from mestieri.talents.services import doors, states
from mestieri.talents.services.doors import OPEN, SUBJECT
from mestieri.talents.services.keeping import give_notice
from mestieri.talents.vocabulary import CVState, NoticeWay

LINK_DAYS = 30
#: How long a browser keeps the page open: on a shared station, and on one's own telephone.
SHORT_STAY = 30 * 60
LONG_STAY = 30 * 24 * 60 * 60
_SALT = "mestieri.talents.owner"


@dataclass(frozen=True)
class Stay:
    """A browser in which the page of a CV is open."""

    cv: CV
    seconds: int


def word_for(cv: CV, seconds: int) -> str:
    """The signed word that a browser keeps."""
    said = {"cv": str(cv.key), "key": str(cv.access_key), "for": seconds}
    return signing.dumps(said, salt=_SALT)


def stay_of(word: str, centre: Centre) -> Stay | None:
    """Whose page a browser may open; None when the word is none of ours, or over."""
    try:
        said = signing.loads(word, salt=_SALT, max_age=LONG_STAY)
        seconds = int(said["for"])
        signing.loads(word, salt=_SALT, max_age=seconds)
        key = uuid.UUID(said["cv"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
    cv = CV.objects.select_related("member", "centre").filter(key=key, centre=centre).first()
    if cv is None or not constant_time_compare(str(cv.access_key), str(said.get("key"))):
        return None
    return Stay(cv, seconds)


def form_token(cv: CV) -> str:
    """What every form of the owner's page carries: it opens nothing else."""
    return salted_hmac(_SALT + ".form", f"{cv.key}{cv.access_key}", algorithm="sha256").hexdigest()


def is_form_token(cv: CV, token: str) -> bool:
    """Whether a form comes from the owner's own page."""
    return constant_time_compare(form_token(cv), token)


def close_every_browser(cv: CV) -> None:
    """Whoever had the page open has not any more, and no link that was sent opens it."""
    doors.close(cv)


@transaction.atomic
def give_link(cv: CV, *, account: Account | None = None, by_mail: bool = True) -> Issued:
    """A link to the owner's page: sent, or shown to be printed.

    Raises:
        ValidationError: by mail, to somebody who left no address, or the message did not leave.
    """
    member = cv.member
    if by_mail and not member.email:
        raise ValidationError(_("There is no e-mail address: print the link, or write one."))
    issued = links.issue(
        OPEN,
        centre=cv.centre,
        subject_kind=SUBJECT,
        subject_key=str(cv.key),
        send_to=member.email if by_mail else "",
        account=account,
    )
    if by_mail and not issued.was_sent:
        raise ValidationError(_("The message does not leave at this moment. Try again later."))
    states.note(cv, "link", account=account)
    if account is not None:
        audit.record("talents.give_link", centre=cv.centre, account=account, subject=cv)
    return issued


def enter(token: str, centre: Centre) -> CV:
    """Spend a link: the page of its CV opens. An address that was used is its owner's.

    Raises:
        LinkIsOver: the link is not good any more.
    """
    with transaction.atomic():
        link = links.consume(token, OPEN, centre=centre)
        cv = cv_of(link)
        if link.sent_to and link.sent_to != cv.member.email:  # sent while the address changed
            raise links.LinkIsOver(links.Standing(link, LinkEnding.WITHDRAWN))
    if link.sent_to and not cv.member.email_is_confirmed:
        _confirm_address(cv.member)
    return cv


def _confirm_address(member: Member) -> None:
    """The address was used. Where another CV has it confirmed, it stays that one's."""
    member.email_is_confirmed = True
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        member.email_is_confirmed = False


def cv_of(link: MagicLink) -> CV:
    """The CV that a link opens.

    Raises:
        LinkIsOver: it was erased.
    """
    found = CV.objects.select_related("member", "centre").filter(key=link.subject_key)
    cv = found.filter(centre=link.centre).first()
    if cv is None:
        raise links.LinkIsOver(links.Standing(None))
    return cv


@transaction.atomic
def ask_for_link(centre: Centre, email: str) -> None:
    """Send the link to who has a CV under an address; nobody learns whether there is one."""
    members = Member.objects.filter(centre=centre, email_index__of=email.strip().lower())
    for member in members.order_by("-email_is_confirmed", "pk")[:2]:
        recent = MagicLink.objects.filter(
            action=OPEN,
            subject_kind=SUBJECT,
            subject_key=str(member.cv.key),
            ended_at__isnull=True,
            issued_at__gt=clock.note() - links.PATIENCE,
        )
        if not recent.exists():
            links.issue(
                OPEN,
                centre=centre,
                subject_kind=SUBJECT,
                subject_key=str(member.cv.key),
                send_to=member.email,
            )


def _path(link: MagicLink, token: str) -> str:
    return reverse("cv-enter", args=[link.centre.slug, token])


def _letter(link: MagicLink, address: str) -> Letter:
    cv = cv_of(link)
    with translation.override(cv.member.language if cv.member.language == "en" else "it"):
        words = {"centre": cv.centre.name, "address": address, "name": cv.member.given_name}
        body = _(
            "Hello %(name)s,\n\n%(centre)s has your CV. With this link you see what was read of "
            "it, correct it, choose who may see it, hide it or erase it:\n%(address)s\n\n"
            "The link works once and for 30 days; when it is over it offers you a new one."
        )
        if cv.notice_on is None:
            body = f"{body}\n\n{notice_text()}"
        return Letter(_("Your CV at %(centre)s") % words, body % words)


def notice_text() -> str:
    """The notice of the first contact; its paragraphs are read out, printed or sent."""
    return _(
        "What we do with your CV: %(centre)s keeps it to help you find work. A person sorts it; "
        "no machine gives it a score. Nobody outside the group sees it without what you choose "
        "on your page: at the start each time we ask you first. You pay nothing, ever. After 12 "
        "months without your word nobody finds it any more, after 13 it is erased. You may read "
        "it, correct it, take it away, hide it or erase it whenever you like, and complain to "
        "the Garante per la protezione dei dati personali."
    )


@transaction.atomic
def send_notice(cv: CV, *, account: Account) -> None:
    """The first contact by e-mail, once: the notice, with the link to the owner's page.

    Raises:
        ValidationError: no address, out of use meanwhile, or the message did not leave.
    """
    held = states.locked(cv)
    if held.notice_on is not None:
        return
    if held.state != CVState.ACTIVE:
        raise ValidationError(
            _("This cannot be done: the CV is “%(state)s”.") % {"state": held.get_state_display()}
        )
    give_link(held, account=account)
    give_notice(cv, NoticeWay.MAIL, account=account)


def is_open_to_owner(cv: CV) -> bool:
    """Whether its owner may still write in it: not while it is out of use at their request."""
    return cv.state != CVState.RESTRICTED


def register() -> None:
    """Let links be issued; called once, when Django starts."""
    lifetime = datetime.timedelta(days=LINK_DAYS)
    links.register_action(LinkAction(OPEN, lifetime, _path, _letter))
