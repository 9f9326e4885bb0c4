"""Magic links: one action on one thing, once, without an account.

Who wants such links registers a `LinkAction` when Django starts, issues a link with `issue`,
and in its page

1. on GET calls `look` and shows the form or a button: it writes nothing, so that a preview
   robot or a link scanner that follows the link spends nothing;
2. on POST calls `consume` in the same transaction as what the link lets one do.

A link that is over says so with a sentence (`Standing.sentence`). An expired one offers a new
one (`reissue`), which goes to the address that had the old one, never to another.

Only the SHA-256 of a token is kept. What has ended stays ended, whatever the machine's clock
does: the moment by which a link is judged never goes back (`kernel.services.clock`), and a link
that somebody was told has expired is marked so a few seconds later, without the GET writing.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mestieri.kernel.counting import CountBuffer
from mestieri.kernel.dates import day_in_words
from mestieri.kernel.models import Account, Centre, ClockMark, MagicLink
from mestieri.kernel.models.links import LinkEnding
from mestieri.kernel.services import clock, letters
from mestieri.kernel.services.clock import CLOCKS_DIFFER
from mestieri.kernel.services.letters import Letter

TOKEN_BYTES = 32  # 256 bits: nobody guesses it
LONGEST_TOKEN = 64  # characters; anything longer is no token of ours
#: The same link is not sent again sooner than this.
PATIENCE = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class LinkAction:
    """What a kind of link lets one do.

    Attributes:
        code: its stable name, such as `propose`.
        lifetime: how long a link is good.
        path: (link, token) → path of the page that the link opens.
        letter: (link, address) → the message that carries the link.
    """

    code: str
    lifetime: datetime.timedelta
    path: Callable[[MagicLink, str], str]
    letter: Callable[[MagicLink, str], Letter]


@dataclass(frozen=True)
class Standing:
    """How a link stands.

    Attributes:
        link: the link, or None when nobody ever issued it.
        ending: how it ended; empty while it is good.
        can_be_reissued: a new one may be asked for with `reissue`.
    """

    link: MagicLink | None
    ending: str = ""
    can_be_reissued: bool = False

    @property
    def is_good(self) -> bool:
        return self.link is not None and not self.ending

    @property
    def sentence(self) -> str:
        """Why it is not good, in plain words; empty while it is good."""
        if self.link is None:
            return _("We do not know this link. Check that it is whole, as it was sent to you.")
        if not self.ending:
            return ""
        when = {"when": day_in_words(timezone.localtime(self._ended_at()), "j F Y, H:i")}
        sentences = {
            LinkEnding.USED: _(
                "This link has already been used, on %(when)s. It works once: "
                "what you sent then has arrived."
            ),
            LinkEnding.REPLACED: _(
                "A newer link took the place of this one on %(when)s. "
                "Look in your mail for the latest message."
            ),
            LinkEnding.EXPIRED: _("This link expired on %(when)s."),
            LinkEnding.WITHDRAWN: _("The centre withdrew this link on %(when)s."),
        }
        return sentences[LinkEnding(self.ending)] % when

    def _ended_at(self) -> datetime.datetime:
        assert self.link is not None
        if self.ending == LinkEnding.EXPIRED:
            return self.link.expires_at
        return self.link.ended_at or self.link.expires_at


class LinkIsOver(Exception):
    """The link is not good (any more); `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.sentence)
        self.standing = standing


@dataclass(frozen=True)
class Issued:
    """A link just made. The token is not kept: use the address now or never.

    Attributes:
        link: its row.
        address: the whole address, to be sent.
        was_sent: whether the message left.
    """

    link: MagicLink
    address: str
    was_sent: bool


_actions: dict[str, LinkAction] = {}


def register_action(action: LinkAction) -> None:
    """Let links of a kind be issued; called once, when Django starts."""
    _actions[action.code] = action


def digest_of(token: str) -> str:
    """SHA-256 of a token, in hexadecimal: what is kept instead of it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def issue(
    action: str,
    *,
    centre: Centre,
    subject_kind: str,
    subject_key: str,
    send_to: str = "",
    account: Account | None = None,
    now: datetime.datetime | None = None,
) -> Issued:
    """Make a link, and send it. A link for the same thing that was still good is replaced.

    Args:
        action: code of a registered `LinkAction`.
        subject_kind, subject_key: the one thing on which it may be done.
        send_to: where it goes; empty for a link that is shown instead. Without an address
            it cannot be issued again by who holds it.
        account: who of the staff issues it.
        now: the moment, for tests; else the clock's.
    """
    now = now or clock.note()
    close_expired(now)
    MagicLink.objects.filter(
        action=action, subject_kind=subject_kind, subject_key=subject_key, ended_at__isnull=True
    ).update(ended_at=now, ending=LinkEnding.REPLACED)
    return _issue(action, centre, subject_kind, subject_key, send_to, account, now)


def _issue(
    action: str,
    centre: Centre,
    subject_kind: str,
    subject_key: str,
    send_to: str,
    account: Account | None,
    now: datetime.datetime,
) -> Issued:
    kind = _actions[action]
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = MagicLink.objects.create(
        digest=digest_of(token),
        action=action,
        centre=centre,
        subject_kind=subject_kind,
        subject_key=subject_key,
        sent_to=send_to,
        issued_by=account,
        issued_at=now,
        expires_at=now + kind.lifetime,
    )
    address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{kind.path(link, token)}"
    was_sent = bool(send_to) and letters.send(kind.letter(link, address), send_to)
    return Issued(link, address, was_sent)


def look(
    token: str, action: str | None = None, *, centre: Centre, now: datetime.datetime | None = None
) -> Standing:
    """How a link stands at this moment. Writes nothing.

    Args:
        token: the secret part of the link's address.
        action: what the page does; a link of another kind is unknown to it. None for any.
        centre: a link of another centre is unknown too.
    """
    if len(token) > LONGEST_TOKEN:
        return Standing(None)
    found = MagicLink.objects.select_related("centre").annotate(
        latest_seen=models.Subquery(ClockMark.objects.values("seen_at")[:1])
    )
    link = found.filter(digest=digest_of(token), centre=centre).first()
    if link is None or action not in (None, link.action):
        return Standing(None)
    return _standing(link, now or clock.steady(link.latest_seen))


def _standing(link: MagicLink, now: datetime.datetime) -> Standing:
    ending = link.ending
    if not ending and (now >= link.expires_at or link.issued_at > now + CLOCKS_DIFFER):
        ending = LinkEnding.EXPIRED
        _told_expired.add("link")
    again = bool(link.sent_to) and ending in (LinkEnding.EXPIRED, LinkEnding.REPLACED)
    return Standing(link, ending, again)


@transaction.atomic
def consume(
    token: str, action: str, *, centre: Centre, now: datetime.datetime | None = None
) -> MagicLink:
    """Spend a link: of two that try at the same moment only one succeeds.

    Call it in the transaction of what the link lets one do, so that both happen or neither.

    Raises:
        LinkIsOver: it was used, replaced or withdrawn, it expired, or nobody issued it.
    """
    now = now or clock.note()
    standing = look(token, action, centre=centre, now=now)
    if not standing.is_good or standing.link is None:
        raise LinkIsOver(standing)
    spent = MagicLink.objects.filter(pk=standing.link.pk, ended_at__isnull=True).update(
        ended_at=now, ending=LinkEnding.USED
    )
    if not spent:
        raise LinkIsOver(look(token, action, centre=centre, now=now))
    standing.link.refresh_from_db()
    return standing.link


@transaction.atomic
def reissue(token: str, *, centre: Centre, now: datetime.datetime | None = None) -> Issued:
    """A new link for the same thing, sent to the address that had the old one.

    Raises:
        LinkIsOver: the link is unknown, it was used or withdrawn, or it has no address.
        ValidationError: the last one left a few minutes ago, or the message does not leave.
    """
    now = now or clock.note()
    close_expired(now)
    standing = look(token, centre=centre, now=now)
    if standing.is_good or standing.link is None or not standing.can_be_reissued:
        raise LinkIsOver(standing)
    last = _last_of(standing.link)
    if last.ending in (LinkEnding.USED, LinkEnding.WITHDRAWN):
        raise LinkIsOver(_standing(last, now))
    if not last.ending and last.issued_at > now - PATIENCE:
        raise ValidationError(
            _("A new link left a few minutes ago: look in your mail, unwanted mail included.")
        )
    MagicLink.objects.filter(pk=last.pk, ended_at__isnull=True).update(
        ended_at=now, ending=LinkEnding.REPLACED
    )
    made = _issue(
        last.action,
        last.centre,
        last.subject_kind,
        last.subject_key,
        last.sent_to,
        None,
        now,
    )
    if not made.was_sent:
        raise ValidationError(_("The message does not leave at this moment. Try again later."))
    return made


def _last_of(link: MagicLink) -> MagicLink:
    """The latest link for the same thing and the same address."""
    same = MagicLink.objects.select_for_update().filter(
        action=link.action,
        subject_kind=link.subject_kind,
        subject_key=link.subject_key,
        sent_to_index__of=link.sent_to,
    )
    return same.order_by("-id").first() or link


@transaction.atomic
def withdraw(
    action: str, subject_kind: str, subject_key: str, *, now: datetime.datetime | None = None
) -> int:
    """End every link that is still good for a thing.

    Returns:
        How many ended.
    """
    good = MagicLink.objects.filter(
        action=action, subject_kind=subject_kind, subject_key=subject_key, ended_at__isnull=True
    )
    return good.update(ended_at=now or clock.note(), ending=LinkEnding.WITHDRAWN)


def close_expired(now: datetime.datetime | None = None) -> int:
    """Mark what has expired, so that it stays so whatever the clock does afterwards.

    Returns:
        How many links were marked.
    """
    now = now or clock.note()
    late = MagicLink.objects.filter(ended_at__isnull=True, expires_at__lte=now)
    return late.update(ended_at=models.F("expires_at"), ending=LinkEnding.EXPIRED)


def _mark_what_was_told(_counts: Mapping[str, int]) -> None:
    close_expired()


#: A GET said that a link has expired: the thread of the counts writes it down.
_told_expired: CountBuffer[str] = CountBuffer("expired links", _mark_what_was_told)
